"""Words that may be meant are asked back ("Ý anh/chị là …?"), and only a plain yes to that question, when it had been read, says them."""

from dataclasses import replace

from handlers.talk import asked
from handlers.talk.buttons import Rows, tap
from handlers.talk.context import Context, Response
from handlers.talk.pending import Meaning
from handlers.talk.shown.below import unasked
from handlers.talk.stale import shown_before
from survey.read import says_it_was_meant


def ask(ctx: Context, words: str, question: str, rows: Rows | None = None) -> Response:
    """Ask whether these words are meant; where nothing is open, with a button that says them."""
    rows = ((tap(words, words),),) if rows is None else rows
    open_question = ctx.dialog.asked if ctx.dialog.interview is not None else asked.meaning(words)
    return ctx.with_dialog(ctx.dialog.asking(Meaning(words))).ask(open_question, question, rows)


def settled(ctx: Context) -> Context:
    """The question is over with whatever comes next."""
    if not isinstance(ctx.dialog.small, Meaning):
        return ctx
    after = ctx.dialog.asking(None)
    return ctx.with_dialog(after if after.interview is not None else replace(after, asked=asked.NOTHING, asked_rows=()))


def said_yes(ctx: Context, text: str) -> str:
    """The words that were asked about, where this message says yes to them; "" where it says something else, or came before the question."""
    small = ctx.dialog.small
    if not isinstance(small, Meaning) or not shown_before(ctx, ctx.dialog.asked_rows[-1:]) or unasked(ctx):
        return ""
    return small.words if says_it_was_meant(text) else ""
