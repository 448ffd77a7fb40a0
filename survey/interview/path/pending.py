"""What the interview itself asks in between, before its own question goes on."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from survey.state import ItemPath, path_of, path_text


@dataclass(frozen=True, slots=True)
class Removing:
    """Why do these members leave the list?"""

    items: tuple[ItemPath, ...]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which of the choices of a long list that hold these words?"""

    words: str
    page: int = 0
    """Which part of them is shown, counted from 0."""


@dataclass(frozen=True, slots=True)
class Points:
    """Which point is next in a row of points? `Position.draft` holds those that were sent, as "latitude longitude"."""

    spot: str
    """The question's number."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What waits for a yes: role ("name", "sex", "birth_year" …) -> value of a member (`item`), or of somebody new in the list of `parent`."""

    told: Mapping[str, str]
    item: ItemPath = ()
    parent: ItemPath = ()


@dataclass(frozen=True, slots=True)
class Doubting:
    """Is it really so? Of people who seem to be on the list already, or of what can hardly be true of a member."""

    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Clearing:
    """Is what is recorded, or was ticked so far, to be taken away?"""

    spots: tuple[str, ...]
    """The questions' ids."""


@dataclass(frozen=True, slots=True)
class Sharing:
    """Is this one answer, as it was typed, that of all members?"""

    text: str


@dataclass(frozen=True, slots=True)
class Confirming:
    """Is it still as it was last time? Of these questions and no others: they were shown."""

    spots: tuple[str, ...]
    """The questions' ids."""


@dataclass(frozen=True, slots=True)
class Carding:
    """Is this card the member's (`item`), or that of somebody who is to be added? `told`: role -> what it says; `elsewhere` as in `Carded`."""

    told: Mapping[str, str]
    item: ItemPath = ()
    elsewhere: str = ""


Pending = Confirming | Sharing | Clearing | Removing | Narrowing | Points | Doubting | Carding


def pending_text(pending: Pending) -> tuple[str, str]:
    """As it is stored: its kind, and what it is about."""
    match pending:
        case Removing(items):
            return "remove", " ".join(map(path_text, items))
        case Narrowing(words, page):
            return "narrow", f"{page}\t{words}" if page else words
        case Points(spot):
            return "places", spot
        case Sharing(text):
            return "all", text
        case Clearing(spots) | Confirming(spots):
            return "clear" if isinstance(pending, Clearing) else "confirm", " ".join(spots)
        case Doubting(claims):
            rows = [[path_text(one.item), path_text(one.parent), dict(one.told)] for one in claims]
            return "doubt", json.dumps(rows, ensure_ascii=False)
        case Carding(told, item, elsewhere):
            return "card", json.dumps([path_text(item), elsewhere, dict(told)], ensure_ascii=False)


def pending_of(kind: str, about: str) -> Pending | None:
    """The reverse of `pending_text`; None where it is none of these."""
    if kind == "remove":
        items = tuple(map(path_of, about.split()))
        return Removing(items) if items else None
    if kind == "all":
        return Sharing(about)
    if kind in {"clear", "confirm"}:
        spots = tuple(about.split())
        return (Clearing(spots) if kind == "clear" else Confirming(spots)) if spots else None
    if kind == "narrow":
        page, tab, words = about.rpartition("\t")
        return Narrowing(words, int(page) if tab and page.isdecimal() else 0)
    if kind == "doubt":
        return Doubting(tuple(Claim(told, _path(item), _path(parent)) for item, parent, told in json.loads(about)))
    if kind == "card":
        item, elsewhere, told = json.loads(about)
        return Carding(told, _path(item), elsewhere)
    return Points(about) if kind == "places" else None


def _path(text: str) -> ItemPath:
    return path_of(text) if text else ()
