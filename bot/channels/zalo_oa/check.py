"""Examining a Zalo Official Account without changing anything: a refresh would cost the running bot its keys."""

from collections.abc import Iterator, Mapping
from datetime import datetime

import httpx

from bot.channels.checks import unreachable
from bot.channels.fetching import TIMEOUT, broken
from bot.diagnosis import Diagnosis, bad, doubt, good
from bot.settings.config import ZaloOa
from chat import Failure, SendError
from storage.records import TokenPair

NAME = "Zalo OA"
_NEW_KEYS = "Lấy mã mới ở trang API Explorer của Zalo, đặt RASOAT_ZALO_OA__REFRESH_TOKEN rồi khởi động lại bot."


def key_findings(settings: ZaloOa, pair: TokenPair | None, now: datetime) -> Iterator[Diagnosis]:
    """What the kept keys say."""
    if pair is None and not settings.refresh_token:
        yield bad(f"{NAME}: chưa có mã nào.", _NEW_KEYS)
    elif pair is None:
        yield doubt(f"{NAME}: mã đã đặt, chưa dùng lần nào.", "Khởi động bot, rồi chạy lại lệnh này.")
    elif pair.error:
        yield bad(f"{NAME}: Zalo không cấp mã mới ({pair.error}).", _NEW_KEYS)
    elif pair.valid_until is not None and pair.valid_until <= now:
        yield doubt(f"{NAME}: mã đã hết hạn, bot chưa xin mã mới.", "Khởi động bot; vẫn vậy thì xem nhật ký của bot.")
    elif pair.interrupted:
        yield doubt(
            f"{NAME}: lần xin mã gần nhất bị ngắt giữa chừng.", f"Bot sẽ tự thử lại. Không được thì: {_NEW_KEYS}"
        )


def valid_key(pair: TokenPair | None, now: datetime) -> str:
    """The kept access token while it should work, else ""."""
    if pair is None or pair.valid_until is None or pair.valid_until <= now:
        return ""
    return pair.access


async def check(settings: ZaloOa, key: str = "") -> list[Diagnosis]:
    """Whether the platform answers, and takes the kept key; without one, a refusal of the empty key is the right answer."""
    url = f"{settings.api_base_url.rstrip('/')}/v2.0/oa/getoa"
    async with httpx.AsyncClient(proxy=settings.proxy or None) as client:
        try:
            answer = await client.get(url, headers={"access_token": key}, timeout=TIMEOUT)
            told = answer.json()
            code = int(told["error"])
        except httpx.HTTPError as error:
            failed = broken(error)
        except (ValueError, TypeError, KeyError):
            failed = SendError(Failure.SERVER, f"HTTP {answer.status_code}")
        else:
            return [_answered(code, told.get("data") or {}, key)]
    return [unreachable(NAME, failed, "RASOAT_ZALO_OA__REFRESH_TOKEN", "RASOAT_ZALO_OA__PROXY")]


def _answered(code: int, about: Mapping[str, object], key: str) -> Diagnosis:
    if not key:
        return good(f"{NAME}: kết nối được (Zalo trả lời mã {code} khi chưa đưa mã bot, là đúng).")
    if code == 0:
        return good(f"{NAME}: kết nối được, mã dùng được, OA {about.get('name', '?')}.")
    return doubt(
        f"{NAME}: Zalo không nhận mã đang giữ (mã lỗi {code}).", f"Bot sẽ tự xin mã mới. Không được thì: {_NEW_KEYS}"
    )
