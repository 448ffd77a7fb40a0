"""huỷ and tạm dừng. Giving up is asked first, for the answers of a household are worth more than a slip of the finger."""

from handlers.interview.open_interview import OpenInterview
from handlers.talk import asked
from handlers.talk.buttons import Word, button, buttons_to, tap
from handlers.talk.context import Context, Response
from handlers.talk.pending import Cancelling, screen_name
from survey.read import ControlWord, Value, fold, read_yesno

_YES = frozenset({"1", "huy", "huy phieu", "huy bo"})
_NO = frozenset({"2", "lam tiep", "tiep tuc", "quay lai", "thoi"})


def begin(ctx: Context, opened: OpenInterview) -> Response:
    return ask(ctx.with_dialog(ctx.dialog.asking(Cancelling())), opened, Cancelling(), [])


def ask(ctx: Context, opened: OpenInterview, small: Cancelling, lines: list[str]) -> Response:
    """The question whether to give the interview up, below what was said before."""
    words = enumerate(("button.cancel", "button.go_on"), start=1)
    here = screen_name(small)
    row = tuple(button(ctx.texts(key), Word(opened.id, opened.version, here, str(n)), str(n)) for n, key in words)
    text = ctx.texts("interview.ask_cancel" if opened.assignment else "own.ask_cancel", **opened.about)
    return ctx.ask(asked.small(opened.id, small), "\n".join([*lines, text]), (row,))


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
    if opened.assignment is None and ctx.work.requests.of_interview(opened.id) is not None:
        return ctx.close(ctx.texts("request.cancelled", **opened.about))
    text = ctx.texts("interview.cancelled" if opened.assignment else "own.cancelled", **opened.about)
    where = "list" if opened.assignment else "forms"
    return ctx.close(text, buttons_to(ctx.texts, where))


def pause(ctx: Context, opened: OpenInterview, _word: ControlWord) -> Response:
    """Put the interview aside: everything is kept, and how it goes on is said."""
    if opened.assignment is None:
        go_on = tap(ctx.texts("own.continue"), f"/phieu #{opened.version}")
        return ctx.close(ctx.texts("own.paused", **opened.about), ((go_on,),))
    household = opened.household
    text = ctx.texts("interview.paused", number=household.number)
    go_on = tap(ctx.texts("button.continue", number=household.number), f"/rasoat {household.number}")
    return ctx.close(text, ((go_on,), *buttons_to(ctx.texts, "list")))
