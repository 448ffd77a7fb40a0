"""Numbers, shares and days as people here write them, and what is masked. Nothing else in the program writes them."""

from datetime import date, datetime, time
from decimal import Decimal

MASK = "•••"
_WEEKDAYS = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")


def vietnamese_number(value: float) -> str:
    """1500000 -> "1.500.000", 7.6 -> "7,6"; at most two decimals."""
    whole, _, part = f"{value:,.2f}".partition(".")
    part = part.rstrip("0")
    return whole.replace(",", ".") + (f",{part}" if part else "")


def decimal_comma(value: str) -> str:
    """A number in figures with a comma, digit by digit as it is: "7.50" -> "7,50"."""
    return value.replace(".", ",")


def exact_number(value: float) -> str:
    """All its decimals and no separators, as it may be typed back: 7.125 -> "7,125"."""
    return decimal_comma(plain_number(round(value, 9)))


def plain_number(value: float | Decimal) -> str:
    """As the form engine and ODK write it: "7", "7.5"."""
    exact = Decimal(str(value))
    return str(int(exact)) if exact == exact.to_integral_value() else format(exact.normalize(), "f")


def percent(value: float) -> str:
    """Two decimals, as the plan and its reports write a share: "6,05 %"; the blank does not break, so that no line begins with "%"."""
    return decimal_comma(f"{value:.2f}\u00a0%")


def vietnamese_date(value: str) -> str:
    """A date in ISO form as people write it: "1990-03-05" -> "05/03/1990", "1990-03" -> "03/1990", "1990" -> "1990"."""
    return "/".join(reversed(value[:10].split("-")))


def day_text(day: date) -> str:
    """03/11/2025."""
    return f"{day:%d/%m/%Y}"


def short_day_text(day: date) -> str:
    """03/11, of a day that is near."""
    return f"{day:%d/%m}"


def weekday(day: date) -> str:
    """Thứ hai, … chủ nhật."""
    return _WEEKDAYS[day.weekday()]


def clock_of_day(at: time) -> str:
    """8 giờ; 7 giờ 30."""
    return f"{at.hour} giờ {at.minute:02}" if at.minute else f"{at.hour} giờ"


def moment_text(moment: datetime) -> str:
    """14:05, 03/11/2025; the moment is in local time."""
    return f"{moment:%H:%M, %d/%m/%Y}"


def short_moment_text(moment: datetime) -> str:
    """14:05 03/11; the moment is in local time."""
    return f"{moment:%H:%M %d/%m}"


def masked(value: str) -> str:
    """The last three characters of a number that must not be read over a shoulder: "•••456"."""
    return MASK + value[-3:] if len(value) >= 9 and value.lstrip("+").isdecimal() else MASK
