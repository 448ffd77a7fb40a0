"""Households, what they were year by year, and their members."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field

from storage.records.register import Act, EventKind, YearSource
from storage.tables.base import BIG_ID, NEVER_AGAIN, Row, one_of, row_id, to
from survey.review.classify import Category


class HouseholdRow(Row, table=True):
    """`head_fold`: without marks, `head_search`: with marks, both in small letters; for searching, never for matching.

    `last_*` repeat the newest year of `household_year`. `extra` is sealed: what lists said in columns that nobody knows.
    """

    __tablename__ = "household"
    __table_args__ = (
        one_of("last_category", Category),
        CheckConstraint("number >= 1", name="number"),
        UniqueConstraint("commune", "number"),
        Index(None, "unit_code"),
        NEVER_AGAIN,
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
    extra: bytes | None = Field(default=None, sa_type=LargeBinary)
    ended_at: datetime | None = None


class HouseholdEventRow(Row, table=True):
    """What became of a household between reviews; rows are only added. `reason` and `details` (JSON) are sealed: words about a family, numbers of its people."""

    __tablename__ = "household_event"
    __table_args__ = (one_of("kind", EventKind), Index(None, "household_id"))

    id: int | None = row_id()
    household_id: int = to("household.id")
    kind: str
    day: date
    at: datetime
    person_id: int = to("person.id")
    account: str = ""
    reason: bytes = Field(sa_type=LargeBinary)
    details: bytes = Field(sa_type=LargeBinary)
    member_id: int | None = to("member.id", default=None)
    other_id: int | None = to("household.id", default=None)


class HouseholdYearRow(Row, table=True):
    """What a household was in one year; no year takes the place of another. `came_in`, `went_out`: how it came onto the list and off it; NULL = not known."""

    __tablename__ = "household_year"
    __table_args__ = (
        one_of("category", Category),
        one_of("source", YearSource),
        CheckConstraint("year BETWEEN 1990 AND 2200", name="year"),
    )

    household_id: int = Field(foreign_key="household.id", primary_key=True, sa_type=BIG_ID)
    year: int = Field(primary_key=True)
    category: str
    score_a: int | None = None
    score_b: int | None = None
    findings: str | None = None
    decision_number: str | None = None
    decided_on: date | None = None
    came_in: str | None = None
    went_out: str | None = None
    source: str
    recorded_at: datetime | None = None


class AccessRow(Row, table=True):
    """A look at or a change of households, and every file of them that was made. `person_id` NULL: at the command line; `account`: "channel/bot/user"; `reason` is sealed."""

    __tablename__ = "access_log"
    __table_args__ = (one_of("act", Act), Index(None, "household_id"), Index(None, "person_id"))

    id: int | None = row_id()
    act: str
    at: datetime
    person_id: int | None = to("person.id", default=None)
    account: str = ""
    subject: str
    reason: bytes | None = Field(default=None, sa_type=LargeBinary)
    household_id: int | None = to("household.id", default=None)
    households: int
    sensitive: bool = False


class UnitNameRow(Row, table=True):
    """What a list calls a group, as somebody said once. `said`: in small letters, single spaces, with its marks."""

    __tablename__ = "unit_name"

    commune: str = Field(foreign_key="unit.code", primary_key=True)
    said: str = Field(primary_key=True)
    unit_code: str = Field(foreign_key="unit.code")


class MemberRow(Row, table=True):
    __tablename__ = "member"
    __table_args__ = (
        one_of("sex", ("nam", "nu")),
        CheckConstraint("ordinal >= 1", name="ordinal"),
        CheckConstraint("birth_year BETWEEN 1880 AND 2200", name="birth_year"),
        CheckConstraint("(cccd IS NULL) = (cccd_hash IS NULL)", name="cccd"),
        UniqueConstraint("household_id", "ordinal"),
        Index(None, "cccd_hash"),
        NEVER_AGAIN,
    )

    id: int | None = row_id()
    household_id: int = to("household.id")
    ordinal: int
    name: str
    sex: str | None = None
    birth_year: int | None = None
    birth_date: date | None = None
    relation: str | None = None
    ethnicity: bytes | None = Field(default=None, sa_type=LargeBinary)
    cccd: bytes | None = Field(default=None, sa_type=LargeBinary)
    cccd_hash: bytes | None = Field(default=None, sa_type=LargeBinary)
    left_at: datetime | None = None
    left_reason: str = ""
    phone: bytes | None = Field(default=None, sa_type=LargeBinary)
