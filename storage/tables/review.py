"""Forms, rounds, households, members, assignments and visits."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, LargeBinary, UniqueConstraint, text
from sqlmodel import Field

from storage.records.review import AssignmentState, Category, Outcome, Purpose
from storage.tables.base import Row, one_of, row_id, to

_PUBLISHED = text("published_at IS NOT NULL")


class FormVersionRow(Row, table=True):
    """A published version is frozen; the same key and version may be tried out in several contents before."""

    __tablename__ = "form_version"
    __table_args__ = (
        one_of("purpose", Purpose),
        Index(
            "ix_form_version_published",
            "key",
            "version",
            unique=True,
            sqlite_where=_PUBLISHED,
            postgresql_where=_PUBLISHED,
        ),
    )

    id: int | None = row_id()
    key: str
    version: str
    title: str
    xform: bytes = Field(sa_type=LargeBinary)
    sha256: str
    purpose: str = "review"
    published_at: datetime | None = None


class ReviewRound(Row, table=True):
    __tablename__ = "review_round"
    __table_args__ = (
        one_of("kind", ("periodic", "monthly")),
        one_of("state", ("open", "closed")),
        CheckConstraint("ends >= starts", name="ends"),
        UniqueConstraint("key"),
    )

    id: int | None = row_id()
    key: str
    year: int
    kind: str
    starts: date
    ends: date
    form_key: str
    state: str = "open"


class HouseholdRow(Row, table=True):
    """`head_fold`: without marks, `head_search`: with marks, both in small letters; for searching, never for matching."""

    __tablename__ = "household"
    __table_args__ = (
        one_of("last_category", Category),
        CheckConstraint("number >= 1", name="number"),
        UniqueConstraint("commune", "number"),
        Index(None, "unit_code"),
    )

    id: int | None = row_id()
    commune: str = Field(foreign_key="unit.code")
    number: int
    unit_code: str = Field(foreign_key="unit.code")
    head_name: str
    head_search: str
    head_fold: str
    address: str = ""
    last_category: str | None = None
    last_score_a: int | None = None
    last_score_b: int | None = None
    last_year: int | None = None


class MemberRow(Row, table=True):
    __tablename__ = "member"
    __table_args__ = (
        one_of("sex", ("nam", "nu")),
        CheckConstraint("ordinal >= 1", name="ordinal"),
        CheckConstraint("birth_year BETWEEN 1880 AND 2200", name="birth_year"),
        CheckConstraint("(cccd IS NULL) = (cccd_hash IS NULL)", name="cccd"),
        UniqueConstraint("household_id", "ordinal"),
        Index(None, "cccd_hash"),
    )

    id: int | None = row_id()
    household_id: int = to("household.id")
    ordinal: int
    name: str
    sex: str
    birth_year: int | None = None
    birth_date: date | None = None
    relation: str
    ethnicity: bytes | None = Field(default=None, sa_type=LargeBinary)
    cccd: bytes | None = Field(default=None, sa_type=LargeBinary)
    cccd_hash: bytes | None = Field(default=None, sa_type=LargeBinary)
    left_at: datetime | None = None
    left_reason: str = ""


class AssignmentRow(Row, table=True):
    __tablename__ = "assignment"
    __table_args__ = (
        one_of("state", AssignmentState),
        one_of("outcome", Outcome),
        UniqueConstraint("round_id", "household_id"),
        Index(None, "round_id", "person_id"),
        Index(None, "round_id", "appointment_on"),
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
    __tablename__ = "visit"
    __table_args__ = (
        one_of("outcome", Outcome),
        CheckConstraint("outcome <> 'appointment' OR appointment_on IS NOT NULL", name="appointment_on"),
        Index(None, "assignment_id"),
    )

    id: int | None = row_id()
    assignment_id: int = to("assignment.id")
    outcome: str
    reason: str = ""
    appointment_on: date | None = None
    by: int = to("person.id")
    at: datetime
