"""Tasks of the programme and reminders."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class TaskState(StrEnum):
    """How far an official is with a task."""

    OPEN = "open"
    RECEIVED = "received"
    DONE = "done"
    POSTPONED = "postponed"


class ReminderState(StrEnum):
    """`skipped`: asked again at firing time, it was no longer due."""

    PENDING = "pending"
    QUEUED = "queued"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Task:
    """A task of the programme in one year; `due_on` a local date; `details` the caller's own JSON (reminder stages, confidence)."""

    id: int
    key: str
    year: int
    title: str
    reference: str
    due_on: date | None
    duty: str
    details: str = ""


@dataclass(frozen=True, slots=True)
class TaskProgress:
    """A task as one person has it. `until`: do not remind before this local date; the deadline itself stays."""

    task: Task
    person_id: int
    state: TaskState
    until: date | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class TaskEvent:
    """One step in the history of a task."""

    person_id: int
    state: TaskState
    until: date | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Reminder:
    """A planned reminder. Unique: subject ("task:3", "assignment:12"), person, occasion, stage."""

    id: int
    subject: str
    person_id: int
    occasion: str
    stage: str
    due_at: datetime
    state: ReminderState
    outbox_id: int | None
