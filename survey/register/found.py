"""What a list holds: households with their members, people of the service, groups; what is asked and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from survey.register.complaints import Complaint

COMMUNE = "commune"
"""Stands for the whole commune where a person's unit is told."""


class Kind(StrEnum):
    """What a workbook is."""

    HOUSEHOLDS = "households"
    STAFF = "staff"
    UNITS = "units"
    FORM = "form"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Member:
    """A person of a household; relation, ethnicity and sex by the codes of the review form, None where the list does not say. `row`: of the workbook."""

    name: str
    sex: str | None
    birth_year: int | None
    birth_date: date | None
    relation: str | None
    ethnicity: str | None
    cccd: str | None
    row: int


@dataclass(frozen=True, slots=True)
class ListedHousehold:
    """A household as the list has it. `extra`: columns that nobody knows, by heading; `sheet`, `row`: where its head stands."""

    number: int | None
    head: str
    unit: str
    address: str
    category: str
    score_a: int | None
    score_b: int | None
    year: int | None
    members: tuple[Member, ...]
    sheet: str
    row: int
    extra: Mapping[str, str]

    @property
    def same(self) -> tuple[Any, ...]:
        """What makes two households of a list one that is listed twice."""
        people = tuple(
            (one.name, one.sex, one.birth_year, one.birth_date, one.relation, one.cccd) for one in self.members
        )
        return (self.number, self.head, self.unit, self.category, self.score_a, self.score_b, self.year, people)


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """Somebody who works with the bot. `unit`: the group's name, or COMMUNE; `duty`: of an official, "" where none is told."""

    name: str
    role: str
    duty: str
    unit: str
    phone: str | None
    row: int


@dataclass(frozen=True, slots=True)
class ListedUnit:
    """A group of the commune. `area`: "rural" | "urban", None where the list does not say."""

    name: str
    households_total: int | None
    area: str | None
    row: int


@dataclass(frozen=True, slots=True)
class Question:
    """What the list leaves open: whose name is this? `value`: as it is written there."""

    about: str
    value: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Twins:
    """Rows that may be one and the same person (`about` "cccd") or household ("head"); shown, never merged."""

    about: str
    rows: tuple[int, ...]


@dataclass(slots=True)
class Found:
    """All that was read of a workbook."""

    kind: Kind
    why: str = ""
    households: list[ListedHousehold] = field(default_factory=list)
    people: list[ListedPerson] = field(default_factory=list)
    units: list[ListedUnit] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    errors: list[Complaint] = field(default_factory=list)
    warnings: list[Complaint] = field(default_factory=list)
    duplicates: list[Twins] = field(default_factory=list)
    unknown_columns: list[str] = field(default_factory=list)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Of each sheet that was read: the last row of its heading, and the first column beside it, both from 1."""

    def as_json(self) -> dict[str, Any]:
        """The object of `import --json`; days in ISO form."""
        shown = asdict(self) | {"kind": self.kind.value}
        del shown["places"]
        for household in shown["households"]:
            for key in ("sheet", "row", "extra"):
                del household[key]
            for member in household["members"]:
                del member["row"]
                member["birth_date"] = member["birth_date"] and member["birth_date"].isoformat()
        for one in (*shown["people"], *shown["units"]):
            del one["row"]
        return shown
