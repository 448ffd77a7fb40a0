"""What changes much is read back with its figures before it is done: a word does it, and anything else lets it go."""

from collections.abc import Sequence

from handlers.talk import asked, stale
from handlers.talk.buttons import Say, button
from handlers.talk.context import Context, Response
from handlers.talk.pending import Confirming
from survey.read import fold

DROP = "thôi"
_DROP = frozenset({fold(DROP), "khong", "bo", "huy", "thoi khong", "khong mo", "khong dong", "khong giao"})
_YES = frozenset({"dung", "dung roi", "co", "dong y", "ok", "oke", "uh", "u", "duoc", "lam di", "dung vay"})


def ask(ctx: Context, small: Confirming, text: str, words: Sequence[str]) -> Response:
    """The figures, with the words that may follow; the first is what a plain yes means."""
    there = ctx.with_dialog(ctx.dialog.asking(small))
    rows = tuple((button(word[:1].upper() + word[1:], Say(word), word),) for word in (*words, DROP))
    return there.ask(asked.confirming(small.about, small.words, small.shown), text, rows)


def said(text: str, words: Sequence[str]) -> str | None:
    """Which of the words was said, "" where it is to be dropped; None where it is something else."""
    plain = fold(text).strip(" .!")
    if plain in _DROP:
        return ""
    if plain in _YES:
        return words[0]
    return next((word for word in words if plain in {fold(word), f"{fold(word)} di", f"{fold(word)} luon"}), None)


def decided(ctx: Context, text: str, words: Sequence[str]) -> str | Response | None:
    """The word that is to be done; what is said where it came too early or lets it go; None where it is something else."""
    word = said(text, words)
    if word is None:
        return None
    return late(ctx, text) or word or over(ctx).close(ctx.texts("rounds.dropped"))


def over(ctx: Context) -> Context:
    """The question is answered."""
    return ctx.with_dialog(ctx.dialog.asking(None))


def late(ctx: Context, text: str) -> Response | None:
    """A word that was typed before the figures were read does nothing."""
    return ctx.stay(stale.stale_line(ctx, text)) if stale.is_stale(ctx) else None
