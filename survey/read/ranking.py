"""Choices put into an order by typing: "3,1,2", or their labels."""

import re
from collections.abc import Sequence

from survey.read.choice import match_choice
from survey.read.outcome import Read, Refused, Value
from survey.read.statement import sized

_NUMBERS = re.compile(r"[0-9]{1,4}(?:[\s,;>.-]+[0-9]{1,4})*")
_BETWEEN = re.compile(r"\s*[,;>]\s*")


def rank_choices(text: str, choices: Sequence[tuple[str, str]]) -> Read[tuple[str, ...]]:
    """The values of all choices in the order in which they were typed; one left out, or named twice, is refused."""
    short = sized(text.replace("\n", ";"))
    if isinstance(short, Refused):
        return short
    said = short.value.strip(" .,;>")
    parts = re.findall("[0-9]+", said) if _NUMBERS.fullmatch(said) else _BETWEEN.split(said)
    values: list[str] = []
    for part in parts:
        found = match_choice(part, choices)
        if isinstance(found, Refused):
            return found
        if found.value in values:
            label = next(label for value, label in choices if value == found.value)
            return Refused("rank.twice", {"label": label})
        values.append(found.value)
    if len(values) != len(choices):
        example = ",".join(str(place) for place in range(len(choices), 0, -1))
        return Refused("rank.part", {"got": str(len(values)), "want": str(len(choices)), "example": example})
    return Value(tuple(values))
