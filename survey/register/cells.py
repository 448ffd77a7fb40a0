"""Single cells as people fill them in: dates of birth, sexes, classes, points, cards, telephone numbers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from survey.read import Refused, Value, cccd_warnings, read_phone
from survey.read.calendar import OLDEST
from survey.read.person_name import titled
from survey.register.lexicon import Lexicon
from survey.register.workbook.book import Cell
from survey.written import day_text

_FIRST_DAY = date(1899, 12, 30)
"""Day 0 of a workbook's calendar."""
_DAY = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_CLOCK = re.compile(r"(?<=\d)[ T]\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?$")
_NO_DAY = re.compile(r"(?:00?|\?+|x+|\.+|…|_+)?/(?:00?|\?+|x+|\.+|…|_+)?/(\d{4})")
"""Nothing but the year, as registers write it: "00/00/1985", "…/…/1985"."""
_MONTH = re.compile(r"(?:tháng )?(\d{1,2})\s*[/.\-]\s*(\d{4})")
_YEAR = re.compile(r"(?:năm |sn |sinh năm )?(\d{4})")
_WORDS = re.compile(r"(?:ngày )?(\d{1,2}) tháng (\d{1,2}) năm (\d{4})")
_NUMBER = re.compile(r"(\d{1,6})(?:[.,]0{1,2})?(?: ?(?:điểm|hộ|đ))?")
_ORDINAL = re.compile(r"^\s*(?:\d{1,4}\s*[.)\-]\s*(?=\D)|[a-h]\s*[.)]\s+)", re.IGNORECASE)
"""A number or letter before a name; "A-Lăng Bình" and "H.Biên" are names."""
_BRACKETED = re.compile(r"\([^)]*\)")
_LEGEND = re.compile(r"(\d)\s*[.:)=\-]\s*([^;,\d]+)")


class UnreadError(Exception):
    """A cell that cannot be taken; the code is one of `complaints`."""

    def __init__(self, code: str, value: Cell = None) -> None:
        self.code, self.value = code, shown(value)
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Birth:
    """A birth as exact as it is known; both None where nothing is written."""

    year: int | None = None
    day: date | None = None


def shown(value: Cell) -> str:
    """A cell as its row shows it."""
    if isinstance(value, date):
        return day_text(value)
    return "" if value is None else str(value)


def person_name(value: Cell) -> str:
    """A name as it is written, "PHẠM THỊ NHÍA" too; "" where the cell holds none."""
    if not isinstance(value, str):
        return ""
    said = _BRACKETED.sub(" ", _ORDINAL.sub("", value)).strip(" -–+*.,;:")
    return titled(said) if any(letter.isalpha() for letter in said) and not said.startswith("#") else ""


def note_in_name(value: Cell) -> str:
    """What stands in brackets behind a name ("(đã chết)"); "" where nothing does."""
    found = _BRACKETED.search(value) if isinstance(value, str) else None
    return found[0] if found else ""


def code(value: Cell) -> str:
    """The code of a household; "001" and 1 are one."""
    said = shown(value)
    return str(int(said)) if said.isdecimal() else said


def birth(value: Cell, today: date) -> Birth:
    """A date as text, as Excel's date, as its bare number, or the year alone. Raises UnreadError for what is no day, or not yet."""
    if value is None:
        return Birth()
    found = _birth(value, today)
    if found is None or found.year is None or not today.year - OLDEST <= found.year <= today.year:
        raise UnreadError("birth", value)
    if found.day is not None and found.day > today:
        raise UnreadError("birth", value)
    return found


def _birth(value: Cell, today: date) -> Birth | None:
    if isinstance(value, date):
        return _of_date_cell(value, today)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if 1850 <= value <= 2100:
            return Birth(int(value))
        return Birth(*_year_and_day(_FIRST_DAY + timedelta(days=int(value)))) if 7000 <= value <= 60000 else None
    return _of_text(str(value).lower())


def _of_date_cell(value: date, today: date) -> Birth:
    """A year in a cell that is formatted as a date shows as a day of 1905: 1999 becomes 22/06/1905."""
    days = (value - _FIRST_DAY).days
    return Birth(days) if today.year - OLDEST <= days <= today.year else Birth(*_year_and_day(value))


def _year_and_day(day: date) -> tuple[int, date]:
    return day.year, day


def _of_text(text: str) -> Birth | None:
    text = _CLOCK.sub("", text)
    if found := _YEAR.fullmatch(text) or _NO_DAY.fullmatch(text):
        return Birth(int(found[1]))
    if found := _MONTH.fullmatch(text):
        return Birth(int(found[2])) if 1 <= int(found[1]) <= 12 else None
    if found := _DAY.fullmatch(text) or _WORDS.fullmatch(text):
        if len(found[3]) == 2:
            raise UnreadError("birth_short", text)
        return _day(found[3], found[2], found[1])
    found = _ISO.fullmatch(text)
    return _day(found[1], found[2], found[3]) if found else None


def _day(year: str, month: str, day: str) -> Birth | None:
    try:
        return Birth(*_year_and_day(date(int(year), int(month), int(day))))
    except ValueError:
        return None


def legend(value: Cell, lexicon: Lexicon) -> dict[str, str]:
    """What the numbers of a column stand for, from "1. Nam; 2. Nữ" of a heading or of a row below it: {"1": "nam", "2": "nu"}."""
    if not isinstance(value, str):
        return {}
    found = {number: _value_of(words, lexicon) for number, words in _LEGEND.findall(value)}
    return {number: key for number, key in found.items() if key}


def _value_of(words: str, lexicon: Lexicon) -> str:
    return next((key for key in ("near_poor", "poor", "nam", "nu", "rural", "urban") if lexicon.says(key, words)), "")


def one_of(value: Cell, keys: tuple[str, ...], lexicon: Lexicon, numbers: Mapping[str, str], code: str) -> str | None:
    """Which of these values a cell says, by words or by its number; None where it is blank. Raises UnreadError(code)."""
    if value is None:
        return None
    said = shown(value)
    found = numbers.get(said) or next((key for key in keys if lexicon.says(key, said)), None)
    if found not in keys:
        raise UnreadError(code, value)
    return found


def marked(value: Cell, lexicon: Lexicon) -> bool:
    """Whether a cell holds a cross or another sign that says yes."""
    return value is True or (value is not None and lexicon.says("marks", shown(value)))


def whole(value: Cell, code: str) -> int | None:
    """A whole number that is not negative, "240 hộ" too; None where blank. Raises UnreadError(code)."""
    if value is None or value == "":
        return None
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    found = _NUMBER.fullmatch(str(value).strip().lower())
    if not found or isinstance(value, (float, bool)):
        raise UnreadError(code, value)
    return int(found[1])


def card(value: Cell, year: int | None, sex: str | None, lexicon: Lexicon) -> str | None:
    """A căn cước that fits the person. A zero that Excel dropped comes back only where province, sex and year all agree. Raises UnreadError."""
    digits = re.sub(r"[\s.\-']", "", shown(value))
    if not digits:
        return None
    if not digits.isdecimal() or not digits.isascii():
        raise UnreadError("cccd", value)
    if len(digits) == 11:
        restored = f"0{digits}"
        known = year is not None and sex is not None
        if not known or cccd_warnings(restored, year, sex, lexicon.provinces):
            raise UnreadError("cccd_zero", value)
        return restored
    if len(digits) != 12:
        raise UnreadError("cccd_old" if len(digits) == 9 else "cccd", value)
    if cccd_warnings(digits, year, sex, lexicon.provinces):
        raise UnreadError("cccd_unfit", value)
    return digits


def phone(value: Cell) -> str | None:
    """A number as E.164; the zero that a number cell lost comes back. Raises UnreadError."""
    said = shown(value)
    if not said:
        return None
    read = read_phone(said)
    if isinstance(read, Refused) and read.code == "phone.zero_missing":
        read = read_phone(f"0{said}")
    if not isinstance(read, Value):
        raise UnreadError("phone", value)
    return read.value
