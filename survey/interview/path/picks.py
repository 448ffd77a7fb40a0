"""What a button of a question says: a choice by its number, or one of a few words; and how it is written in few letters."""

import re
from dataclasses import dataclass
from enum import StrEnum


class PickWord(StrEnum):
    """The buttons of a question that are no choice; the values are written into buttons and stay for ever."""

    DONE = "xong"
    """What was tapped so far is the answer."""
    SKIP = "bo-qua"
    NOBODY = "khong-ai"
    """None of the members."""
    KEEP = "giu"
    """The value that the form has put there."""
    SEEN = "ok"
    """The text was read."""
    RIGHT = "dung"
    """All that is shown is still as it was."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """The choice with this number in the whole list, or the member with this number."""

    number: int
    on: bool | None = None
    """Of several: the state that is wanted, so that the same tap twice is the same as once. None = the answer, or (as buttons of
    older messages say it) the other state."""


Pick = PickWord | Numbered

_NUMBERED = re.compile(r"([+-]?)([1-9][0-9]{0,8})")


def pick_text(pick: Pick) -> str:
    """As it is written into a button: "3", "+3", "-3", "xong"."""
    if isinstance(pick, PickWord):
        return pick.value
    return {None: "", True: "+", False: "-"}[pick.on] + str(pick.number)


def pick_of(text: str) -> Pick | None:
    """The reverse of `pick_text`; None for anything else."""
    if text in set(PickWord):
        return PickWord(text)
    found = _NUMBERED.fullmatch(text)
    return Numbered(int(found[2]), {"": None, "+": True, "-": False}[found[1]]) if found else None
