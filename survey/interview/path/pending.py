"""What the interview itself asks in between, before its own question goes on."""

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


@dataclass(frozen=True, slots=True)
class Places:
    """Which place is next in a row of places? `Position.draft` holds those that were sent, as "latitude longitude"."""

    spot: str
    """The question's number."""


Pending = Removing | Narrowing | Places


def pending_text(pending: Pending) -> tuple[str, str]:
    """As it is stored: its kind, and what it is about."""
    match pending:
        case Removing(items):
            return "remove", " ".join(map(path_text, items))
        case Narrowing(words):
            return "narrow", words
        case Places(spot):
            return "places", spot


def pending_of(kind: str, about: str) -> Pending | None:
    """The reverse of `pending_text`; None where it is none of these."""
    if kind == "remove":
        items = tuple(map(path_of, about.split()))
        return Removing(items) if items else None
    if kind == "narrow":
        return Narrowing(about)
    return Places(about) if kind == "places" else None
