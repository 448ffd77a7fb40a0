"""Our rate limiter for python-telegram-bot: 25 a second in all, 1 a second per private chat, 20 a minute per group.

The library's own has no limit per private chat. What Telegram still refuses with "retry after" is not repeated here: the pause goes
back to the outbox row, where it survives a restart.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from telegram.ext import BaseRateLimiter

from bot.channels.pace import Gate

Json = dict[str, Any]
FORGET_ABOVE = 5_000
RATE = 25.6
"""Messages a second in all, one after the other: each waits a little longer than it must, which makes it 25. Telegram allows 30."""


class Limiter(BaseRateLimiter[int]):
    """`time` and `sleep` in seconds; only requests that go to a chat count."""

    def __init__(self, time: Callable[[], float], sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._time = time
        self._sleep = sleep
        self._everybody = Gate(1, 1 / RATE, time, sleep)
        self._chats: dict[int, Gate] = {}

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
            await self._of_chat(chat).enter(self._everybody)
        return await callback(*args, **kwargs)

    def _of_chat(self, chat: int) -> Gate:
        if len(self._chats) > FORGET_ABOVE:
            self._chats = {each: gate for each, gate in self._chats.items() if not gate.is_idle}
        count, seconds = (1, 1.0) if chat > 0 else (20, 60.0)
        return self._chats.setdefault(chat, Gate(count, seconds, self._time, self._sleep))
