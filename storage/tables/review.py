"""Forms, rounds, households, members, assignments and visits."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field

from storage.records.requests import RequestKind, RequestState
from storage.tables.base import NEVER_AGAIN, Row, one_of, row_id, to
from survey.workflow.states import AssignmentState, Outcome


class ReviewRound(Row, table=True):
    __tablename__ = "review_round"
    __table_args__ = (
        one_of("kind", ("periodic", "monthly", "special")),
        one_of("state", ("open", "closed")),
        CheckConstraint("ends >= starts", name="ends"),
        UniqueConstraint("unit_code", "key"),
    )

    id: int | None = row_id()
    unit_code: str = Field(foreign_key="unit.code")
    key: str
    year: int
    kind: str
    starts: date
    ends: date
    form_key: str
    state: str = "open"


class AssignmentRow(Row, table=True):
    __tablename__ = "assignment"
    __table_args__ = (
        one_of("state", AssignmentState),
        one_of("outcome", Outcome),
        UniqueConstraint("round_id", "household_id"),
        Index(None, "round_id", "person_id"),
        Index(None, "round_id", "appointment_on"),
        NEVER_AGAIN,
    )

    id: int | None = row_id()
    round_id: int = to("review_round.id")
    household_id: int = to("household.id")
    person_id: int | None = to("person.id", default=None)
    state: str = "not_started"
    outcome: str | None = None
    appointment_on: date | None = None
    updated_at: datetime


class VisitRow(Row, table=True):
    """`reason` is sealed: free words about a family."""

    __tablename__ = "visit"
    __table_args__ = (
        one_of("outcome", Outcome),
        CheckConstraint("outcome <> 'appointment' OR appointment_on IS NOT NULL", name="appointment_on"),
        Index(None, "assignment_id"),
    )

    id: int | None = row_id()
    assignment_id: int = to("assignment.id")
    outcome: str
    reason: bytes | None = Field(default=None, sa_type=LargeBinary)
    appointment_on: date | None = None
    by: int = to("person.id")
    at: datetime


class HandoverRow(Row, table=True):
    """So many households were given to somebody at once; `received_at` NULL: they have not said yet that they know."""

    __tablename__ = "handover"
    __table_args__ = (CheckConstraint("households >= 1", name="households"), Index(None, "person_id"))

    id: int | None = row_id()
    person_id: int = to("person.id")
    given_by: int = to("person.id")
    households: int
    given_at: datetime
    received_at: datetime | None = None


class ReviewRequestRow(Row, table=True):
    """A household asks to be reviewed, or to leave the list. `name` (of a household that is not in the register) and `reason` are sealed.

    `year`, `number`: its receipt, given when it is handed in; `interview_id`: the form that was filled in for it.
    """

    __tablename__ = "review_request"
    __table_args__ = (
        one_of("kind", RequestKind),
        one_of("state", RequestState),
        CheckConstraint("(number IS NULL) = (state = 'draft')", name="number"),
        CheckConstraint("(number IS NULL) = (year IS NULL)", name="year"),
        CheckConstraint("state <> 'joined' OR round_id IS NOT NULL", name="round_id"),
        CheckConstraint("state <> 'answered' OR reason IS NOT NULL", name="reason"),
        UniqueConstraint("commune", "year", "number"),
        UniqueConstraint("interview_id"),
        Index(None, "household_id"),
        Index(None, "unit_code", "state"),
        NEVER_AGAIN,
    )

    id: int | None = row_id()
    kind: str
    state: str = "draft"
    commune: str = Field(foreign_key="unit.code")
    unit_code: str = Field(foreign_key="unit.code")
    household_id: int | None = to("household.id", default=None)
    interview_id: int = to("interview.id")
    name: bytes | None = Field(default=None, sa_type=LargeBinary)
    year: int | None = None
    number: int | None = None
    marks: int | None = None
    round_id: int | None = to("review_round.id", default=None)
    by: int = to("person.id")
    at: datetime
    decided_by: int | None = to("person.id", default=None)
    decided_at: datetime | None = None
    reason: bytes | None = Field(default=None, sa_type=LargeBinary)
