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


class ReminderKind(StrEnum):
    """What a reminder is about: a task's deadline, the day to which somebody put it off, an appointment with a household, a draft left open, the end
    of the round.
    """

    TASK = "task"
    POSTPONED = "postponed"
    APPOINTMENT = "appointment"
    DRAFT = "draft"
    ROUND = "round"


class ReminderState(StrEnum):
    """`skipped`: asked again at firing time, it was no longer due. `dropped`: not wanted any more before its time came; it may come back."""

    PENDING = "pending"
    QUEUED = "queued"
    SKIPPED = "skipped"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Task:
    """A task of a commune's programme in one year; `due_on` a local date; `details` the caller's own JSON (reminder stages, confidence)."""

    id: int
    unit: str
    key: str
    year: int
    title: str
    reference: str
    due_on: date | None
    duty: str
    details: str = ""
    retired_at: datetime | None = None
    """Since when the plan does not have it any more; its history stays."""
    from_plan: bool = False
    """Whether a plan's file laid it down: only such a task is retired."""


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
class About:
    """What a reminder is about: the task or the assignment of this number, and a local date of it.

    `day` is the deadline, the day to which the task was put off, the appointment, or the day on which the draft was left; `left_at` is the
    moment of that draft's last answer, None for all others.
    """

    kind: ReminderKind
    id: int
    day: date
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewReminder:
    """A reminder to come. Unique: what it is about, person, stage."""

    about: About
    person_id: int
    stage: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Reminder:
    """A planned reminder. `outbox_id`: the message that it became."""

    id: int
    about: About
    person_id: int
    stage: str
    due_at: datetime
    state: ReminderState
    outbox_id: int | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a tick has to do. `is_due`: reminders whose time has come; `is_missing`: appointments or drafts without one; `planned`: the mark of
    what was planned last; `duties`: (person, duty) of all active people who have one; `tasks`: a line for each task that is not retired.
    """

    is_due: bool
    is_missing: bool
    planned: str
    duties: tuple[tuple[int, str], ...]
    tasks: tuple[str, ...]
    rounds: tuple[str, ...] = ()
    """A line for each current round: its number and its last day."""
    reviewers: tuple[tuple[int, str], ...] = ()
    """(person, role) of all active collaborators and leaders: they are told when the round ends."""
