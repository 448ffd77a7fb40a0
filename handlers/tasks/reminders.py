"""Reminders are rows: asked again at firing time, queued in the same transaction."""

from collections.abc import Callable
from datetime import datetime, timedelta

from chat import Outgoing
from handlers.talk.buttons import buttons_to, tap
from handlers.talk.notify import tell_many
from handlers.talk.services import Services
from handlers.talk.wording import local
from handlers.tasks.appointments import is_missed
from handlers.tasks.of_tasks import OF_TASKS, Firing, Letter, of_person
from handlers.tasks.planning import MISSED, mark, outlook, patience, plan, waking
from storage.records import (
    Assignment,
    AssignmentState,
    Cause,
    NewShownList,
    Numbered,
    NumberedKind,
    Person,
    Reminder,
    ReminderKind,
    Role,
    reminding,
)
from storage.work import Database, Work
from survey.workflow.states import BEGUN, DONE, WAITING
from survey.written import day_text, weekday

BATCH = 400
"""Reminders in one unit of work: few enough that nobody who writes meanwhile waits for long."""


def tick(database: Database, services: Services, now: datetime) -> int:
    """Plan what is missing, then a first `fire`; 0 = there was nothing to do, and it took one read to know. At night all waits for the morning."""
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
    """Queue, or skip, some of what is due; how many reminders that were: 0 = nothing more is due, or it is night."""
    if waking(services, now) > now:
        return 0
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
    earliest = min((moment for moment in moments if moment is not None), default=None)
    return waking(services, max(earliest, now)) if earliest is not None else None


def _fire(work: Work, services: Services, due: tuple[Reminder, ...], now: datetime) -> None:
    """Ask of each again whether it is still due; queue its message or skip it. What a person is to hear of tasks is one message."""
    people = work.people.many({reminder.person_id for reminder in due})
    firing = Firing(work, services, now, work.tasks.of_people(people.values()))
    letters: dict[Cause, tuple[Person, Letter]] = {}
    told: dict[int, Cause] = {}
    of_tasks: dict[int, list[Reminder]] = {}
    last = {one.person_id: one.id for one in due if one.about.kind is ReminderKind.ROUND}
    for reminder in due:
        person = people.get(reminder.person_id)
        over = reminder.about.kind is ReminderKind.ROUND and last[reminder.person_id] != reminder.id
        if person is None or not person.active or over:
            continue
        if reminder.about.kind in OF_TASKS:
            of_tasks.setdefault(person.id, []).append(reminder)
        elif (message := _ASKED_AGAIN[reminder.about.kind](firing, person, reminder)) is not None:
            told[reminder.id] = reminding(reminder.id)
            letters[told[reminder.id]] = (person, message)
    for person_id, reminders in of_tasks.items():
        message, said = of_person(firing, people[person_id], reminders)
        if message is not None:
            cause = reminding(said[-1])
            letters[cause] = (people[person_id], message)
            told |= dict.fromkeys(said, cause)
    rows = _sent(work, services, letters, now)
    work.reminders.settle({one.id: rows.get(told[one.id]) if one.id in told else None for one in due}, now)


def _sent(
    work: Work, services: Services, letters: dict[Cause, tuple[Person, Letter]], now: datetime
) -> dict[Cause, int]:
    """Queued, with what the numbers in them stand for: cause -> outbox id."""
    rows = tell_many(work, services, {cause: (who, one.outgoing) for cause, (who, one) in letters.items()}, now)
    shown = (
        NewShownList(cause, who.id, one.numbered)
        for cause, (who, one) in letters.items()
        if one.numbered is not None and cause in rows
    )
    work.shown_lists.put(shown, now)
    return rows


def _appointment(firing: Firing, person: Person, reminder: Reminder) -> Letter | None:
    """An appointment that still stands, with a household that is still this person's and not handed in."""
    one = _own(firing, person, reminder)
    if one is None or one.appointment_on != reminder.about.day:
        return None
    today = local(firing.now).date()
    if reminder.stage != MISSED:
        # Where nobody could be reminded on the day itself, the morning after tells.
        return _of_household(firing, one, "reminder.appointment") if reminder.about.day == today else None
    return _of_household(firing, one, "reminder.missed") if is_missed(firing.work, one, today) else None


def _draft(firing: Firing, person: Person, reminder: Reminder) -> Letter | None:
    """A draft to which nothing was written since the nudge was planned; where only the notice was read, there is nothing to go on with."""
    one = _own(firing, person, reminder)
    if one is None or one.state not in BEGUN:
        return None
    if one.appointment_on is not None and one.appointment_on >= local(firing.now).date():
        return None  # It was put off, and the appointment is called to mind.
    draft = firing.work.interviews.open_of(one.id)
    if draft is None or draft.updated_at != reminder.about.left_at:
        return None
    returned = one.state is AssignmentState.RETURNED
    return _of_household(firing, one, "reminder.returned" if returned else "reminder.draft")


def _round(firing: Firing, person: Person, reminder: Reminder) -> Letter | None:
    """The end of the round, to a collaborator with households that wait, and to a leader on the day."""
    held = firing.work.rounds.get(reminder.about.id)
    if held is None or held.state != "open" or held.ends != reminder.about.day:
        return None
    texts, mine = firing.services.texts, person.has(Role.COLLABORATOR)
    every = firing.work.assignments.of_person(held.id, person.id) if mine else firing.work.assignments.of_round(held.id)
    left, days = sum(one.state in WAITING for one in every), (held.ends - local(firing.now).date()).days
    if left == 0 or not {Role.COLLABORATOR, Role.LEADER} & set(person.roles):
        return None
    when = f"{weekday(held.ends)} {day_text(held.ends)}"
    key = "round.before" if days > 0 else "round.today" if days == 0 else "round.over"
    lines = [texts(key, day=when, n=days)]
    done = sum(one.state in DONE for one in every)
    lines.append(texts("round.left" if mine else "round.left_all", left=left, done=done, total=len(every)))
    return Letter(Outgoing("\n".join(lines), buttons_to(texts, "list" if mine else "summary")))


def _own(firing: Firing, person: Person, reminder: Reminder) -> Assignment | None:
    one = firing.work.assignments.get(reminder.about.id)
    if one is None or one.person_id != person.id:
        return None
    return one if one.state in WAITING else None


def _of_household(firing: Firing, one: Assignment, key: str) -> Letter:
    number = one.household.number
    day = one.appointment_on
    when = f"{weekday(day)} {day_text(day)}" if day is not None else ""
    text = firing.services.texts(key, number=number, name=one.household.head_name, day=when)
    rows = ((tap(firing.services.texts("button.open_household", number=number), f"/rasoat {number}"),),)
    return Letter(Outgoing(text, rows), Numbered(NumberedKind.HOUSEHOLD, {number: str(one.household.id)}))


_ASKED_AGAIN: dict[ReminderKind, Callable[[Firing, Person, Reminder], Letter | None]] = {
    ReminderKind.APPOINTMENT: _appointment,
    ReminderKind.DRAFT: _draft,
    ReminderKind.ROUND: _round,
}
"""A kind that is not here is an error."""
