"""A part of which one process is active at a time: whoever holds its lock works, the others wait and take over."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from bot.processes.parts import Part
from bot.pulse import Pulse, patiently
from storage.errors import AlreadyServedError, StorageError

LOG = logging.getLogger(__name__)
LOOK, PROBE, ANSWER = 2.0, 1.0, 3.0
"""Seconds: between two looks of a standby, between two of the active one, and for which that one waits for the answer."""

GRACE = 15.0
"""Seconds after which a process that has lost its lock, and lives, has surely stopped: a look, its answer, and sends broken off."""


class Lock(Protocol):
    """Storage's `Right`: `keep` takes it (AlreadyServedError where another has it), `held` asks whether it is still ours."""

    def keep(self) -> None: ...

    def held(self) -> bool: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Leader:
    """`proclaim` is awaited each time the lock was taken, before the work: it tells all others that this process is the one now.

    `steps_down`: the work is broken off when the lock is lost; without it, it goes on while the lock is taken anew, and where another one was quicker
    that is said in the pulse: this process has to end.
    """

    part: Part
    lock: Lock
    proclaim: Callable[[], Awaitable[None]]
    pulse: Pulse
    steps_down: bool = True
    look: float = LOOK
    probe: float = PROBE

    async def run(self, work: Callable[[], Awaitable[None]]) -> None:
        """Until cancelled, or until the work comes to its end or fails."""
        self.pulse.standby.add(self.part)
        done = False
        while not done:
            await self._turn()
            await patiently(self.proclaim, f"the {self.part} cannot begin")
            self.pulse.standby.discard(self.part)
            LOG.info("%s: active", self.part)
            done = await self._worked(work)
            if not done:
                self.pulse.standby.add(self.part)

    async def _worked(self, work: Callable[[], Awaitable[None]]) -> bool:
        """Work while the lock is ours; False where it was lost."""
        task = asyncio.ensure_future(work())
        try:
            while not task.done():
                await asyncio.wait({task}, timeout=self.probe)
                if not task.done() and not await self._held():
                    LOG.warning("%s: the lock is lost with its connection", self.part)
                    if self.steps_down:
                        return False
                    await self._again()
            await task
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            # Freed at once, for the standby; in a thread, for a server that is away answers late.
            await asyncio.to_thread(self.lock.close)
        return True

    async def _again(self) -> None:
        try:
            await asyncio.to_thread(self.lock.keep)
        except AlreadyServedError:
            self.pulse.overtaken = (
                f"another {self.part} is active now; start this process again, and it waits as standby"
            )
        except StorageError:
            LOG.warning("%s: the database does not answer; trying again", self.part)

    async def _turn(self) -> None:
        while not await self._taken():  # noqa: ASYNC110 - another process frees it, nothing here
            await asyncio.sleep(self.look)

    async def _taken(self) -> bool:
        try:
            await asyncio.to_thread(self.lock.keep)
        except AlreadyServedError:
            return False
        except StorageError:
            LOG.warning("%s: the database does not answer; trying again", self.part)
            return False
        return True

    async def _held(self) -> bool:
        try:
            async with asyncio.timeout(ANSWER):
                return await asyncio.to_thread(self.lock.held)
        except TimeoutError:
            return False
