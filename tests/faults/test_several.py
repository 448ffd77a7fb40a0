"""Several processes on PostgreSQL: nobody's answer is lost or doubled, and one sender and one scheduler are active, whoever dies."""

import asyncio
import itertools
from collections.abc import Iterator
from pathlib import Path
from time import sleep
from typing import Any

import psycopg
import pytest

from handlers.turn import process_next
from storage import open_database
from tests.bench.household import new_households
from tests.faults.support.several_bots import Bots, bots, gone
from tests.faults.support.several_load import Load, clean_run, differences, prepare, reminded, stored
from tests.properties.support import phone
from tests.support.conversation import fill, make_services, shared_services
from tests.support.databases import POSTGRES_URL, TEST_KEY, copied_database_url

pytestmark = pytest.mark.skipif(not POSTGRES_URL, reason="RASOAT_TEST_POSTGRES_URL is not set")
STAFF, MESSAGES, RATE = 40, 10, 20.0
"""Twenty seconds; `make proof` takes 500 staff and ten minutes."""

GONE_SECONDS = 2.5


@pytest.fixture
def url() -> Iterator[str]:
    with copied_database_url("postgresql", Path()) as made:
        yield made


@pytest.fixture
def house(url: str, tmp_path: Path) -> Iterator[Bots]:
    with bots(url, tmp_path) as made:
        yield made


def all_reminded(url: str) -> None:
    for _ in range(150):
        if reminded(url).settled:
            return
        sleep(0.2)
    raise AssertionError(reminded(url))


async def kill_then_cut(url: str, house: Bots, load: Load) -> tuple[float, list[dict[str, Any]]]:
    """The staff write; the sender, which is the scheduler too, is killed, and later the database is gone.

    How long the standby needed; what is said on /healthz without a database.
    """
    active, (standby,) = house.active("sender")
    assert house.active("scheduler")[0] is active
    writing = asyncio.create_task(load.run())
    await asyncio.sleep(6.0)
    await asyncio.to_thread(active.kill)
    took = max([await asyncio.to_thread(standby.until, part, "active") for part in ("sender", "scheduler")])
    told = await asyncio.to_thread(gone, url, GONE_SECONDS, [bot for bot in house.all if bot is not active])
    await writing
    return took, told


@pytest.mark.long
def test_nothing_is_lost_or_doubled_when_the_sender_is_killed_and_the_database_is_gone_for_a_while(
    url: str, house: Bots, tmp_path: Path
) -> None:
    clean = clean_run(tmp_path, MESSAGES)
    prepare(url, STAFF, reminders=8, every=2.5)
    receiver, *_ = house.start(["receiver"], ["worker"], ["worker"], ["sender", "scheduler"], ["sender", "scheduler"])
    load = Load(receiver.address, clean.words, STAFF, RATE)
    took, told = asyncio.run(kill_then_cut(url, house, load))
    assert took <= 30
    assert {(one["status"], one["database"]) for one in told} == {("error", "error")}
    assert load.heard.refused > 0, "the outage was noticed"
    assert (load.heard.lost, load.heard.doubled) == ([], [])
    assert len(load.heard.took) == STAFF * MESSAGES
    assert differences(url, STAFF, clean) == []
    all_reminded(url)
    health = receiver.settled()
    assert (health["database"], health["inbox_pending"], health["outbox_unsent"]) == ("ok", 0, 0)
    assert health["last_tick"]
    assert " ERROR " not in house.logs(), "an outage is no defect: it is told in a line"
    loses_its_line(url, house)


def test_each_turn_of_a_review_by_another_worker_is_the_same_review(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a worker keeps between turns (parsed forms) must not hide what another has written."""
    clean = clean_run(tmp_path)
    databases = [open_database(url, key=TEST_KEY) for _ in range(3)]
    fill(databases[0], shared_services())
    workers = itertools.cycle([(each, make_services()) for each in databases])
    monkeypatch.setattr(phone, "process_next", lambda _database, _services, now: process_next(*next(workers), now))
    (number,) = new_households(databases[0], 1)
    line = phone.Line(phone.Commune(databases[0], shared_services()))
    for words in clean.words:
        line.say(words)
    assert stored(databases[0], number) == clean.stored
    for database in databases:
        database.close()


def loses_its_line(url: str, house: Bots) -> None:
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
