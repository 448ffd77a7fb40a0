"""Which column holds what: the heading of a list, found below its titles and over several rows."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from survey.register.complaints import RefusedError
from survey.register.lexicon import Lexicon, words_of
from survey.register.workbook.book import Cell, Line, Page

DEEPEST = 3
"""Rows of a heading."""
_LOOKED_AT = 60
"""Rows from the top among which a heading is looked for."""
_REPEATED = {"order", "known", "address"}
"""What may stand in several columns without harm."""
_OF_MEMBER = frozenset(["name", "relation", "sex", "birth", "ethnicity", "cccd"])
_FILLERS = frozenset(
    [
        "của",
        "chủ",
        "hộ",
        "thành",
        "viên",
        "nhân",
        "khẩu",
        "người",
        "nếu",
        "có",
        "hiện",
        "tại",
        "nay",
        "trong",
        "gia",
        "đình",
        "dân",
        "cư",
    ]
)
_NUMBERED = re.compile(r"(.+?) ?(\d{1,2})")
_MEMBER_FIRST = re.compile(r"(?:thành viên|nhân khẩu|người|tv)(?: thứ)? ?(\d{1,2}) (.+)")


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `key`: of lexicon.COLUMNS, "" = nobody knows it; `member`: of which member beside the head it tells, 0 = of the row."""

    place: int
    heading: str
    key: str
    member: int = 0


@dataclass(frozen=True)
class Heading:
    """The heading of a list: its columns, and the place of its last row among the page's lines."""

    columns: tuple[Column, ...]
    last: int

    @cached_property
    def by_key(self) -> Mapping[str, Column]:
        """Columns of the row itself by what they hold; the first where several hold it."""
        return {column.key: column for column in reversed(self.columns) if column.key and not column.member}

    @cached_property
    def members(self) -> Mapping[int, Mapping[str, Column]]:
        """Columns of each member who stands beside the head, by what they hold."""
        numbers = sorted({column.member for column in self.columns if column.member})
        return {number: {one.key: one for one in self.columns if one.member == number} for number in numbers}

    @property
    def unknown(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if not column.key and column.heading)

    def has(self, *keys: str) -> bool:
        """Whether there is a column for each of these."""
        return all(key in self.by_key for key in keys)


def find_heading(page: Page, lexicon: Lexicon) -> Heading | None:
    """The rows with the most headings that are known, at least two of them, and the fewest rows of those; None where there are none. Raises RefusedError for a column that stands twice."""
    best: Heading | None = None
    score = (0, 0)
    for first in range(min(len(page.lines), _LOOKED_AT)):
        for depth in range(1, DEEPEST + 1):
            rows = page.lines[first : first + depth]
            if len(rows) == depth and (depth == 1 or _joins(rows)):
                found = Heading(tuple(_columns(rows, lexicon)), first + depth - 1)
                if (_known(found), -depth) > score:
                    best, score = found, (_known(found), -depth)
    if best is None or _known(best) < 2:
        return None
    best = Heading(tuple(_second_to(best.columns)), best.last)
    _no_column_twice(page, best)
    return best


def _second_to(columns: tuple[Column, ...]) -> Iterator[Column]:
    """The old number of a card beside the new one, and the year of birth beside its day, are no second columns of the same."""
    known = Counter(column.key for column in columns if not column.member)
    for column in columns:
        words = words_of(column.heading)
        if known["cccd"] > 1 and column.key == "cccd" and words in {"cmnd", "số cmnd"}:
            yield replace(column, key="known")
        elif known["birth"] > 1 and column.key == "birth" and words in {"năm sinh", "sinh năm"}:
            yield replace(column, key="birth_year")
        else:
            yield column


def _joins(rows: Sequence[Line]) -> bool:
    """Whether these rows stand close together and hold no figures, as headings do."""
    close = rows[-1].number - rows[0].number == len(rows) - 1
    return close and all(isinstance(cell, str) or cell is None for row in rows for cell in row.cells)


def _known(heading: Heading) -> int:
    return len(heading.by_key) + sum(map(len, heading.members.values()))


def _columns(rows: Sequence[Line], lexicon: Lexicon) -> Iterator[Column]:
    width = max(len(row.cells) for row in rows)
    spread = [_spread(row, width) for row in rows[:-1]] + [[rows[-1].at(place) for place in range(width)]]
    for place in range(width):
        own = [row.at(place) for row in rows]
        parts = [cell for cell in (row[place] for row in spread) if isinstance(cell, str)] if any(own) else []
        heading = " ".join(dict.fromkeys(parts))
        key, member = _meaning(parts, heading, lexicon)
        yield Column(place, heading, key, member)


def _spread(row: Line, width: int) -> list[Cell]:
    """The row with the text of a merged cell over all that it covers."""
    said: Cell = None
    spread = []
    for place in range(width):
        said = row.at(place) if row.at(place) is not None else said
        spread.append(said)
    return spread


def _meaning(parts: Sequence[str], heading: str, lexicon: Lexicon) -> tuple[str, int]:
    """What the heading as a whole holds, else its lowest part; a number behind it, or "thành viên 2" before it, tells of which member."""
    for text in dict.fromkeys([heading, *reversed(parts)]):
        key = _key(text, lexicon)
        if key:
            return key, 0
        said = words_of(text)
        behind, before = _NUMBERED.fullmatch(said), _MEMBER_FIRST.fullmatch(said)
        if before and _key(before[2], lexicon) in _OF_MEMBER:
            return _key(before[2], lexicon), int(before[1])
        if behind and _key(behind[1], lexicon) in _OF_MEMBER:
            return _key(behind[1], lexicon), int(behind[2])
    return "", 0


def _key(text: str, lexicon: Lexicon) -> str:
    """A known heading, or one with words behind it that add nothing ("Năm sinh của chủ hộ")."""
    found = lexicon.columns.get(text)
    said = words_of(text).split()
    while not found and len(said) > 1 and said[-1] in _FILLERS:
        said.pop()
        found = lexicon.columns.get(" ".join(said))
    return found or ""


def _no_column_twice(page: Page, heading: Heading) -> None:
    counted = Counter((one.key, one.member) for one in heading.columns if one.key and one.key not in _REPEATED)
    for column in heading.columns:
        if counted[column.key, column.member] > 1 and is_filled(page, heading, column):
            raise RefusedError("twice", sheet=page.name, column=column.heading)


def is_filled(page: Page, heading: Heading, column: Column) -> bool:
    """Whether anything stands below the heading."""
    return any(line.at(column.place) is not None for line in page.lines[heading.last + 1 :])
