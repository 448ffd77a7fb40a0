"""What is said of tasks that are due: asked again of each, and one message a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from chat import Outgoing
from handlers.talk.services import Services
from handlers.talk.wording import local
from handlers.tasks.buttons import answer_buttons
from handlers.tasks.planning import owed
from storage.records import Numbered, NumberedKind, Person, Reminder, ReminderKind, TaskProgress, TaskState
from storage.work import Work
from survey.written import day_text, weekday

OF_TASKS = frozenset({ReminderKind.TASK, ReminderKind.POSTPONED})


@dataclass(frozen=True, slots=True)
class Firing:
    """One unit of work, and what all its reminders are asked about."""

    work: Work
    services: Services
    now: datetime
    tasks: Mapping[int, tuple[TaskProgress, ...]]


@dataclass(frozen=True, slots=True)
class Letter:
    """A reminder, and what the numbers in it stand for."""

    outgoing: Outgoing
    numbered: Numbered | None = None


def of_person(firing: Firing, person: Person, due: Sequence[Reminder]) -> tuple[Letter | None, tuple[int, ...]]:
    """The message about all tasks of which something is due, and the reminders that it says; of several stages of a task the last one counts."""
    mine = owed(firing.services, firing.tasks.get(person.id, ()), local(firing.now).date())
    said: dict[int, int] = {}
    for reminder in due:
        place = next((at for at, one in enumerate(mine) if one.task.id == reminder.about.id), None)
        if place is not None and _still_due(firing, reminder, mine[place]):
            said[place] = reminder.id
    tasks = [(place + 1, mine[place]) for place in sorted(said)]
    if not tasks:
        return None, ()
    one_only = len(tasks) == 1
    texts = firing.services.texts
    rows = tuple(answer_buttons(texts, number, one, numbered=not one_only) for number, one in tasks[:4])
    text = _text(firing, "reminder.task", person, tasks[0]) if one_only else _several(firing, person, tasks)
    numbered = Numbered(NumberedKind.TASK, {number: str(one.task.id) for number, one in tasks})
    return Letter(Outgoing(text, rows, listed=True), numbered), tuple(sorted(said.values()))


def _still_due(firing: Firing, reminder: Reminder, one: TaskProgress) -> bool:
    """A deadline that nobody moved, of a task that is neither done nor put off; or the very day to which it was put off."""
    if one.state is TaskState.DONE or one.task.due_on is None:
        return False
    if reminder.about.kind is ReminderKind.POSTPONED:
        return one.until == reminder.about.day
    put_off = one.until is not None and local(firing.now).date() < one.until
    return not put_off and reminder.about.day == one.task.due_on


def _several(firing: Firing, person: Person, tasks: Sequence[tuple[int, TaskProgress]]) -> str:
    texts = firing.services.texts
    lines = [texts("reminder.tasks", name=person.name, n=len(tasks))]
    lines += [_text(firing, "reminder.tasks_line", person, one) for one in tasks]
    return "\n".join([*lines, texts("reminder.tasks_how", number=tasks[0][0])])


def _text(firing: Firing, key: str, person: Person, numbered: tuple[int, TaskProgress]) -> str:
    number, progress = numbered
    due = progress.task.due_on
    assert due is not None
    days = (due - local(firing.now).date()).days
    return firing.services.texts(
        _WORDED[key, (days > 0) - (days < 0)],
        number=number,
        name=person.name,
        title=progress.task.title,
        reference=progress.task.reference,
        weekday=weekday(due),
        day=day_text(due),
        n=abs(days),
    )


_WORDED = {
    ("reminder.task", 1): "reminder.task_before",
    ("reminder.task", 0): "reminder.task_today",
    ("reminder.task", -1): "reminder.task_overdue",
    ("reminder.tasks_line", 1): "reminder.tasks_line_before",
    ("reminder.tasks_line", 0): "reminder.tasks_line_today",
    ("reminder.tasks_line", -1): "reminder.tasks_line_overdue",
}
"""By whether the deadline is to come, today, or over."""
