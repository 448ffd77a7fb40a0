"""Days in Vietnamese."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

_WEEKDAYS = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")


def weekday(day: date) -> str:
    return _WEEKDAYS[day.weekday()]


VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def local(instant: datetime) -> datetime:
    return instant.astimezone(VIETNAM)


def clock_text(instant: datetime) -> str:
    """14:05, 03/11/2025."""
    return f"{local(instant):%H:%M, %d/%m/%Y}"


def day_text(day: date) -> str:
    return f"{day:%d/%m/%Y}"
