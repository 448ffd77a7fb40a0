"""One row of a list of households: who stands there, and what the row says of the whole household."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from survey.read import fold
from survey.register import cells
from survey.register.cells import UnreadError
from survey.register.complaints import Complaint, complain
from survey.register.found import Member
from survey.register.headings import Column, Heading
from survey.register.lexicon import Lexicon, words_of
from survey.register.titles import Said, is_commune
from survey.register.workbook.book import Cell, Line

T = TypeVar("T")


@dataclass(frozen=True)
class Words:
    """What values stand for: relations and ethnicities by their folded words, and the numbers of each column's legend."""

    lexicon: Lexicon
    relations: Mapping[str, str]
    ethnicities: Mapping[str, str]
    numbers: Mapping[str, Mapping[str, str]]


@dataclass(slots=True)
class PersonRow:
    """A row with a person in it. `head`: whether it says that they are the head; `code`: of the household as it is written, "" where it is not."""

    reader: "RowReader"
    line: Line
    said: Said
    member: Member
    head: bool = False
    code: str = ""
    begins: bool = False
    joins: str = ""
    """What tells the household where it has no code: its number in a list whose members stand on another sheet."""
    errors: list[Complaint] = field(default_factory=list)
    warnings: list[Complaint] = field(default_factory=list)
    beside: list[Member] = field(default_factory=list)

    def cell(self, key: str) -> Cell:
        """What stands in the column that holds this; None where there is none."""
        return self.reader.cell(self.line, key)

    def complaint(self, key: str, code: str, **slots: object) -> Complaint:
        """About this row and the column that holds `key`."""
        return self.reader.complaint(self.line, self.reader.heading.by_key.get(key), code, **slots)

    @property
    def people(self) -> int:
        return 1 + len(self.beside)


@dataclass(slots=True)
class RowReader:
    """Reads rows of one sheet."""

    sheet: str
    heading: Heading
    words: Words
    today: date
    commune: str = ""
    by_sequence: bool = False
    """Heads on one sheet and members on another belong together by the household's number in the list."""

    def read(self, line: Line, said: Said) -> PersonRow:
        """The person of a row, and those beside them in columns of their own."""
        row = PersonRow(self, line, said, _NOBODY)
        row.member = self._member(line, self.heading.by_key, row)
        row.head = row.member.relation == "chu_ho" or self._in_head_column(line)
        row.code = cells.code(self.cell(line, "number"))
        row.begins = bool(row.code) or self.cell(line, "sequence") is not None
        if self.by_sequence and not row.code:
            row.joins = cells.code(self.cell(line, "sequence"))
        named = cells.shown(self.cell(line, "commune"))
        if named and self.commune and not is_commune(named, self.commune):
            row.errors.append(row.complaint("commune", "commune", value=named))
        row.beside = list(self._beside(line, row))
        return row

    def _in_head_column(self, line: Line) -> bool:
        """Whether the row's person stands in the column of heads; where that column is filled on every row, it is whose name it repeats."""
        head, name = cells.person_name(self.cell(line, "head")), cells.person_name(self.cell(line, "name"))
        return bool(head) and name in {"", head}

    def name(self, line: Line) -> str:
        """Who the row is about: a head has a column of their own in some lists."""
        return cells.person_name(self.cell(line, "name")) or cells.person_name(self.cell(line, "head"))

    def cell(self, line: Line, key: str) -> Cell:
        column = self.heading.by_key.get(key)
        return line.at(column.place) if column else None

    def _member(self, line: Line, columns: Mapping[str, Column], row: PersonRow) -> Member:
        def at(key: str) -> Cell:
            return line.at(columns[key].place) if key in columns else None

        def take(key: str, read: Callable[[Cell], T], into: list[Complaint]) -> T | None:
            try:
                return read(at(key))
            except UnreadError as error:
                into.append(self.complaint(line, columns.get(key), error.code, value=error.value))
                return None

        of_row = columns is self.heading.by_key
        name = self.name(line) if of_row else cells.person_name(at("name"))
        sex, birth = self._sex_and_birth(line, columns, row)
        card = take("cccd", lambda cell: cells.card(cell, birth.year, sex, self.words.lexicon), row.warnings)
        relation = "chu_ho" if of_row and self._heads_only(line) else take("relation", self._relation, row.warnings)
        ethnicity = take("ethnicity", self._ethnicity, row.warnings)
        for key, found in (("sex", sex), ("birth", birth.year), ("relation", relation)):
            if found is None and key in columns and at(key) is None and not _told(row, columns[key]):
                row.warnings.append(self.complaint(line, columns[key], f"{key}_none"))
        note = cells.note_in_name(at("name") or at("head"))
        if note:
            row.warnings.append(
                self.complaint(line, columns.get("name") or columns.get("head"), "name_note", value=note)
            )
        if not name:
            row.errors.append(self.complaint(line, columns.get("name") or columns.get("head"), "name"))
        return Member(name, sex, birth.year, birth.day, relation, ethnicity, card, line.number)

    def _heads_only(self, line: Line) -> bool:
        return self._in_head_column(line) and self.cell(line, "relation") is None

    def _sex_and_birth(
        self, line: Line, columns: Mapping[str, Column], row: PersonRow
    ) -> tuple[str | None, cells.Birth]:
        """From their own columns, or from the one of two in which the year stands."""
        sex: str | None = None
        birth = cells.Birth()
        try:
            if "birth_male" in columns and "birth_female" in columns:
                sex, birth = self._by_column(line, columns)
                if "birth" not in columns:
                    return sex, birth
            if "sex" in columns:
                cell = line.at(columns["sex"].place)
                sex = cells.one_of(cell, ("nam", "nu"), self.words.lexicon, self.words.numbers["sex"], "sex")
        except UnreadError as error:
            row.errors.append(
                self.complaint(line, columns.get("sex") or columns.get("birth_male"), error.code, value=error.value)
            )
        try:
            if "birth" in columns:
                day = line.at(columns["birth"].place)
                year = line.at(columns["birth_year"].place) if day is None and "birth_year" in columns else None
                birth = cells.birth(day if day is not None else year, self.today)
        except UnreadError as error:
            row.errors.append(self.complaint(line, columns["birth"], error.code, value=error.value))
        return sex, birth

    def _by_column(self, line: Line, columns: Mapping[str, Column]) -> tuple[str | None, cells.Birth]:
        found = {key: line.at(columns[f"birth_{word}"].place) for key, word in (("nam", "male"), ("nu", "female"))}
        told = [key for key, cell in found.items() if cell is not None]
        if len(told) > 1:
            raise UnreadError("sex_twice")
        if not told:
            return None, cells.Birth()
        cell = found[told[0]]
        crossed = cells.marked(cell, self.words.lexicon)
        return told[0], cells.Birth() if crossed else cells.birth(cell, self.today)

    def _relation(self, cell: Cell) -> str | None:
        if cell is None:
            return None
        if self.words.lexicon.says("head", cells.shown(cell)):
            return "chu_ho"
        found = self.words.relations.get(fold(words_of(cells.shown(cell))))
        if found is None:
            raise UnreadError("relation", cell)
        return found

    def _ethnicity(self, cell: Cell) -> str | None:
        if cell is None:
            return None
        found = self.words.ethnicities.get(fold(words_of(cells.shown(cell))).replace(" ", ""))
        if found is None:
            raise UnreadError("ethnicity", cell)
        return found

    def _beside(self, line: Line, row: PersonRow) -> Iterator[Member]:
        for columns in self.heading.members.values():
            if any(line.at(column.place) is not None for column in columns.values()):
                yield self._member(line, columns, row)

    def complaint(self, line: Line, column: Column | None, code: str, **slots: object) -> Complaint:
        return complain(self.sheet, line.number, column.heading if column else "", code, **slots)


_NOBODY = Member("", None, None, None, None, None, None, 0)


def _told(row: PersonRow, column: Column) -> bool:
    return any(one.column == column.heading for one in (*row.errors, *row.warnings))
