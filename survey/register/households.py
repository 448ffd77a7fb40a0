"""Households out of the rows of a list: put together by code or by head, over all sheets, and each checked as a whole."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from survey.read import fold
from survey.register import cells
from survey.register.cells import UnreadError
from survey.register.complaints import Complaint
from survey.register.found import ListedHousehold, Member
from survey.register.lexicon import words_of
from survey.register.persons import PersonRow
from survey.register.workbook.book import Cell

_OF_HOUSEHOLD = ("unit", "category", "score_a", "score_b", "year")
OLDEST_LIST = 30
"""Years that a list may go back."""


@dataclass(frozen=True)
class Units:
    """The groups of the commune by the words of their names, and what somebody said of names that are none of them (None = none of ours)."""

    known: Mapping[str, str]
    said: Mapping[str, str | None]

    def find(self, name: str) -> str | None:
        return self.known.get(words_of(name)) or self.said.get(words_of(name))

    def is_answered(self, name: str) -> bool:
        return words_of(name) in self.said


@dataclass(slots=True)
class Assembler:
    """Makes households. `strange`: names of groups that have to be asked, in the order in which they come."""

    units: Units
    today: date
    errors: list[Complaint] = field(default_factory=list)
    warnings: list[Complaint] = field(default_factory=list)
    strange: dict[str, None] = field(default_factory=dict)

    def households(self, rows: Sequence[PersonRow]) -> list[ListedHousehold]:
        """Those that can be loaded, by number; the others are told of in `errors`, or wait for an answer."""
        built = [(block, self._household(block)) for block in _blocks(rows)]
        found = self._once(built)
        return sorted(found, key=lambda one: (one.number is None, one.number or 0))

    def _household(self, rows: Sequence[PersonRow]) -> ListedHousehold | None:
        """None where something keeps it out."""
        wrong = [error for row in rows for error in row.errors]
        self.warnings += [warning for row in rows for warning in row.warnings]
        head = next((row for row in rows if row.head), None)
        if head is None:
            wrong.append(rows[0].complaint("relation", "head"))
        facts = {key: self._fact(rows, key, wrong) for key in _OF_HOUSEHOLD}
        wrong += _twice(rows)
        self.errors += wrong
        if head is None or wrong or facts["unit"] is None:
            return None
        return ListedHousehold(
            number=self._number(rows),
            head=head.member.name,
            unit=str(facts["unit"]),
            address=next((text for row in rows if (text := cells.shown(row.cell("address")))), ""),
            category=str(facts["category"]),
            score_a=_whole(facts["score_a"]),
            score_b=_whole(facts["score_b"]),
            year=_whole(facts["year"]),
            members=tuple(_members(rows, head)),
            sheet=head.reader.sheet,
            row=head.line.number,
            extra=_extra(rows),
        )

    def _number(self, rows: Sequence[PersonRow]) -> int | None:
        coded = next((row for row in rows if row.code), None)
        if coded is None:
            return None
        if not coded.code.isdecimal():
            self.warnings.append(coded.complaint("number", "number_odd", value=coded.code))
            return None
        return int(coded.code)

    def _fact(self, rows: Sequence[PersonRow], key: str, wrong: list[Complaint]) -> str | int | None:
        """What the rows say of the whole household: the first that says anything; one complaint for each fact."""
        told: str | int | None = None
        for row in rows:
            try:
                found = self._read(row, key)
            except UnreadError as error:
                wrong.append(row.complaint(key, error.code, value=error.value))
                return None
            if told is not None and found is not None and found != told and key in {"unit", "category"}:
                wrong.append(row.complaint(key, f"{key}_differs"))
                return None
            told = found if told is None else told
        return told if told is not None else self._untold(rows, key, wrong)

    def _untold(self, rows: Sequence[PersonRow], key: str, wrong: list[Complaint]) -> str | int | None:
        """What the titles say; a class and a group have to be told somewhere."""
        above = next((said for row in rows if (said := getattr(row.said, key, None)) is not None), None)
        asked = key == "unit" and any(row.cell("unit") is not None for row in rows)
        place = rows[0].said.place
        if key == "unit" and above is None and not asked and place:
            return self._of_sheet(rows[0], place, wrong)
        if above is None and key in {"unit", "category"} and not asked:
            wrong.append(rows[0].complaint(key, f"{key}_none"))
        return None if asked else above

    def _of_sheet(self, row: PersonRow, place: str, wrong: list[Complaint]) -> str | None:
        try:
            return self._unit(place)
        except UnreadError as error:
            wrong.append(row.complaint("unit", error.code, value=error.value))
            return None

    def _read(self, row: PersonRow, key: str) -> str | int | None:
        cell = row.cell(key)
        if key == "category":
            return _category(row, cell)
        if cell is None:
            return None
        if key == "unit":
            return self._unit(cells.shown(cell))
        return self._year(cell) if key == "year" else cells.whole(cell, key)

    def _unit(self, name: str) -> str | None:
        found = self.units.find(name)
        if found is None and self.units.is_answered(name):
            raise UnreadError("unit", name)
        if found is None:
            self.strange.setdefault(name)
        return found

    def _year(self, cell: Cell) -> int:
        found = cells.whole(cell, "year")
        if found is None or not self.today.year - OLDEST_LIST <= found <= self.today.year:
            raise UnreadError("year", cell)
        return found

    def _once(self, built: Sequence[tuple[list[PersonRow], ListedHousehold | None]]) -> list[ListedHousehold]:
        """Each household once: the same one listed twice is one, two with one code are both kept out."""
        by_code: dict[str, list[tuple[list[PersonRow], ListedHousehold | None]]] = defaultdict(list)
        for place, (rows, household) in enumerate(built):
            code = next((row.code for row in rows if row.code), "")
            by_code[code or f"#{household.same if household else place}"].append((rows, household))
        kept = []
        for code, same in by_code.items():
            if len({household.same if household else None for _, household in same}) == 1:
                kept += [household for _, household in same[:1] if household is not None]
                self._forget(same[1:])
                continue
            others = ", ".join(str(_head_of(rows).line.number) for rows, _ in same)
            self.errors += [_head_of(rows).complaint("number", "number", value=code, rows=others) for rows, _ in same]
        return kept

    def _forget(self, repeats: Sequence[tuple[list[PersonRow], ListedHousehold | None]]) -> None:
        """What was said of rows that are there twice is said once."""
        places = {(row.reader.sheet, row.line.number) for rows, _ in repeats for row in rows}
        self.warnings = [one for one in self.warnings if (one.sheet, one.row) not in places]
        self.errors = [one for one in self.errors if (one.sheet, one.row) not in places]


def _whole(fact: str | int | None) -> int | None:
    return fact if isinstance(fact, int) else None


def _category(row: PersonRow, cell: Cell) -> str | None:
    """By its column, or by a cross in one of two."""
    words = row.reader.words
    if cell is not None:
        return cells.one_of(
            cell, ("poor", "near_poor", "not_poor"), words.lexicon, words.numbers["category"], "category"
        )
    crossed = [key for key in ("poor", "near_poor") if cells.marked(row.cell(key), words.lexicon)]
    if len(crossed) > 1:
        raise UnreadError("category_twice")
    return crossed[0] if crossed else None


def _head_of(rows: Sequence[PersonRow]) -> PersonRow:
    return next((row for row in rows if row.head), rows[0])


def _twice(rows: Sequence[PersonRow]) -> Iterator[Complaint]:
    """A member more would make another household of it."""
    seen: set[Member] = set()
    for row in rows:
        who = replace(row.member, row=0)
        if who.name and who in seen:
            yield row.complaint("name", "member_twice")
        seen.add(who)


def _members(rows: Sequence[PersonRow], head: PersonRow) -> Iterator[Member]:
    """The head's relation is told by where they stand, also in a list without relations."""
    for row in rows:
        yield replace(row.member, relation="chu_ho") if row is head else row.member
        yield from row.beside


def _extra(rows: Sequence[PersonRow]) -> dict[str, str]:
    """What stands in columns that nobody knows: the first row that says anything."""
    found: dict[str, str] = {}
    for row in rows:
        for column in row.reader.heading.unknown:
            text = cells.shown(row.line.at(column.place))
            if text:
                found.setdefault(column.heading, text)
    return found


def _blocks(rows: Sequence[PersonRow]) -> Iterator[list[PersonRow]]:
    """Rows of one household: of one code, else from one that begins a household to the next."""
    blocks: dict[str, list[PersonRow]] = {}
    here, sheet = "", ""
    for place, row in enumerate(rows):
        if row.code or row.joins:
            here = row.code or f"#{row.joins}:"
        elif row.begins or row.reader.sheet != sheet or (row.head and _has_head(blocks[here])):
            here = f"#{place}"
        sheet = row.reader.sheet
        blocks.setdefault(here, []).append(row)
    for block in blocks.values():
        yield from _by_head(block)


def _has_head(block: Sequence[PersonRow]) -> bool:
    return any(row.head for row in block)


def _by_head(block: list[PersonRow]) -> Iterator[list[PersonRow]]:
    """A code that two households have: each head begins one, with those who stand below. A sheet of heads and a sheet of members are one household."""
    parts: list[list[PersonRow]] = [[]]
    for row in block:
        if row.head and _has_head(parts[-1]):
            parts.append([])
        parts[-1].append(row)
    if len(parts) == 2 and _is_head_and_members(*parts):
        yield _joined(*parts)
        return
    yield from parts


def _is_head_and_members(first: Sequence[PersonRow], second: Sequence[PersonRow]) -> bool:
    """Whether one sheet has only the head, and another the same head with the others."""
    one, two = _head_of(first), _head_of(second)
    same = fold(one.member.name) == fold(two.member.name) and one.reader.sheet != two.reader.sheet
    alone = (len(first) == 1, len(second) == 1)
    return same and any(alone) and (alone[0] != alone[1] or bool(first[0].joins))


def _joined(first: list[PersonRow], second: list[PersonRow]) -> list[PersonRow]:
    """All rows with one head; what one sheet does not say of them, the other does."""
    (alone,), full = (first, second) if len(first) == 1 else (second, first)
    head = _head_of(full)
    mine, theirs = alone.member, head.member
    alone.member = Member(
        mine.name,
        mine.sex or theirs.sex,
        mine.birth_year or theirs.birth_year,
        mine.birth_date or theirs.birth_date,
        "chu_ho",
        mine.ethnicity or theirs.ethnicity,
        mine.cccd or theirs.cccd,
        mine.row,
    )
    return [alone, *(row for row in full if row is not head)]
