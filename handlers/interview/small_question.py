"""A small question that stands before the form's: "huỷ thật không?", "vì sao vắng nhà?". While one is open, it is what is asked and answered."""

from collections.abc import Callable

from handlers.interview import cancelling, visits
from handlers.interview.open_interview import OpenInterview
from handlers.talk.context import Context, Response
from handlers.talk.dialog import Dialog
from handlers.talk.pending import Cancelling, Visiting
from handlers.talk.stale import is_stale, stale_line
from survey.interview.path.position import Position
from survey.read import Control, control_word

FormQuestion = Callable[[Context, OpenInterview, Position, list[str]], Response]
"""Asks the form's own question below some lines."""

Small = Cancelling | Visiting
_BACK = frozenset({Control.BACK, Control.CANCEL, Control.CONTINUE})


def open_in(dialog: Dialog) -> Small | None:
    """The small question that stands before the open interview."""
    return dialog.small if isinstance(dialog.small, Small) else None


def ask(ctx: Context, opened: OpenInterview, small: Small, lines: list[str]) -> Response:
    """The open small question once more, below what was said."""
    if isinstance(small, Cancelling):
        return cancelling.ask(ctx, opened, small, lines)
    return visits.ask(ctx, opened, small, lines)


def answer(ctx: Context, opened: OpenInterview, small: Small, text: str, form: FormQuestion) -> Response:
    """Words or a button for the small question; nothing else can be meant."""
    if is_stale(ctx):
        return ask(ctx, opened, small, [stale_line(ctx, text)])
    if isinstance(small, Cancelling):
        return _cancel(ctx, opened, small, text, form)
    return _visit(ctx, opened, small, text, form)


def _cancel(ctx: Context, opened: OpenInterview, small: Cancelling, text: str, form: FormQuestion) -> Response:
    said = cancelling.decided(text)
    if said is None:
        return ask(ctx, opened, small, [ctx.texts("interview.cancel_how")])
    if said:
        return cancelling.cancelled(ctx, opened)
    return form(_without(ctx), opened, opened.position, [ctx.texts("interview.goes_on")])


def _visit(ctx: Context, opened: OpenInterview, small: Visiting, text: str, form: FormQuestion) -> Response:
    """A reason in free words; of the control words those that go back, and another outcome instead of this one."""
    word = control_word(text, text_question_open=True)
    if word is None:
        word = control_word(text, text_question_open=False)
        word = word if word is not None and word.control is Control.APPOINT else None
    if word is None or word.control is Control.SKIP:
        return visits.reason(ctx, opened, small, text)
    if word.control in _BACK:
        return form(_without(ctx), opened, opened.position, [ctx.texts("visit.dropped")])
    if word.control in visits.WORDS:
        return visits.WORDS[word.control](ctx, opened, word)
    if word.control in {Control.PAUSE, Control.LATER}:
        return visits.reason(ctx, opened, small, "")
    return ask(ctx, opened, small, [ctx.texts("visit.reason_first")])


def _without(ctx: Context) -> Context:
    """The interview goes on where it was."""
    return ctx.with_dialog(ctx.dialog.asking(None))


def leave(ctx: Context, opened: OpenInterview, small: Small) -> str:
    """The person goes elsewhere while it is open: a visit is recorded without its reason, giving up is not done. What was done, or ""."""
    return visits.record(ctx, opened, small.outcome, "") if isinstance(small, Visiting) else ""
