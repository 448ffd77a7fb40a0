"""Our rate limiter for python-telegram-bot: 25 a second in all (five in a fifth of a second: 25 at once, twice, could meet in one second), 1 a second per private chat, 20 a minute per group.

The library's own has no limit per private chat. What Telegram still refuses with "retry after" is not repeated here: the pause goes
back to the outbox row, where it survives a restart.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from telegram.ext import BaseRateLimiter

from bot.channels.pace import Pace

Json = dict[str, Any]
FORGET_ABOVE = 5_000


class Limiter(BaseRateLimiter[int]):
    """`time` and `sleep` in seconds; only requests that go to a chat count."""

    def __init__(self, time: Callable[[], float], sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._time = time
        self._sleep = sleep
        self._everybody = Pace(5, 0.2)
        self._chats: dict[int, Pace] = {}

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to end."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, bool | Json | list[Json]]],
        args: Any,
        kwargs: Json,
        endpoint: str,  # noqa: ARG002 - the library gives it
        data: Json,
        rate_limit_args: int | None,  # noqa: ARG002 - the library gives it
    ) -> bool | Json | list[Json]:
        """Wait for this chat's turn, then send. Other chats do not wait behind it."""
        chat = data.get("chat_id")
        if isinstance(chat, int):
            # One after the other: a place in all, taken for a group that has to wait a minute, would hold up everybody.
            await self._wait(self._of_chat(chat).reserve(self._time()))
            await self._wait(self._everybody.reserve(self._time()))
        return await callback(*args, **kwargs)

    def _of_chat(self, chat: int) -> Pace:
        if len(self._chats) > FORGET_ABOVE:
            now = self._time()
            self._chats = {each: pace for each, pace in self._chats.items() if not pace.idle(now)}
        return self._chats.setdefault(chat, Pace(1, 1.0) if chat > 0 else Pace(20, 60.0))

    async def _wait(self, until: float) -> None:
        left = until - self._time()
        if left > 0:
            await self._sleep(left)
