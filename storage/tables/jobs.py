"""Long work beside the turns, a row each."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, LargeBinary, text
from sqlmodel import Field

from storage.records.jobs import JobState
from storage.tables.base import Row, one_of, row_id, to

_OPEN = text("state IN ('waiting', 'running')")
_UNWIPED = text("wiped_at IS NULL")


class JobRow(Row, table=True):
    """`input` is sealed: the message that asked for it. `holder`: the process that does it, until its lease ends."""

    __tablename__ = "job"
    __table_args__ = (
        one_of("state", JobState),
        CheckConstraint("(state = 'running') = (lease_until IS NOT NULL)", name="lease_until"),
        CheckConstraint("(state IN ('waiting', 'running')) = (ended_at IS NULL)", name="ended_at"),
        CheckConstraint("done >= 0 AND done <= total", name="done"),
        CheckConstraint("written = 0 OR result IS NOT NULL OR ended_at IS NOT NULL", name="written"),
        CheckConstraint("input IS NOT NULL OR wiped_at IS NOT NULL", name="input"),
        Index("ix_job_open", "person_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_job_unwiped", "ended_at", sqlite_where=_UNWIPED, postgresql_where=_UNWIPED),
    )

    id: int | None = row_id()
    kind: str
    person_id: int = to("person.id")
    input: bytes | None = Field(default=None, sa_type=LargeBinary)
    state: str = "waiting"
    holder: str = ""
    lease_until: datetime | None = None
    attempts: int = 0
    done: int = 0
    total: int = 0
    result: bytes | None = Field(default=None, sa_type=LargeBinary)
    written: int = 0
    error: str = ""
    created_at: datetime
    told_at: datetime | None = None
    ended_at: datetime | None = None
    wiped_at: datetime | None = None
