"""How an admin's form is shown on its way to being published: what is wrong with it, and what can be done next."""

from collections.abc import Sequence

from handlers.talk.buttons import AboutForm, FormStep, Rows, button
from handlers.talk.texts import Texts
from storage.records import Purpose
from survey.sheet import Problem

MOST_SHOWN = 5
PURPOSES = (Purpose.REVIEW, Purpose.REPORT, Purpose.FREE)
"""A request's form comes from the folder of forms only."""


def purposes(texts: Texts, version: int) -> Rows:
    """What the form is to be published for."""
    return tuple(
        (button(texts(f"publish.purpose.{one.value}"), AboutForm(version, one), str(number)),)
        for number, one in enumerate(PURPOSES, start=1)
    )


def confirmation(texts: Texts, version: int) -> Rows:
    """The last question before everybody may fill it in."""
    steps = ((FormStep.YES, "button.publish", "1"), (FormStep.NO, "button.not_yet", "2"))
    return (tuple(button(texts(label), AboutForm(version, step), key) for step, label, key in steps),)


def problem_lines(texts: Texts, problems: Sequence[Problem]) -> list[str]:
    """The first mistakes, a line each, and how many more there are."""
    lines = [f"{number}. {one.sentence()}" for number, one in enumerate(problems[:MOST_SHOWN], start=1)]
    more = len(problems) - MOST_SHOWN
    return [*lines, texts("publish.more", n=more)] if more > 0 else lines
