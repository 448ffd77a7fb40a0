"""The machine: room on the disks, and the time of its clock beside that of the platforms."""

from collections.abc import Callable, Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx

from bot.clock.confirming import servers
from bot.diagnosis import Diagnosis, bad, doubt, good
from bot.settings.config import Settings

LITTLE, TOO_LITTLE = 1_000, 100
"""Free megabytes: what a commune writes in some months, and what one day may need."""

OFF = 30
"""Seconds: from here on a message may seem to be older than the question that it answers."""


def disk_findings(settings: Settings, free: Callable[[Path], int]) -> Iterator[Diagnosis]:
    """`free`: the bytes left on the disk of a folder."""
    for what, folder in {"dữ liệu": settings.database.folder, "ảnh và tệp": settings.files_folder}.items():
        here = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
        left = free(here) // 10**6
        words = f"Đĩa chứa {what} ({folder}): còn {left:,} MB.".replace(",", ".")
        if left < TOO_LITTLE:
            yield bad(words, "Dọn đĩa ngay: hết chỗ thì bot không nhận tin mới cho tới khi có chỗ.")
        elif left < LITTLE:
            yield doubt(words, "Dọn đĩa hoặc chuyển dữ liệu sang đĩa lớn hơn.")
        else:
            yield good(words)


def clock_findings(
    settings: Settings, now: Callable[[], datetime], http: Callable[[str], httpx.Client]
) -> Iterator[Diagnosis]:
    """The platforms' servers say their time with every answer; the first that does is compared."""
    for base, proxy in servers(settings):
        try:
            with http(proxy) as client:
                told = client.head(base).headers.get("date")
            theirs = parsedate_to_datetime(told) if told else None
        except (httpx.HTTPError, ValueError):
            continue
        if theirs is not None:
            yield _compared(abs((now() - theirs).total_seconds()), base)
            return
    yield doubt("Đồng hồ: chưa so được với máy chủ nào.", "Kiểm tra mạng; bật đồng bộ giờ (timedatectl set-ntp true).")


def _compared(seconds: float, base: str) -> Diagnosis:
    if seconds > OFF:
        advice = "Bật đồng bộ giờ (timedatectl set-ntp true): giờ sai thì tin bị coi là gửi trước câu hỏi, nhắc việc sai giờ."
        return bad(f"Đồng hồ: lệch {seconds:.0f} giây so với {base}.", advice)
    return good("Đồng hồ: đúng giờ.")
