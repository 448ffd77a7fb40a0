"""Tasks of the programme, how far each official is, and reminders."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from storage.records.programme import ReminderKind, ReminderState, TaskState
from storage.tables.base import BIG_ID, NEVER_AGAIN, Row, one_of, row_id, to

_PENDING = text("state = 'pending'")
_ABOUT = ("subject_id", "kind", "person_id")
_BY_DAY, _BY_MOMENT = text("left_at IS NULL"), text("left_at IS NOT NULL")


class TaskRow(Row, table=True):
    __tablename__ = "task"
    __table_args__ = (UniqueConstraint("unit_code", "key", "year"), Index(None, "duty"))

    id: int | None = row_id()
    unit_code: str = Field(foreign_key="unit.code")
    key: str
    year: int
    title: str
    reference: str
    due_on: date | None = None
    duty: str
    details: str = ""
    retired_at: datetime | None = None
    from_plan: bool = False


class TaskStateRow(Row, table=True):
    __tablename__ = "task_state"
    __table_args__ = (one_of("state", TaskState),)

    task_id: int = Field(foreign_key="task.id", primary_key=True, sa_type=BIG_ID)
    person_id: int = Field(foreign_key="person.id", primary_key=True, sa_type=BIG_ID)
    state: str
    until: date | None = None
    at: datetime


class TaskEventRow(Row, table=True):
    __tablename__ = "task_event"
    __table_args__ = (one_of("state", TaskState), Index(None, "task_id"))

    id: int | None = row_id()
    task_id: int = to("task.id")
    person_id: int = to("person.id")
    state: str
    until: date | None = None
    at: datetime


class ReminderRow(Row, table=True):
    """`subject_id`: the task or the assignment, as `kind` says. Planned once by its day, and where a draft was left by that moment."""

    __tablename__ = "reminder"
    __table_args__ = (
        one_of("kind", ReminderKind),
        one_of("state", ReminderState),
        CheckConstraint("(kind = 'draft') = (left_at IS NOT NULL)", name="left_at"),
        Index(
            "ix_reminder_by_day", *_ABOUT, "day", "stage", unique=True, sqlite_where=_BY_DAY, postgresql_where=_BY_DAY
        ),
        Index(
            "ix_reminder_by_moment",
            *_ABOUT,
            "left_at",
            "stage",
            unique=True,
            sqlite_where=_BY_MOMENT,
            postgresql_where=_BY_MOMENT,
        ),
        Index("ix_reminder_pending", "due_at", "id", sqlite_where=_PENDING, postgresql_where=_PENDING),
        NEVER_AGAIN,
    )

    id: int | None = row_id()
    kind: str
    subject_id: int = Field(sa_type=BIG_ID)
    person_id: int = to("person.id")
    day: date
    left_at: datetime | None = None
    stage: str
    due_at: datetime
    state: str = "pending"
    outbox_id: int | None = to("outbox.id", default=None)
    at: datetime | None = None
