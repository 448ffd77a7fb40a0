"""A call of the webhook must be answered within two seconds, and a picture may take longer: it is fetched on, and the platform calls again."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

LOG = logging.getLogger(__name__)
ANSWER_SECONDS = 1.5


class Keeping:
    """What is being taken in, by the key of its update. Who calls again meanwhile waits for the same."""

    def __init__(self, seconds: float = ANSWER_SECONDS) -> None:
        self._seconds = seconds
        self._running: dict[str, asyncio.Task[None]] = {}

    async def within(self, key: str, take: Callable[[], Awaitable[None]]) -> bool:
        """True = taken in, in time; False = it goes on, and whoever asks again later hears more. Raises what `take` raises in time."""
        task = self._running.get(key)
        if task is None:
            task = self._running[key] = asyncio.ensure_future(_run(take))
            task.add_done_callback(lambda done: self._done(key, done))
        done, _ = await asyncio.wait({task}, timeout=self._seconds)
        if done:
            task.result()
        return bool(done)

    def _done(self, key: str, task: "asyncio.Task[None]") -> None:
        self._running.pop(key, None)
        if not task.cancelled() and task.exception() is not None:
            LOG.warning("update %s: %s; the platform calls again", key, type(task.exception()).__name__)

    def stop(self) -> None:
        """What was not finished is called for again by the platform."""
        for task in self._running.values():
            task.cancel()


async def _run(take: Callable[[], Awaitable[None]]) -> None:
    await take()
