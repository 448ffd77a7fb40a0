"""Reminders are rows: planned by data, asked again at firing time, queued in the same transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from chat import Outgoing
from handlers.talk.buttons import tap
from handlers.talk.notify import tell_many
from handlers.talk.services import Services
from handlers.talk.wording import VIETNAM, local
from handlers.tasks.buttons import answer_buttons
from storage.records import Assignment, AssignmentState, Cause, Person, Reminder, TaskProgress, TaskState, reminding
from storage.work import Database, Work
from survey.calendar import plan_reminders
from survey.workflow.states import WAITING
from survey.written import day_text, weekday

MORNING = time(7, 30)
"""When appointments of the day are called to mind, local time."""

BATCH = 400
"""Reminders in one unit of work: few enough that nobody who writes meanwhile waits for long."""


def tick(database: Database, services: Services, now: datetime) -> int:
    """Plan what follows from tasks, appointments and drafts, then a first `fire`."""
    with database.work() as work:
        plan(work, services, now)
        work.commit()
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
    with database.look() as work:
        planned = work.reminders.next_due()
        current = work.rounds.current(local(now).date())
        drafts = work.assignments.idle_drafts(current.id, now) if current is not None else ()
        left = [_left_at(work, one) for one in drafts]
    # A draft is nudged when it has lain open for longer than that, not at the very instant.
    patience = timedelta(hours=services.settings.nudge_hours, microseconds=1)
    waits = [at + patience for at in left if at + patience > now]
    return min([*waits, planned] if planned is not None else waits, default=None)


def plan(work: Work, services: Services, now: datetime) -> None:
    """Rows for everything that will have to be said; planning the same twice plans it once."""
    _plan_tasks(work, services)
    current = work.rounds.current(local(now).date())
    if current is None:
        return
    for one in work.assignments.appointments(current.id, local(now).date() + timedelta(days=30)):
        if one.person_id is not None and one.appointment_on is not None:
            due = _at(one.appointment_on, MORNING)
            occasion = f"appointment:{one.appointment_on.isoformat()}"
            work.reminders.plan(f"assignment:{one.id}", one.person_id, occasion, "on_the_day", due_at=due)
    since = now - timedelta(hours=services.settings.nudge_hours)
    for one in work.assignments.idle_drafts(current.id, since):
        if one.person_id is not None:
            occasion = f"draft:{_left_at(work, one).isoformat()}"
            work.reminders.plan(f"assignment:{one.id}", one.person_id, occasion, "nudge", due_at=_waking(now))


def _left_at(work: Work, one: Assignment) -> datetime:
    """When something was last answered in the household's draft."""
    draft = work.interviews.open_of(one.id)
    return draft.updated_at if draft is not None else one.updated_at


def _plan_tasks(work: Work, services: Services) -> None:
    programme = services.programme
    for task in work.tasks.all(programme.year):
        if task.due_on is None:
            continue
        for planned in plan_reminders(task.due_on, [(stage.key, stage.days_before) for stage in programme.stages]):
            for person in work.people.with_duty(task.duty):
                due = _at(planned.on, programme.remind_at)
                occasion = task.due_on.isoformat()
                work.reminders.plan(f"task:{task.id}", person.id, occasion, planned.stage, due_at=due)


def remind_again(work: Work, person: Person, task_id: int, day: date, at: time) -> None:
    """A reminder on the day to which the person put the task off."""
    work.reminders.plan(f"task:{task_id}", person.id, f"postponed:{day.isoformat()}", "postponed", due_at=_at(day, at))


def _at(day: date, at: time) -> datetime:
    return datetime.combine(day, at, VIETNAM)


def _waking(now: datetime) -> datetime:
    """Now, or the next morning where it is late: nobody is nudged at night."""
    here = local(now)
    if here.time() < MORNING:
        return _at(here.date(), MORNING)
    return _at(here.date() + timedelta(days=1), MORNING) if here.hour >= 21 else now


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
    kind, _, key = reminder.subject.partition(":")
    return (_task if kind == "task" else _household)(firing, person, int(key), reminder)


def _task(firing: _Firing, person: Person, task_id: int, reminder: Reminder) -> Outgoing | None:
    numbered = enumerate(firing.tasks.get(person.id, ()), start=1)
    found = [(number, one) for number, one in numbered if one.task.id == task_id]
    if not found:
        return None
    number, progress = found[0]
    due = progress.task.due_on
    if progress.state is TaskState.DONE or due is None:
        return None
    if reminder.occasion.startswith("postponed:"):
        if progress.until is None or reminder.occasion != f"postponed:{progress.until.isoformat()}":
            return None
    elif reminder.occasion != due.isoformat() or _put_off(progress.until, firing.now):
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


def _put_off(until: date | None, now: datetime) -> bool:
    return until is not None and local(now).date() < until


def _household(firing: _Firing, person: Person, assignment_id: int, reminder: Reminder) -> Outgoing | None:
    """An appointment of today, or a draft left open: only while it still is one."""
    one = firing.work.assignments.get(assignment_id)
    if one is None or one.person_id != person.id:
        return None
    waiting = one.state in WAITING
    kind, _, what = reminder.occasion.partition(":")
    if kind == "appointment":
        still = waiting and one.appointment_on is not None and one.appointment_on.isoformat() == what
    else:
        still = one.state is AssignmentState.DRAFT and _left_at(firing.work, one) == datetime.fromisoformat(what)
    if not still:
        return None
    number = one.household.number
    text = firing.services.texts(f"reminder.{kind}", number=number, name=one.household.head_name)
    return Outgoing(text, ((tap(firing.services.texts("button.open_household", number=number), f"/rasoat {number}"),),))
