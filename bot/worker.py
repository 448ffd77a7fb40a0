"""The one database thread, and the worker that turns inbox rows into turns on it."""

import asyncio
import logging
import secrets
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.pulse import Pulse, tell
from storage.serving.outage import outage_of
from storage.work import Database, Work

LOG = logging.getLogger(__name__)
Result = TypeVar("Result")
PAUSE_AFTER_ERROR = 1.0
MOST_TOGETHER = 32
"""So many short writes share a commit at most."""


@dataclass(eq=False, slots=True)
class _Asked:
    """A short write, and what came of it."""

    write: Callable[[Work], Any]
    done: bool = False
    result: Any = None
    error: Exception | None = None


class DatabaseThread:
    """Every unit of work runs here, one after the other: SQLite has one writer, and turns of one process never wait for locks."""

    def __init__(self, pulse: Pulse | None = None) -> None:
        self.pulse = pulse or Pulse()
        self.name = secrets.token_hex(8)
        """By which this process is told from others on the same database."""

        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="database")
        self._asked: deque[_Asked] = deque()
        self._looks = ThreadPoolExecutor(max_workers=1, thread_name_prefix="look")

    async def call(self, work: Callable[[], Result]) -> Result:
        return await self._in(self._pool, lambda: self._told(work))

    async def look(self, work: Callable[[], Result]) -> Result:
        """What only reads and waits for nobody, also while a unit of work computes for long."""
        return await self._in(self._looks, work)

    async def _in(self, pool: ThreadPoolExecutor, work: Callable[[], Result]) -> Result:
        try:
            return await asyncio.get_running_loop().run_in_executor(pool, work)
        except Exception as error:
            self.pulse.meet(error)
            raise

    async def write(self, database: Database, write: Callable[[Work], Result]) -> Result:
        """A short write, in the order in which they were asked for. Those that wait for the thread at the same time share a commit.

        It does not commit by itself, and may be called twice: where one of several fails by a fault of its own, each is done alone.
        """
        asked = _Asked(write)
        self._asked.append(asked)
        result: Result = await self.call(lambda: self._written(database, asked))
        return result

    def _written(self, database: Database, asked: _Asked) -> Any:
        while not asked.done:
            _keep(database, [self._asked.popleft() for _ in range(min(MOST_TOGETHER, len(self._asked)))])
        if asked.error is not None:
            raise asked.error
        return asked.result

    def _told(self, work: Callable[[], Result]) -> Result:
        self.pulse.begin()
        try:
            return work()
        finally:
            self.pulse.end()

    def close(self) -> None:
        self._pool.shutdown(wait=True)
        self._looks.shutdown(wait=False, cancel_futures=True)


def _keep(database: Database, together: Sequence[_Asked]) -> None:
    try:
        with database.work() as work:
            results = [asked.write(work) for asked in together]
            work.commit()
    except Exception as error:  # noqa: BLE001 - raised where it was asked for
        if len(together) > 1 and not outage_of(error):
            for asked in together:
                _keep(database, [asked])
            return
        for asked in together:
            asked.done, asked.error = True, error
        return
    for asked, result in zip(together, results, strict=True):
        asked.done, asked.result = True, result


class Worker:
    """Runs `turn` (False = nothing pending) until the inbox is empty, each time it is woken; `after` is called after each turn.

    `pause`: seconds to wait when the database fails; `poll`: seconds after which it looks unwoken, None = never.
    """

    def __init__(
        self,
        thread: DatabaseThread,
        turn: Callable[[], bool],
        after: Callable[[], None],
        pause: float = PAUSE_AFTER_ERROR,
        poll: float | None = None,
    ) -> None:
        self._thread = thread
        self._turn = turn
        self._after = after
        self._pause = pause
        self._poll = poll
        self._bell = asyncio.Event()

    def wake(self) -> None:
        self._bell.set()

    async def run(self) -> None:
        """Until cancelled. Rows left by an earlier process are worked off first."""
        self.wake()
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._poll):
                    await self._bell.wait()
            self._bell.clear()
            await self.drain()

    async def drain(self) -> None:
        """Answer everything that waits now."""
        try:
            while await self._thread.call(self._turn):
                self._thread.pulse.turned()
                self._after()
        except Exception as error:  # noqa: BLE001 - told by its kind, and tried again
            # The row is still pending (a turn that fails parks its own row): what failed is the database itself.
            tell(LOG, f"the inbox cannot be worked off; trying again in {self._pause:.0f} s", error)
            await asyncio.sleep(self._pause)
            self.wake()
