"""What waits together is answered together and kept by one commit; whoever fails, fails alone."""

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError, OperationalError

from chat import Receipt
from handlers import turn
from handlers.routes import answer
from handlers.talk.context import Context, Response
from handlers.turns import LONGEST, MOST_TOGETHER, Turns
from storage import Database, open_database
from storage.records import with_person
from storage.serving.outage import outage_of
from tests.support.conversation import Office, Phone, fill, make_services, shared_services
from tests.support.databases import KINDS, TEST_KEY, copied_database_url

PEOPLE = [f"ra-soat-{number}" for number in range(1, 9)]


def filled(database: Database) -> None:
    fill(database, shared_services())


@pytest.fixture(params=KINDS)
def office_url(request: pytest.FixtureRequest) -> Iterator[str]:
    if request.param == "sqlite":
        yield request.getfixturevalue("commune_url")
        return
    with copied_database_url("postgresql", Path(), filled) as url:
        yield url


@pytest.fixture
def office(office_url: str) -> Iterator[Office]:
    with closing(open_database(office_url, key=TEST_KEY)) as database:
        yield Office(database, shared_services())


@pytest.fixture
def phones(office: Office) -> list[Phone]:
    return [Phone(office, key) for key in PEOPLE]


@pytest.fixture
def commits(office: Office) -> Iterator[list[str]]:
    """A line for each commit while the test runs."""
    found: list[str] = []

    def note(_connection: object) -> None:
        found.append("commit")

    event.listen(office.database._engine, "commit", note)
    yield found
    event.remove(office.database._engine, "commit", note)


def running(office: Office) -> Turns:
    """A process that found nothing when it began."""
    turns = Turns(office.database, office.services)
    assert not turns.next(lambda: office.now)
    return turns


def batches(office: Office, turns: Turns) -> list[int]:
    """Until nothing waits: how many messages each batch has taken."""
    found = []
    while (before := waiting(office)) and turns.next(lambda: office.now):
        found.append(before - waiting(office))
    return found


def waiting(office: Office) -> int:
    with office.database.look() as work:
        return work.inbox.pending()


def parked(office: Office) -> int:
    with office.database.look() as work:
        return work.inbox.parked()


def heard(office: Office) -> dict[str, list[str]]:
    """What each person was sent since the last time."""
    found: dict[str, list[str]] = defaultdict(list)
    office.now += timedelta(milliseconds=50)
    with office.database.work() as work:
        while rows := work.due.claim(office.now):
            for row in rows:
                work.outbox.sent(row.id, Receipt(f"m{row.id}", at=office.now), office.now)
                work.outbox.seen([row.id], office.now)
                found[row.address.user_id].append(row.outgoing.text)
        work.commit()
    return found


def failing_over(words: str, error: Callable[[Context], BaseException]) -> Callable[[Context], Response]:
    """As the handlers, but over these words it writes, and raises."""

    def failing(ctx: Context) -> Response:
        if ctx.incoming.text != words:
            return answer(ctx)
        ctx.work.conversations.save(with_person(ctx.person.id), "half of a turn", [], ctx.now)
        raise error(ctx)

    return failing


def dialogue(office: Office, phone: Phone) -> str:
    with office.database.look() as work:
        person = work.people.by_account(phone.address)
        assert person is not None
        stored = work.conversations.load(with_person(person.id))
    return stored.dialog if stored else ""


def test_what_waits_is_kept_by_one_commit(office: Office, phones: list[Phone], commits: list[str]) -> None:
    turns = running(office)
    for phone in phones:
        phone.send("/danhsach")
    commits.clear()
    assert turns.next(lambda: office.now)
    assert commits == ["commit"]
    assert waiting(office) == 0
    said = heard(office)
    assert sorted(said) == PEOPLE
    assert all("hộ" in text for texts in said.values() for text in texts)


def test_a_batch_says_what_turns_alone_say(office: Office, phones: list[Phone]) -> None:
    turns = running(office)
    for words in ("/danhsach", "/rasoat", "/trogiup", "xin chào"):
        for phone in phones:
            phone.send(words)
        assert turns.next(lambda: office.now)
        together = heard(office)
        for phone in phones:
            phone.send(words)
            office.work_off()
        assert heard(office) == together


def test_a_message_that_raises_is_undone_alone(
    office: Office, phones: list[Phone], commits: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turn, "answer", failing_over("/nhiemvu", lambda _: KeyError("x")))
    turns = running(office)
    for phone, words in zip(phones, ("/danhsach", "/danhsach", "/nhiemvu", "/danhsach"), strict=False):
        phone.send(words)
    commits.clear()
    assert turns.next(lambda: office.now)
    assert commits == ["commit"]
    assert (waiting(office), parked(office)) == (0, 1)
    said = heard(office)
    assert ["Em gặp lỗi" in said[phone.person][0] for phone in phones[:4]] == [False, False, True, False]
    assert dialogue(office, phones[2]) == ""
    assert dialogue(office, phones[3])


def test_where_the_first_raises_the_others_follow(
    office: Office, phones: list[Phone], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turn, "answer", failing_over("/nhiemvu", lambda _: KeyError("x")))
    turns = running(office)
    for phone, words in zip(phones, ("/nhiemvu", "/danhsach", "/danhsach"), strict=False):
        phone.send(words)
    assert batches(office, turns) == [1, 2]
    assert parked(office) == 1
    assert dialogue(office, phones[0]) == ""


def test_of_one_conversation_there_is_one_message_in_a_batch_and_they_keep_their_order(
    office: Office, phones: list[Phone]
) -> None:
    turns, (talker, other) = running(office), phones[:2]
    for words in ("/trogiup", "/danhsach", "/nhiemvu"):
        talker.send(words)
    other.send("/danhsach")
    other.send("/trogiup")
    assert batches(office, turns) == [2, 2, 1]
    said, beginnings = heard(office), []
    for words in ("/trogiup", "/danhsach", "/nhiemvu"):
        phones[2].send(words)
        office.work_off()
        beginnings.append(heard(office)["ra-soat-3"][0][:9])
    assert [each[:9] for each in said[talker.person]] == beginnings


def test_who_writes_much_keeps_nobody_waiting(office: Office, phones: list[Phone]) -> None:
    turns = running(office)
    for _ in range(30):
        phones[0].send("/danhsach")
    for phone in phones[1:]:
        phone.send("/danhsach")
    assert turns.next(lambda: office.now)
    assert turns.next(lambda: office.now)
    assert [len(said) for _, said in sorted(heard(office).items())] == [2] + [1] * 7


def test_a_batch_begins_no_turn_once_its_time_is_over(office: Office, phones: list[Phone]) -> None:
    turns = running(office)
    for phone in phones[:5]:
        phone.send("/danhsach")
    ticks = itertools.count()

    def slow() -> datetime:
        return office.now + LONGEST / 4 * next(ticks)

    assert turns.next(slow)
    assert 5 - waiting(office) == 2, "each turn asks for the time twice: when it may begin, and what it is"
    assert batches(office, turns) == [3]


def test_a_batch_has_an_end(office: Office, phones: list[Phone]) -> None:
    turns = running(office)
    for number in range(MOST_TOGETHER + 3):
        Phone(office, f"stranger-{number}").send("chào")
    assert batches(office, turns) == [MOST_TOGETHER, 3]


def gone(office: Office) -> Callable[[Context], BaseException]:
    """The database is gone in the middle of a turn: its connection ends, or its disk is full."""

    def happen(ctx: Context) -> BaseException:
        connection = ctx.work._session.connection
        if office.database.dialect == "sqlite":
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
            statement = text("INSERT INTO meta (key, value) VALUES ('long', :long)")
            values = {"long": "x" * 100_000}
        else:
            statement, values = text("SELECT pg_terminate_backend(pg_backend_pid())"), {}
        with pytest.raises(OperationalError) as raised:
            connection.execute(statement, values)
        return raised.value

    return happen


def test_what_was_in_a_batch_that_failed_is_played_alone(
    office: Office, phones: list[Phone], commits: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    turns = running(office)
    monkeypatch.setattr(turn, "answer", failing_over("/nhiemvu", gone(office)))
    for phone, words in zip(phones, ("/danhsach", "/danhsach", "/danhsach", "/nhiemvu"), strict=False):
        phone.send(words)
    commits.clear()
    with pytest.raises(OperationalError) as raised:
        turns.next(lambda: office.now)
    assert outage_of(raised.value)
    assert (waiting(office), parked(office), commits) == (4, 0, [])
    monkeypatch.setattr(turn, "answer", answer)
    no_limit(office.database)
    assert batches(office, turns) == [1, 1, 1, 1]
    assert len(heard(office)) == 4
    for phone in phones[:4]:
        phone.send("/danhsach")
    assert batches(office, turns) == [4]


def no_limit(database: Database) -> None:
    if database.dialect == "sqlite":
        with database._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 4294967294")


def test_a_commit_that_fails_leaves_everything_waiting(
    office: Office, phones: list[Phone], monkeypatch: pytest.MonkeyPatch
) -> None:
    turns, dialect = running(office), office.database._engine.dialect
    for phone in phones[:3]:
        phone.send("/danhsach")
    commit = dialect.do_commit

    def break_off(connection: Any) -> None:
        connection.driver_connection.close()
        commit(connection)

    monkeypatch.setattr(dialect, "do_commit", break_off)
    with pytest.raises(DBAPIError):
        turns.next(lambda: office.now)
    monkeypatch.setattr(dialect, "do_commit", commit)
    assert (waiting(office), heard(office)) == (3, {})
    assert batches(office, turns) == [1, 1, 1]
    assert [len(said) for said in heard(office).values()] == [1, 1, 1]


class Killed(BaseException):
    """The process ends in the middle of a turn."""


def test_of_a_batch_that_ended_a_process_the_next_one_plays_each_alone(
    office: Office, phones: list[Phone], monkeypatch: pytest.MonkeyPatch
) -> None:
    for phone, words in zip(phones, ("/danhsach", "300", "/danhsach"), strict=False):
        phone.send(words)
    monkeypatch.setattr(turn, "answer", failing_over("300", lambda _: Killed()))
    with pytest.raises(Killed):
        Turns(office.database, office.services).next(lambda: office.now)
    assert waiting(office) == 3
    second = Turns(office.database, office.services)
    assert second.next(lambda: office.now)
    assert list(heard(office)) == ["ra-soat-1"]
    with pytest.raises(Killed):
        second.next(lambda: office.now)
    monkeypatch.setattr(turn, "answer", answer)
    assert batches(office, Turns(office.database, office.services)) == [1, 1]


def test_a_message_of_a_person_whom_another_process_serves_waits(office: Office, phones: list[Phone]) -> None:
    """The others are not held up, and are kept."""
    if office.database.dialect == "sqlite":
        pytest.skip("SQLite has one writer at a time")
    turns = running(office)
    for phone in phones[:3]:
        phone.say("/danhsach")
    for phone in phones[:3]:
        phone.send("/trogiup")
    with office.database.work() as work:
        person = work.people.by_account(phones[1].address)
        assert person is not None
        work.conversations.load(with_person(person.id))
        assert turns.next(lambda: office.now)
        assert waiting(office) == 2
    assert batches(office, turns) == [2]
    assert len(heard(office)) == 3


def test_processes_share_what_waits_and_answer_each_message_once(office: Office, office_url: str) -> None:
    if office.database.dialect == "sqlite":
        pytest.skip("SQLite has one process")
    phones, rounds = [Phone(office, key) for key in PEOPLE], 5
    for _ in range(rounds):
        for phone in phones:
            phone.send("/trogiup")
    barrier = Barrier(2)

    def worker() -> int:
        with closing(open_database(office_url, key=TEST_KEY)) as database:
            turns, done = Turns(database, make_services()), 0
            barrier.wait()
            while waiting(office):
                done += turns.next(lambda: office.now)
        return done

    with ThreadPoolExecutor(2) as pool:
        counts = [each.result(120) for each in [pool.submit(worker), pool.submit(worker)]]
    assert min(counts) > 0
    assert parked(office) == 0
    assert {who: len(said) for who, said in heard(office).items()} == dict.fromkeys(PEOPLE, rounds)
