"""What people wait for an answer while a job of 20 seconds runs beside the turns, and while none does: in turn, in one run."""

import asyncio
import itertools
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from bot.garbage import settle
from bot.jobs.calculation import Function, Report, calculate
from bot.jobs.runner import Calculate, JobRunner
from bot.worker import DatabaseThread
from chat import Address, Incoming, Kind
from handlers.jobs import Jobs
from storage import Database
from tests.bench.household import new_households, replies
from tests.bench.timing import Timed, open_full
from tests.properties.support.phone import Commune, template
from tests.support import slow_work
from tests.support.conversation import START, shared_services

SECONDS, ROUNDS, HOUSEHOLDS = 20.0, 3, 900
WARM_UP = 3.0
AIM = 1.2
ADMIN = Address("web", "demo", "admin", "admin")


def main() -> None:
    """On SQLite with a disk that is waited for, as the process runs it."""
    Path("build").mkdir(exist_ok=True)
    print(f"\nan answer, waiting for the thread included, while a job of {SECONDS:.0f} s of a processor runs beside it")
    with tempfile.TemporaryDirectory(dir="build") as folder:
        found = asyncio.run(_measure(Path(folder)))
    least = _p99(found["none"])
    for name, what in (
        ("none", "no job"),
        ("process", "in a process of its own"),
        ("thread", "on a thread, to compare"),
    ):
        times, ratio = found[name], _p99(found[name]) / least
        met = "" if name != "process" else f"   aim ≤ {AIM}: {'met' if ratio <= AIM else 'NOT MET'}"
        print(
            f"  {what:24} {len(times):6,} answers   median {median(times):5.1f} ms   p99 {_p99(times):6.1f} ms   "
            f"ratio {ratio:.2f}{met}"
        )


def _p99(times: list[float]) -> float:
    return quantiles(times, n=100)[-1]


async def _measure(folder: Path) -> dict[str, list[float]]:
    """Milliseconds of each answer: without a job, with one as the program does it, and with one on a thread."""
    database = open_full(template(folder))
    new_households(database, HOUSEHOLDS)
    settle()
    thread = DatabaseThread()
    talk = _Talk(thread, database)
    await talk.listen(WARM_UP)
    found: dict[str, list[float]] = {"none": [], "process": [], "thread": []}
    for _ in range(ROUNDS):
        found["none"] += await talk.listen(SECONDS)
        found["process"] += await _beside(talk, calculate)
        found["thread"] += await _beside(talk, _on_a_thread)
    thread.close()
    database.close()
    return found


class _Talk:
    """Somebody who types the next answer as soon as the last one was answered, household after household."""

    def __init__(self, thread: DatabaseThread, database: Database) -> None:
        self.thread, self.database = thread, database
        self.line = Timed(Commune(database, shared_services()))
        self._texts = self._all()

    def _all(self) -> Iterator[str]:
        for number in itertools.count(9001):
            yield from replies(self.line, number, corrected=True)

    async def listen(self, seconds: float) -> list[float]:
        """How long each answer took in so many seconds, in ms: from the message that came in to the answer that went out."""
        until, found = perf_counter() + seconds, []
        while perf_counter() < until:
            text = await self.thread.call(lambda: next(self._texts))
            began = perf_counter()
            await self.thread.call(lambda said=text: self.line.say(said))  # type: ignore[misc]  # bound at once
            found.append((perf_counter() - began) * 1000)
        return found


async def _beside(talk: _Talk, calculates: Calculate) -> list[float]:
    """The same while a job runs; what is begun after its end does not count."""
    jobs = Jobs(talk.database, talk.line.commune.services, talk.thread.name, slow_work.SPINS)
    runner = JobRunner(talk.thread, jobs, lambda: talk.line.commune.now, lambda: None, calculate=calculates)
    task = asyncio.create_task(runner.run())
    await talk.thread.call(lambda: _ask(talk.database))
    runner.wake()
    found = await talk.listen(SECONDS)
    # A processor that is shared makes the job longer than these seconds: it is given up.
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await talk.thread.call(lambda: _give_up(talk.database))
    return found


def _ask(database: Database) -> None:
    with database.work() as work:
        person = work.people.by_key("admin")
        assert person is not None
        message = Incoming(ADMIN, f"bench-{perf_counter()}", Kind.FILE, START)
        assert work.jobs.put("form", person.id, message, slow_work.about(seconds=SECONDS), START)
        work.commit()


def _give_up(database: Database) -> None:
    with database.work() as work:
        person = work.people.by_key("admin")
        assert person is not None
        job = work.jobs.open_of(person.id)
        if job is not None:
            work.jobs.cancel(job.id, START)
            work.commit()


async def _on_a_thread(function: Function, given: bytes, report: Report) -> bytes:
    """What was rejected: the turns and the job take turns at one interpreter."""
    slow_work.STOP.clear()
    try:
        return await asyncio.to_thread(function, given, report)
    finally:
        slow_work.STOP.set()


if __name__ == "__main__":
    main()
