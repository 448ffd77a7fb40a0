"""The one database thread, and the worker that turns inbox rows into turns on it."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

LOG = logging.getLogger(__name__)
Result = TypeVar("Result")
PAUSE_AFTER_ERROR = 1.0


class DatabaseThread:
    """Every unit of work runs here, one after the other: SQLite has one writer, and turns of one process never wait for locks."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="database")

    async def call(self, work: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)

    def close(self) -> None:
        self._pool.shutdown(wait=True)


class Worker:
    """Runs `turn` (False = nothing pending) until the inbox is empty, each time it is woken; `after` is called after each turn.

    `pause`: seconds to wait when the database fails.
    """

    def __init__(
        self,
        thread: DatabaseThread,
        turn: Callable[[], bool],
        after: Callable[[], None],
        pause: float = PAUSE_AFTER_ERROR,
    ) -> None:
        self._thread = thread
        self._turn = turn
        self._after = after
        self._pause = pause
        self._bell = asyncio.Event()

    def wake(self) -> None:
        self._bell.set()

    async def run(self) -> None:
        """Until cancelled. Rows left by an earlier process are worked off first."""
        self.wake()
        while True:
            await self._bell.wait()
            self._bell.clear()
            await self.drain()

    async def drain(self) -> None:
        """Answer everything that waits now."""
        try:
            while await self._thread.call(self._turn):
                self._after()
        except Exception:
            # The row is still pending (a turn that fails parks its own row): what failed is the database itself.
            LOG.exception("the inbox cannot be worked off; trying again in %.0f s", self._pause)
            await asyncio.sleep(self._pause)
            self.wake()
