"""The runner: calculations in a process of their own, beside turns that go on; what becomes of one that dies, is given up, or takes too long."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import pytest

from bot.jobs.calculation import DiedError, UnfitError, calculate
from bot.jobs.runner import JobRunner
from bot.worker import DatabaseThread
from handlers.jobs import Jobs
from handlers.talk.long_work import JobKind
from storage import Database
from storage.records import JobState, OutboxState
from tests.bot.support.house import run
from tests.support import slow_work
from tests.support.commune import *  # noqa: F403 - fixtures
from tests.support.conversation import Office, Phone

SECONDS = 20.0


@dataclass
class Bench:
    """A runner over the database of a commune, at work in the loop."""

    office: Office
    runner: JobRunner

    def ask(self, person: str = "admin", seconds: float = 0.0, batches: int = 1) -> None:
        """As a turn does it: a row, and whoever listens hears of it when it is committed."""
        put(self.office, person, seconds, batches)

    async def until(self, *state: JobState) -> None:
        """Until the last jobs are in these states."""
        began = monotonic()
        while states(self.office.database) != [str(one) for one in state]:
            assert monotonic() - began < SECONDS, states(self.office.database)
            await asyncio.sleep(0.02)


def put(office: Office, person: str, seconds: float, batches: int) -> None:
    with office.database.work() as work:
        known = work.people.by_key(person)
        assert known is not None
        message = office.with_file(Phone(office, person).address, "đếm.xlsx", b"")
        assert work.jobs.put("form", known.id, message, slow_work.about(seconds=seconds, batches=batches), office.now)
        work.commit()


def states(database: Database) -> list[str]:
    with database.look() as work:
        return [row[0] for row in work._session.connection.exec_driver_sql("SELECT state FROM job ORDER BY id")]


def said(database: Database) -> list[str]:
    with database.look() as work:
        return [row.outgoing.text for row in work.outbox.with_state(OutboxState.QUEUED)]


@asynccontextmanager
async def running(office: Office, kinds: Mapping[str, JobKind], **options: float) -> AsyncIterator[Bench]:
    thread = DatabaseThread()
    jobs = Jobs(office.database, office.services, thread.name, kinds)
    runner = JobRunner(thread, jobs, lambda: office.now, lambda: None, **options)  # type: ignore[arg-type]  # beat, longest
    office.database.told = runner.rung
    task = asyncio.create_task(runner.run())
    try:
        yield Bench(office, runner)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        thread.close()


def scenario(
    office: Office, kinds: Mapping[str, JobKind], act: Callable[[Bench], Awaitable[None]], **options: float
) -> None:
    async def whole() -> None:
        async with running(office, kinds, **options) as bench:
            await act(bench)

    run(whole())


def test_a_job_is_done_as_soon_as_it_is_committed(office: Office) -> None:
    async def act(bench: Bench) -> None:
        bench.ask(batches=3)
        await bench.until(JobState.DONE)

    scenario(office, slow_work.WAITS, act)
    assert said(office.database) == [slow_work.SAID]
    with office.database.look() as work:
        assert slow_work.written(work, 3) == [1, 1, 1]


def test_what_an_earlier_process_left_is_done_at_the_start(office: Office) -> None:
    put(office, "admin", 0.0, 1)
    dead = Jobs(office.database, office.services, "dead", slow_work.WAITS)
    assert dead.take(office.now) is not None

    async def act(bench: Bench) -> None:
        await bench.until(JobState.DONE)

    scenario(office, slow_work.WAITS, act)
    assert said(office.database) == [slow_work.SAID]


def test_jobs_of_several_people_are_done_one_after_the_other(office: Office) -> None:
    async def act(bench: Bench) -> None:
        for person in ("admin", "ra-soat-1", "ra-soat-2"):
            bench.ask(person)
        await bench.until(*[JobState.DONE] * 3)

    scenario(office, slow_work.WAITS, act)
    assert said(office.database) == [slow_work.SAID] * 3


def test_a_job_that_is_given_up_ends_at_once_with_its_process(office: Office) -> None:
    async def act(bench: Bench) -> None:
        bench.ask(seconds=60)
        await bench.until(JobState.RUNNING)
        await asyncio.sleep(1.0)
        assert children() == 1
        with office.database.work() as work:
            known = work.people.by_key("admin")
            assert known is not None
            job = work.jobs.open_of(known.id)
            assert job is not None
            assert work.jobs.cancel(job.id, office.now)
            work.commit()
        bench.ask("ra-soat-1")
        await bench.until(JobState.CANCELLED, JobState.DONE)

    began = monotonic()
    scenario(office, slow_work.WAITS, act)
    assert monotonic() - began < SECONDS
    assert children() == 0


def children() -> int:
    """Processes that this one has begun and that are no corpses yet."""
    own = Path(f"/proc/{os.getpid()}/task")
    numbers = {number for task in own.iterdir() for number in (task / "children").read_text().split()}
    return sum("bot.jobs.child" in Path(f"/proc/{number}/cmdline").read_text() for number in numbers)


def test_a_calculation_that_raises_ends_with_a_sentence(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    async def act(bench: Bench) -> None:
        bench.ask()
        await bench.until(JobState.FAILED)

    scenario(office, slow_work.RAISES, act)
    (sentence,) = said(office.database)
    assert "Em gặp lỗi khi đọc tệp đếm.xlsx" in sentence
    assert "ValueError at tests.support.slow_work" in caplog.text
    assert "đếm" not in caplog.text, "the log holds nothing of what was sent"


def test_a_process_that_dies_is_tried_again_but_not_for_ever(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    async def act(bench: Bench) -> None:
        bench.ask()
        await bench.until(JobState.FAILED)

    scenario(office, slow_work.DIES, act)
    assert len(said(office.database)) == 1
    assert caplog.text.count("its process ended without a result") == 4, "three attempts, and the end"


def test_what_takes_too_long_is_ended(office: Office) -> None:
    async def act(bench: Bench) -> None:
        bench.ask(seconds=60)
        await bench.until(JobState.FAILED)

    scenario(office, slow_work.WAITS, act, longest=0.5)
    assert len(said(office.database)) == 1
    assert children() == 0


def test_a_process_that_ends_in_order_leaves_its_job_to_the_next(office: Office) -> None:
    async def act(bench: Bench) -> None:
        bench.ask(seconds=1.0)
        await bench.until(JobState.RUNNING)

    scenario(office, slow_work.WAITS, act)
    assert states(office.database) == ["waiting"]
    assert children() == 0

    async def finish(bench: Bench) -> None:
        await bench.until(JobState.DONE)

    scenario(office, slow_work.WAITS, finish)
    assert said(office.database) == [slow_work.SAID]


def test_progress_reaches_the_row(office: Office) -> None:
    async def act(bench: Bench) -> None:
        bench.ask(seconds=60)
        began = monotonic()
        while progress(office.database) != [(50, 100)]:
            assert monotonic() - began < SECONDS
            await asyncio.sleep(0.02)

    scenario(office, slow_work.WAITS, act, beat=0.1)


def progress(database: Database) -> list[tuple[int, int]]:
    with database.look() as work:
        rows = work._session.connection.exec_driver_sql("SELECT done, total FROM job")
        return [(row[0], row[1]) for row in rows]


def test_the_child_has_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASOAT_SECURITY__KEY", "geheim")
    monkeypatch.setenv("PGPASSWORD", "geheim")

    async def asked() -> bytes:
        return await calculate(slow_work.environment, b"", lambda _done, _total: None)

    assert "geheim" not in run(asked()).decode()


def test_an_input_of_many_megabytes_goes_there_and_back() -> None:
    given = slow_work.about().encode() + b" " * (30 * 2**20)

    async def asked() -> bytes:
        return await calculate(slow_work.spin, given, lambda _done, _total: None)

    assert run(asked()) == given


@pytest.mark.parametrize(
    ("function", "error"), [(slow_work.give_up, UnfitError), (slow_work.die, DiedError), (slow_work.hoard, UnfitError)]
)
def test_what_goes_wrong_over_there_is_known_here(function: object, error: type[Exception]) -> None:
    async def asked() -> bytes:
        return await calculate(function, b"", lambda _done, _total: None)  # type: ignore[arg-type]  # one of the three

    with pytest.raises(error):
        run(asked())
