"""Choices put into an order by typing: "3,1,2", or their labels."""

import re
from collections.abc import Sequence

from survey.read.choice import match_choice
from survey.read.listed import Choices
from survey.read.outcome import Read, Refused, Value
from survey.read.statement import sized

_NUMBERS = re.compile(r"[0-9]{1,4}(?:[\s,;>.-]+[0-9]{1,4})*")
_BETWEEN = re.compile(r"\s*[,;>]\s*")


def rank_choices(text: str, pairs: Sequence[tuple[str, str]]) -> Read[tuple[str, ...]]:
    """The values of all choices in the order in which they were typed; one left out, or named twice, is refused."""
    choices = Choices(pairs)
    short = sized(text.replace("\n", ";"))
    if isinstance(short, Refused):
        return short
    said = short.value.strip(" .,;>")
    parts = re.findall("[0-9]+", said) if _NUMBERS.fullmatch(said) else _BETWEEN.split(said)
    values: list[str] = []
    for part in parts:
        found = match_choice(part, choices)
        if isinstance(found, Refused):
            return Refused(found.code, {**found.params, "example": choices.ordered()})
        if found.value in values:
            label = next(label for value, label in choices if value == found.value)
            return Refused("rank.twice", {"label": label, "example": choices.ordered()})
        values.append(found.value)
    if len(values) != len(choices):
        told = {"got": str(len(values)), "want": str(len(choices)), "example": choices.ordered()}
        return Refused("rank.part", told)
    return Value(tuple(values))
