"""One damaged row: SQLite stores whatever it is given, and those behind it must not wait for ever. PostgreSQL refuses such values itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from chat import Outgoing
from storage import Database, open_database
from storage.engine import make_engine
from storage.queries.messages.damaged import UNREADABLE
from storage.records import Cause, MessageKind, NewOutgoing, OutboxState, with_person
from tests.storage.support.people import NOW, address, incoming
from tests.support.databases import TEST_KEY, copied_database_url

LATER = NOW + timedelta(minutes=5)
NO_TIMES = ["'x'", "'2025-99-01'", "'2025'", "CAST(X'ff41' AS TEXT)"]


@pytest.fixture
def file(tmp_path: Path) -> Iterator[str]:
    with copied_database_url("sqlite", tmp_path) as url:
        yield url


@pytest.fixture
def one(file: str) -> Iterator[Database]:
    database = open_database(file, key=TEST_KEY)
    yield database
    database.close()


@contextmanager
def raw(file: str) -> Iterator[Connection]:
    engine = make_engine(file)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        *(("received_at", value) for value in NO_TIMES),
        *(("sent_at", value) for value in NO_TIMES),
        ("conversation", "CAST(X'ff41' AS TEXT)"),
        ("update_key", "CAST(X'ff41' AS TEXT)"),
        ("body", "X'00'"),
    ],
)
def test_a_damaged_message_is_put_aside_and_the_next_one_comes(
    one: Database, file: str, column: str, value: str
) -> None:
    with one.work() as work:
        for key in ("1", "2"):
            work.inbox.ingest(incoming(key), NOW)
        work.commit()
    with raw(file) as connection:
        connection.execute(text(f"UPDATE inbox SET {column} = {value} WHERE id = 1"))
    with one.work() as work:
        entry = work.inbox.next_pending()
        assert entry is not None
        if column == "body":
            work.inbox.park(entry.id, "unreadable", NOW)
            entry = work.inbox.next_pending()
            assert entry is not None
        assert entry.update_key == "2"
        work.inbox.done(entry.id, NOW)
        assert work.inbox.next_pending() is None
        work.commit()
    with one.look() as work:
        assert (work.inbox.pending(), work.inbox.parked(), work.inbox.oldest()) == (0, 1, None)


@pytest.mark.parametrize("kind", list(MessageKind))
@pytest.mark.parametrize("column", ["sent_at", "seen_at", "next_attempt_at", "cause", "error"])
def test_a_damaged_letter_fails_and_the_others_go(one: Database, file: str, column: str, kind: MessageKind) -> None:
    with one.work() as work:
        for name in ("a", "b"):
            work.outbox.enqueue(Cause(name), [NewOutgoing(address(name), Outgoing(name), kind=kind)], NOW)
        work.commit()
    with raw(file) as connection:
        bad = "CAST(X'ff41' AS TEXT)" if column in {"cause", "error"} else "'0'"
        connection.execute(text(f"UPDATE outbox SET {column} = {bad} WHERE id = 1"))
    with one.work() as work:
        assert [entry.address for entry in work.due.claim_oldest(LATER, LATER)] == [address("b")]
        work.rollback()
        assert [entry.address for entry in work.due.claim(LATER)] == [address("b")]
        work.commit()
    with raw(file) as connection:
        found = connection.execute(text("SELECT state, error FROM outbox WHERE id = 1")).one()
    assert tuple(found) == (OutboxState.FAILED.value, UNREADABLE)


@pytest.mark.parametrize(
    "change", ["dialog = X'00'", "asked = '['", "asked = 'null'", "asked = '[\"x\"]'", "updated_at = 'x'"]
)
def test_a_damaged_dialogue_begins_anew(one: Database, file: str, change: str) -> None:
    with one.work() as work:
        work.conversations.save(with_person(1), '{"interview": 3}', [1], NOW)
        work.commit()
    with raw(file) as connection:
        connection.execute(text(f"UPDATE conversation SET {change}"))
    with one.work() as work:
        found = work.conversations.load(with_person(1))
        assert found is None or found.dialog == ""
        work.conversations.save(with_person(1), "{}", [2], NOW)
        again = work.conversations.load(with_person(1))
        assert again is not None
        assert (again.dialog, again.asked) == ("{}", (2,))
