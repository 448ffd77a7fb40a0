"""The inbox: nothing twice, in order, wiped when its time has come."""

from datetime import UTC, datetime, timedelta

import pytest

from chat import Address, Incoming, Kind
from storage import Database, Work, conversation_of
from tests.storage.support.people import NOW, incoming


def _take(work: Work) -> str | None:
    entry = work.inbox.next_pending()
    if entry is None:
        return None
    work.inbox.done(entry.id, NOW)
    return entry.update_key


def test_an_update_comes_in_once(work: Work) -> None:
    assert work.inbox.ingest(incoming("17"), NOW) is False
    assert work.inbox.ingest(incoming("17", "2"), NOW) is True
    other = Incoming(Address("telegram", "another-bot", "7000000001", "7000000001"), "17", Kind.TEXT, NOW)
    assert work.inbox.ingest(other, NOW) is False
    assert work.inbox.pending() == 2
    entry = work.inbox.next_pending()
    assert entry is not None
    assert (entry.incoming, entry.conversation, entry.seq) == (incoming("17"), "telegram/bot/7000000001", 17)


def test_a_repeated_update_is_known_after_it_was_done_and_wiped(work: Work) -> None:
    work.inbox.ingest(incoming("17"), NOW)
    assert _take(work) == "17"
    assert work.inbox.wipe(NOW + timedelta(days=30)) == 1
    assert work.inbox.ingest(incoming("17"), NOW) is True
    assert work.inbox.next_pending() is None


def test_updates_are_handled_in_the_order_of_arrival(work: Work) -> None:
    for key in ("3", "1", "2"):
        work.inbox.ingest(incoming(key), NOW)
    assert [_take(work) for _ in range(4)] == ["3", "1", "2", None]


def test_a_parked_update_is_out_of_the_way_and_keeps_its_error(work: Work) -> None:
    work.inbox.ingest(incoming("1"), NOW)
    entry = work.inbox.next_pending()
    assert entry is not None
    work.inbox.park(entry.id, "ValueError in turn 7" + "x" * 1000, NOW)
    work.inbox.done(entry.id, NOW)
    assert work.inbox.pending() == 0
    assert work.inbox.parked() == 1


def test_only_what_is_done_and_old_is_wiped(work: Work) -> None:
    for key in ("1", "2"):
        work.inbox.ingest(incoming(key), NOW)
    _take(work)
    assert work.inbox.wipe(NOW) == 0
    assert work.inbox.wipe(NOW + timedelta(seconds=1)) == 1
    assert work.inbox.wipe(NOW + timedelta(seconds=1)) == 0
    entry = work.inbox.next_pending()
    assert entry is not None
    assert (entry.update_key, entry.incoming) == ("2", incoming("2"))


@pytest.mark.parametrize(("key", "big"), [("9007199254740993", True), ("abc", False), ("", False), ("9" * 40, False)])
def test_platform_numbers_may_be_big_or_none(work: Work, key: str, big: bool) -> None:
    assert work.inbox.ingest(incoming(key), NOW) is False
    entry = work.inbox.next_pending()
    assert entry is not None
    assert entry.update_key == key


def test_times_come_back_aware_and_equal(work: Work) -> None:
    sent = datetime.fromisoformat("2025-11-03T08:00:00.123456+07:00")
    address = Address("zalo", "oa", "c", "u")
    work.inbox.ingest(Incoming(address, "x", Kind.TEXT, sent), NOW)
    entry = work.inbox.next_pending()
    assert entry is not None
    assert entry.sent_at == sent
    assert entry.sent_at.tzinfo == UTC
    assert entry.conversation == conversation_of(address)


def test_two_workers_on_postgresql_never_share_a_conversation(database: Database) -> None:
    if database.dialect != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    with database.work() as work:
        for key, user in (("1", "10"), ("2", "10"), ("3", "20")):
            work.inbox.ingest(incoming(key, user=user), NOW)
        work.commit()
    with database.work() as first, database.work() as second:
        assert _take(first) == "1"
        assert _take(second) == "3"
        assert _take(second) is None
        first.commit()
        assert _take(second) == "2"
