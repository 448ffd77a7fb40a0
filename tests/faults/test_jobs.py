"""kill -9 in the middle of long work: it is taken up again and said once, or ended with a sentence; with several processes, and when one of them dies."""

import json
from collections.abc import Iterator
from pathlib import Path
from time import sleep

import pytest

from bot.clock.clock import system_time
from bot.files.store import FileStore
from chat import Address, Incoming, Kind
from handlers.jobs import MOST_ATTEMPTS
from storage import Database, open_database
from storage.crypto import Cipher
from storage.records import JobState, OutboxState
from tests.bot.support.real_process import ROOT
from tests.faults.support.crowd import FIRST, gather, key_of, on_the_wire
from tests.faults.support.kills import Nursery
from tests.faults.support.platform import Platform
from tests.faults.support.points import JOBS
from tests.faults.support.several_bots import bots
from tests.support import slow_work
from tests.support.conversation import fill, shared_services
from tests.support.databases import POSTGRES_URL, TEST_KEY, copied_database_url
from tests.support.share import dealt

PATIENCE = 40.0
BATCHES = 3
SECOND_TIME = {"job: half written": 2, "job: a batch, before the commit": 2}
ASKED = "w0"


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    made = Nursery()
    yield made
    made.close()


def ask(database: Database, person_key: str, message: Incoming, about: str) -> None:
    with database.work() as work:
        person = work.people.by_key(person_key)
        assert person is not None
        assert work.jobs.put("form", person.id, message, about, message.sent_at)
        work.commit()


def prepared(url: str, seconds: float) -> Database:
    """Somebody has asked for something long, and hears of it on the wire."""
    database = open_database(url, key=TEST_KEY)
    gather(database, 1, 0)
    person = key_of(FIRST)
    with database.look() as work:
        now = system_time() + work.meta.clock_offset()
    about = slow_work.about(seconds=seconds, batches=BATCHES)
    ask(database, person, Incoming(on_the_wire(person), ASKED, Kind.FILE, now), about)
    return database


def state_of(database: Database) -> list[JobState]:
    with database.look() as work:
        rows = work._session.connection.exec_driver_sql("SELECT state FROM job ORDER BY id")
        return [JobState(row[0]) for row in rows]


def is_over(database: Database) -> bool:
    """Nothing is to be done, and nothing to be sent."""
    with database.look() as work:
        waiting = any(work.outbox.with_state(state, 1) for state in (OutboxState.QUEUED, OutboxState.SENDING))
        return not waiting and work.jobs.count() == (0, 0)


def heard(platform: Platform) -> list[str]:
    return [one.text for one in platform.accepted if one.answers == ASKED]


@pytest.mark.parametrize(("kind", "point"), dealt(JOBS))
def test_long_work_comes_to_its_end_wherever_the_process_is_killed(
    kind: str, point: str, nursery: Nursery, tmp_path: Path
) -> None:
    platform = Platform()
    with copied_database_url(kind, tmp_path) as url, platform.serving() as address:
        database = prepared(url, seconds=5.0 if "while" in point else 0.0)
        order = {"url": url, "files": str(tmp_path / "files"), "platform": address, "work": "WAITS"}
        nth = SECOND_TIME.get(point, 1)
        assert nursery.life(PATIENCE, lambda: False, **order, point=point, nth=nth) == point
        assert nursery.life(PATIENCE, lambda: is_over(database), **order) == "anywhere"
        with database.look() as work:
            assert slow_work.written(work, BATCHES) == [1] * BATCHES
        assert state_of(database) == [JobState.DONE]
        assert heard(platform) == [slow_work.SAID]
        database.close()


def test_work_that_kills_its_process_each_time_ends_with_a_sentence(nursery: Nursery, tmp_path: Path) -> None:
    platform = Platform()
    with copied_database_url("sqlite", tmp_path) as url, platform.serving() as address:
        database = prepared(url, seconds=0.0)
        order = {"url": url, "files": str(tmp_path / "files"), "platform": address, "work": "WAITS"}
        for _ in range(MOST_ATTEMPTS):
            assert nursery.life(PATIENCE, lambda: False, **order, point="job: taken") == "job: taken"
        nursery.life(PATIENCE, lambda: is_over(database), **order)
        assert state_of(database) == [JobState.FAILED]
        (sentence,) = heard(platform)
        assert "Em gặp lỗi khi đọc tệp đếm.xlsx nên đã dừng, chưa ghi gì." in sentence
        database.close()


PEOPLE = ("admin", "ra-soat-1", "ra-soat-2")
FORM = ROOT / "content" / "forms" / "phieu-ra-soat-2022-2025.md"


@pytest.mark.long
@pytest.mark.skipif(not POSTGRES_URL, reason="RASOAT_TEST_POSTGRES_URL is not set")
def test_several_workers_do_each_work_once_and_take_over_from_one_that_dies(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "files", Cipher(TEST_KEY))
    store.put(KEY, FORM.read_bytes())
    settings = {"FILES__PATH": str(store.folder)}
    with copied_database_url("postgresql", tmp_path) as url, bots(url, tmp_path, **settings) as house:
        database = open_database(url, key=TEST_KEY)
        fill(database, shared_services())
        first, second, _ = house.start(["worker"], ["worker"], ["sender", "scheduler"])
        for person in PEOPLE:
            upload(database, person)
        while JobState.RUNNING not in state_of(database):
            sleep(0.01)
        first.kill()
        for _ in range(900):
            if set(state_of(database)) == {JobState.DONE}:
                break
            sleep(0.1)
        assert state_of(database) == [JobState.DONE] * len(PEOPLE), house.logs()
        assert second.process.poll() is None
        assert answers(database) == {f"in:web:demo:{person}/1": 1 for person in PEOPLE}
        database.close()


KEY = "0" * 32


def upload(database: Database, person: str) -> None:
    """The file lies in the store that all processes share; the job is rung for to all of them."""
    address = Address("web", "demo", person, person)
    with database.look() as work:
        now = system_time() + work.meta.clock_offset()
    ask(
        database, person, Incoming(address, f"{person}/1", Kind.FILE, now), json.dumps({"name": FORM.name, "file": KEY})
    )


def answers(database: Database) -> dict[str, int]:
    """How many messages answer each update."""
    with database.look() as work:
        rows = work._session.connection.exec_driver_sql("SELECT cause, count(*) FROM outbox GROUP BY cause")
        return {row[0]: row[1] for row in rows if row[0].startswith("in:")}
