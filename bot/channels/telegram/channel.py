"""Telegram as a channel: one receiver, one sender, one token."""

import asyncio
from collections.abc import Mapping

from bot.channels.base import Parcel
from bot.channels.telegram.capabilities import CAPABILITIES, PATH
from bot.channels.telegram.limiter import Limiter
from bot.channels.telegram.outbound import Outbound
from bot.channels.telegram.receiver import Receiver
from bot.channels.telegram.webhook import Webhook
from bot.http.hooks import Hook
from bot.runtime import Runtime
from bot.settings.config import Telegram
from chat import Address, Receipt
from chat.menu import Menu


class TelegramChannel:
    """Runs while there is a token."""

    capabilities = CAPABILITIES

    def __init__(self, runtime: Runtime, settings: Telegram, max_file: int, limiter: Limiter | None = None) -> None:
        base = settings.api_base_url.rstrip("/")
        limiter = limiter or Limiter(lambda: asyncio.get_running_loop().time())
        self.outbound = Outbound(
            settings.token, base, settings.proxy, limiter, runtime.clock.from_platform, runtime.words
        )
        self.receiver = Receiver(runtime, settings.token, base, settings.proxy, max_file=max_file)
        self._webhook = Webhook(self.receiver, settings) if settings.mode == "webhook" else None

    async def run(self) -> None:
        await self.outbound.open()
        try:
            await (self.receiver.run() if self._webhook is None else self._webhook.run())
        finally:
            await self.receiver.close()
            await self.outbound.close()

    async def send(self, parcel: Parcel) -> Receipt:
        return await self.outbound.send(parcel)

    async def show_menu(self, address: Address, menu: Menu) -> None:
        await self.outbound.show_menu(address, menu)

    def health(self) -> str:
        return self.receiver.state

    def hooks(self) -> Mapping[str, Hook]:
        return {} if self._webhook is None else {PATH: self._webhook.called}
