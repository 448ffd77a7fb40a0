"""/nhiemvu: an official's tasks, one of them, and everybody's for a leader, who only looks."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from chat import Button
from handlers.talk.command import a_number
from handlers.talk.context import Context, Response
from handlers.tasks.answering import said
from handlers.tasks.buttons import answer_buttons, undo_button
from handlers.tasks.planning import owed
from handlers.tasks.which import by_word, numbered
from storage.records import Person, TaskProgress, TaskState
from survey.programme.plan import choose_plan
from survey.read import fold
from survey.workflow.rights import Doing
from survey.written import day_text, weekday

MOST_NEAR = 5
"""Tasks that the leaders' summary names."""


_MINE = frozenset({"cua", "cua toi", "cua em", "cua minh", "cua anh", "cua chi", "duoc giao"})


def whose(text: str) -> bool:
    """What may follow the command's phrases: "của tôi", or a number."""
    return fold(text) in _MINE or a_number(text)


def listing(ctx: Context, argument: str) -> Response:
    """All tasks of the person's duty by deadline; an argument answers one of them ("/nhiemvu xong 1"), or is its number."""
    if not ctx.may(Doing.TASKS):
        return _everybodys(ctx)
    if argument and fold(argument) not in _MINE:
        return typed(ctx, argument) or ctx.stay(ctx.texts("tasks.unknown"))
    mine = mine_of(ctx)
    if not mine:
        return ctx.close(ctx.texts("tasks.none"))
    waiting = sum(one.state is not TaskState.DONE for one in mine)
    lines = [ctx.texts("tasks.head", n=waiting) if waiting else ctx.texts("tasks.all_done")]
    lines += [f"{number}. {line(ctx, one)}" for number, one in enumerate(mine, start=1)]
    lines.append(ctx.texts("tasks.how" if waiting else "tasks.how_undone"))
    return ctx.close("\n".join(lines), _rows(ctx, mine), numbers=numbered(mine))


def mine_of(ctx: Context) -> tuple[TaskProgress, ...]:
    """What the person sees, and numbers."""
    mine = ctx.work.tasks.of_duty(ctx.person.duty, ctx.person.id) if ctx.person.duty else ()
    return owed(ctx.services, mine, ctx.today)


def line(ctx: Context, one: TaskProgress) -> str:
    """Title, reference, deadline with the days left, and what the person last said of it."""
    until = f"{weekday(one.until)} {day_text(one.until)}" if one.until else ""
    state = ctx.texts(f"tasks.state.{one.state.value}", until=until) if one.state is not TaskState.OPEN else ""
    return ctx.texts(
        "tasks.line", title=one.task.title, reference=one.task.reference, when=_when(ctx, one), state=state
    )


def _when(ctx: Context, one: TaskProgress) -> str:
    due = one.task.due_on
    if due is None:
        return ctx.texts("tasks.no_deadline")
    return ctx.texts("tasks.deadline", weekday=weekday(due), day=day_text(due), left=_left(ctx, due, one.state))


def _left(ctx: Context, due: date, state: TaskState) -> str:
    if state is TaskState.DONE:
        return ""
    days = (due - ctx.today).days
    key = "tasks.left" if days > 0 else "tasks.today" if days == 0 else "tasks.overdue"
    return ctx.texts(key, n=abs(days))


def _rows(ctx: Context, mine: tuple[TaskProgress, ...]) -> tuple[tuple[Button, ...], ...]:
    numbered = [(number, one) for number, one in enumerate(mine[:4], start=1) if one.state is not TaskState.DONE]
    return tuple(answer_buttons(ctx.texts, number, one, numbered=True) for number, one in numbered)


def typed(ctx: Context, text: str) -> Response | None:
    """An answer ("xong 1", "hoãn 1 tới thứ năm"), or a task's number alone. None where it is something else, and for those who only look."""
    if not ctx.may(Doing.TASKS):
        return None
    mine = mine_of(ctx)
    answered = said(ctx, mine, text)
    if answered is not None:
        return answered
    number = fold(text).strip(" .!#").removeprefix("mo").strip().removeprefix("viec").strip().removeprefix("so").strip()
    return _one(ctx, mine, number) if number.isdecimal() and len(number) < 3 else None


def _one(ctx: Context, mine: tuple[TaskProgress, ...], number: str) -> Response:
    """One task with what can be said of it."""
    if not mine:
        return ctx.stay(ctx.texts("tasks.none"))
    found = by_word(ctx, mine, number, number)
    if isinstance(found, Response):
        return found
    one, done = found.one, found.one.state is TaskState.DONE
    how = ctx.texts("tasks.how_one_done" if done else "tasks.how_one", number=found.number)
    row = (undo_button(ctx.texts, one),) if done else answer_buttons(ctx.texts, found.number, one, numbered=False)
    return ctx.stay(f"{found.number}. {line(ctx, one)}\n{how}", (row,), numbers=found.numbered)


# --- for leaders -----------------------------------------------------------------------------------------------------------------------


def _everybodys(ctx: Context) -> Response:
    """The tasks by person, and those that nobody has."""
    by_person = _by_person(ctx)
    lines = [ctx.texts("tasks.of_all")] if by_person else []
    for person, tasks in by_person:
        lines.append(ctx.texts("tasks.person", name=person.name))
        lines += [f"- {line(ctx, one)}" for one in tasks]
    duties = {person.duty for person in ctx.work.people.all() if person.active}
    free = [TaskProgress(task, 0, TaskState.OPEN, None, None) for task in ctx.work.tasks.all()]
    nobodys = [one for one in owed(ctx.services, free, ctx.today) if one.task.duty not in duties]
    if nobodys:
        lines.append(ctx.texts("tasks.nobodys"))
        lines += [f"- {line(ctx, one)}" for one in nobodys]
    lines.append(ctx.texts("tasks.how_leader" if lines else "tasks.none_at_all"))
    return ctx.close("\n".join(lines))


def _by_person(ctx: Context) -> list[tuple[Person, tuple[TaskProgress, ...]]]:
    """Everybody who has tasks, by name."""
    people = sorted((one for one in ctx.work.people.all() if one.active and one.duty), key=lambda one: one.name)
    tasks = ctx.work.tasks.of_people(people)
    found = ((person, owed(ctx.services, tasks.get(person.id, ()), ctx.today)) for person in people)
    return [(person, mine) for person, mine in found if mine]


def near_lines(ctx: Context) -> list[str]:
    """For the summary: what is overdue or near its deadline, with the person; else the nearest deadline."""
    waiting = sorted(_waiting(ctx), key=lambda pair: (pair[1].task.due_on or date.max, pair[0].name))
    dated = [(person, one) for person, one in waiting if one.task.due_on is not None]
    near = [pair for pair in dated if _is_near(ctx, pair[1])]
    if near:
        more = [ctx.texts("tasks.near_more", n=len(near) - MOST_NEAR)] if len(near) > MOST_NEAR else []
        return [ctx.texts("tasks.near"), *_near(ctx, near[:MOST_NEAR]), *more]
    if not dated:
        return []
    due = dated[0][1].task.due_on
    assert due is not None
    return [ctx.texts("tasks.next", n=len(waiting), weekday=weekday(due), day=day_text(due))]


def _waiting(ctx: Context) -> Iterator[tuple[Person, TaskProgress]]:
    for person, tasks in _by_person(ctx):
        yield from ((person, one) for one in tasks if one.state is not TaskState.DONE)


def _is_near(ctx: Context, one: TaskProgress) -> bool:
    """As near as the plan begins to remind."""
    plan = choose_plan(ctx.services.plans, ctx.today)
    ahead = max((stage.days_before for stage in plan.stages), default=0) if plan is not None else 0
    return one.task.due_on is not None and one.task.due_on <= ctx.today + timedelta(days=max(ahead, 0))


def _near(ctx: Context, pairs: Iterable[tuple[Person, TaskProgress]]) -> Iterator[str]:
    """Short: what stands before the colon of a title is its name."""
    for person, one in pairs:
        title = one.task.title.partition(":")[0]
        yield ctx.texts("tasks.near_line", name=person.name, title=title, when=_when(ctx, one))
