"""Changing the key: at every moment both keys together open everything, in the end the new one alone does, and nothing is left of the old one."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from storage import Database, Work, WrongKeyError, new_key, open_database
from storage.crypto import Cipher
from storage.engine import make_engine, open_to_change_key
from storage.errors import KeyChangedError
from storage.queries.resealing import LOOKED_UP, NOT_SEALED, SEALED
from storage.records import InterviewState, LinkedFile, OutboxState, with_person
from tests.storage.support.people import NOW, Commune, address, incoming
from tests.storage.test_secrecy import SECRETS, _write
from tests.support.databases import KINDS, TEST_KEY, copied_database_url

NEW_KEY = base64.b64encode(bytes(range(100, 132))).decode()
OPEN = {"form_version.xform"}
CANNOT_BE_MADE_ANEW = {"invite.code_hash", "link.token_hash", "channel_token.seed_hash"}
OA = ("zalo_oa", "9876")
SEEDS = ["first", ""]
ISOLATED = {"postgresql": "REPEATABLE READ", "sqlite": "SERIALIZABLE"}


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """One of its own: the others are opened with the key of all tests."""
    with copied_database_url(request.param, tmp_path) as url:
        yield url


@dataclass
class Kept:
    """A commune in which something sealed stands in every table."""

    commune: Commune
    url: str

    def opened(self, key: str = NEW_KEY, old_key: str = TEST_KEY) -> Database:
        return open_database(self.url, key=key, old_key=old_key)

    def changing(self) -> Database:
        return open_to_change_key(self.url, key=NEW_KEY, old_key=TEST_KEY)


@pytest.fixture
def kept(commune: Commune, database_url: str) -> Kept:
    _write(commune)
    with commune.database.work() as work:
        work.tokens.seed(*OA, "first", NOW)
        work.tokens.put(*OA, "access", "second", NOW, NOW)
        file = LinkedFile("hộ nghèo.xlsx", "text/csv", b"Pham Van Dat")
        work.links.put(
            "token", file, person=commune.collaborator, purpose="x", at=NOW, until=NOW + timedelta(minutes=9)
        )
        work.jobs.put("form", commune.collaborator, incoming("9", "đếm"), "{}", NOW)
        job = work.jobs.claim(("form",), "a", NOW)
        assert job is not None
        assert work.jobs.calculated(job.id, "a", b"result", NOW)
        work.commit()
    commune.database.close()
    return Kept(commune, database_url)


def steps(database: Database, most: int = 2) -> Iterator[int]:
    """How many values each transaction changed."""
    with database.work() as work:
        work.resealing.begin()
        work.commit()
    yield 0
    for name in SEALED:
        last, first = None, True
        while first or last is not None:
            with database.work() as work:
                done = work.resealing.batch(name, last, most)
                work.commit()
            assert done.lost == 0
            last, first = done.last, False
            yield done.changed


def finish(database: Database) -> int:
    for _ in steps(database):
        pass
    database.write_anew()
    with database.work() as work:
        codes = work.resealing.end(SEEDS)
        work.commit()
    return codes


def everything(work: Work, commune: Commune) -> list[object]:
    """What can be read, and what can be looked up."""
    interview = work.interviews.latest_of(commune.assignment)
    assert interview is not None
    assert interview.state is InterviewState.SUBMITTED
    cccd, code = SECRETS[0], SECRETS[4]
    return [
        interview,
        work.interviews.load(interview.id),
        work.interviews.events(interview.id),
        work.interviews.find_answer("cccd", cccd),
        work.households.members(commune.household),
        work.households.by_cccd(cccd),
        work.lists.known("xa"),
        work.visits.of(commune.assignment + 1),
        work.people.phone(commune.collaborator),
        work.calls.open(),
        work.inbox.next_pending(),
        work.outbox.with_state(OutboxState.QUEUED),
        work.web.messages("p", everything=True),
        work.conversations.load(with_person(1)),
        work.files.get("a" * 32),
        work.jobs.open_of(commune.collaborator),
        work.tokens.get(*OA),
        work.tokens.seed(*OA, "first", NOW),
        work.links.spend("token", "x", NOW) is not None,
        work.invites.use(code, address(), NOW) is not None,
    ]


def read(database: Database, commune: Commune) -> list[object]:
    """Nothing of it is kept."""
    with database.work() as work:
        return everything(work, commune)


def test_whatever_is_sealed_is_known_here() -> None:
    """A column that is not would stay sealed with a key that is thrown away."""
    hashes = {f"{name}.{hashed}" for name, (hashed, _) in LOOKED_UP.items()}
    assert hashes | OPEN | CANNOT_BE_MADE_ANEW == NOT_SEALED
    assert all(name in SEALED and of in SEALED[name] for name, (_, of) in LOOKED_UP.items())


def test_broken_off_anywhere_it_is_read_and_looked_up_as_before(kept: Kept) -> None:
    database = kept.opened(TEST_KEY, "")
    before = read(database, kept.commune)
    database.close()
    database = kept.changing()
    moments = 0
    for _ in steps(database):
        moments += 1
        assert read(database, kept.commune) == before
    assert moments > len(SEALED)
    database.close()
    database = kept.opened()
    assert read(database, kept.commune) == before
    database.close()


def test_between_beginning_and_end_no_key_alone_opens_it(kept: Kept) -> None:
    database = kept.changing()
    next(steps(database))
    database.close()
    for key, old_key in ((TEST_KEY, ""), (NEW_KEY, ""), (TEST_KEY, NEW_KEY)):
        with pytest.raises(WrongKeyError, match="not finished"):
            kept.opened(key, old_key)
    kept.opened().close()


def test_a_new_key_of_which_nobody_has_heard_is_told_what_comes_first(kept: Kept) -> None:
    with pytest.raises(WrongKeyError, match="rotate-key"):
        kept.opened()
    with pytest.raises(WrongKeyError, match="another key"):
        open_to_change_key(kept.url, key=NEW_KEY, old_key=new_key())
    with pytest.raises(KeyChangedError):
        open_to_change_key(kept.url, key=TEST_KEY, old_key=NEW_KEY)


def test_what_is_written_meanwhile_is_sealed_with_the_new_key(kept: Kept) -> None:
    changing = kept.changing()
    next(steps(changing))
    changing.close()
    database = kept.opened()
    with database.work() as work:
        work.people.set_phone(kept.commune.other, "0987654321")
        work.commit()
    changing = kept.changing()
    finish(changing)
    for one in (changing, database):
        one.close()
    database = kept.opened(NEW_KEY, "")
    with database.look() as work:
        assert work.people.phone(kept.commune.other) == "0987654321"
    database.close()


def test_in_the_end_the_new_key_alone_opens_everything(kept: Kept) -> None:
    database = kept.opened(TEST_KEY, "")
    *before, link_worked, code_worked = read(database, kept.commune)
    database.close()
    database = kept.changing()
    assert finish(database) == 1
    database.close()
    with pytest.raises(WrongKeyError, match="another key"):
        kept.opened(TEST_KEY, "")
    database = kept.opened(NEW_KEY, "")
    *after, link_works, code_works = read(database, kept.commune)
    database.close()
    assert after == before
    assert (link_worked, link_works, code_worked, code_works) == (True, False, True, False)


def test_begun_again_it_changes_only_what_is_left(kept: Kept) -> None:
    database = kept.changing()
    first = sum(steps(database))
    assert first >= len(SEALED)
    assert sum(steps(database)) == 0
    with database.work() as work:
        work.people.set_phone(kept.commune.other, "0987654321")
        work.commit()
    assert sum(steps(database)) == 0
    database.close()


def test_a_value_that_no_key_opens_stays_and_is_counted(kept: Kept) -> None:
    database = kept.changing()
    engine = make_engine(kept.url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE person SET phone = :spoilt WHERE phone IS NOT NULL"), {"spoilt": b"\x01short"})
    engine.dispose()
    with database.work() as work:
        done = work.resealing.batch("person", None, 99)
    assert (done.changed, done.lost, done.last) == (0, 1, None)
    database.close()


def test_what_was_sealed_with_the_old_key_is_in_no_file(kept: Kept, tmp_path: Path) -> None:
    """Whoever has that key could read it there."""
    sealed = _sealed(kept.url)
    assert len(sealed) > len(SEALED)
    assert [one for one in sealed if one in _on_disk(kept.url, tmp_path)] != []
    # Whoever still looks at the rows of before keeps none of them there.
    reader = make_engine(kept.url)
    with reader.connect().execution_options(isolation_level=ISOLATED[reader.dialect.name]) as looking:
        if looking.dialect.name == "postgresql":
            looking.execute(text("SELECT count(*) FROM meta"))
        database = kept.changing()
        finish(database)
        left = _on_disk(kept.url, tmp_path)
        database.close()
    reader.dispose()
    assert [one for one in sealed if one in left] == []
    assert all(Cipher(NEW_KEY).open_bytes(one, place) for place, one in _by_place(kept.url))


def _by_place(url: str) -> list[tuple[str, bytes]]:
    engine = make_engine(url)
    with engine.connect() as connection:
        found = [
            (place, bytes(value))
            for name, columns in SEALED.items()
            for column, place in columns.items()
            for value in connection.execute(text(f"SELECT {column} FROM {name} WHERE {column} IS NOT NULL")).scalars()
        ]
    engine.dispose()
    return found


def _sealed(url: str) -> list[bytes]:
    return [one for _, one in _by_place(url)]


def _on_disk(url: str, folder: Path) -> bytes:
    if url.startswith("sqlite"):
        return b"".join(file.read_bytes() for file in folder.iterdir())
    engine = make_engine(url)
    whole = text("SELECT pg_read_binary_file(pg_relation_filepath(:name))")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CHECKPOINT"))
        found = b"".join(bytes(connection.execute(whole, {"name": name}).scalar_one()) for name in SEALED)
    engine.dispose()
    return found
