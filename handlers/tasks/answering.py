"""What an official says of a task: received, done, put off, or done by mistake."""

from dataclasses import replace
from datetime import date

from handlers.talk import asked
from handlers.talk.context import Context, Response
from handlers.talk.pending import Postponing
from handlers.talk.wording import local
from handlers.tasks.buttons import undo_button
from handlers.tasks.planning import at_local, remind_again, remind_at, remind_of_missed
from handlers.tasks.which import Meant, Mine, already, by_number, by_word, without_word
from storage.records import ReminderKind, ReminderState, TaskProgress, TaskState
from survey.read import OfTask, Refused, TaskAnswer, Value, read_postponement, read_task_answer, spoken
from survey.written import clock_of_day, day_text, weekday

_STATES = {
    OfTask.RECEIVED: TaskState.RECEIVED,
    OfTask.DONE: TaskState.DONE,
    OfTask.POSTPONED: TaskState.POSTPONED,
    OfTask.UNDONE: TaskState.OPEN,
}


def said(ctx: Context, mine: Mine, text: str) -> Response | None:
    """An answer; with one task only, its number may be left out. None where it is something else."""
    answer, asks = read_task_answer(text), ctx.dialog.small
    if answer is None:
        return _day_alone(ctx, mine, asks, text) if isinstance(asks, Postponing) else None
    if isinstance(asks, Postponing):
        ctx = ctx.with_dialog(ctx.dialog.asking(None))
    if not mine:
        return ctx.stay(ctx.texts("tasks.none"))
    state = _STATES[answer.said]
    found = by_word(ctx, mine, answer.number, text) if answer.number else _without(ctx, mine, state, answer)
    if isinstance(found, Response):
        return found
    return replace(_said(ctx, found, state, answer), numbers=found.numbered)


def _without(ctx: Context, mine: Mine, state: TaskState, answer: TaskAnswer) -> Meant | Response:
    return without_word(ctx, mine, state, lambda number: f"{spoken(answer.said)} {number} {answer.rest}".strip())


def _said(ctx: Context, found: Meant, state: TaskState, answer: TaskAnswer) -> Response:
    if state is TaskState.POSTPONED:
        return _postpone(ctx, found, answer.rest)
    if answer.rest:
        return ctx.stay(ctx.texts("tasks.unknown"))
    return _undo(ctx, found) if state is TaskState.OPEN else _answer(ctx, found, state)


def _answer(ctx: Context, found: Meant, state: TaskState) -> Response:
    one = found.one
    if one.state is TaskState.DONE:
        return _undo(ctx, found, to=state) if state is TaskState.RECEIVED else already(ctx, found)
    ctx.work.tasks.answered(one.task.id, ctx.person.id, state, None, ctx.now)
    text = ctx.texts(f"tasks.said_{state.value}", title=one.task.title, number=found.number)
    if state is not TaskState.DONE:
        ctx.work.reminders.revive(one.task.id, ctx.now, ctx.person.id)
        return ctx.stay(text)
    ctx.work.reminders.drop(one.task.id, ctx.now, ctx.person.id)
    return ctx.stay(text, ((undo_button(ctx.texts, one),),), listed=True)


def _undo(ctx: Context, found: Meant, to: TaskState | None = None) -> Response:
    """Not done after all: as it was before, and reminded of again. Where a reminder was passed over meanwhile, one comes in the morning."""
    one, number = found.one, found.number
    if one.state is not TaskState.DONE:
        return ctx.stay(ctx.texts("tasks.not_done", number=number, title=one.task.title))
    before = [event for event in ctx.work.tasks.history(one.task.id) if event.person_id == ctx.person.id]
    states = [event for event in before if event.state is not TaskState.DONE]
    state = to or (states[-1].state if states else TaskState.OPEN)
    until = states[-1].until if state is TaskState.POSTPONED else None
    if until is not None and until <= ctx.today:
        state, until = TaskState.RECEIVED, None
    ctx.work.tasks.answered(one.task.id, ctx.person.id, state, until, ctx.now)
    ctx.work.reminders.revive(one.task.id, ctx.now, ctx.person.id)
    remind_of_missed(ctx.work, ctx.services, ctx.person.id, one.task, ctx.now)
    return ctx.stay(ctx.texts("tasks.undone", number=number, title=one.task.title, when=_next_reminder(ctx, one)))


def _next_reminder(ctx: Context, one: TaskProgress) -> str:
    """From when on the person is reminded of it; "" where no day is known."""
    kinds = (ReminderKind.TASK, ReminderKind.POSTPONED)
    due = [
        reminder.due_at
        for kind in kinds
        for reminder in ctx.work.reminders.of(kind, one.task.id)
        if reminder.person_id == ctx.person.id and reminder.state is ReminderState.PENDING
    ]
    day = local(min(due)).date() if due else None
    return ctx.texts("tasks.undone_when", weekday=weekday(day), day=day_text(day)) if day is not None else ""


# --- putting off -----------------------------------------------------------------------------------------------------------------------


def _day_alone(ctx: Context, mine: Mine, asks: Postponing, text: str) -> Response | None:
    """The day that was asked for ("thứ 6"); what is none stays what it would be without the question, and the question is over."""
    found = by_number(ctx, mine, asks.task)
    day = read_postponement(text, ctx.today)
    if found is None or (isinstance(day, Refused) and day.code not in _NEARLY):
        return None
    there = ctx.with_dialog(ctx.dialog.asking(None))
    return replace(_postpone(there, found, text), numbers=found.numbered)


def _postpone(ctx: Context, found: Meant, words: str) -> Response:
    """Reminders wait until that day; the deadline stays, and leaders still see it."""
    one, number = found.one, found.number
    if not words:
        return _which_day(ctx, one, ctx.texts("tasks.postpone_how", number=number))
    day = read_postponement(words, ctx.today)
    if not isinstance(day, Value):
        return _which_day(ctx, one, ctx.texts(_CODES[day.code], **day.params, number=number))
    at = remind_at(ctx.services, ctx.today)
    if at_local(day.value, at) <= ctx.now:
        return _which_day(ctx, one, ctx.texts("tasks.day_late", clock=clock_of_day(at), number=number))
    if one.state is TaskState.DONE:
        ctx.work.reminders.revive(one.task.id, ctx.now, ctx.person.id)
    ctx.work.tasks.answered(one.task.id, ctx.person.id, TaskState.POSTPONED, day.value, ctx.now)
    ctx.work.reminders.revive(one.task.id, ctx.now, ctx.person.id)
    remind_again(ctx.work, ctx.services, ctx.person.id, one.task.id, day.value, ctx.today)
    return ctx.stay(_put_off(ctx, one, day.value))


def _put_off(ctx: Context, one: TaskProgress, day: date) -> str:
    due = one.task.due_on
    lines = [ctx.texts("tasks.said_postponed", title=one.task.title, weekday=weekday(day), day=day_text(day))]
    if due is not None:
        lines.append(ctx.texts("tasks.leader_sees", weekday=weekday(due), day=day_text(due)))
        lines += [ctx.texts("tasks.postponed_after")] if day > due else []
    return " ".join(lines)


def _which_day(ctx: Context, one: TaskProgress, text: str) -> Response:
    """Asked for the day: where no form is open, the day alone answers it."""
    if ctx.dialog.interview is not None:
        return ctx.stay(text)
    there = ctx.with_dialog(ctx.dialog.asking(Postponing(one.task.id)))
    return there.ask(asked.postponing(one.task.id), text)


_CODES = {
    "appointment.past": "tasks.day_past",
    "appointment.unclear": "tasks.day_unclear",
    "appointment.weekday": "tasks.day_weekday",
    "appointment.which_week": "tasks.day_which_week",
    "appointment.impossible": "tasks.day_impossible",
    "text.empty": "tasks.postpone_how",
    "text.long": "tasks.day_long",
}
"""The reader's refusals, told with an example that an official may type."""

_NEARLY = _CODES.keys() - {"appointment.unclear", "text.empty", "text.long"}
"""A day, but none that can be taken: it is asked for again. What is no day at all may mean anything."""
