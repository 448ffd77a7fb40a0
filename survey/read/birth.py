"""Dates as people type them, those of the past and any others: "5/3/1990", "05-03-90", "5 tháng 3 năm 1990", only the month or the year."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from survey.read.calendar import PartialDate, day_of, month_of, year_of
from survey.read.outcome import Read, Refused, Value
from survey.read.spelling import fold
from survey.read.statement import is_rough, polite_core, says_unknown, sized
from survey.written import day_text, vietnamese_date, weekday

_MONTH_WORDS_IN_ORDER = ["mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi", "muoi mot", "muoi hai"]
MONTH_NAMES = {name: str(number) for number, name in enumerate(_MONTH_WORDS_IN_ORDER, start=1)} | {"tu": "4"}
"""Number words that name a month, without diacritics."""

_MONTH = "[0-9]{1,2}|" + "|".join(sorted(MONTH_NAMES, key=len, reverse=True))
_YEAR = "[0-9]{4}|[0-9]{2}"
_LUNAR = re.compile(r"\b(?:am lich|al|lich ta|thang gieng|thang chap|gieng|chap|ram|mung|mong|tet|nhuan)\b")
_ZODIAC = re.compile(r"\b(?:tý|tí|sửu|dần|mão|mẹo|thìn|tỵ|tị|ngọ|mùi|dậu|tuất|hợi)\b")
_SOLAR = re.compile(r"\s*[(,]?\s*\b(?:duong lich|dl)\b\)?")
_LABEL = re.compile(
    r"^(?:ngay sinh|sinh vao ngay|sinh ngay|sinh|de ngay|ns|sn|ngay)(?: la)?\s*:?\s*(?=[0-9]{1,2}[^0-9])"
)
_WEEKDAY = re.compile(
    r"^(?:thu|t)\s?(?P<name>[2-7]|hai|ba|tu|nam|sau|bay)\b,? (?:ngay )?(?=[0-9])|^(?P<sunday>chu nhat|cn),? (?:ngay )?(?=[0-9])"
    r"|,? ?\(?\b(?:thu|t)\s?(?P<behind>[2-7]|hai|ba|tu|nam|sau|bay)\)?$|,? ?\(?(?P<sunday_behind>chu nhat|cn)\)?$"
)
_WEEKDAY_NUMBERS = {"hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6, "bay": 7}
_MONTH_SHORT = re.compile(r"\bthg\s?(?=[0-9])")
"""As phones write a month: "12 thg 3, 2009"."""
_DAY_FIRST = re.compile(
    rf"([0-9]{{1,2}}) ?([/.-]) ?([0-9]{{1,2}}) ?\2 ?({_YEAR})|([0-9]{{1,2}}) ([0-9]{{1,2}}) ([0-9]{{4}})"
)
_YEAR_FIRST = re.compile(r"([0-9]{4})([/.-])([0-9]{1,2})\2([0-9]{1,2})")
_DAY_WORDS = re.compile(rf"([0-9]{{1,2}})(?: ?/ ?|[ /,]+thang )({_MONTH})(?:,? nam |, ?| ?/ ?| )({_YEAR})")
_MONTH_YEAR = re.compile(r"([0-9]{1,2})[/.-]([0-9]{4})")
_YEAR_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_MONTH_WORDS = re.compile(rf"(?:sinh )?thang ({_MONTH})(?:,? nam | ?[/.-] ?| )({_YEAR})")
_YEAR_ONLY = re.compile(r"(?:(?:sinh nam|nam sinh|de nam|nam|sinh|de|sn|ns)\s*:?\s*)?([0-9]{4})")
_SHORT_YEAR = re.compile(r"(?:sinh nam|nam sinh|nam|sn)\s*:?\s*'?([0-9]{2})")
_PACKED = re.compile(r"([0-9]{2})([0-9]{2})((?:19|20)[0-9]{2})")
_RELATIVE = {"hom nay": 0, "hom qua": 1, "hom kia": 2}
_COMING = {"mai": -1, "ngay mai": -1, "ngay kia": -2}
"""Days to come by name, as days ago."""


def read_birth(text: str, today: date) -> Read[PartialDate]:
    """A date of birth, as exact as it was typed; future, impossible and lunar dates, ages and guesses are refused."""
    return _dated(text, today, _RELATIVE, ever=False)


def read_any_date(text: str, today: date) -> Read[PartialDate]:
    """A date of any time, as exact as it was typed: "mai", "20/11/2027", "1890"; lunar and impossible dates, ages and guesses are refused."""
    return _dated(text, today, _RELATIVE | _COMING, ever=True)


def read_month(text: str, today: date) -> Read[PartialDate]:
    """A month of any time with its year; of a full date its month."""
    found = read_any_date(text, today)
    if isinstance(found, Refused) or found.value.month is not None:
        return found
    return Refused("date.no_month", {"text": str(found.value.year)})


def _dated(text: str, today: date, relative: Mapping[str, int], *, ever: bool) -> Read[PartialDate]:
    short = sized(text)
    if isinstance(short, Refused):
        return short
    core = polite_core(short.value)
    if says_unknown(core):
        return Refused("date.unknown")
    plain = fold(core)
    if plain in relative:
        day = today - timedelta(days=relative[plain])
        return Value(PartialDate(day.year, day.month, day.day))
    return _not_a_date(plain, core) or _on_weekday(
        _MONTH_SHORT.sub("thang ", _SOLAR.sub("", plain)), core, today, ever=ever
    )


def _on_weekday(plain: str, core: str, today: date, *, ever: bool) -> Read[PartialDate]:
    """The date, and no other, where its day of the week is told as well."""
    match = _WEEKDAY.search(plain)
    found = _read(_LABEL.sub("", _WEEKDAY.sub("", plain)), core, today, ever=ever)
    if match is None or isinstance(found, Refused):
        return found
    name = match["name"] or match["behind"] or "8"
    day = found.value.full
    if day is None:
        return Refused("date.unreadable", {"text": core})
    if day.weekday() != (_WEEKDAY_NUMBERS.get(name) or int(name)) - 2:
        return Refused("date.weekday", {"text": day_text(day), "day": weekday(day)})
    return found


def read_date(text: str, today: date) -> Read[date]:
    """A full day, today or before."""
    found = read_birth(text, today)
    if isinstance(found, Refused):
        return found
    day = found.value.full
    if day is None:
        return Refused("date.incomplete", {"text": vietnamese_date(found.value.iso)})
    return Value(day)


def read_year(text: str, today: date) -> Read[int]:
    """A year of birth; of a full date its year."""
    found = read_birth(text, today)
    return found if isinstance(found, Refused) else Value(found.value.year)


def _not_a_date(plain: str, core: str) -> Refused | None:
    if _LUNAR.search(plain) or _ZODIAC.search(core):
        return Refused("date.lunar")
    if re.fullmatch(r"[0-9]{1,3} ?(?:tuoi|t)|(?:.* )?tuoi(?: .*)?", plain):
        return Refused("date.age")
    if re.search("[~?≈<>]", plain) or is_rough(core.split()):
        return Refused("date.approximate")
    if re.fullmatch(r"'?[0-9]{1,3}", plain):
        return Refused("date.bare_number", {"text": core})
    if re.fullmatch(r"[0-9]{4} ?- ?[0-9]{4}", plain):
        return Refused("date.approximate")
    return None


def _read(plain: str, core: str, today: date, *, ever: bool) -> Read[PartialDate]:
    found = _day(plain, today, ever=ever) or _month_or_year(plain, today, ever=ever)
    if found:
        return found
    if re.fullmatch(r"[0-9]{1,2}(?:[/.-]| thang )[0-9]{1,2}", plain):
        return Refused("date.year_missing", {"text": core})
    return Refused("date.unreadable", {"text": core})


def _day(plain: str, today: date, *, ever: bool) -> Read[PartialDate] | None:
    if match := _DAY_FIRST.fullmatch(plain):
        day, month, year = (part for part in match.group(1, 3, 4, 5, 6, 7) if part)
        return day_of(day, month, year, today, ever=ever)
    if match := _YEAR_FIRST.fullmatch(plain):
        year, _, month, day = match.groups()
        return day_of(day, month, year, today, ever=ever)
    if (match := _DAY_WORDS.fullmatch(plain)) and ("thang" in plain or " nam " in plain):
        day, month, year = match.groups()
        return day_of(day, MONTH_NAMES.get(month, month), year, today, ever=ever)
    if match := _PACKED.fullmatch(plain):
        return day_of(match[1], match[2], match[3], today, ever=ever)
    return None


def _month_or_year(plain: str, today: date, *, ever: bool) -> Read[PartialDate] | None:
    if match := _YEAR_MONTH.fullmatch(plain):
        return month_of(match[2], match[1], today, ever=ever)
    if match := _MONTH_YEAR.fullmatch(plain):
        return month_of(match[1], match[2], today, ever=ever)
    if match := _MONTH_WORDS.fullmatch(plain):
        return month_of(MONTH_NAMES.get(match[1], match[1]), match[2], today, ever=ever)
    match = _YEAR_ONLY.fullmatch(plain) or _SHORT_YEAR.fullmatch(plain)
    return year_of(match[1], today, ever=ever) if match else None
