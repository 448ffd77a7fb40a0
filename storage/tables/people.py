"""Places, people, accounts, invites and settings of the database itself."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, LargeBinary, UniqueConstraint, text
from sqlmodel import Field

from storage.records.people import CallReason, UnitKind
from storage.tables.base import BIG_ID, NEVER_AGAIN, Row, one_of, row_id, to
from survey.workflow.roles import Role

_OPEN = text("done_at IS NULL")


class Meta(Row, table=True):
    __tablename__ = "meta"

    key: str = Field(primary_key=True)
    value: str


class UnitRow(Row, table=True):
    __tablename__ = "unit"
    __table_args__ = (
        one_of("kind", UnitKind),
        one_of("area", ("rural", "urban")),
        CheckConstraint("households_total >= 0", name="households_total"),
    )

    code: str = Field(primary_key=True)
    name: str
    kind: str
    parent: str | None = Field(default=None, foreign_key="unit.code")
    area: str
    households_total: int
    source: str
    year: int
    controller: str = ""
    contact: str = ""
    addressing: str = ""
    plan: str = ""


class UnitWithinRow(Row, table=True):
    """The tree of units laid flat: each unit lies within itself and within everything above it. Kept by whoever writes a unit."""

    __tablename__ = "unit_within"
    __table_args__ = (Index(None, "within"),)

    unit_code: str = Field(foreign_key="unit.code", primary_key=True)
    within: str = Field(foreign_key="unit.code", primary_key=True)


class PersonRow(Row, table=True):
    """`phone` is sealed: the number that a platform vouched for when the person shared it."""

    __tablename__ = "person"
    __table_args__ = (one_of("role", Role), CheckConstraint("key <> ''", name="key"), UniqueConstraint("key"))

    id: int | None = row_id()
    key: str
    name: str
    role: str
    duty: str = ""
    active: bool = True
    phone: bytes | None = Field(default=None, sa_type=LargeBinary)
    remind_on: str | None = None


class PersonRoleRow(Row, table=True):
    """A role that a person has beside the one by which they are known."""

    __tablename__ = "person_role"
    __table_args__ = (one_of("role", Role),)

    person_id: int = Field(foreign_key="person.id", primary_key=True, sa_type=BIG_ID)
    role: str = Field(primary_key=True)


class PersonUnit(Row, table=True):
    __tablename__ = "person_unit"

    person_id: int = Field(foreign_key="person.id", primary_key=True, sa_type=BIG_ID)
    unit_code: str = Field(foreign_key="unit.code", primary_key=True)


class AccountRow(Row, table=True):
    """`platform_id`: the user's number where the platform has numbers (Telegram's need 64 bits)."""

    __tablename__ = "account"
    __table_args__ = (
        one_of("state", ("active", "inactive")),
        UniqueConstraint("channel", "bot", "user_ref"),
        Index(None, "person_id"),
    )

    id: int | None = row_id()
    person_id: int = to("person.id")
    channel: str
    bot: str
    user_ref: str
    chat_ref: str
    platform_id: int | None = Field(default=None, sa_type=BigInteger)
    state: str = "active"
    linked_at: datetime
    last_seen_at: datetime | None = None


class PhoneCallRow(Row, table=True):
    """Somebody must be told by telephone, for nothing else reaches them. `body` is sealed: what was to be said."""

    __tablename__ = "phone_call"
    __table_args__ = (
        one_of("reason", CallReason),
        CheckConstraint("body IS NOT NULL OR wiped_at IS NOT NULL", name="body"),
        UniqueConstraint("cause"),
        Index("ix_phone_call_open", "id", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: int | None = row_id()
    person_id: int = to("person.id")
    cause: str
    reason: str
    body: bytes | None = Field(default=None, sa_type=LargeBinary)
    created_at: datetime
    done_at: datetime | None = None
    wiped_at: datetime | None = None


class InviteRow(Row, table=True):
    __tablename__ = "invite"
    __table_args__ = (
        UniqueConstraint("code_hash"),
        CheckConstraint("(used_at IS NULL) = (used_by IS NULL)", name="used"),
        CheckConstraint("expires_at > created_at", name="expires_at"),
        NEVER_AGAIN,
    )

    id: int | None = row_id()
    person_id: int = to("person.id")
    code_hash: bytes = Field(sa_type=LargeBinary)
    created_by: int | None = to("person.id", default=None)
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    used_by: str | None = None


class InviteFailure(Row, table=True):
    __tablename__ = "invite_failure"
    __table_args__ = (Index(None, "account_ref", "at"),)

    id: int | None = row_id()
    account_ref: str
    at: datetime
