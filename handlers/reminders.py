"""Reminders are rows: planned by data, asked again at firing time, queued in the same transaction."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from chat import Outgoing
from handlers.context import VIETNAM, day_text, local, tap
from handlers.notify import tell
from handlers.services import Services
from handlers.wording import weekday
from storage.records import Assignment, AssignmentState, Person, Reminder, TaskState
from storage.work import Database, Work
from survey.calendar import plan_reminders

MORNING = time(7, 30)
"""When appointments of the day are called to mind, local time."""

BATCH = 50


def tick(database: Database, services: Services, now: datetime) -> int:
    """Plan what follows from tasks, appointments and drafts, then queue what is due; how many messages were queued."""
    with database.work() as work:
        plan(work, services, now)
        queued = sum(_fire(work, services, reminder, now) for reminder in work.reminders.due(now, BATCH))
        work.commit()
    return queued


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
    work: Work
    services: Services
    person: Person
    now: datetime


def _fire(work: Work, services: Services, reminder: Reminder, now: datetime) -> int:
    """Ask again whether it is still due; queue its message or skip it."""
    person = work.people.get(reminder.person_id)
    message = None
    if person is not None and person.active:
        firing = _Firing(work, services, person, now)
        kind, _, key = reminder.subject.partition(":")
        message = _task(firing, int(key), reminder) if kind == "task" else _household(firing, int(key), reminder)
    row = tell(work, services, person, message, f"reminder:{reminder.id}", now) if person and message else None
    if row is None:
        work.reminders.skip(reminder.id, now)
        return 0
    work.reminders.queued(reminder.id, row, now)
    return 1


def _task(firing: _Firing, task_id: int, reminder: Reminder) -> Outgoing | None:
    progress = firing.work.tasks.progress(task_id, firing.person.id)
    if progress is None or progress.state is TaskState.DONE or progress.task.due_on is None:
        return None
    if reminder.occasion.startswith("postponed:"):
        if progress.until is None or reminder.occasion != f"postponed:{progress.until.isoformat()}":
            return None
    elif reminder.occasion != progress.task.due_on.isoformat() or _put_off(progress.until, firing.now):
        return None
    texts, due = firing.services.texts, progress.task.due_on
    days = (due - local(firing.now).date()).days
    key = "reminder.task_before" if days > 0 else "reminder.task_today" if days == 0 else "reminder.task_overdue"
    text = texts(
        key,
        name=firing.person.name,
        title=progress.task.title,
        reference=progress.task.reference,
        weekday=weekday(due),
        day=day_text(due),
        n=abs(days),
    )
    place = [one.task.id for one in firing.work.tasks.of_duty(firing.person.duty, firing.person.id)].index(task_id) + 1
    words = (("đã nhận", "Đã nhận"), ("xong", "Xong"), ("hoãn", "Hoãn"))
    return Outgoing(text, (tuple(tap(label, f"{word} {place}") for word, label in words),))


def _put_off(until: date | None, now: datetime) -> bool:
    return until is not None and local(now).date() < until


def _household(firing: _Firing, assignment_id: int, reminder: Reminder) -> Outgoing | None:
    """An appointment of today, or a draft left open: only while it still is one."""
    one = firing.work.assignments.get(assignment_id)
    if one is None or one.person_id != firing.person.id:
        return None
    waiting = one.state in {AssignmentState.NOT_STARTED, AssignmentState.DRAFT}
    kind, _, what = reminder.occasion.partition(":")
    if kind == "appointment":
        still = waiting and one.appointment_on is not None and one.appointment_on.isoformat() == what
    else:
        still = one.state is AssignmentState.DRAFT and _left_at(firing.work, one) == datetime.fromisoformat(what)
    if not still:
        return None
    number = one.household.number
    text = firing.services.texts(f"reminder.{kind}", number=number, name=one.household.head_name)
    return Outgoing(text, ((tap(f"Mở hộ {number}", f"/rasoat {number}"),),))
