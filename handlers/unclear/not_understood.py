"""Words that nobody understood: a slip of the finger is asked about, else what can be said here is; and they are counted."""

import re
from collections.abc import Iterable
from dataclasses import replace

from chat import Outgoing
from handlers.talk.command import Command, near_to, of_roles
from handlers.talk.context import Context, Missed, Response
from handlers.unclear import learning, meaning
from storage.records import Role
from survey.read import INTERVIEW, Control, as_figures, as_square_metres, control_word, fold, near, word_of

_OUTSIDE = {Role.COLLABORATOR: (Control.REOPEN,)}
"""Control words that mean something while nothing is open."""

_THANKS = frozenset(
    {
        "cam on",
        "cam on em",
        "cam on bot",
        "cam on nhe",
        "cam on em nhe",
        "cam on nhieu",
        "ok",
        "oke",
        "ok em",
        "ok cam on",
        "vang",
        "da",
        "tot",
        "duoc roi",
    }
)

_OF_HOUSEHOLD = frozenset({Control.ABSENT, Control.APPOINT, Control.MOVED, Control.NOT_FOUND, Control.DECLINED})

_ASKED_BY_TYPING = "consent"
"""Where a plain "có" means something else: there the words themselves are wanted."""


def outside(ctx: Context, text: str, commands: tuple[Command, ...]) -> Response:
    """While nothing is open: `commands` are those of the person's role."""
    words = [word_of(control) for role in ctx.person.roles for control in _OUTSIDE.get(role, ())]
    meant = near_to(commands, text, words)
    if fold(meant) == fold(text):
        # With a number behind it that means nothing there; asked back as it is, a yes would be asked back again.
        meant, _, number = meant.rpartition(" ")
        meant = meant if number.isdecimal() else ""
    if meant:
        return meaning.ask(ctx, meant, ctx.texts("turn.meant", words=meant))
    if " ".join(re.findall("[a-z]+", fold(text))) in _THANKS:
        return ctx.stay(ctx.texts("turn.thanks"))
    learning.count(ctx, text, Missed(f"/{ctx.person.roles[0].value}"))
    said = None if near(text, _words()) else _why_not(ctx, text, commands)
    unknown = next((one.not_understood for one in commands if one.not_understood), "turn.unknown")
    return said or ctx.stay(ctx.texts(unknown))


def _why_not(ctx: Context, text: str, commands: Iterable[Command]) -> Response | None:
    told = (one.beyond(ctx, text) for one in commands if one.beyond)
    return next((one for one in told if one is not None), None)


def _words() -> list[str]:
    """Of the interview: who types one with a slip while nothing is open looks for nobody of that name."""
    return [spelling for phrase in INTERVIEW for spelling in phrase.spellings]


def inside(ctx: Context, text: str, response: Response, commands: Iterable[Command]) -> Response:
    """In an interview, where the open question did not take these words for its answer. A word of the interview was refused for another reason."""
    missed = response.missed
    if missed is None or control_word(text, text_question_open=False) is not None:
        return response
    if (figures := _figures(text, missed)) is not None:
        here = ctx.with_dialog(response.dialog)
        said = ctx.texts("turn.meant", words=figures) if missed.counted else ctx.texts("turn.meant_figures")
        return meaning.ask(here, figures, said, response.messages[-1].rows)
    meant = _meant(ctx, text, commands, missed)
    if not meant:
        learning.count(ctx, text, missed)
        return response
    if missed.question == _ASKED_BY_TYPING:
        return _with_text(response, ctx.texts("turn.meant_type", words=meant))
    here = ctx.with_dialog(response.dialog)
    return meaning.ask(here, meant, ctx.texts("turn.meant", words=meant), response.messages[-1].rows)


def _figures(text: str, missed: Missed) -> str | None:
    """The number that was typed with a letter in it ("25O"), or the area with half of its unit; None where it is nothing of the kind."""
    if missed.question == _ASKED_BY_TYPING:
        return None
    return as_figures(text) or (as_square_metres(text) if missed.area else "") or None


def _meant(ctx: Context, text: str, commands: Iterable[Command], missed: Missed) -> str:
    """A word of the interview before a command, for it is the one that is needed here."""
    usable = [one for one in INTERVIEW if one.alone and (missed.of_household or one.control not in _OF_HOUSEHOLD)]
    words = near(text, [spelling for phrase in usable for spelling in phrase.spellings])
    if words:
        return words[0] if len({_control(one) for one in words}) == 1 else ""
    return near_to(of_roles(commands, ctx.person.roles), text, outside=False)


def _control(words: str) -> Control:
    bare = " ".join(word for word in words.split() if not word[0].isdecimal())
    return next(phrase.control for phrase in INTERVIEW if bare in phrase.spellings)


def _with_text(response: Response, line: str) -> Response:
    last = response.messages[-1]
    return replace(
        response, messages=(*response.messages[:-1], Outgoing(f"{last.text}\n{line}", last.rows, last.listed))
    )
