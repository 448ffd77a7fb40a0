"""Files that nobody needs any more, and what is left when a household or a person asks to be forgotten: nothing."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.pool import Pool

from chat import Outgoing
from storage import Database, Work, open_database
from storage.engine import make_engine
from storage.records import (
    AnswerChange,
    CallReason,
    Cause,
    Changes,
    JobState,
    NewOutgoing,
    OutboxState,
    Outcome,
    Shown,
    StoredFile,
    with_person,
    with_stranger,
)
from storage.tables import Row
from survey.state import AnswerKey
from tests.storage.support.people import NOW, Commune, address, begun, incoming
from tests.support.databases import TEST_KEY

LATER = NOW + timedelta(days=31)


def _file(work: Work, key: str, interview: int | None = None) -> str:
    work.files.add(StoredFile(key * 32, "nhà.jpg", "image/jpeg", 12, interview, NOW))
    return key * 32


def _answers(work: Work, interview: int, value: str, *, sealed: bool = False) -> None:
    changes = Changes(answers=(AnswerChange(AnswerKey((), "anh"), value),))
    work.interviews.save(interview, changes, sensitive=frozenset({"anh"} if sealed else ()), by=None, at=NOW)


def test_only_what_an_answer_has_is_kept(commune: Commune) -> None:
    with commune.database.work() as work:
        interview = begun(work, commune)
        alone, kept, replaced = _file(work, "a"), _file(work, "b", interview), _file(work, "c", interview)
        _answers(work, interview, replaced)
        _answers(work, interview, kept)
        assert work.files.lapsed(NOW) == ()
        assert work.files.lapsed(LATER) == (alone, replaced)
        _answers(work, interview, kept, sealed=True)
        assert work.files.lapsed(LATER) == (alone, replaced)
        work.interviews.cancel(interview, commune.collaborator, NOW)
        assert work.files.lapsed(LATER) == (alone, kept, replaced)
        work.files.forget(work.files.lapsed(LATER))
        assert work.files.get(kept) is None
        assert work.files.lapsed(LATER) == ()


def _rows(engine: Engine) -> str:
    with engine.connect() as connection:
        found = {
            name: connection.execute(text(f"SELECT * FROM {name}")).all()
            for name in Row.metadata.tables
            if name != "meta"
        }
    return str(found)


def _everything(url: str) -> str:
    engine = make_engine(url)
    found = _rows(engine)
    engine.dispose()
    return found


def test_nothing_of_a_household_is_left(commune: Commune, database_url: str) -> None:
    with commune.database.work() as work:
        work.households.put_member(commune.household, 1, "Phạm Văn Riêng", "nam", "chu_ho", cccd="051071000123")
        interview = begun(work, commune)
        _answers(work, interview, _file(work, "b", interview))
        other = _file(work, "a")
        work.visits.add(commune.assignment, Outcome.ABSENT, "đi vắng", None, by=commune.collaborator, at=NOW)
        assert work.erasure.household(commune.household) == ("b" * 32,)
        work.commit()
    left = _everything(database_url)
    assert "Phạm Văn Riêng" not in left
    assert "Phạm Văn Dắt" not in left
    assert "b" * 32 not in left
    with commune.database.look() as work:
        assert work.households.get(commune.household) is None
        assert work.interviews.get(interview) is None
        assert work.files.get(other) is not None
        assert len(work.assignments.of_round(commune.round_id)) == 3


def test_nothing_of_a_person_is_left_but_what_they_recorded(commune: Commune, database_url: str) -> None:
    person = commune.collaborator
    with commune.database.work() as work:
        begun(work, commune)
        work.people.link(person, address(), NOW)
        work.people.set_phone(person, "+84905111222")
        work.inbox.ingest(incoming("1"), NOW)
        work.outbox.enqueue(Cause("in:1"), [NewOutgoing(address(), Outgoing("hộ 12"), person)], NOW)
        work.web.put_person("ra-soat-1", "c", Shown("x"), NOW)
        work.calls.put(person, Cause("call:1"), CallReason.NO_ACCOUNT, Outgoing("hộ 12"), NOW)
        work.conversations.save(with_person(person), "{}", [], NOW)
        work.invites.create(person, "K7QX", None, NOW, LATER)
        work.erasure.person(person, NOW)
        work.commit()
    with commune.database.work() as work:
        assert work.people.by_account(address()) is None
        assert work.people.phone(person) is None
        assert work.conversations.load(with_person(person)) is None
        assert work.invites.use("K7QX", address(), NOW) is None
        assert (work.inbox.pending(), work.outbox.unsent(), work.calls.count()) == (0, 0, 0)
        assert work.undelivered.count() == (0, 0)
        assert all(not entry.is_readable for entry in work.outbox.with_state(OutboxState.FAILED))
        assert [each.shown for each in work.web.messages("ra-soat-1", everything=True)] == [None]
        found = work.people.get(person)
        assert found is not None
        assert (found.name, found.active) == ("ra-soat-1", False)
        assert len(work.assignments.of_person(commune.round_id, person)) == 2
    assert "Đinh Thị Rế" not in _everything(database_url)


def test_no_number_of_an_account_is_left_after_its_person(commune: Commune, database_url: str) -> None:
    """Also none of a phone that was lost before; but what an account says that is somebody else's now is theirs."""
    person, other = commune.collaborator, commune.other
    mine, lost, handed_on = (address(user, f"90{user}") for user in ("7111", "7222", "7333"))
    with commune.database.work() as work:
        for n, where in enumerate((mine, lost, handed_on)):
            work.people.link(person, where, NOW)
            work.inbox.ingest(replace(incoming(str(n)), address=where), NOW)
            work.outbox.enqueue(Cause(f"in:{n}"), [NewOutgoing(where, Outgoing("hộ 12"), person)], NOW)
        work.people.unlink(person)
        work.people.link(person, mine, NOW)
        work.people.link(other, handed_on, NOW)
        work.conversations.save(with_stranger(mine), "", [], NOW)
        work.invites.create(other, "K7QX", None, NOW, LATER)
        assert work.invites.use("K7QX", mine, NOW) is not None
        work.erasure.person(person, NOW)
        assert work.inbox.pending() == 1
        work.commit()
    left = _everything(database_url)
    assert "7111" not in left
    assert "7222" not in left
    with commune.database.look() as work:
        (kept,) = work.people.accounts(other)
        assert kept.address == handed_on
        assert work.outbox.unsent() == 0, "what was to go to the person themselves goes nowhere"


@pytest.mark.parametrize("running", [False, True])
def test_the_long_work_of_a_person_who_is_forgotten_stops_nobody_elses(commune: Commune, running: bool) -> None:
    with commune.database.work() as work:
        work.jobs.put("form", commune.collaborator, incoming("1", "đếm"), "{}", NOW)
        begun_job = None
        if running:
            begun_job = work.jobs.claim(("form",), "a", NOW)
            assert begun_job is not None
            assert work.jobs.calculated(begun_job.id, "a", b"result", NOW)
        work.jobs.put("form", commune.other, incoming("2", "đếm"), "{}", NOW)
        work.erasure.person(commune.collaborator, NOW)
        next_one = work.jobs.claim(("form",), "b", LATER)
        assert next_one is not None
        assert next_one.person_id == commune.other
        assert work.jobs.open_of(commune.collaborator) is None
        if begun_job is not None:
            assert work.jobs.end(begun_job.id, "a", JobState.DONE, NOW) is False


def test_a_call_that_was_made_keeps_its_day(commune: Commune, database_url: str) -> None:
    with commune.database.work() as work:
        for n in range(2):
            work.calls.put(commune.collaborator, Cause(f"call:{n}"), CallReason.NO_ACCOUNT, Outgoing("hộ 12"), NOW)
        assert work.calls.done(work.calls.open()[0].id, NOW)
        work.erasure.person(commune.collaborator, LATER)
        work.commit()
    engine = make_engine(database_url)
    with engine.connect() as connection:
        called = connection.execute(text("SELECT done_at FROM phone_call ORDER BY id")).scalars()
        days = [str(moment)[:10] for moment in called]
    engine.dispose()
    assert days == ["2025-11-03", "2025-12-04"]


def test_what_was_wiped_is_gone_from_the_files_however_sqlite_was_built(tmp_path: Path) -> None:
    """Some builds leave deleted pages as they were, and every build leaves them in the log until that is begun anew."""

    def careless(connection: object, _: object) -> None:
        connection.execute("PRAGMA secure_delete = OFF")  # type: ignore[attr-defined]  # a connection of the driver

    event.listen(Pool, "connect", careless)
    try:
        database = open_database(f"sqlite:///{tmp_path}/a.db", key=TEST_KEY)
    finally:
        event.remove(Pool, "connect", careless)
    sealed = _wiped(database)
    database.begin_log_anew()
    left = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    database.close()
    # It lies in pages of its own, each with some bytes of SQLite's in between.
    pieces = [sealed[start : start + 64] for start in range(0, len(sealed) - 64, 1000)]
    assert [piece for piece in pieces if piece in left] == []


def _wiped(database: Database) -> bytes:
    """The sealed body of a message that was wiped."""
    with database.work() as work:
        work.inbox.ingest(incoming("1", text="căn cước 051071000123 " * 900), NOW)
        work.commit()
    with database.look() as work:
        entry = work.inbox.next_pending()
        assert entry is not None
    engine = make_engine(database._engine.url.render_as_string())
    with engine.connect() as connection:
        sealed: bytes = connection.execute(text("SELECT body FROM inbox")).scalar_one()
    engine.dispose()
    with database.work() as work:
        work.inbox.done(entry.id, NOW)
        work.inbox.wipe(LATER)
        work.commit()
    return sealed
