"""Days in Vietnamese."""

from datetime import date

_WEEKDAYS = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")


def weekday(day: date) -> str:
    return _WEEKDAYS[day.weekday()]
