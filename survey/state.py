"""How an interview is remembered: answers and roster items, keyed so that moving a question into a group orphans nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

ItemPath = tuple[tuple[str, str], ...]
"""Roster items from the outside in: ((repeat name, stable item id), …); () = outside every repeat."""


class AnswerKey(NamedTuple):
    """Where an answer belongs: its roster item and its question name (the full path only where names repeat in one scope)."""

    items: ItemPath
    name: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored answer in ODK's lexical form (ISO dates, space-separated multi-select).

    `skipped`: the person said "bỏ qua"; with a value, the form itself put that there and the person has not been asked yet.
    `carried`: so it was last time, and nobody has said in this interview that it still is; such a one is never stored.
    """

    value: str
    skipped: bool = False
    carried: bool = False

    @property
    def is_offered(self) -> bool:
        """Whether it is only what the form put there, or what was so last time, to be kept or replaced."""
        return self.carried or (self.skipped and self.value != "")

    @property
    def is_given(self) -> bool:
        """Whether the person (or the register) gave an answer, or said "bỏ qua"."""
        return not self.carried and (self.value != "") is not self.skipped


@dataclass(frozen=True, slots=True)
class Item:
    """One roster item. `path` ends in its own (repeat, id); items of one repeat and parent are in the order of `order`.

    `added`: it was added in this interview; otherwise it came from the register (last year's member).
    """

    path: ItemPath
    order: int
    added: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """All that is stored of an interview's answers. Removed items are not in `items`; their answers may still be in `answers`."""

    answers: Mapping[AnswerKey, Stored]
    items: tuple[Item, ...]


def path_text(items: ItemPath) -> str:
    """The item path as one string for a database column: "", "members:3", "members:3/plots:1"."""
    return "/".join(f"{repeat}:{item}" for repeat, item in items)


def path_of(text: str) -> ItemPath:
    """The reverse of `path_text`."""
    if not text:
        return ()
    pairs = (part.rpartition(":") for part in text.split("/"))
    return tuple((repeat, item) for repeat, _, item in pairs)
