"""The one database thread, and the worker that turns inbox rows into turns on it."""

import asyncio
import logging
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

from bot.pulse import Pulse, tell

LOG = logging.getLogger(__name__)
Result = TypeVar("Result")
PAUSE_AFTER_ERROR = 1.0


class DatabaseThread:
    """Every unit of work runs here, one after the other: SQLite has one writer, and turns of one process never wait for locks."""

    def __init__(self, pulse: Pulse | None = None) -> None:
        self.pulse = pulse or Pulse()
        self.name = secrets.token_hex(8)
        """By which this process is told from others on the same database."""

        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="database")

    async def call(self, work: Callable[[], Result]) -> Result:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work)
        except Exception as error:
            self.pulse.meet(error)
            raise

    def close(self) -> None:
        self._pool.shutdown(wait=True)


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
                self._after()
        except Exception as error:  # noqa: BLE001 - told by its kind, and tried again
            # The row is still pending (a turn that fails parks its own row): what failed is the database itself.
            tell(LOG, f"the inbox cannot be worked off; trying again in {self._pause:.0f} s", error)
            await asyncio.sleep(self._pause)
            self.wake()
