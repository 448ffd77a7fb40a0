"""Households, rounds, assignments and interviews."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from survey.state import AnswerKey, ItemPath, Record


class Category(StrEnum):
    """The class of a household."""

    POOR = "poor"
    NEAR_POOR = "near_poor"
    NOT_POOR = "not_poor"


class AssignmentState(StrEnum):
    """How far the review of a household is. `closed`: no interview is to be expected (moved away, not found, refused)."""

    NOT_STARTED = "not_started"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    CHECKED = "checked"
    CLOSED = "closed"


class InterviewState(StrEnum):
    """`refused`: the household did not consent."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    CHECKED = "checked"
    REFUSED = "refused"
    CANCELLED = "cancelled"


class Outcome(StrEnum):
    """What a visit without an interview ended in."""

    ABSENT = "absent"
    APPOINTMENT = "appointment"
    MOVED = "moved"
    NOT_FOUND = "not_found"
    REFUSED = "refused"


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


@dataclass(frozen=True, slots=True)
class Round:
    """One review (đợt rà soát), both dates inclusive and local."""

    id: int
    key: str
    year: int
    kind: str  # "periodic" | "monthly"
    starts: date
    ends: date
    form_key: str
    state: str  # "open" | "closed"


@dataclass(frozen=True, slots=True)
class Assignment:
    """One household in one round, whose it is and how far it is. `outcome`/`appointment_on` = of the last visit without an interview."""

    id: int
    round_id: int
    household: Household
    person_id: int | None
    state: AssignmentState
    outcome: Outcome | None
    appointment_on: date | None
    updated_at: datetime


class Purpose(StrEnum):
    """What a form is for: the review of households in a round, an official's report, or a form that stands by itself."""

    REVIEW = "review"
    REPORT = "report"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class FormVersion:
    """A form in one version; its bytes never change. Before it is published it may only be tried out, and has no `published_at`."""

    id: int
    key: str
    version: str
    title: str
    sha256: str
    purpose: Purpose
    published_at: datetime | None
    xform: bytes


@dataclass(frozen=True, slots=True)
class Result:
    """The classification at submission; `deprived` = indicator keys."""

    category: Category | None
    score_a: int | None
    score_b_min: int
    score_b_max: int
    deprived: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Interview:
    """One interview: of a household in a round (`assignment_id`), or of a form that its opener fills in by themself.

    `trial`: it never counts. `focus` is the handlers' own text (which screen is open).
    """

    id: int
    assignment_id: int | None
    form_version_id: int
    ruleset: str
    attempt: int
    state: InterviewState
    opened_by: int
    focus: str
    started_at: datetime
    updated_at: datetime
    submitted_at: datetime | None
    result: Result | None
    purpose: Purpose = Purpose.REVIEW
    trial: bool = False


@dataclass(frozen=True, slots=True)
class OwnForm:
    """One's own interviews of a form that stands by itself or is a report: the open one, and how many were submitted."""

    form: FormVersion
    draft: int | None
    submitted: int


@dataclass(frozen=True, slots=True)
class Consent:
    """What the household said to the notice. `basis`: "consent" | "legal_duty"."""

    basis: str
    given: bool
    by: int
    at: datetime
    text_version: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """An interview with all that is stored of it. `members`: roster item -> household member that it came from."""

    interview: Interview
    record: Record
    consent: Consent | None
    members: Mapping[ItemPath, int]


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """A new value of an answer ("" = emptied). `kind` is the event's: "answer", "correct", "skip", "prefill", "action", …"""

    key: AnswerKey
    value: str
    skipped: bool = False
    kind: str = "answer"


@dataclass(frozen=True, slots=True)
class ItemChange:
    """A roster item that is new, moved or back; `member_id` where it stands for a known member, `added` where a person added it."""

    path: ItemPath
    order: int
    member_id: int | None = None
    added: bool = False


@dataclass(frozen=True, slots=True)
class ItemRemoval:
    """A roster item that is no longer counted; its answers stay."""

    path: ItemPath
    reason: str


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything one turn changes in an interview."""

    answers: tuple[AnswerChange, ...] = ()
    items: tuple[ItemChange, ...] = ()
    removed: tuple[ItemRemoval, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerEvent:
    """One line of the history of an interview."""

    seq: int
    key: AnswerKey
    value: str
    skipped: bool
    kind: str
    cause: str
    by: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit that ended without an interview."""

    outcome: Outcome
    reason: str
    appointment_on: date | None
    by: int
    at: datetime


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """How many households of one unit share last year's class, the state and the new class. `appointments`: of these, with a date set."""

    unit: str
    last_category: Category | None
    state: AssignmentState
    outcome: Outcome | None
    category: Category | None
    households: int
    appointments: int
