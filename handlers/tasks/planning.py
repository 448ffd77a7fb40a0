"""What will have to be said, as rows: planned when plan, people, appointments or drafts changed, and then for all that is missing."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from datetime import date, datetime, time, timedelta
from hashlib import sha256

from handlers.talk.services import Services
from handlers.talk.wording import VIETNAM, local
from storage.records import (
    About,
    NewReminder,
    Outlook,
    ReminderKind,
    ReminderState,
    Role,
    Task,
    TaskProgress,
    TaskState,
)
from storage.work import Work
from survey.calendar import next_working_day, plan_reminders
from survey.programme.plan import PlannedTask, Programme, choose_plan, plans_begun

MORNING = time(7, 30)
"""When appointments of the day are called to mind, local time."""

NIGHT = time(21)
"""From when on nobody is written to before the morning, local time."""

REMIND_AT = time(8)
"""When tasks are called to mind where no plan is in force that says it."""

AHEAD = timedelta(days=30)
"""How long before their day appointments are planned."""

MISSED = "missed"
"""The stage of an appointment whose day has passed."""

PLANNED = "planned"
"""The name under which the mark of what was planned last is kept."""


def patience(services: Services) -> timedelta:
    """How long a draft may lie open before it brings a nudge."""
    return timedelta(hours=services.settings.nudge_hours)


def outlook(work: Work, services: Services, now: datetime) -> Outlook:
    """Whether there is anything to do, by one read."""
    today = local(now).date()
    return work.unplanned.look(now, today, upto=today + AHEAD, since=now - patience(services))


def mark(services: Services, seen: Outlook, today: date) -> str:
    """From what the reminders of tasks follow: the plans that have begun, the one in force, the tasks, and who has which duty."""
    plans = [astuple(plan) for plan in plans_begun(services.plans, today)]
    current = choose_plan(services.plans, today)
    follows = (plans, current and current.key, seen.duties, seen.tasks, seen.rounds, seen.reviewers)
    return sha256(repr(follows).encode()).hexdigest()


def plan(work: Work, services: Services, now: datetime) -> None:
    """Rows for everything that will have to be said; planning the same twice plans it once."""
    # Two processes might be at it for a moment, while one takes over from the other.
    work.meta.alone(PLANNED)
    today, seen = local(now).date(), outlook(work, services, now)
    if seen.planned != mark(services, seen, today):
        follow_plans(work, services, now)
        seen = outlook(work, services, now)
        current = choose_plan(services.plans, today)
        if current is not None:
            work.reminders.plan(_of_tasks(work, current, seen))
            work.reminders.plan(_of_round(work, current, seen, now))
        work.meta.set(PLANNED, mark(services, seen, today))
    appointments = work.unplanned.appointments(today, today + AHEAD)
    work.reminders.plan(one for about, person in appointments for one in _of_appointment(about, person, now))
    work.reminders.plan(
        NewReminder(About(ReminderKind.DRAFT, one, local(left).date(), left), person, "nudge", waking(services, now))
        for one, person, left in work.unplanned.drafts(today, now - patience(services))
    )


def _of_tasks(work: Work, current: Programme, seen: Outlook) -> Iterator[NewReminder]:
    stages = [(stage.key, stage.days_before) for stage in current.stages]
    for task in work.tasks.all(current.year):
        if task.due_on is None:
            continue
        about = About(ReminderKind.TASK, task.id, task.due_on)
        here = work.people.serving(task.unit)
        for planned in plan_reminders(task.due_on, stages):
            due = at_local(planned.on, current.remind_at)
            yield from (
                NewReminder(about, person, planned.stage, due)
                for person, duty in seen.duties
                if duty == task.duty and person in here
            )


def _of_round(work: Work, current: Programme, seen: Outlook, now: datetime) -> Iterator[NewReminder]:
    """The end of the round: to collaborators at each stage, to leaders on the day; what is over already is not made up for."""
    for held in work.rounds.running(local(now).date()):
        here = work.people.serving(held.unit)
        about = About(ReminderKind.ROUND, held.id, held.ends)
        for stage in current.round_stages:
            due = at_local(held.ends - timedelta(days=stage.days_before), current.remind_at)
            for person, role in seen.reviewers if due >= now else ():
                if person in here and (role == Role.COLLABORATOR or stage.days_before == 0):
                    yield NewReminder(about, person, stage.key, due)


def _of_appointment(about: About, person: int, now: datetime) -> Iterator[NewReminder]:
    """On the morning of the day, unless that is over; and once on the morning after, where nobody came."""
    on_the_day = at_local(about.day, MORNING)
    if on_the_day >= now or about.day < local(now).date():
        yield NewReminder(about, person, "on_the_day", on_the_day)
    yield NewReminder(about, person, MISSED, at_local(about.day + timedelta(days=1), MORNING))


def follow_plans(work: Work, services: Services, now: datetime) -> None:
    """The tasks are those of the plans that have begun, of each year the last; the others are retired, until a plan has them again."""
    known = {(task.unit, task.key, task.year): task for task in work.tasks.all(retired=True)}
    begun = plans_begun(services.plans, local(now).date())
    wanted = {
        (commune.code, one.key, plan.year): one
        for commune in work.units.communes()
        for plan in begun
        if commune.plan in {"", plan.series}
        for one in plan.tasks
    }
    for (unit, key, year), planned in wanted.items():
        before = known.get((unit, key, year))
        task = _put(work, unit, planned, year)
        if before is not None and before.retired_at is not None:
            work.reminders.revive(task.id, now)
    for place, task in known.items():
        if place not in wanted and task.from_plan and task.retired_at is None:
            work.tasks.retire(task.id, now)
            work.reminders.drop(task.id, now)


def _put(work: Work, unit: str, planned: PlannedTask, year: int) -> Task:
    details = json.dumps({"confidence": planned.confidence, "note": planned.note}, ensure_ascii=False)
    return work.tasks.put(
        unit,
        planned.key,
        year,
        planned.title,
        reference=planned.reference,
        due_on=planned.due_on,
        duty=planned.lead,
        details=details,
        from_plan=True,
    )


def owed(services: Services, tasks: Iterable[TaskProgress], today: date) -> tuple[TaskProgress, ...]:
    """What an official sees, and numbers: the tasks of the plan in force, and what was left undone of earlier ones."""
    current = choose_plan(services.plans, today)
    year = current.year if current is not None else today.year
    return tuple(one for one in tasks if one.task.year >= year or one.state is not TaskState.DONE)


def remind_again(work: Work, services: Services, person_id: int, task_id: int, day: date, today: date) -> None:
    """A reminder on the day to which the person put the task off."""
    about = About(ReminderKind.POSTPONED, task_id, day)
    due = at_local(day, remind_at(services, today))
    work.reminders.plan([NewReminder(about, person_id, "postponed", due)])


def remind_of_missed(work: Work, services: Services, person_id: int, task: Task, now: datetime) -> None:
    """A task that is open again: where a stage passed while it counted as done, or none is to come, it is reminded of in the morning."""
    mine = [one for one in work.reminders.of(ReminderKind.TASK, task.id) if one.person_id == person_id]
    missed = any(one.state is ReminderState.DROPPED and one.due_at <= now for one in mine)
    to_come = any(one.state is ReminderState.PENDING for one in mine)
    if task.due_on is None or (to_come and not missed):
        return
    today = local(now).date()
    at = remind_at(services, today)
    day = next_working_day(today if at_local(today, at) > now else today + timedelta(days=1))
    about = About(ReminderKind.TASK, task.id, task.due_on)
    work.reminders.plan([NewReminder(about, person_id, f"again_{day.isoformat()}", at_local(day, at))])


def remind_at(services: Services, today: date) -> time:
    """When tasks are called to mind, local time."""
    current = choose_plan(services.plans, today)
    return current.remind_at if current is not None else REMIND_AT


def at_local(day: date, at: time) -> datetime:
    """An instant by the commune's clock."""
    return datetime.combine(day, at, VIETNAM)


def waking(services: Services, now: datetime) -> datetime:
    """Now, or the next morning where it is late: nobody is written to at night. Morning is when the first reminders of a day go out."""
    here = local(now)
    morning = min(MORNING, remind_at(services, here.date()))
    if here.time() < morning:
        return at_local(here.date(), morning)
    return at_local(here.date() + timedelta(days=1), morning) if here.time() >= NIGHT else now
