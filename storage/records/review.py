"""Households, rounds, assignments and interviews."""

from dataclasses import dataclass
from datetime import date, datetime

from storage.records.register import Household
from survey.review.classify import Category
from survey.workflow.states import AssignmentState, Outcome


@dataclass(frozen=True, slots=True)
class Round:
    """One review (đợt rà soát) of one commune, both dates inclusive and local."""

    id: int
    unit: str
    key: str
    year: int
    kind: str  # "periodic" | "monthly" | "special"
    starts: date
    ends: date
    form_key: str
    state: str  # "open" | "closed"


@dataclass(frozen=True, slots=True)
class Proposed:
    """A household that the rules put on the list of a new round."""

    household_id: int
    unit: str
    last_category: Category


@dataclass(frozen=True, slots=True)
class Assignment:
    """One household in one round, whose it is and how far it is. `outcome`: of the last visit without an interview.

    `appointment_on` stays until another visit or a submission takes its place.
    """

    id: int
    round_id: int
    household: Household
    person_id: int | None
    state: AssignmentState
    outcome: Outcome | None
    appointment_on: date | None
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit that ended without an interview."""

    outcome: Outcome
    reason: str
    appointment_on: date | None
    by: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Reviewed:
    """How far one household is in a round, and what the interview that counts found."""

    household_id: int
    state: AssignmentState
    outcome: Outcome | None
    last_category: Category | None
    category: Category | None
    score_a: int | None
    score_b_min: int | None
    score_b_max: int | None
    person: str
    submitted_at: datetime | None


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A household whose interview was handed in, as a checker meets it. `came_back`: it had been returned before; `own`: whoever looks asked it themself."""

    assignment: Assignment
    interview_id: int
    submitted_at: datetime
    category: Category | None
    came_back: bool
    own: bool


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
