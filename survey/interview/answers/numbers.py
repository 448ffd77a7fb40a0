"""Typed numbers of a form: with a sign where the form may want one, within the bounds of a range, or as a row of figures."""

import math
import re
from collections.abc import Callable
from decimal import Decimal

from survey import read
from survey.interview.path.events import Refusal
from survey.xform import Control

_SIGN = re.compile(r"\s*(?:[-−](?=[0-9])|(?:âm|am)\s+(?=\S))", re.IGNORECASE)
_FIGURES = re.compile(r"[-+]?[0-9][0-9 .,]*")

Number = int | Decimal


def plain(number: float | Decimal) -> str:
    """A number as the engine reads it: "7", "7.5"."""
    exact = Decimal(str(number))
    return str(int(exact)) if exact == exact.to_integral_value() else format(exact.normalize(), "f")


def read_signed(text: str, reader: Callable[[str], "read.Read[int] | read.Read[Decimal]"]) -> str | Refusal:
    """A number that may be below zero: "-5", "âm 5"; whether the form takes it, its constraint says."""
    sign = _SIGN.match(text)
    found = reader(text[sign.end() :] if sign else text)
    if isinstance(found, read.Refused):
        return Refusal(found.code, found.params)
    value = plain(found.value)
    return f"-{value}" if sign and found.value else value


def read_figures(text: str) -> str | Refusal:
    """The text of a question that takes figures only ("numbers"): kept as typed, without blanks, so that 007 stays 007."""
    typed = read.normalise(text)
    if not _FIGURES.fullmatch(typed):
        return Refusal("number.unreadable", {"text": typed[:40]})
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
    steps = (float(value) - start) / step
    if not min(start, end) <= float(value) <= max(start, end):
        return Refusal("value.range", {"low": local(min(start, end)), "high": local(max(start, end))})
    if not math.isclose(steps, round(steps), abs_tol=1e-9):
        near = sorted({start + step * math.floor(steps), start + step * math.ceil(steps)})
        return Refusal("value.step", {"step": local(step), "near": " hoặc ".join(map(local, near))})
    return value


def local(number: float) -> str:
    """With a comma, as people here write it."""
    return plain(round(number, 9)).replace(".", ",")


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False
