"""What a command is: everything that the conversation must know of it, declared once, and how it is found in a message."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from handlers.talk.context import Context, Response
from storage.records import Role
from survey.read import after_opening, fold, near, openings, request_core

EVERYONE = frozenset(Role)

Handler = Callable[[Context, str], Response]
"""Answers the command; the text is what followed it, "" where nothing did."""

Answers = Callable[[Context, str], Response | None]
"""Answers words that came without a command while nothing is open; None where they mean something else."""

Means = Callable[[str], str | None]
"""Reads a whole message that came while nothing is open: what is wanted of the command ("" = nothing more), None where it means something else."""

Greets = Callable[[Context], list[str]]
"""The command's lines in the greeting: what waits there for this person; [] where nothing does."""


def a_number(text: str) -> bool:
    """What may follow the phrases of most commands: "12", "#12"."""
    return text.strip(" #").isdecimal()


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that people of some roles can ask for, with the slash or as one of its phrases.

    Its words for people are sentences of `content/texts`: `menu.NAME` for the messenger's menu and, where it is `told`,
    `command.NAME.what` for greeting and help, and `command.NAME.button`.
    """

    name: str
    """As it is typed behind the slash."""

    phrases: tuple[str, ...]
    """As people say it; the first is the one that guides and sentences use."""

    roles: frozenset[Role]
    handler: Handler
    follows: Callable[[str], bool] = a_number
    """What may follow a phrase; behind anything else its words are no command. After the slash everything may follow."""

    stays: bool = False
    """An interview that is open stays open."""

    told: int = 0
    """Its place among the commands that greeting and help name; 0 = the menu and the guide alone have it."""

    button: bool = True
    """The greeting offers a button for it: it makes sense without anything behind it."""

    spelt: bool = True
    """Its name is understood without the slash too, while nothing is open."""

    outside: tuple[str, ...] = ()
    """Other words for it, understood while nothing is open: inside a form they may be an answer."""

    means: Means | None = None
    answers: Answers | None = None
    beyond: Answers | None = None
    """Says of words that nobody understood why they cannot be answered; None where it has nothing to say."""

    greets: Greets | None = None
    not_understood: str = ""
    """The sentence for words that nobody understood, where this command tells better than the general one what its people may type."""


def of_roles(commands: Iterable[Command], roles: Iterable[Role]) -> tuple[Command, ...]:
    """What people of these roles may use, in the order of the table: that of the menu, and in which free words are offered to them."""
    theirs = frozenset(roles)
    return tuple(one for one in commands if theirs & one.roles)


def told(commands: Iterable[Command], roles: Iterable[Role]) -> tuple[Command, ...]:
    """What greeting and help name to people of these roles."""
    return tuple(sorted((one for one in of_roles(commands, roles) if one.told), key=lambda one: one.told))


def find(commands: Iterable[Command], text: str) -> tuple[Command | None, str]:
    """The command that a whole message is, and what followed it. Politeness, punctuation and capitals change nothing.

    A phrase is a command only alone or before what may follow it: an answer that begins with the same words is none.
    """
    first, _, rest = request_core(text).partition(" ")
    if first.startswith("/"):
        name = fold(first[1:].partition("@")[0])
        return next((one for one in commands if one.name == name), None), rest.strip()
    begun = openings(text)
    for one in commands:
        tail = after_opening(begun, one.phrases)
        if tail is not None and (not tail or one.follows(tail)):
            return one, tail
    return None, ""


def find_outside(commands: Iterable[Command], text: str) -> tuple[Command, str] | None:
    """The command of a role's that people call by one of its other words while nothing is open, and what followed its name."""
    begun = openings(text)
    for one in commands:
        tail = after_opening(begun, (one.name,)) if one.spelt else None
        if tail is not None and (not tail or one.follows(tail)):
            return one, tail
        if any(after_opening(begun, (phrase,)) == "" for phrase in one.outside):
            return one, ""
    return None


def find_meant(commands: Iterable[Command], text: str) -> tuple[Command, str] | None:
    """The command that a sentence of one's own means while nothing is open, and what is wanted of it; the table's order decides."""
    for one in commands:
        wanted = one.means(text) if one.means else None
        if wanted is not None:
            return one, wanted
    return None


def near_to(commands: Iterable[Command], text: str, more: Iterable[str] = (), *, outside: bool = True) -> str:
    """The one phrase, of these commands or of `more`, that a text misses by a slip of the finger; "" where there is none, or several. `outside`: nothing is open."""
    every = tuple(commands)
    owners: dict[str, str] = {}
    for one in every:
        owners |= dict.fromkeys((*one.phrases, *(one.outside if outside else ()), one.name), one.name)
    found = near(text, [*owners, *more])
    meant = {" ".join(word for word in words.split() if not word.isdecimal()) for words in found}
    return _said_best(every, found[0]) if len({owners.get(words, words) for words in meant}) == 1 else ""


def _said_best(commands: tuple[Command, ...], words: str) -> str:
    """The phrase that guides use, for a name or another spelling of the same."""
    begin, _, number = words.rpartition(" ") if words.rpartition(" ")[2].isdecimal() else (words, "", "")
    best = next((one.phrases[0] for one in commands if begin == one.name), begin)
    return f"{best} {number}".strip()


def nearest(commands: Iterable[Command], roles: Iterable[Role], most: int = 3) -> tuple[str, ...]:
    """What to offer people of these roles whose words nobody understood: the phrases of the commands that help names first."""
    return tuple(one.phrases[0] for one in told(commands, roles) if one.button or len(one.phrases) > 1)[:most]
