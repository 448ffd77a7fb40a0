"""Days to come as people name them: "thứ năm", "mai", "15/11", "3 ngày nữa"."""

import re
from datetime import date, timedelta

from survey.read.outcome import Read, Refused, Value
from survey.read.spelling import fold, words
from survey.read.statement import LONGEST, is_rough, polite_core, sized
from survey.written import day_text

_TIME = re.compile(r"(?:,? ?(?:luc|vao))? ?\b[0-9]{1,2} ?(?:h|gio|:)(?: ?[0-9]{2})?(?: ?phut)?\b")
# Plain "toi" is left: it is "tối" and "tới".
_PART_OF_DAY = re.compile(r"\b(?:buổi |buoi )?(?:sáng|trưa|chiều|tối|sang|trua|chieu)\b")
_LEAD = re.compile(r"^(?:hen lai|hen|toi|den|vao|luc|sang|ngay(?= (?:mai|mot|kia|thu)))\s+")
_NAMED = {
    "hom nay": 0,
    "bua nay": 0,
    "nay": 0,
    "mai": 1,
    "ngay mai": 1,
    "mot": 2,
    "ngay mot": 2,
    "kia": 2,
    "ngay kia": 2,
}
_IN_DAYS = re.compile(r"([0-9]{1,2}) (ngay|tuan) (?:nua|sau|toi)|sau ([0-9]{1,2}) (ngay|tuan)")
_SOME_DAYS = re.compile(r"[0-9]{1,2} (?:ngay|tuan)")
_WEEKDAYS = {
    name: number % 6
    for number, name in enumerate(("hai", "ba", "tu", "nam", "sau", "bay", "2", "3", "4", "5", "6", "7"))
}
_WEEKDAY = re.compile(r"(?:thu |t)(hai|ba|tu|nam|sau|bay|[2-7])(?!\w)|(chu nhat|cn)(?!\w)")
_WEEK = {"tuan nay": 0, "tuan sau": 1, "tuan toi": 1}
_DAY = re.compile(r"(?:ngay )?([0-9]{1,2})(?:[/.-]| thang )([0-9]{1,2})(?:(?:[/.-]| nam )([0-9]{4}))?")
_DAY_ONLY = re.compile(r"ngay ([0-9]{1,2})")
_SOON = 92
"""Days within which a day and month that have passed this year mean the coming year."""


def read_appointment(text: str, today: date) -> Read[date]:
    """The day, today or later, that the person proposes; a time of day is let go, what fits two days is refused.

    The example of a refusal is a day to come.
    """
    found = _read(text, today)
    if isinstance(found, Value):
        return found
    soon = today + timedelta(days=7)
    return Refused(found.code, {**found.params, "example": f"{soon.day}/{soon.month}"})


def _read(text: str, today: date) -> Read[date]:
    short = sized(text)
    if isinstance(short, Refused):
        return short
    core = polite_core(short.value)
    dateless = _TIME.sub("", fold(_PART_OF_DAY.sub("", core))).replace(",", " ")
    plain = _LEAD.sub("", _LEAD.sub("", " ".join(dateless.split()) + " ")).strip()
    if is_rough(words(core)) or re.search("[~?]", plain):
        return Refused("appointment.unclear", {"text": core})
    if plain in _NAMED:
        return Value(today + timedelta(days=_NAMED[plain]))
    if match := _IN_DAYS.fullmatch(plain):
        number, unit = (part for part in match.groups() if part)
        return Value(today + timedelta(days=int(number) * (7 if unit == "tuan" else 1)))
    if match := _WEEKDAY.match(plain):
        weekday = 6 if match[2] else _WEEKDAYS[match[1]]
        return _on_weekday(weekday, plain[match.end() :].strip(" ("), core, today)
    return _numbered(plain, core, today)


def read_postponement(text: str, today: date) -> Read[date]:
    """As `read_appointment`, for one's own matter: "3 ngày" is in three days, and next week begins on its Monday."""
    plain = " ".join(_LEAD.sub("", fold(text[: LONGEST * 4]).strip(" .!") + " ").split())
    if plain in {"tuan sau", "tuan toi", "dau tuan sau", "dau tuan toi"}:
        return Value(today + timedelta(days=7 - today.weekday()))
    return read_appointment(f"{text} nữa" if _SOME_DAYS.fullmatch(plain) else text, today)


def _on_weekday(weekday: int, rest: str, core: str, today: date) -> Read[date]:
    if rest in _WEEK:
        monday = today - timedelta(days=today.weekday())
        day = monday + timedelta(days=weekday + 7 * _WEEK[rest])
        return Value(day) if day >= today else Refused("appointment.past", {"text": core})
    ahead = (weekday - today.weekday()) % 7
    if not rest and ahead:
        return Value(today + timedelta(days=ahead))
    if rest in {"", "toi", "nay", "sau"}:
        # On a Thursday "thứ năm" is today or in a week; "thứ năm tới" said on a Monday is in three days or in ten.
        return Refused("appointment.which_week", {"text": core})
    found = _numbered(rest.rstrip(")"), core, today)
    if isinstance(found, Value) and found.value.weekday() != weekday:
        return Refused("appointment.weekday", {"day": day_text(found.value)})
    return found


def _numbered(plain: str, core: str, today: date) -> Read[date]:
    if match := _DAY.fullmatch(plain):
        day, month, year = match.groups()
        return _coming(int(day), int(month), int(year) if year else None, today)
    if match := _DAY_ONLY.fullmatch(plain):
        day = int(match[1])
        later = day < today.day
        year, month = today.year + (later and today.month == 12), today.month % 12 + 1 if later else today.month
        return _valid(day, month, year)
    return Refused("appointment.unclear", {"text": core})


def _coming(day: int, month: int, year: int | None, today: date) -> Read[date]:
    found = _valid(day, month, year or today.year)
    if isinstance(found, Refused) or found.value >= today:
        return found
    next_year = _valid(day, month, today.year + 1)
    if year is None and isinstance(next_year, Value) and (next_year.value - today).days <= _SOON:
        return next_year
    return Refused("appointment.past", {"text": day_text(found.value)})


def _valid(day: int, month: int, year: int) -> Read[date]:
    try:
        return Value(date(year, month, day))
    except ValueError:
        return Refused("appointment.impossible", {"text": f"{day}/{month}/{year}"})
