"""huỷ: asked first, for the answers of a household are worth more than a slip of the finger."""

from dataclasses import replace

from chat import Button, Outgoing
from handlers.interview.open_interview import OpenInterview
from handlers.talk.buttons import buttons_to
from handlers.talk.context import Context, Response
from survey.read import Value, fold, read_yesno

PENDING = "cancel"
_YES = frozenset({"1", "huy", "huy phieu", "huy bo"})
_NO = frozenset({"2", "lam tiep", "tiep tuc", "quay lai", "thoi"})


def begin(ctx: Context, opened: OpenInterview) -> Response:
    return ask(ctx.with_dialog(replace(ctx.dialog, pending=(PENDING, ""))), opened, [])


def ask(ctx: Context, opened: OpenInterview, lines: list[str]) -> Response:
    """The question whether to give the interview up, below what was said before."""
    asked = f"w|{opened.id}|{opened.version}|{PENDING}"
    yes = Button(ctx.texts("button.cancel"), f"{asked}|1", "1")
    no = Button(ctx.texts("button.go_on"), f"{asked}|2", "2")
    text = ctx.texts("interview.ask_cancel" if opened.assignment else "own.ask_cancel", **opened.about)
    message = Outgoing("\n".join([*lines, text]), ((yes, no),))
    return Response((message,), ctx.dialog, f"i/{opened.id}/{PENDING}")


def decided(text: str) -> bool | None:
    """True = give it up, False = go on, None = neither was said."""
    words = fold(text).strip(" .!")
    if words in _YES or words in _NO:
        return words in _YES
    said = read_yesno(text)
    return said.value if isinstance(said, Value) else None


def cancelled(ctx: Context, opened: OpenInterview) -> Response:
    """The draft no longer counts; its answers stay in the history."""
    ctx.work.interviews.cancel(opened.id, ctx.person.id, ctx.now)
    text = ctx.texts("interview.cancelled" if opened.assignment else "own.cancelled", **opened.about)
    where = "list" if opened.assignment else "forms"
    return Response((Outgoing(text, buttons_to(ctx.texts, where)),), ctx.dialog.idle())
