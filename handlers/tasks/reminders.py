"""Reminders are rows: asked again at firing time, queued in the same transaction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chat import Outgoing
from handlers.talk.buttons import tap
from handlers.talk.notify import tell_many
from handlers.talk.services import Services
from handlers.talk.wording import local
from handlers.tasks.buttons import answer_buttons
from handlers.tasks.planning import mark, outlook, owed, patience, plan
from storage.records import (
    Assignment,
    AssignmentState,
    Cause,
    Person,
    Reminder,
    ReminderKind,
    TaskProgress,
    TaskState,
    reminding,
)
from storage.work import Database, Work
from survey.workflow.states import WAITING
from survey.written import day_text, weekday

BATCH = 400
"""Reminders in one unit of work: few enough that nobody who writes meanwhile waits for long."""


def tick(database: Database, services: Services, now: datetime) -> int:
    """Plan what is missing, then a first `fire`; 0 = there was nothing to do, and it took one read to know."""
    with database.look() as work:
        seen = outlook(work, services, now)
    if seen.is_missing or seen.planned != mark(services, seen, local(now).date()):
        with database.work() as work:
            plan(work, services, now)
            work.commit()
    elif not seen.is_due:
        return 0
    return fire(database, services, now)


def fire(database: Database, services: Services, now: datetime) -> int:
    """Queue, or skip, some of what is due; how many reminders that were: 0 = nothing more is due."""
    with database.work() as work:
        due = work.reminders.due(now, BATCH)
        if due:
            _fire(work, services, due, now)
            work.commit()
    return len(due)


def next_due(database: Database, services: Services, now: datetime) -> datetime | None:
    """When a tick will have something to do next: a planned reminder, or a draft that will have lain open too long."""
    # A draft is nudged when it has lain open for longer than that, not at the very instant.
    wait = patience(services) + timedelta(microseconds=1)
    with database.look() as work:
        planned = work.reminders.next_due()
        left = work.unplanned.next_left(local(now).date(), now - wait)
    moments = [planned, left + wait if left is not None else None]
    return min((moment for moment in moments if moment is not None), default=None)


@dataclass(frozen=True, slots=True)
class _Firing:
    """One unit of work, and what all its reminders are asked about."""

    work: Work
    services: Services
    now: datetime
    tasks: Mapping[int, tuple[TaskProgress, ...]]


def _fire(work: Work, services: Services, due: tuple[Reminder, ...], now: datetime) -> None:
    """Ask of each again whether it is still due; queue its message or skip it."""
    people = work.people.many({reminder.person_id for reminder in due})
    firing = _Firing(work, services, now, work.tasks.of_people(people.values()))
    letters: dict[Cause, tuple[Person, Outgoing]] = {}
    for reminder in due:
        person = people.get(reminder.person_id)
        message = _message(firing, person, reminder) if person is not None and person.active else None
        if person is not None and message is not None:
            letters[reminding(reminder.id)] = (person, message)
    rows = tell_many(work, services, letters, now)
    work.reminders.settle({reminder.id: rows.get(reminding(reminder.id)) for reminder in due}, now)


def _message(firing: _Firing, person: Person, reminder: Reminder) -> Outgoing | None:
    """What is said, where there is still something to say."""
    return _ASKED_AGAIN[reminder.about.kind](firing, person, reminder)


def _task(firing: _Firing, person: Person, reminder: Reminder) -> Outgoing | None:
    """A deadline that nobody moved, of a task that is neither done nor put off."""
    found = _numbered(firing, person, reminder)
    if found is None:
        return None
    number, progress = found
    put_off = progress.until is not None and local(firing.now).date() < progress.until
    if put_off or reminder.about.day != progress.task.due_on:
        return None
    return _of_task(firing, person, number, progress)


def _postponed(firing: _Firing, person: Person, reminder: Reminder) -> Outgoing | None:
    """The day to which the person put a task off, and not to another one since."""
    found = _numbered(firing, person, reminder)
    if found is None or found[1].until != reminder.about.day:
        return None
    return _of_task(firing, person, *found)


def _numbered(firing: _Firing, person: Person, reminder: Reminder) -> tuple[int, TaskProgress] | None:
    """The task under the number that the person sees, while it is to be done."""
    mine = owed(firing.services, firing.tasks.get(person.id, ()), local(firing.now).date())
    found = ((number, one) for number, one in enumerate(mine, 1) if one.task.id == reminder.about.id)
    return next((one for one in found if one[1].state is not TaskState.DONE), None)


def _of_task(firing: _Firing, person: Person, number: int, progress: TaskProgress) -> Outgoing | None:
    due = progress.task.due_on
    if due is None:
        return None
    rows = (answer_buttons(firing.services.texts, number, numbered=False),)
    return Outgoing(_task_text(firing, person, progress, due), rows)


def _task_text(firing: _Firing, person: Person, progress: TaskProgress, due: date) -> str:
    days = (due - local(firing.now).date()).days
    key = "reminder.task_before" if days > 0 else "reminder.task_today" if days == 0 else "reminder.task_overdue"
    return firing.services.texts(
        key,
        name=person.name,
        title=progress.task.title,
        reference=progress.task.reference,
        weekday=weekday(due),
        day=day_text(due),
        n=abs(days),
    )


def _appointment(firing: _Firing, person: Person, reminder: Reminder) -> Outgoing | None:
    """An appointment that still stands, with a household that is still this person's and not handed in."""
    one = _own(firing, person, reminder)
    if one is None or one.appointment_on != reminder.about.day:
        return None
    return _of_household(firing, one, "reminder.appointment")


def _draft(firing: _Firing, person: Person, reminder: Reminder) -> Outgoing | None:
    """A draft to which nothing was written since the nudge was planned; where only the notice was read, there is nothing to go on with."""
    one = _own(firing, person, reminder)
    if one is None or one.state is not AssignmentState.DRAFT:
        return None
    draft = firing.work.interviews.open_of(one.id)
    if draft is None or draft.updated_at != reminder.about.left_at:
        return None
    return _of_household(firing, one, "reminder.draft")


def _own(firing: _Firing, person: Person, reminder: Reminder) -> Assignment | None:
    one = firing.work.assignments.get(reminder.about.id)
    if one is None or one.person_id != person.id:
        return None
    return one if one.state in WAITING else None


def _of_household(firing: _Firing, one: Assignment, key: str) -> Outgoing:
    number = one.household.number
    text = firing.services.texts(key, number=number, name=one.household.head_name)
    return Outgoing(text, ((tap(firing.services.texts("button.open_household", number=number), f"/rasoat {number}"),),))


_ASKED_AGAIN: dict[ReminderKind, Callable[[_Firing, Person, Reminder], Outgoing | None]] = {
    ReminderKind.TASK: _task,
    ReminderKind.POSTPONED: _postponed,
    ReminderKind.APPOINTMENT: _appointment,
    ReminderKind.DRAFT: _draft,
}
"""A kind that is not here is an error."""
