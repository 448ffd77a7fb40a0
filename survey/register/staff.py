"""Lists of people who work with the bot, and of the commune's groups."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from survey.register import cells
from survey.register.cells import UnreadError
from survey.register.complaints import Complaint, complain
from survey.register.found import COMMUNE, ListedPerson, ListedUnit
from survey.register.headings import Heading
from survey.register.households import Units
from survey.register.lexicon import Lexicon
from survey.register.rows import check_formulas, is_sign, is_sum, numbers_columns, repeats_heading
from survey.register.workbook.book import Cell, Line, Page

WHAT_THEY_DO = ("role", "title", "duty")
"""The columns that say it: any of them, or several beside each other. The first that names a role decides it."""


@dataclass(slots=True)
class _Reader:
    page: Page
    heading: Heading
    lexicon: Lexicon
    units: Units
    errors: list[Complaint] = field(default_factory=list)
    warnings: list[Complaint] = field(default_factory=list)
    strange: dict[str, None] = field(default_factory=dict)

    def cell(self, line: Line, key: str) -> Cell:
        column = self.heading.by_key.get(key)
        return line.at(column.place) if column else None

    def lines(self, key: str) -> Iterator[Line]:
        """Rows below the heading with something in this column, neither sums nor signatures."""
        for line in self.page.lines[self.heading.last + 1 :]:
            text = self.cell(line, key)
            if isinstance(text, str) and not self._is_no_row(line) and not is_sign(text, self.lexicon):
                check_formulas(line, self.heading)
                yield line

    def _is_no_row(self, line: Line) -> bool:
        return is_sum(line, self.lexicon) or numbers_columns(line) or repeats_heading(line, self.heading)

    def complaint(self, line: Line, key: str, code: str, value: str = "") -> Complaint:
        column = self.heading.by_key.get(key)
        return complain(self.page.name, line.number, column.heading if column else "", code, value=value)


class StaffReader(_Reader):
    """A list of people with what they do and where."""

    def read(self) -> list[ListedPerson]:
        """Those who can be loaded; the others are told of in `errors`, or wait for an answer."""
        found = [self._person(line) for line in self.lines("name")]
        return [one for one in found if one is not None]

    def _person(self, line: Line) -> ListedPerson | None:
        name = cells.person_name(self.cell(line, "name"))
        if not name or all(self.cell(line, key) is None for key in (*WHAT_THEY_DO, "unit", "phone")):
            return None
        said = [cells.shown(self.cell(line, key)) for key in WHAT_THEY_DO]
        duty = self.lexicon.duties.within(" ".join(said)) or ""
        roles = (self.lexicon.roles.within(each) for each in said)
        role = next((each for each in roles if each), "official" if duty else None)
        unit = self._unit(line)
        if role is None:
            self.errors.append(self._unclear(line, " ".join(each for each in said if each)))
            return None
        if role == "collaborator" and unit == COMMUNE and self.cell(line, "unit") is None:
            self.errors.append(self.complaint(line, "unit", "unit_none"))
            return None
        phone = self._phone(line)
        if unit is None:
            return None
        return ListedPerson(name, role, duty if role == "official" else "", unit, phone, line.number)

    def _unclear(self, line: Line, said: str) -> Complaint:
        column = next(self.heading.by_key[key] for key in WHAT_THEY_DO if key in self.heading.by_key)
        code = "role" if said else "role_none"
        return complain(self.page.name, line.number, column.heading, code, value=said)

    def _phone(self, line: Line) -> str | None:
        try:
            return cells.phone(self.cell(line, "phone"))
        except UnreadError as error:
            self.warnings.append(self.complaint(line, "phone", error.code, error.value))
            return None

    def _unit(self, line: Line) -> str | None:
        said = cells.shown(self.cell(line, "unit"))
        if not said or self.lexicon.says("commune", said):
            return COMMUNE
        found = self.units.find(said)
        if found is None and self.units.is_answered(said):
            self.errors.append(self.complaint(line, "unit", "unit", said))
        elif found is None:
            self.strange.setdefault(said)
        return found


class UnitReader(_Reader):
    """A list of groups with how many households live there."""

    def read(self) -> list[ListedUnit]:
        """The groups, by the name that the commune has for them where it has one."""
        found = [self._unit(line) for line in self.lines("unit")]
        return [one for one in found if one is not None]

    def _unit(self, line: Line) -> ListedUnit | None:
        name = cells.shown(self.cell(line, "unit"))
        try:
            total = cells.whole(self.cell(line, "households_total"), "households_total")
            area = cells.one_of(self.cell(line, "area"), ("rural", "urban"), self.lexicon, {}, "area")
        except UnreadError as error:
            self.errors.append(self.complaint(line, error.code, error.code, error.value))
            return None
        return ListedUnit(self.units.find(name) or name, total, area, line.number)
