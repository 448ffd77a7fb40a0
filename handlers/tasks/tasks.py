"""/nhiemvu: an official's tasks, and answering them: đã nhận, xong, hoãn."""

import re
from datetime import date

from chat import Button
from handlers.talk.context import Context, Response
from handlers.tasks.buttons import answer_buttons
from handlers.tasks.planning import owed, remind_again
from storage.records import TaskProgress, TaskState
from survey.read import Value, fold, read_appointment
from survey.written import day_text, weekday

_ANSWER = re.compile(r"(da nhan|nhan|xong|hoan thanh|hoan)\s*(?:viec\s*)?(\d{1,2})?\s*(?:(?:toi|den|sang)\s+)?(.*)")
_STATES = {
    "da nhan": TaskState.RECEIVED,
    "nhan": TaskState.RECEIVED,
    "xong": TaskState.DONE,
    "hoan thanh": TaskState.DONE,
    "hoan": TaskState.POSTPONED,
}


def listing(ctx: Context, argument: str) -> Response:
    """All tasks of the person's duty by deadline; an argument answers one of them ("/nhiemvu xong 1")."""
    if argument:
        return typed(ctx, argument) or ctx.stay(ctx.texts("tasks.unknown"))
    mine = _mine(ctx)
    if not mine:
        return ctx.close(ctx.texts("tasks.none"))
    waiting = sum(one.state is not TaskState.DONE for one in mine)
    lines = [ctx.texts("tasks.head", n=waiting) if waiting else ctx.texts("tasks.all_done")]
    lines += [f"{number}. {line(ctx, one)}" for number, one in enumerate(mine, start=1)]
    lines += [ctx.texts("tasks.how")] if waiting else []
    return ctx.close("\n".join(lines), _rows(ctx, mine))


def _mine(ctx: Context) -> tuple[TaskProgress, ...]:
    mine = ctx.work.tasks.of_duty(ctx.person.duty, ctx.person.id) if ctx.person.duty else ()
    return owed(ctx.services, mine, ctx.today)


def line(ctx: Context, one: TaskProgress) -> str:
    """Title, reference, deadline with the days left, and what the person last said of it."""
    due = one.task.due_on
    when = ctx.texts("tasks.no_deadline")
    if due is not None:
        when = ctx.texts("tasks.deadline", weekday=weekday(due), day=day_text(due), left=_left(ctx, due, one.state))
    until = day_text(one.until) if one.until else ""
    state = ctx.texts(f"tasks.state.{one.state.value}", until=until) if one.state is not TaskState.OPEN else ""
    return ctx.texts("tasks.line", title=one.task.title, reference=one.task.reference, when=when, state=state)


def _left(ctx: Context, due: date, state: TaskState) -> str:
    if state is TaskState.DONE:
        return ""
    days = (due - ctx.today).days
    key = "tasks.left" if days > 0 else "tasks.today" if days == 0 else "tasks.overdue"
    return ctx.texts(key, n=abs(days))


def _rows(ctx: Context, mine: tuple[TaskProgress, ...]) -> tuple[tuple[Button, ...], ...]:
    numbered = [(number, one) for number, one in enumerate(mine[:4], start=1) if one.state is not TaskState.DONE]
    return tuple(answer_buttons(ctx.texts, number, numbered=True) for number, _ in numbered)


def typed(ctx: Context, text: str) -> Response | None:
    """An answer ("xong 1", "đã nhận 1", "hoãn 1 tới thứ năm"); with one task only, its number may be left out. None where it is something else."""
    found = _ANSWER.fullmatch(fold(text).strip(" .!"))
    if found is None:
        return None
    mine = _mine(ctx)
    waiting = [one for one in mine if one.state is not TaskState.DONE]
    if not mine:
        return ctx.stay(ctx.texts("tasks.none"))
    one = _chosen(mine, waiting, found.group(2))
    if one is None:
        return ctx.stay(ctx.texts("tasks.which", n=len(mine)))
    state = _STATES[found.group(1)]
    if state is TaskState.POSTPONED:
        return _postpone(ctx, one, text, found)
    if found.group(3):
        return ctx.stay(ctx.texts("tasks.unknown"))
    ctx.work.tasks.answered(one.task.id, ctx.person.id, state, None, ctx.now)
    if state is TaskState.DONE:
        ctx.work.reminders.drop(one.task.id, ctx.now, ctx.person.id)
    else:
        ctx.work.reminders.revive(one.task.id, ctx.now, ctx.person.id)
    return ctx.stay(ctx.texts(f"tasks.said_{state.value}", title=one.task.title))


def _chosen(mine: tuple[TaskProgress, ...], waiting: list[TaskProgress], number: str | None) -> TaskProgress | None:
    if number is None:
        return waiting[0] if len(waiting) == 1 else None
    return mine[int(number) - 1] if 0 < int(number) <= len(mine) else None


def _postpone(ctx: Context, one: TaskProgress, text: str, found: re.Match[str]) -> Response:
    """Reminders wait until that day; the deadline stays, and leaders still see it."""
    if not found.group(3):
        return ctx.stay(ctx.texts("tasks.postpone_how"))
    words = text.strip(" .!").split()
    day = read_appointment(" ".join(words[-len(found.group(3).split()) :]), ctx.today)
    if not isinstance(day, Value):
        return ctx.stay(ctx.texts(day.code, **day.params))
    ctx.work.tasks.answered(one.task.id, ctx.person.id, TaskState.POSTPONED, day.value, ctx.now)
    due = one.task.due_on
    after = ctx.texts("tasks.postponed_after") if due is not None and day.value > due else ""
    said = ctx.texts(
        "tasks.said_postponed",
        title=one.task.title,
        weekday=weekday(day.value),
        day=day_text(day.value),
        due=day_text(due) if due else "",
    )
    ctx.work.reminders.revive(one.task.id, ctx.now, ctx.person.id)
    remind_again(ctx.work, ctx.services, ctx.person.id, one.task.id, day.value, ctx.today)
    return ctx.stay(f"{said} {after}".strip())
