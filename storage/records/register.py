"""Who lives where: households and their members, as storage hands them out."""

from dataclasses import dataclass
from datetime import date, datetime

from survey.review.classify import Category


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
    """A member as last known. `ordinal` counts within the household and is never reused; sex "nam" | "nu"; ethnicity = code ("19")."""

    id: int
    ordinal: int
    name: str
    sex: str
    birth_year: int | None
    birth_date: date | None
    relation: str
    ethnicity: str | None
    cccd: str | None
    left_at: datetime | None = None
    left_reason: str = ""
