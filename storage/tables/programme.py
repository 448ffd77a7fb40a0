"""Tasks of the programme, how far each official is, and reminders."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from storage.records.programme import ReminderState, TaskState
from storage.tables.base import BIG_ID, Row, one_of, row_id, to

_PENDING = text("state = 'pending'")


class TaskRow(Row, table=True):
    __tablename__ = "task"
    __table_args__ = (UniqueConstraint("key", "year"), Index(None, "duty"))

    id: int | None = row_id()
    key: str
    year: int
    title: str
    reference: str
    due_on: date | None = None
    duty: str
    details: str = ""


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
    __tablename__ = "reminder"
    __table_args__ = (
        one_of("state", ReminderState),
        UniqueConstraint("subject", "person_id", "occasion", "stage"),
        Index("ix_reminder_pending", "due_at", "id", sqlite_where=_PENDING, postgresql_where=_PENDING),
    )

    id: int | None = row_id()
    subject: str
    person_id: int = to("person.id")
    occasion: str
    stage: str
    due_at: datetime
    state: str = "pending"
    outbox_id: int | None = to("outbox.id", default=None)
    at: datetime | None = None
