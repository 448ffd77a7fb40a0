"""How an admin's form is shown on its way to being published: what is wrong with it, and what can be done next."""

from collections.abc import Sequence

from chat import Button
from handlers.talk.buttons import button
from handlers.talk.context import Context
from handlers.talk.texts import Texts
from survey.sheet import Problem

MOST_SHOWN = 5
PURPOSES = ("review", "report", "free")
YES, NO = "co", "khong"


def purposes(ctx: Context, version: int) -> tuple[tuple[Button, ...], ...]:
    """What the form is to be published for."""
    return tuple(
        (button(version, word, ctx.texts(f"publish.purpose.{word}"), str(number)),)
        for number, word in enumerate(PURPOSES, start=1)
    )


def confirmation(ctx: Context, version: int) -> tuple[tuple[Button, ...], ...]:
    """The last question before everybody may fill it in."""
    yes, no = ctx.texts("button.publish"), ctx.texts("button.not_yet")
    return ((button(version, YES, yes, "1"), button(version, NO, no, "2")),)


def problem_lines(texts: Texts, problems: Sequence[Problem]) -> list[str]:
    """The first mistakes, a line each, and how many more there are."""
    lines = [f"{number}. {one.sentence()}" for number, one in enumerate(problems[:MOST_SHOWN], start=1)]
    more = len(problems) - MOST_SHOWN
    return [*lines, texts("publish.more", n=more)] if more > 0 else lines
