"""Who lives where: households and their members, as storage hands them out."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from survey.review.classify import Category


class YearSource(StrEnum):
    """Where a year of a household comes from: a list of the commune, or a review that was decided here."""

    IMPORT = "import"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Household:
    """A household on the list; `last_*` = the result of `last_year`."""

    id: int
    number: int
    unit: str
    unit_name: str
    area: str
    head_name: str
    address: str
    last_category: Category | None
    last_score_a: int | None
    last_score_b: int | None
    last_year: int | None


@dataclass(frozen=True, slots=True)
class Member:
    """A member as last known. `ordinal` counts within the household and is never reused; sex "nam" | "nu"; ethnicity = code ("19"); None = not known."""

    id: int
    ordinal: int
    name: str
    sex: str | None
    birth_year: int | None
    birth_date: date | None
    relation: str | None
    ethnicity: str | None
    cccd: str | None
    left_at: datetime | None = None
    left_reason: str = ""


@dataclass(frozen=True, slots=True)
class HouseholdYear:
    """What a household was in one year; None = not known."""

    year: int
    category: Category
    score_a: int | None
    score_b: int | None
    source: YearSource
