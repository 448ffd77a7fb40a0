"""Several processes on PostgreSQL: nobody's answer is lost or doubled, and one sender and one scheduler are active, whoever dies."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from time import sleep

import psycopg
import pytest

from tests.databases import POSTGRES_URL, empty_database_url
from tests.faults.several_bots import Bots, bots
from tests.faults.several_load import Load, clean_run, differences, prepare, reminded

pytestmark = pytest.mark.skipif(not POSTGRES_URL, reason="RASOAT_TEST_POSTGRES_URL is not set")
STAFF, MESSAGES, RATE = 12, 8, 16.0


@pytest.fixture
def url() -> Iterator[str]:
    with empty_database_url("postgresql", Path()) as made:
        yield made


@pytest.fixture
def house(url: str, tmp_path: Path) -> Iterator[Bots]:
    with bots(url, tmp_path) as made:
        yield made


async def load_and_kill(house: Bots, load: Load, after: float) -> float:
    """The staff write; in the middle the sender, which is the scheduler too, is killed: how long the standby needed."""
    active, (standby,) = house.active("sender")
    assert house.active("scheduler")[0] is active
    writing = asyncio.create_task(load.run())
    await asyncio.sleep(after)
    await asyncio.to_thread(active.kill)
    took = max([await asyncio.to_thread(standby.until, part, "active") for part in ("sender", "scheduler")])
    await writing
    return took


def test_nothing_is_lost_or_doubled_when_the_active_sender_and_scheduler_are_killed(
    url: str, house: Bots, tmp_path: Path
) -> None:
    clean = clean_run(tmp_path, MESSAGES)
    prepare(url, STAFF, reminders=4, every=2.0)
    receiver, *_ = house.start(["receiver"], ["worker"], ["worker"], ["sender", "scheduler"], ["sender", "scheduler"])
    load = Load(receiver.address, clean.words, STAFF, RATE)
    took = asyncio.run(load_and_kill(house, load, after=3.0))
    assert took <= 30
    assert (load.heard.lost, load.heard.doubled) == ([], [])
    assert len(load.heard.took) == STAFF * MESSAGES
    assert differences(url, STAFF, clean) == []
    while reminded(url)[1] < reminded(url)[0]:
        sleep(0.2)
    sleep(0.5)
    planned, queued, arrived = reminded(url)
    assert planned <= queued == arrived
    health = receiver.health()
    assert (health["status"], health["inbox_pending"], health["outbox_unsent"]) == ("ok", 0, 0)
    assert health["last_tick"]
    lost_its_line_and_everything_else(url, house)


def lost_its_line_and_everything_else(url: str, house: Bots) -> None:
    """A process that lives on after its lock is gone stops, and waits; which of the two goes on does not matter."""
    (second,) = house.start(["sender"])
    first, _ = house.active("sender")
    with psycopg.connect(url, autocommit=True) as connection:
        first.pause()
        connection.execute(
            "SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
            " WHERE l.locktype = 'advisory' AND d.datname = current_database() AND l.objid = 7268133"
        )
        second.until("sender", "active")
    first.go_on()
    first.until("sender", "standby")
    assert second.state("sender") == "active"
    assert "the lock is lost with its connection" in first.log.read_text("utf-8")
