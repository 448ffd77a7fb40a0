"""Which task is meant: by the number on the list that was shown, by a button, or without a word of it. One that cannot be meant is said by its title."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from handlers.talk.context import Context, Response
from handlers.talk.shown.numbers import known_as, last_of, meant
from handlers.talk.wording import local
from handlers.tasks.buttons import answer_buttons
from storage.records import Numbered, NumberedKind, TaskProgress, TaskState
from survey.written import day_text

_NAMED = re.compile(r"#([0-9]{1,18})")
Mine = tuple[TaskProgress, ...]


@dataclass(frozen=True, slots=True)
class Meant:
    """A task, and the number by which its sender knows it."""

    one: TaskProgress
    number: int

    @property
    def numbered(self) -> Numbered:
        """For a message that says the number."""
        return Numbered(NumberedKind.TASK, {self.number: str(self.one.task.id)})


def numbered(mine: Mine) -> Numbered:
    """The whole list, as it stands today."""
    return Numbered(NumberedKind.TASK, {number: str(one.task.id) for number, one in enumerate(mine, start=1)})


def by_word(ctx: Context, mine: Mine, word: str, again: str) -> Meant | Response:
    """The task that a button names ("#17"), or the number that was typed; `again`: what to type once more where that is asked for."""
    now = numbered(mine).subjects
    if named := _NAMED.fullmatch(word):
        return _task(ctx, mine, named[1], known_as(ctx, NumberedKind.TASK, named[1], now))
    number = int(word)
    subject = meant(ctx, NumberedKind.TASK, number, now)
    if subject is not None:
        return _task(ctx, mine, subject, number)
    if number not in now:
        return ctx.stay(ctx.texts("tasks.which", n=len(mine)))
    return _unread(ctx, Meant(mine[number - 1], number), again)


def by_number(ctx: Context, mine: Mine, task_id: int) -> Meant | None:
    """The task of this number in the database."""
    one = next((one for one in mine if one.task.id == task_id), None)
    return _numbered(ctx, mine, one) if one is not None else None


def without_word(ctx: Context, mine: Mine, state: TaskState, again: Callable[[int], str]) -> Meant | Response:
    """The only one that the last list or reminder told of, else the only one that waits; of those that are done, the last one that was."""
    last = last_of(ctx, NumberedKind.TASK)
    told = list(last.subjects.values()) if last is not None else []
    if len(told) == 1 and (found := _told(ctx, mine, told[0], state)) is not None:
        return found
    if state is TaskState.OPEN:
        done = [one for one in mine if one.state is TaskState.DONE and one.at is not None]
        one = max(done, key=lambda one: (one.at, one.task.id), default=mine[0] if len(mine) == 1 else None)
        return _known(ctx, mine, one)
    waiting = [one for one in mine if one.state is not TaskState.DONE]
    only = mine[0] if len(mine) == 1 else waiting[0] if len(waiting) == 1 else None
    if only is not None and len(mine) > 1 and str(only.task.id) not in told:
        found = _numbered(ctx, mine, only)
        return _unread(ctx, found, again(found.number))
    return _known(ctx, mine, only)


def _told(ctx: Context, mine: Mine, subject: str, state: TaskState) -> Meant | Response | None:
    """None where it is done, and something else is said than that: then another one may be meant."""
    found = _task(ctx, mine, subject, known_as(ctx, NumberedKind.TASK, subject, numbered(mine).subjects))
    if isinstance(found, Meant) and found.one.state is TaskState.DONE and state in _GOES_ON:
        return None
    if state is TaskState.OPEN and isinstance(found, Meant) and found.one.state is not TaskState.DONE:
        return None
    return found


_GOES_ON = {TaskState.RECEIVED, TaskState.POSTPONED}


def _known(ctx: Context, mine: Mine, one: TaskProgress | None) -> Meant | Response:
    return ctx.stay(ctx.texts("tasks.which", n=len(mine))) if one is None else _numbered(ctx, mine, one)


def _numbered(ctx: Context, mine: Mine, one: TaskProgress) -> Meant:
    return Meant(one, known_as(ctx, NumberedKind.TASK, str(one.task.id), numbered(mine).subjects))


def _task(ctx: Context, mine: Mine, subject: str, number: int) -> Meant | Response:
    """Whatever stands on the list by now; what is on it no more is only said."""
    one = next((one for one in mine if str(one.task.id) == subject), None)
    if one is not None:
        return Meant(one, number)
    gone = ctx.work.tasks.progress(int(subject), ctx.person.id)
    if gone is None or not number:
        return ctx.stay(ctx.texts("tasks.which", n=len(mine)))
    if gone.state is TaskState.DONE:
        return already(ctx, Meant(gone, number))
    return ctx.stay(ctx.texts("tasks.gone", number=number, title=gone.task.title))


def already(ctx: Context, found: Meant) -> Response:
    """It was done before: nothing is written."""
    day = day_text(local(found.one.at).date()) if found.one.at is not None else ""
    text = ctx.texts("tasks.already", number=found.number, title=found.one.task.title, day=day)
    return ctx.stay(text, numbers=found.numbered)


def _unread(ctx: Context, found: Meant, again: str) -> Response:
    """A number that was never shown: what it stands for, and what to type where that is meant."""
    title = found.one.task.title
    text = ctx.texts("tasks.unread", number=found.number, title=title, words=again)
    rows = (answer_buttons(ctx.texts, found.number, found.one, numbered=False),)
    return ctx.stay(text, rows, listed=True, numbers=found.numbered)
