"""The figures of a roster line: when somebody was born, how old they are, their căn cước number."""

import re
from dataclasses import dataclass
from datetime import date

from survey.read.birth import read_birth
from survey.read.calendar import OLDEST, PartialDate, century_of
from survey.read.outcome import Refused

_SIGN = r"[/.-]"
_YEAR = r"(?:[0-9]{4}|[0-9]{2})"
_TAIL = r"(?:\s*\(?(?:âm lịch|am lich|âl|al|dương lịch|duong lich|dl)\)?(?![^\W\d_]))?"
_MONTH = r"(?:tháng|thang)"
_IN_YEAR = r"(?:\s*,?\s*(?:năm|nam)\s+|\s?[/.-]\s?|\s+)"
_PATTERNS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("cccd", r"[0-9]{12}(?![0-9])"),
        ("span", r"[0-9]{4}\s?[-~]\s?[0-9]{2,4}(?![0-9/.-])"),
        ("birth", rf"[0-9]{{1,2}}\s?({_SIGN})\s?[0-9]{{1,2}}\s?\1\s?{_YEAR}(?![0-9]){_TAIL}"),
        ("birth", rf"[0-9]{{4}}({_SIGN})[0-9]{{1,2}}\1[0-9]{{1,2}}(?![0-9])"),
        ("birth", rf"[0-9]{{1,2}}(?:\s+{_MONTH}\s+|\s?/\s?)[0-9]{{1,2}}{_IN_YEAR}[0-9]{{4}}(?![0-9]){_TAIL}"),
        ("birth", rf"{_MONTH}\s+[0-9]{{1,2}}{_IN_YEAR}[0-9]{{4}}(?![0-9]){_TAIL}"),
        ("birth", rf"[0-9]{{1,2}}{_SIGN}[0-9]{{4}}(?![0-9]){_TAIL}"),
        ("infant", r"[0-9]{1,2}\s?(?:tháng|thang|ngày|ngay|tuần|tuan)(?:\s(?:tuổi|tuoi))?(?![^\W\d_])"),
        ("age", r"[0-9]{1,3}\s?(?:tuổi|tuoi|t)(?![^\W\d_])(?:\s(?:ta|mụ|mu|âm|am)(?![^\W\d_]))?"),
        ("age", r"(?:tuổi|tuoi)\s?:?\s?[0-9]{1,3}(?![0-9])"),
        ("odd", r"[0-9]{1,2}[/.-][0-9]{1,2}(?![0-9])"),
        ("short", r"['’][0-9]{2}(?![0-9])"),
        ("year", rf"[0-9]{{4}}(?![0-9]){_TAIL}"),
        ("two", r"[0-9]{2}(?![0-9])"),
        ("odd", r"[0-9]+(?:[.,][0-9]+)*"),
    )
)
"""Any figure of a line, the longest way of writing it first."""

_GROUPED = re.compile(r"0[0-9]{2,}(?:[ .-][0-9]{2,})*")

_SURE_FROM = 60
"""A bare number of two digits below it may be an age as well as a year."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What a figure says. `unsure`: it speaks of a birth, but of which is not clear, so that no year of this line is sure."""

    text: str
    born: PartialDate | None = None
    age: int | None = None
    cccd: str | None = None
    unsure: bool = False
    two_digits: bool = False
    """A year told by its last two digits, without a word that says that it is one."""


def figure_at(line: str, start: int, today: date, *, labelled: bool) -> Figure | None:
    """The figure that begins at `start`; `labelled`: a word before it says that it is a year ("sn 87")."""
    grouped = _grouped(line, start)
    if grouped is not None:
        return grouped
    for kind, pattern in _PATTERNS:
        if match := pattern.match(line, start):
            return _figure(kind, match.group().strip(), today, labelled=labelled)
    return None


def _grouped(line: str, start: int) -> Figure | None:
    """A long number in groups: "051 085 001 234" is a căn cước number, "0905 123 456" is none."""
    match = _GROUPED.match(line, start)
    if match is None:
        return None
    for end in re.finditer(r"(?<=[0-9])(?![0-9])", match.group()):
        text = match.group()[: end.start()]
        digits = re.sub(r"[^0-9]", "", text)
        if len(digits) == 12:
            return Figure(text, cccd=digits)
    return Figure(match.group()) if len(re.sub(r"[^0-9]", "", match.group())) > 8 else None


def _figure(kind: str, text: str, today: date, *, labelled: bool) -> Figure:
    if kind == "cccd":
        return Figure(text, cccd=text)
    if kind == "age":
        return _aged(text, today)
    if kind in {"short", "two"}:
        return _short_year(text, today, labelled=labelled or kind == "short")
    if kind in {"birth", "year"}:
        return _birth(text, today)
    return Figure(text, unsure=kind in {"span", "infant"})


def _aged(text: str, today: date) -> Figure:
    """An age gives the year, as far as an age can; one by the lunar count ("tuổi ta") does not."""
    age = int(re.sub(r"\D", "", text))
    if age > OLDEST or re.search(r"\s(?:ta|mụ|mu|âm|am)$", text.lower()):
        return Figure(text, unsure=True)
    return Figure(text, born=PartialDate(today.year - age), age=age)


def _short_year(text: str, today: date, *, labelled: bool) -> Figure:
    digits = text.strip("'’")
    year = century_of(digits, today)
    sure = labelled or digits[0] == "0" or int(digits) >= _SURE_FROM
    if year is None or year > today.year or not sure:
        return Figure(text, unsure=True)
    return Figure(text, born=PartialDate(year), two_digits=not labelled)


def _birth(text: str, today: date) -> Figure:
    found = read_birth(re.sub(r"\s*([/.-])\s*", r"\1", text), today)
    return Figure(text, unsure=True) if isinstance(found, Refused) else Figure(text, born=found.value)
