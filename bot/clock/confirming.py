"""Asking the platforms what time it is, where the machine's clock has jumped."""

import logging
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime
from email.utils import parsedate_to_datetime

import httpx

from bot.clock.clock import Clock
from bot.settings.config import Settings

LOG = logging.getLogger(__name__)
PATIENCE = 10.0

Ask = Callable[[], Awaitable[datetime | None]]
"""Gives a platform's time, None where none can be reached now."""


def servers(settings: Settings) -> Iterable[tuple[str, str]]:
    """(address, proxy) of the platforms that are on."""
    for channel in (settings.telegram, settings.zalo_bot):
        if channel.token:
            yield channel.api_base_url, channel.proxy
    if settings.zalo_oa.is_on:
        yield settings.zalo_oa.api_base_url, settings.zalo_oa.proxy


async def platform_time(settings: Settings) -> datetime | None:
    """As the first server that answers says with its answer."""
    for base, proxy in servers(settings):
        try:
            async with httpx.AsyncClient(proxy=proxy or None, timeout=PATIENCE) as client:
                told = (await client.head(base)).headers.get("date")
            if told:
                return parsedate_to_datetime(told)
        except (httpx.HTTPError, ValueError):
            continue
    return None


async def settle_doubt(clock: Clock, settings: Settings, ask: Ask) -> None:
    """Where the machine's clock has jumped ahead, believe it as soon as a platform says the same; where there is no platform, at once."""
    if not clock.held():
        return
    if not list(servers(settings)):
        clock.confirm(clock.system())
        return
    told = await ask()
    if told is None or not clock.confirm(told):
        LOG.error("the machine's clock is ahead by %s; set it right, or restart the bot if it is right", clock.held())
