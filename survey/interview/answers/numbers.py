"""Typed numbers of a form: with a sign where the form may want one, within the bounds of a range, or as a row of figures."""

import math
import re
from collections.abc import Callable
from decimal import Decimal

from survey import read
from survey.interview.path.events import Refusal
from survey.written import exact_number, plain_number
from survey.xform import Control

_SIGN = re.compile(r"\s*(?:[-−](?=[0-9])|(?:âm|am)\s+(?=\S))", re.IGNORECASE)
_FIGURES = re.compile(r"[-+]?[0-9][0-9 .,]*")

Number = int | Decimal


def read_signed(text: str, reader: Callable[[str], "read.Read[int] | read.Read[Decimal]"]) -> str | Refusal:
    """A number that may be below zero: "-5", "âm 5"; whether the form takes it, its constraint says."""
    sign = _SIGN.match(text)
    found = reader(text[sign.end() :] if sign else text)
    if isinstance(found, read.Refused):
        return Refusal(found.code, found.params)
    value = plain_number(found.value)
    return f"-{value}" if sign and found.value else value


def read_figures(text: str) -> str | Refusal:
    """The text of a question that takes figures only ("numbers"): kept as typed, without blanks, so that 007 stays 007."""
    typed = read.normalise(text)
    if not _FIGURES.fullmatch(typed):
        return Refusal("number.unreadable", {"text": typed[:40], "example": read.EXAMPLES["number"]})
    return typed.replace(" ", "")


def bounds(control: Control) -> tuple[float, float, float]:
    """Start, end and step of a range; ODK's own where the form says nothing."""
    given = (control.attributes.get(name, "") for name in ("start", "end", "step"))
    start, end, step = (
        float(text) if _is_number(text) else usual for text, usual in zip(given, (1, 10, 1), strict=True)
    )
    return start, end, abs(step) or 1


def in_range(control: Control, value: str) -> str | Refusal:
    """The number, where it is one of those that the range offers."""
    start, end, step = bounds(control)
    least, most = min(start, end), max(start, end)
    steps = (float(value) - start) / step
    if not least <= float(value) <= most:
        return Refusal("value.range", {"low": exact_number(least), "high": exact_number(most)})
    if math.isclose(steps, round(steps), abs_tol=1e-9):
        return value
    around = (round(start + step * whole(steps), 9) for whole in (math.floor, math.ceil))
    # Behind the last step there may be room, but nothing that is offered.
    near = [exact_number(one) for one in around if least <= one <= most]
    if len(near) < 2:
        return Refusal("value.step_last", {"step": exact_number(step), "near": near[0]})
    return Refusal("value.step", {"step": exact_number(step), "below": near[0], "above": near[1]})


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False
