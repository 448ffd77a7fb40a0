"""Who lives where: households and their members, as storage hands them out."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from survey.review.classify import Category


class YearSource(StrEnum):
    """Where a year of a household comes from: a list of the commune, or a review that was decided here."""

    IMPORT = "import"
    REVIEW = "review"


class EventKind(StrEnum):
    """What became of a household between reviews. Both households of a split or a merging have one; `LEFT`, `CAME`: out of the commune, into it."""

    REGROUPED = "regrouped"
    HEAD = "head"
    SPLIT = "split"
    MERGED = "merged"
    DIED = "died"
    LEFT = "left"
    CAME = "came"
    CORRECTED = "corrected"


class Act(StrEnum):
    """What was done with what is known of households."""

    EXPORT = "export"
    LOOK = "look"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Access:
    """A look at or a change of one household (`household_id`) or of many (`households`): who (None = at the command line), from which account, why.

    `subject` says what of it in words of the program ("list:poor tdp-6"), never with anybody's name; `sensitive`: căn cước, ethnicity or other private answers were among it.
    """

    act: Act
    at: datetime
    by: int | None
    account: str
    subject: str
    households: int
    reason: str = ""
    household_id: int | None = None
    sensitive: bool = False


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
    ended_at: datetime | None = None
    """There is no such household any more since: merged into another, gone, or the last of it died."""


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
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class HouseholdYear:
    """What a household was in one year; None = not known."""

    year: int
    category: Category
    score_a: int | None
    score_b: int | None
    source: YearSource
    decision_number: str | None = None
    decided_on: date | None = None
    came_in: str | None = None
    went_out: str | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """Who changes something of the register, from which account ("channel/bot/user"), when, on which local day, and why."""

    by: int
    account: str
    at: datetime
    day: date
    reason: str


@dataclass(frozen=True, slots=True)
class HouseholdEvent:
    """One line of a household's history. `before`, `after`: what was changed, "" = nothing; `what`: which fact of a member ("cccd"), or whether people came ("in") or went ("out"); `other`: the other household's id."""

    kind: EventKind
    why: Why
    what: str = ""
    before: str = ""
    after: str = ""
    name: str = ""
    member_id: int | None = None
    other: int | None = None
