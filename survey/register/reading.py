"""A workbook that somebody sent: which list it is, and all that is in it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from survey.read import fold
from survey.register import cells
from survey.register.complaints import Complaint, RefusedError
from survey.register.found import Found, Kind, ListedHousehold, Question, Twins
from survey.register.headings import Heading, find_heading, is_filled
from survey.register.households import Assembler, Units
from survey.register.lexicon import Lexicon, words_of
from survey.register.persons import PersonRow, RowReader, Words
from survey.register.rows import people_of
from survey.register.staff import WHAT_THEY_DO, StaffReader, UnitReader
from survey.register.titles import Said, check_commune, said_above, texts
from survey.register.workbook.book import Page, read_book

_NUMBERS = {"sex": {"1": "nam", "2": "nu"}, "category": {"1": "poor", "2": "near_poor"}}
"""What bare numbers stand for where a list has no legend."""


@dataclass(frozen=True)
class Commune:
    """Whose lists these are: its name, its groups' names, and the choices of the review form by the words for them."""

    name: str
    units: Sequence[str]
    relations: Mapping[str, str]
    ethnicities: Mapping[str, str]


def folded(choices: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    """Choices of a form (value, all that people call it) as the reader wants them."""
    return {fold(words_of(said)): value for value, names in choices for said in names}


def read_list(
    content: bytes,
    commune: Commune,
    lexicon: Lexicon,
    today: date,
    answers: Mapping[str, Mapping[str, str | None]] | None = None,
) -> Found:
    """Everything in it, or why it is no list: nothing raises. `answers`: by what was asked ("unit"), what each name stands for."""
    try:
        return _Reading(commune, lexicon, today, answers or {}).read(content)
    except RefusedError as error:
        return Found(Kind.REFUSED, why=str(error))


@dataclass(frozen=True)
class _Reading:
    commune: Commune
    lexicon: Lexicon
    today: date
    answers: Mapping[str, Mapping[str, str | None]]

    def read(self, content: bytes) -> Found:
        pages = read_book(content)
        if any(page.name.strip().lower() == "survey" for page in pages):
            return Found(Kind.FORM)
        check_commune(pages, self.commune.name)
        headed = [(page, heading) for page in pages if (heading := find_heading(page, self.lexicon)) is not None]
        kinds = {kind_of(heading) for _, heading in headed} - {None}
        if Kind.HOUSEHOLDS in kinds and Kind.STAFF in kinds:
            raise RefusedError("mixed")
        for kind in (Kind.HOUSEHOLDS, Kind.STAFF, Kind.UNITS):
            if kind in kinds and not (kind is Kind.UNITS and any(_is_figures(*one) for one in headed)):
                return self._of(kind, [(page, heading) for page, heading in headed if kind_of(heading) is kind])
        raise RefusedError("report" if any(_is_report(page) for page in pages) else "no_list")

    def _of(self, kind: Kind, headed: Sequence[tuple[Page, Heading]]) -> Found:
        found = Found(kind)
        for page, heading in headed:
            found.places[page.name] = (page.lines[heading.last].number, max(len(line.cells) for line in page.lines) + 1)
            told = (column for column in heading.unknown if is_filled(page, heading, column))
            found.unknown_columns += [column.heading for column in told if column.heading not in found.unknown_columns]
        strange = self._households(found, headed) if kind is Kind.HOUSEHOLDS else self._others(found, headed)
        found.questions = [Question("unit", name, nearest(name, self.commune.units)) for name in strange]
        found.errors.sort(key=lambda one: (one.sheet, one.row))
        return found

    def _households(self, found: Found, headed: Sequence[tuple[Page, Heading]]) -> Mapping[str, None]:
        """What the pages hold is added; the names of groups that nobody knows are given back."""
        units, rows = self._units(), []
        _check_heads(headed)
        told = _titles(headed, units.known, found)
        joins = _stand_apart([heading for _, heading in headed])
        for page, heading, said in told:
            words = self._words(page, heading)
            reader = RowReader(page.name, heading, words, self.today, self.commune.name, joins)
            rows += list(people_of(page, reader, said, units.known))
        assembler = Assembler(units, self.today)
        found.households = assembler.households(rows)
        found.errors, found.warnings = assembler.errors, [*found.warnings, *assembler.warnings]
        found.duplicates = list(_twins(found.households))
        self._check_year(rows)
        return assembler.strange

    def _others(self, found: Found, headed: Sequence[tuple[Page, Heading]]) -> Mapping[str, None]:
        strange: dict[str, None] = {}
        for page, heading in headed:
            if found.kind is Kind.STAFF:
                staff = StaffReader(page, heading, self.lexicon, self._units())
                found.people += staff.read()
                reader: StaffReader | UnitReader = staff
            else:
                reader = UnitReader(page, heading, self.lexicon, self._units())
                found.units += reader.read()
            found.errors += reader.errors
            found.warnings += reader.warnings
            strange |= reader.strange
        return strange

    def _units(self) -> Units:
        known = {words_of(name): name for name in self.commune.units}
        return Units(known, {words_of(name): said for name, said in self.answers.get("unit", {}).items()})

    def _words(self, page: Page, heading: Heading) -> Words:
        """With the numbers of a legend, in the heading or in a row right below it."""
        numbers = {key: dict(known) for key, known in _NUMBERS.items()}
        for key in numbers:
            column = heading.by_key.get(key)
            below = page.lines[heading.last + 1 : heading.last + 3]
            for cell in (column.heading, *(line.at(column.place) for line in below)) if column else ():
                numbers[key] |= cells.legend(cell, self.lexicon)
        return Words(self.lexicon, self.commune.relations, _joined(self.commune.ethnicities), numbers)

    def _check_year(self, rows: Sequence[PersonRow]) -> None:
        """Raises RefusedError for a list of a year that has not come, or of several."""
        of_household: dict[tuple[str, ...], set[int]] = defaultdict(set)
        for row in rows:
            year = cell if isinstance(cell := row.cell("year"), int) else row.said.year
            if row.head and year:
                of_household[row.code, row.member.name, cells.shown(row.cell("unit"))].add(year)
        several = sorted(next((found for found in of_household.values() if len(found) > 1), ()))
        if several:
            raise RefusedError("years", years=", ".join(map(str, several)))
        years = {row.said.year for row in rows if row.said.year} | {
            cell for row in rows if isinstance(cell := row.cell("year"), int)
        }
        if years and min(years) > self.today.year:
            raise RefusedError("future", year=min(years))


def _check_heads(headed: Sequence[tuple[Page, Heading]]) -> None:
    """Raises RefusedError for a list that never says who is a head: its people would be put together by guess."""
    if not any(heading.has("relation") or heading.has("head") or heading.members for _, heading in headed):
        raise RefusedError("heads", column=headed[0][1].by_key["name"].heading)


def _stand_apart(headings: Sequence[Heading]) -> bool:
    """Whether one sheet has the heads and another one their members, and only the number in the list tells whose they are."""
    if any(one.has("number") or not one.has("sequence") for one in headings):
        return False
    return any(one.has("head") for one in headings) and any(one.has("relation", "name") for one in headings)


def _titles(
    headed: Sequence[tuple[Page, Heading]], units: Mapping[str, str], found: Found
) -> list[tuple[Page, Heading, Said]]:
    """What the titles of each page say. A page of households that left is passed over and told of; raises RefusedError where there is no other."""
    told: list[tuple[Page, Heading, Said]] = []
    why: RefusedError | None = None
    for page, heading in headed:
        try:
            told.append((page, heading, said_above(page, heading, units)))
        except RefusedError as error:
            why = error
            found.warnings.append(Complaint(page.name, page.lines[heading.last].number, "", "sheet", str(error)))
    if why is not None and not told:
        raise why
    return told


def _joined(ethnicities: Mapping[str, str]) -> dict[str, str]:
    """Without blanks: "H'rê", "Hơ Rê" and "Hrê" are one word."""
    return {said.replace(" ", ""): value for said, value in ethnicities.items()}


def nearest(name: str, units: Iterable[str]) -> tuple[str, ...]:
    """All groups, those that are called most like it first."""
    return tuple(sorted(units, key=lambda unit: -_likeness(name, unit)))


def _likeness(name: str, unit: str) -> float:
    numbers = [word for word in words_of(name).split() if word.isdecimal()]
    same = bool(numbers) and numbers == [word for word in words_of(unit).split() if word.isdecimal()]
    return same + SequenceMatcher(None, fold(name), fold(unit)).ratio()


def kind_of(heading: Heading) -> Kind | None:
    """Which list has such columns; None where none has."""
    named = heading.has("name") or heading.has("head")
    if named and any(heading.has(key) for key in WHAT_THEY_DO) and not heading.has("category"):
        return Kind.STAFF
    facts = sum(
        heading.has(key)
        for key in ("birth", "birth_male", "sex", "relation", "cccd", "category", "unit", "score_a", "number", "poor")
    )
    if named and facts >= 2:
        return Kind.HOUSEHOLDS
    return Kind.UNITS if not named and heading.has("unit", "households_total") else None


def _is_figures(page: Page, heading: Heading) -> bool:
    """Whether groups stand there with figures about the poor among them: a report, no list of groups."""
    columns = fold(" ".join(column.heading for column in heading.columns))
    return "ngheo" in columns or (_is_report(page) and "theo mau" in fold(" ".join(texts(page.lines[:12]))))


def _is_report(page: Page) -> bool:
    said = fold(" ".join(str(cell) for line in page.lines[:12] for cell in line.cells if cell is not None))
    return "theo mau" in said or "bieu so" in said or "tong hop" in said


def _twins(households: Sequence[ListedHousehold]) -> list[Twins]:
    cards: dict[str, set[int]] = defaultdict(set)
    heads: dict[tuple[str, str, int | None], set[int]] = defaultdict(set)
    for household in households:
        head = next(one for one in household.members if one.relation == "chu_ho")
        heads[household.head.casefold(), household.unit, head.birth_year].add(household.row)
        for member in household.members:
            if member.cccd:
                cards[member.cccd].add(member.row)
    return [
        Twins(about, tuple(sorted(rows)))
        for about, found in (("cccd", cards), ("head", heads))
        for rows in found.values()
        if len(rows) > 1
    ]
