"""Households and their members."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field

from storage.tables.base import Row, one_of, row_id, to
from survey.review.classify import Category


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
