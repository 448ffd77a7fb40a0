"""Being called by Telegram: proved by the secret, acknowledged only after the inbox commit; what is not, Telegram sends again."""

import asyncio
import json
import logging
from collections.abc import Mapping

from aiogram.exceptions import AiogramError
from aiogram.methods import SetWebhook

from bot.channels.telegram.capabilities import ALLOWED_UPDATES, PATH
from bot.channels.telegram.receiver import FileNotReadyError, Receiver
from bot.http.hooks import header, proves
from bot.settings.config import Telegram

LOG = logging.getLogger(__name__)
PROOF = "x-telegram-bot-api-secret-token"
AT_ONCE = 1
"""Calls that Telegram may make at the same time: with more, what one person sends quickly would come in any order."""


class Webhook:
    """Shares the reading of updates with long polling."""

    def __init__(self, receiver: Receiver, settings: Telegram) -> None:
        self._receiver, self._settings = receiver, settings

    async def run(self) -> None:
        """Tell Telegram where to call, as often as it takes; then there is nothing to do but to be called."""
        url = self._settings.webhook_url.rstrip("/") + PATH
        where = SetWebhook(
            url=url,
            secret_token=self._settings.webhook_secret,
            allowed_updates=list(ALLOWED_UPDATES),
            max_connections=AT_ONCE,
        )
        while True:
            try:
                await self._receiver.ask(where)
            except AiogramError as error:
                await self._receiver.pause(error)
            else:
                self._receiver.state = "ok"
                await asyncio.Event().wait()

    async def called(self, headers: Mapping[str, str], body: bytes) -> int:
        """200 for what is in the inbox, and for what nobody can read: that would only come again."""
        if not proves(header(headers, PROOF), self._settings.webhook_secret):
            return 403
        try:
            raw = json.loads(body)
        except (ValueError, RecursionError):
            return 400
        if not isinstance(raw, dict):
            return 400
        try:
            await self._receiver.take_raw(raw)
        except FileNotReadyError:
            LOG.warning("a file is not to be had now; Telegram is asked to call again")
            return 503
        return 200
