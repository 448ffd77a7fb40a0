"""A small question that stands before the form's: "huỷ thật không?", "vì sao vắng nhà?". While one is open, it is what is asked and answered."""

from collections.abc import Callable
from dataclasses import replace

from handlers.interview import cancelling, visits
from handlers.interview.open_interview import OpenInterview
from handlers.talk.context import Context, Response
from handlers.talk.stale import is_stale, stale_line
from survey.interview.path.position import Position
from survey.read import Control, control_word

FormQuestion = Callable[[Context, OpenInterview, Position, list[str]], Response]
"""Asks the form's own question below some lines."""

_BACK = frozenset({Control.BACK, Control.CANCEL, Control.CONTINUE})


def is_open(pending: tuple[str, str]) -> bool:
    return pending[0] in {cancelling.PENDING, visits.PENDING}


def name(pending: tuple[str, str]) -> str:
    """What its buttons carry, so that those of another question are recognised."""
    return f"{pending[0]}:{pending[1]}" if pending[1] else pending[0]


def ask(ctx: Context, opened: OpenInterview, lines: list[str]) -> Response:
    """The open small question once more, below what was said."""
    if ctx.dialog.pending[0] == cancelling.PENDING:
        return cancelling.ask(ctx, opened, lines)
    return visits.ask(ctx, opened, lines)


def answer(ctx: Context, opened: OpenInterview, text: str, form: FormQuestion) -> Response:
    """Words or a button for the small question; nothing else can be meant."""
    if is_stale(ctx):
        return ask(ctx, opened, [stale_line(ctx, text)])
    if ctx.dialog.pending[0] == cancelling.PENDING:
        return _cancel(ctx, opened, text, form)
    return _visit(ctx, opened, text, form)


def _cancel(ctx: Context, opened: OpenInterview, text: str, form: FormQuestion) -> Response:
    said = cancelling.decided(text)
    if said is None:
        return ask(ctx, opened, [ctx.texts("interview.cancel_how")])
    if said:
        return cancelling.cancelled(ctx, opened)
    return form(ctx, opened, _closed(opened.position), [ctx.texts("interview.goes_on")])


def _visit(ctx: Context, opened: OpenInterview, text: str, form: FormQuestion) -> Response:
    """A reason in free words; of the control words those that go back, and another outcome instead of this one."""
    word = control_word(text, text_question_open=True)
    if word is None:
        word = control_word(text, text_question_open=False)
        word = word if word is not None and word.control is Control.APPOINT else None
    if word is None or word.control is Control.SKIP:
        return visits.reason(ctx, opened, text)
    if word.control in _BACK:
        return form(ctx, opened, _closed(opened.position), [ctx.texts("visit.dropped")])
    if word.control in visits.WORDS:
        return visits.WORDS[word.control](ctx, opened, word)
    if word.control in {Control.PAUSE, Control.LATER}:
        return visits.reason(ctx, opened, "bỏ qua")
    return ask(ctx, opened, [ctx.texts("visit.reason_first")])


def _closed(position: Position) -> Position:
    return replace(position, pending=("", ""))


def leave(ctx: Context, opened: OpenInterview) -> str:
    """The person goes elsewhere while it is open: a visit is recorded without its reason, giving up is not done. What was done, or ""."""
    return visits.record(ctx, opened, "") if ctx.dialog.pending[0] == visits.PENDING else ""
