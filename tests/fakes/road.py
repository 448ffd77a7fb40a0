"""How a platform calls a webhook: each event again until it is acknowledged, and on bad days some of them twice, late or in another order."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from tests.fakes.bad_days import LATE, LATE_SECONDS, SWAPPED, TWICE, BadDays

Json = dict[str, Any]
Post = Callable[[aiohttp.ClientSession, str, Json, int], Awaitable[int]]
"""One call with an event; `int` = how often it was tried before; the HTTP status."""

PATIENCE = 600
"""Calls with one event before it is given up."""


@dataclass
class Road:
    """`events` wait while there is nowhere to bring them. `at_once` = calls at the same time: only with one is the order kept."""

    post: Post
    days: BadDays
    at_once: int = 1
    events: list[Json] = field(default_factory=list)
    to: str = ""
    _calling: "set[asyncio.Task[None]]" = field(default_factory=set)

    @property
    def is_busy(self) -> bool:
        return bool(self.events) or bool(self._calling)

    def open(self, to: str) -> None:
        """Events are brought to this address from now on."""
        self.to = to
        self.go()

    def close(self) -> None:
        self.to = ""
        for task in self._calling:
            task.cancel()
        self._calling = set()

    def put(self, event: Json) -> None:
        self.events.append(event)
        self.go()

    def go(self) -> None:
        while self.to and self.events and len(self._calling) < self.at_once:
            task = asyncio.ensure_future(self._bring(*self._next()))
            self._calling.add(task)
            task.add_done_callback(self._done)

    def _done(self, task: "asyncio.Task[None]") -> None:
        self._calling.discard(task)
        if not task.cancelled():
            task.result()
            self.go()

    def _next(self) -> tuple[Json, str]:
        what = self.days.of_event()
        return self.events.pop(min(1, len(self.events) - 1) if what == SWAPPED else 0), what

    async def _bring(self, event: Json, what: str) -> None:
        await asyncio.sleep(LATE_SECONDS if what == LATE else 0)
        wanted = 2 if what == TWICE else 1
        async with aiohttp.ClientSession() as client:
            for tried in range(PATIENCE):
                status = await called(self.post(client, self.to, event, tried))
                wanted -= 200 <= status < 300
                if not wanted:
                    return
                await asyncio.sleep(0 if 200 <= status < 300 else 0.02)


async def called(post: Awaitable[int]) -> int:
    """The HTTP status of a call, 0 where the line broke or took too long."""
    try:
        return await post
    except (aiohttp.ClientError, TimeoutError):
        return 0
