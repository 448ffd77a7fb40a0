"""Does the jobs of a process, one at a time: between turns the short steps, in a process of its own what takes long."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from bot.jobs.calculation import DiedError, Function, Report, UnfitError, calculate
from bot.pulse import patiently, tell
from bot.worker import DatabaseThread
from handlers.jobs import Jobs, Task

LOG = logging.getLogger(__name__)
BEAT = 3.0
"""Seconds between two signs of life; a job that its person gives up is ended at once."""

LONGEST = 900.0
PAUSE_AFTER_ERROR = 1.0

Result = TypeVar("Result")
Calculate = Callable[[Function, bytes, Report], Awaitable[bytes]]


class JobRunner:
    """`after` is called when something was said. `several`: other processes may do jobs too; `poll`: seconds after which it then looks unwoken."""

    def __init__(
        self,
        thread: DatabaseThread,
        jobs: Jobs,
        now: Callable[[], datetime],
        after: Callable[[], None],
        *,
        several: bool = False,
        poll: float | None = None,
        calculate: Calculate = calculate,
        beat: float = BEAT,
        longest: float = LONGEST,
    ) -> None:
        self._thread, self._jobs, self._now, self._after = thread, jobs, now, after
        self._several, self._poll = several, poll
        self._calculate, self._beat, self._longest = calculate, beat, longest
        self._bell = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    def wake(self) -> None:
        self._bell.set()

    def rung(self, what: str) -> None:
        """From any thread: something was committed."""
        if what == "job" and self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self.wake)

    async def run(self) -> None:
        """Until cancelled. What an earlier process has left is done first."""
        self._loop = asyncio.get_running_loop()
        if not self._several:
            await patiently(lambda: self._thread.call(self._jobs.release), "jobs cannot begin")
        self.wake()
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._poll):
                    await self._bell.wait()
            self._bell.clear()
            await self.drain()

    async def drain(self) -> None:
        """Do everything that waits now."""
        try:
            while (task := await self._taken()) is not None:
                await self._do(task)
                self._after()
        except Exception as error:  # noqa: BLE001 - told by its kind, and tried again
            tell(LOG, f"jobs cannot be done; trying again in {PAUSE_AFTER_ERROR:.0f} s", error)
            await asyncio.sleep(PAUSE_AFTER_ERROR)
            self.wake()

    async def _taken(self) -> Task | None:
        """The next one. What is taken while this process ends is left to the next at once."""
        taking = asyncio.ensure_future(self._thread.call(lambda: self._jobs.take(self._now())))
        try:
            return await asyncio.shield(taking)
        except asyncio.CancelledError:
            task = await taking
            if task is not None:
                await self._thread.call(lambda: self._jobs.leave(task.job))
            raise

    async def _do(self, task: Task) -> None:
        try:
            result = task.job.result or await self._calculated(task)
            while result and await self._write(task, result):
                self._after()
        except asyncio.CancelledError:
            # Behind whatever is being written at this moment: what has come to its end is not put back.
            await asyncio.shield(self._thread.call(lambda: self._jobs.leave(task.job)))
            raise

    async def _calculated(self, task: Task) -> bytes:
        """b"" where it came to no end, or is not ours any more."""
        try:
            async with asyncio.timeout(self._longest):
                result = await self._watched(task)
        except DiedError as error:
            why = str(error)
            await self._call(task, lambda now: self._jobs.died(task.job, why, now))
        except (UnfitError, TimeoutError) as error:
            reason = str(error) or "it took too long"
            await self._call(task, lambda now: self._jobs.failed(task.job, reason, now))
        else:
            return result if result and await self._keep(task, result) else b""
        return b""

    async def _keep(self, task: Task, result: bytes) -> bool:
        return await self._call(task, lambda now: self._jobs.calculated(task.job, result, now))

    async def _write(self, task: Task, result: bytes) -> bool:
        return await self._call(task, lambda now: self._jobs.write(task.job, result, now))

    async def _watched(self, task: Task) -> bytes:
        """Calculate, and give signs of life; b"" as soon as the job is not ours any more."""
        seen = [0, 0]
        work = asyncio.ensure_future(self._calculate(task.kind.calculate, task.given, partial(_note, seen)))
        try:
            while not work.done():
                await self._beat_of(work)
                if not work.done() and not await self._still_ours(task, *seen):
                    return b""
            return await work
        finally:
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)

    async def _beat_of(self, work: asyncio.Future[bytes]) -> None:
        bell = asyncio.ensure_future(self._bell.wait())
        both: set[asyncio.Future[Any]] = {work, bell}
        try:
            await asyncio.wait(both, timeout=self._beat, return_when=asyncio.FIRST_COMPLETED)
        finally:
            bell.cancel()
        # Whatever else was rung for is looked for when this job is over.
        self._bell.clear()

    async def _still_ours(self, task: Task, done: int, total: int) -> bool:
        try:
            ours = await self._thread.call(lambda: self._jobs.keep(task.job, self._now(), done, total))
        except Exception as error:  # noqa: BLE001 - told by its kind
            tell(LOG, f"job {task.job.id}: no sign of life could be given", error)
            return True
        self._after()
        return ours

    async def _call(self, task: Task, step: Callable[[datetime], Result]) -> Result:
        """However long the database is away."""
        what = f"job {task.job.id} waits"
        return await patiently(lambda: self._thread.call(lambda: step(self._now())), what)


def _note(seen: list[int], done: int, total: int) -> None:
    seen[:] = [done, total]
