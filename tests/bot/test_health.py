"""What /healthz tells: counts, ages and states, and nobody's name."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import Any

import pytest

from bot.channels.web.channel import address_of
from chat import Incoming, Kind, Outgoing
from storage.records import Cause, NewOutgoing
from tests.bot.support.house import House, open_house, run


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    opened = open_house(tmp_path)
    yield opened
    opened.process.close()


def health(house: House) -> dict[str, Any]:
    return run(house.process.health())


def wait_in_line(house: House) -> None:
    """Two messages came in, ten minutes and one minute ago; three are to go out, one of them tomorrow."""
    at = house.runtime.clock.now()
    with house.runtime.database.work() as work:
        for key, age in (("a", 600), ("b", 60)):
            update = Incoming(address_of("ra-soat-1"), key, Kind.TEXT, at, text="x")
            work.inbox.ingest(update, at - timedelta(seconds=age))
        for cause, who, due in (("1", "ra-soat-1", at), ("2", "admin", at), ("3", "admin", at + timedelta(days=1))):
            letter = NewOutgoing(address_of(who), Outgoing("x"), not_before=due)
            work.outbox.enqueue(Cause(cause), [letter], at - timedelta(seconds=90))
        work.pauses.put("web", "demo", at + timedelta(minutes=2))
        work.commit()


def test_it_tells_how_much_waits_how_long_and_that_nobody_works(house: House) -> None:
    wait_in_line(house)
    told = health(house)
    assert (told["status"], told["database"], told["last_tick"]) == ("error", "ok", None)
    assert "is not worked off" in told["why"][0]
    assert (told["inbox_pending"], told["inbox_parked"], told["outbox_unsent"]) == (2, 0, 3)
    assert 600 <= told["oldest_inbox_seconds"] < 630
    assert 90 <= told["oldest_outbox_seconds"] < 120
    assert set(told["paused_until"]) == {"web"}
    assert told["parts"] == dict.fromkeys(("receiver", "worker", "sender", "scheduler"), "active")
    assert "ra-soat-1" not in str(told)


def test_it_is_well_again_when_that_is_done_and_tells_what_was_put_aside(house: House) -> None:
    wait_in_line(house)
    run(house.process.tick())
    with house.runtime.database.work() as work:
        at = house.runtime.clock.now()
        while (entry := work.inbox.next_pending()) is not None:
            work.inbox.park(entry.id, "x", at)
        work.outbox.failed(work.due.claim(at + timedelta(minutes=3), limit=1)[0].id, "x", at)
        work.commit()
    told = health(house)
    assert (told["status"], told["why"], told["inbox_parked"], told["outbox_failed"]) == ("ok", [], 2, 1)
    assert (told["oldest_inbox_seconds"], told["outbox_unsent"]) == (0, 2)
    assert told["last_tick"] is not None


def test_a_database_that_does_not_answer_is_an_error(house: House, tmp_path: Path) -> None:
    house.runtime.database.close()
    for file in tmp_path.glob("test.db*"):
        file.unlink()
    (tmp_path / "test.db").mkdir()
    told = health(house)
    assert (told["status"], told["database"], told["why"]) == ("error", "error", ["database does not answer"])
    assert told["parts"]["worker"] == "active"


@contextmanager
def computing(house: House) -> Iterator[None]:
    """The thread that does the work computes meanwhile, and nothing else gets through."""
    begun, over = Event(), Event()

    def work() -> None:
        begun.set()
        over.wait(20)

    thread = Thread(target=lambda: run(house.runtime.thread.call(work)))
    thread.start()
    assert begun.wait(10)
    try:
        yield
    finally:
        over.set()
        thread.join()


def test_it_answers_at_once_while_something_is_computed(house: House) -> None:
    wait_in_line(house)
    with computing(house):
        begun = monotonic()
        told = health(house)
        assert monotonic() - begun < 2
    assert (told["inbox_pending"], told["database"]) == (2, "ok")
    assert told["busy_seconds"] in {0, 1, 2}


def test_what_computes_for_too_long_is_an_error_and_said(house: House) -> None:
    run(house.process.tick())
    with computing(house):
        house.runtime.thread.pulse.seconds = lambda: monotonic() + 61
        told = health(house)
    assert (told["status"], told["database"]) == ("error", "ok")
    assert "has lasted 61 s" in told["why"][0]
    assert told["last_tick_seconds"] in {61, 62}
    house.runtime.thread.pulse.seconds = monotonic
    told = health(house)
    assert (told["status"], told["busy_seconds"]) == ("ok", 0)


def test_it_tells_since_when_nothing_was_answered(house: House) -> None:
    assert health(house)["last_turn_seconds"] is None
    run(house.process.worker.drain())
    assert health(house)["last_turn_seconds"] is None
    wait_in_line(house)
    run(house.process.worker.drain())
    house.runtime.thread.pulse.seconds = lambda: monotonic() + 300
    assert health(house)["last_turn_seconds"] in {300, 301}
