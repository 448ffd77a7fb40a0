"""What is beyond this command: the platforms, and the bot that runs."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from datetime import datetime
from typing import Any

import httpx

from bot.channels.zalo_bot import check as zalo_bot
from bot.channels.zalo_oa import check as zalo_oa
from bot.diagnosis import Diagnosis, bad, doubt, good
from bot.settings.config import Settings

Check = Coroutine[Any, Any, list[Diagnosis]]


def channel_findings(settings: Settings, now: datetime, oa_key: str = "") -> Iterator[Diagnosis]:
    """Every channel that has a token is asked; `oa_key`: the kept one of the Official Account."""
    checks = list(_checks(settings, now, oa_key))
    if not checks:
        advice = "Đặt RASOAT_TELEGRAM__TOKEN, RASOAT_ZALO_BOT__TOKEN hoặc RASOAT_ZALO_OA__APP_ID; bản dùng thử thì không cần."
        yield doubt("Kênh: chưa bật kênh nhắn tin nào.", advice)
    for check in checks:
        yield from asyncio.run(check)


def _checks(settings: Settings, now: datetime, oa_key: str) -> Iterator[Check]:
    if settings.telegram.token:
        # Loaded only here: it costs time and memory.
        from bot.channels.telegram import check as telegram

        yield telegram.check(settings.telegram, now)
    if settings.zalo_bot.token:
        yield zalo_bot.check(settings.zalo_bot)
    if settings.zalo_oa.is_on:
        yield zalo_oa.check(settings.zalo_oa, oa_key)


def running_finding(settings: Settings, http: Callable[[str], httpx.Client]) -> Diagnosis:
    """What the bot says of itself."""
    host = "127.0.0.1" if settings.web.host in {"0.0.0.0", "::"} else settings.web.host  # noqa: S104 - recognised, not bound
    address = f"http://{host}:{settings.web.port}/healthz"
    try:
        with http("") as client:
            told = client.get(address)
            state = told.json()
    except (httpx.HTTPError, ValueError):
        return doubt(
            f"Bot: không chạy, hoặc không trả lời ở {address}.",
            "Khởi động: .venv/bin/rasoat run (hoặc docker compose up -d).",
        )
    if told.status_code == httpx.codes.OK and state.get("status") == "ok":
        return good(f"Bot: đang chạy, trả lời ở {address}.")
    return bad(f"Bot: đang chạy nhưng báo lỗi: {state}", "Xem nhật ký của bot.")
