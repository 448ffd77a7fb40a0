"""Examining Telegram: is the token good, and do messages find their way here?"""

from datetime import UTC, datetime

from telegram import WebhookInfo

from bot.channel_words import UNSAID
from bot.channels.checks import unreachable, webhook_elsewhere
from bot.channels.telegram.capabilities import PATH
from bot.channels.telegram.limiter import Limiter
from bot.channels.telegram.outbound import Outbound
from bot.clock.local_time import local
from bot.diagnosis import Diagnosis, doubt, good
from bot.settings.config import Telegram
from chat import SendError

MANY = 100
RECENT_SECONDS = 3600


async def check(settings: Telegram, now: datetime) -> list[Diagnosis]:
    """Asks and changes nothing. `now` is the system's time."""
    base = settings.api_base_url.rstrip("/")
    outbound = Outbound(settings.token, base, settings.proxy, Limiter(lambda: 0.0), lambda instant: instant, UNSAID)
    await outbound.open()
    try:
        found = [good(f"Telegram: kết nối được, bot @{await outbound.username()}.")]
        return found + _way_in(settings, await outbound.webhook(), now)
    except SendError as error:
        return [unreachable("Telegram", error, "RASOAT_TELEGRAM__TOKEN", "RASOAT_TELEGRAM__PROXY")]
    finally:
        await outbound.close()


def _way_in(settings: Telegram, info: WebhookInfo, now: datetime) -> list[Diagnosis]:
    found = []
    if settings.mode == "webhook" and info.url != settings.webhook_url.rstrip("/") + PATH:
        found.append(webhook_elsewhere("Telegram", info.url, "telegram.webhook_url"))
    elif settings.mode == "polling" and info.url:
        advice = "Bot tự gỡ khi khởi động; nếu nó hiện lại thì một máy chủ khác đang dùng cùng mã bot, tắt máy đó đi."
        found.append(doubt("Telegram: đang đặt gọi về một máy chủ, còn ở đây bot tự hỏi (polling).", advice))
    if info.pending_update_count > MANY:
        advice = "Bot đang tắt hoặc chậm; xem /healthz và nhật ký."
        found.append(doubt(f"Telegram: còn {info.pending_update_count} tin đến chưa lấy.", advice))
    told = info.last_error_date
    if told is not None and (now - told.astimezone(UTC)).total_seconds() < RECENT_SECONDS:
        what = f"Telegram: lúc {local(told):%H:%M} không gọi được về máy chủ này ({info.last_error_message})."
        found.append(doubt(what, "Kiểm tra địa chỉ công khai, chứng thư https và tường lửa."))
    return found
