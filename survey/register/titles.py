"""What the lines above a list, the name of its sheet and the rows between its parts say for all below them: the class, the year, the group."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from survey.read import fold
from survey.read.spelling import is_plain, spell
from survey.register.complaints import RefusedError
from survey.register.headings import Heading
from survey.register.lexicon import Lexicon, words_of
from survey.register.workbook.book import Cell, Line, Page

_YEAR = re.compile(r"(?<!\d[-–/ ])(?<!\d [-–] )\b((?:19|20)\d\d)\b(?! ?[-–] ?\d)")
"""A year, but none of a span ("giai đoạn 2022-2025")."""
_PLACE = re.compile(r"(?:tổ|tdp|thôn|bản|làng|ấp|khu|khóm|xóm|khối)\b.*", re.IGNORECASE)
_LEFT = re.compile(r"\bthoat (?:can )?ngheo\b")
_NEAR, _POOR = re.compile(r"\bcan ngheo\b"), re.compile(r"(?<!can )(?<!thoat )(?<!giam )(?<!chuan )\bngheo\b")
_INSTRUMENT = re.compile(r"\b(?:kem theo|ban hanh|thong tu|nghi dinh|quyet dinh|cong van|to trinh|bien ban)\b")
"""From here on another paper is spoken of: its year and its words are not those of the list."""
_DATED = re.compile(r"\bngay\b.{1,14}\bthang\b.{1,8}\bnam\b")
_COMMUNE = re.compile(r"\b(?:ubnd|uỷ ban nhân dân) (?:xã|phường|thị trấn) (.+)")
_COMMUNE_PLAIN = re.compile(r"\b(?:ubnd|uy ban nhan dan) (?:xa|phuong|thi tran) (.+)")
_KIND = re.compile(r"^(?:xã|xa|phường|phuong|thị trấn|thi tran|tt) ")
_NUMBER_ONLY = re.compile(r"[ivx]+[.)]?|\d+(?:[.,]\d+)?(?: ?(?:hộ|khẩu|người|nk))?|[a-h][.)]?", re.IGNORECASE)
_HOW_MANY = re.compile(r"\s*[:(–-]?\s*(?:có\s+|gồm\s+)?\d+\s*(?:hộ|khẩu|nhân khẩu|người)\b.*$", re.IGNORECASE)
"""How many households follow, behind the name of a part."""
_NUMBERING = re.compile(r"^(?:[ivx]+|\d+|[a-h])\s*[.)/:\-–]\s*", re.IGNORECASE)


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Said:
    """What holds for every row that says nothing else."""

    category: str | None = None
    year: int | None = None
    unit: str | None = None
    place: str | None = None
    """The name of the sheet, where it sounds like that of a group: it is asked if nothing else tells."""


def said_above(page: Page, heading: Heading, units: Mapping[str, str]) -> Said:
    """What the titles say, and before them the name of the sheet. Raises RefusedError for a list of households that left."""
    first = heading.last - 3 if heading.last > 3 else 0
    above = [line for line in page.lines[: heading.last] if not _is_heading(line, heading)] or list(page.lines[:first])
    titles = texts(above)
    if any(_LEFT.search(fold(text)) for text in (page.name, *titles)):
        raise RefusedError("left_list")
    of_sheet, told = _of_text(page.name, units), [_of_text(text, units) for text in titles]
    unit = next((one.unit for one in reversed(told) if one.unit), of_sheet.unit)
    said = Said(
        _agreed(one.category for one in told) if any(one.category for one in told) else of_sheet.category,
        _agreed(one.year for one in told) if any(one.year for one in told) else of_sheet.year,
        unit,
    )
    return replace(said, place=page.name if _PLACE.fullmatch(page.name.strip()) else None)


def _agreed(said: Iterable[T | None]) -> T | None:
    """What all who say anything say; None where they differ, for then nobody knows."""
    told = {one for one in said if one is not None}
    return told.pop() if len(told) == 1 else None


def _is_heading(line: Line, heading: Heading) -> bool:
    """Whether the row is one of those that make up the heading: its cells are parts of what the columns are called."""
    cells = [(place, cell) for place, cell in enumerate(line.cells) if cell is not None]
    named = {column.place: column.heading for column in heading.columns}
    return all(str(cell) in named.get(place, "") for place, cell in cells)


def texts(lines: Iterable[Line]) -> list[str]:
    """The cells that are text, one by one."""
    return [cell for line in lines for cell in line.cells if isinstance(cell, str)]


def _of_text(text: str, units: Mapping[str, str]) -> Said:
    own = _INSTRUMENT.split(" ".join(fold(text).split()), maxsplit=1)[0]
    near, poor = bool(_NEAR.search(own)), bool(_POOR.search(own))
    category = None if near == poor else "near_poor" if near else "poor"
    year = None if _DATED.search(own) else _YEAR.search(own)
    return Said(category, int(year[1]) if year else None, unit_within(text, units))


def unit_within(text: str, units: Mapping[str, str]) -> str | None:
    """The group that is named in a text, the longest name first ("tổ dân phố 12" is not "tổ dân phố 1")."""
    said = f" {words_of(text)} "
    for known in sorted(units, key=len, reverse=True):
        if f" {known} " in said:
            return units[known]
    return None


def section(cells: tuple[Cell, ...], lexicon: Lexicon, units: Mapping[str, str]) -> Said | None:
    """What a row between the parts of a list says for those below it ("II. HỘ CẬN NGHÈO: 12 hộ", "Tổ dân phố 2"); None where it is none.

    A group that the commune does not have is the `place` that is asked.
    """
    filled = [str(cell).strip() for cell in cells if cell is not None]
    told = [text for text in filled if not _NUMBER_ONLY.fullmatch(text)]
    if not 1 <= len(filled) <= 4 or len(told) != 1:
        return None
    text = _HOW_MANY.sub("", _NUMBERING.sub("", told[0])).strip(" .:-–")
    category = next((key for key in ("near_poor", "poor") if lexicon.says(key, text)), None)
    unit = units.get(words_of(text))
    place = text if unit is None and category is None and _PLACE.fullmatch(text) else None
    return Said(category, None, unit, place) if category or unit or place else None


def below(said: Said, here: Said) -> Said:
    """What holds below a row between parts."""
    said = replace(said, category=here.category or said.category)
    return replace(said, unit=here.unit, place=here.place) if here.unit or here.place else said


def check_commune(pages: Iterable[Page], ours: str) -> None:
    """Raises RefusedError where the titles name another commune than `ours`."""
    for page in pages:
        for text in texts(page.lines[:8]):
            lowered = words_of(text)
            found = _COMMUNE.search(lowered) or _COMMUNE_PLAIN.search(fold(lowered))
            if found and not is_commune(found[1], ours):
                raise RefusedError("other_commune", named=text, ours=ours)


def is_commune(named: str, ours: str) -> bool:
    """Whether these words name our commune. Ba Tơ and Ba Tô are two: only words without any marks are held against ours without them."""
    said, own = (_KIND.sub("", words_of(name)) for name in (named, ours))
    if is_plain(said):
        return _same_place(fold(said), fold(own))
    return _same_place(_spelt(said), _spelt(own))


def _spelt(words: str) -> str:
    return " ".join(map(spell, words.split()))


def _same_place(named: str, own: str) -> bool:
    return own.startswith(named) or named.startswith(own) or named.split(" ")[:2] == own.split(" ")[:2]
