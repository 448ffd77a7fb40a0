"""Examining Zalo Bot: is the token good, and does Zalo call here?"""

import httpx

from bot.channels.checks import unreachable, webhook_elsewhere
from bot.channels.zalo_bot.api import Api
from bot.channels.zalo_bot.capabilities import PATH
from bot.diagnosis import Diagnosis, good
from bot.settings.config import ZaloBot
from chat import SendError


async def check(settings: ZaloBot) -> list[Diagnosis]:
    """Asks and changes nothing."""
    async with httpx.AsyncClient(proxy=settings.proxy or None) as client:
        api = Api(settings.token, settings.api_base_url, client)
        try:
            me = await api.call("getMe")
            info = await api.call("getWebhookInfo")
        except SendError as error:
            return [unreachable("Zalo Bot", error, "RASOAT_ZALO_BOT__TOKEN", "RASOAT_ZALO_BOT__PROXY")]
    name = me.get("account_name", "") if isinstance(me, dict) else ""
    found = [good(f"Zalo Bot: kết nối được, bot {name}.")]
    url = str(info.get("url", "")) if isinstance(info, dict) else ""
    wanted = settings.webhook_url.rstrip("/") + PATH if settings.webhook_url else ""
    if settings.mode == "webhook" and (not url or (wanted and url != wanted)):
        found.append(webhook_elsewhere("Zalo Bot", url, "zalo_bot.webhook_url"))
    return found
