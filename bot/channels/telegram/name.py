"""The bot's name, asked once at the start for the links of invitations."""

import asyncio
import logging

from bot.channel_words import UNSAID
from bot.channels.telegram.limiter import Limiter
from bot.channels.telegram.outbound import Outbound
from bot.settings.config import Telegram
from chat import SendError

LOG = logging.getLogger(__name__)
PATIENCE = 5.0


def bot_name(settings: Telegram) -> str:
    """Without it invitations carry a code and no link, so a start without network is no failure."""
    try:
        return asyncio.run(_in_time(settings))
    except (SendError, TimeoutError) as error:
        LOG.warning("Telegram does not tell the bot's name now (%s); invitations will carry no link", error)
        return ""


async def _in_time(settings: Telegram) -> str:
    async with asyncio.timeout(PATIENCE):
        return await _ask(settings)


async def _ask(settings: Telegram) -> str:
    base = settings.api_base_url.rstrip("/")
    outbound = Outbound(settings.token, base, settings.proxy, Limiter(lambda: 0.0), lambda instant: instant, UNSAID)
    await outbound.open()
    try:
        return await outbound.username()
    finally:
        await outbound.close()
