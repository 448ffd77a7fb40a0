"""Counts, decimal numbers and areas as people type them."""

import re
from collections.abc import Sequence
from decimal import Decimal

from survey.read.figures import figure, is_figure, tokens
from survey.read.numerals import UNSURE_ALONE, cardinal, is_half, spoken_decimal
from survey.read.outcome import Read, Refused, Value
from survey.read.spelling import fold, same_word
from survey.read.statement import exact_statement

COUNTED = ("người", "nhân khẩu", "khẩu", "hộ", "cái", "chiếc", "điểm", "con", "đứa")
"""Words that may follow a count without changing it; "tháng" or "năm" would."""

_SQUARE_METRE = re.compile(r"(?<![^\W\d_])\s*(?:m2|m²|㎡|m\^2|(?:mét|met|m) (?:vuông|vuong))$")
_HECTARE = re.compile(r"(?<![^\W\d_])\s*(?:ha|hecta|héc ?ta|hec ?ta)$")
_LOCAL = ("sào", "mẫu", "công", "thước", "gánh", "xào")
_PER_PERSON = re.compile(
    r"(?:/|\b(?:moi|mot|1|tung|tren))\s*(?:(?:dau|mot|1) )?(?:nguoi|ng|nhan khau|khau|thanh vien)\b|\b(?:dau nguoi|binh quan)\b"
)
_PRODUCT = re.compile(r"[0-9]\s*m?\s*(?:[x*×]|nhân|nhan)\s*[0-9]")


def read_integer(text: str, *, counted: Sequence[str] = COUNTED, most: int = 999_999_999) -> Read[int]:
    """A count, 0 to `most`, in figures or words, with or without a word of `counted` behind."""
    said = exact_statement(text)
    if isinstance(said, Refused):
        return said
    number = _number(_without_counted(tokens(said.value), counted), said.value)
    if isinstance(number, Refused):
        return number
    if number.value != number.value.to_integral_value() or number.value.as_tuple().exponent:
        return Refused("number.not_whole", {"text": said.value})
    return Value(int(number.value)) if number.value <= most else _too_large(most)


def read_decimal(text: str, *, most: Decimal = Decimal(999_999_999)) -> Read[Decimal]:
    """A number from 0 to `most` with a comma or a point before the decimals."""
    said = exact_statement(text)
    if isinstance(said, Refused):
        return said
    number = _number(tokens(said.value), said.value)
    return _too_large(most) if isinstance(number, Value) and number.value > most else number


def read_area(text: str, *, most: Decimal = Decimal(1_000_000)) -> Read[Decimal]:
    """An area in m² (a hectare is 10,000 m²), 0 to `most`; units that differ from region to region are refused."""
    said = exact_statement(text)
    if isinstance(said, Refused):
        return said
    if _PER_PERSON.search(fold(said.value)):
        return Refused("area.per_person", {"text": said.value})
    if _PRODUCT.search(said.value):
        return Refused("area.product", {"text": said.value})
    core, factor = _without_unit(said.value)
    parts = tokens(core)
    if any(same_word(part, unit) for part in parts for unit in _LOCAL):
        return Refused("area.local_unit", {"text": said.value})
    if (
        len(parts) > 1
        and is_figure(parts[0])
        and figure(parts[0])
        and parts[1] in {"m", "a", "cm", "km", "mét", "met", "dm"}
    ):
        return Refused("area.unit", {"text": said.value})
    number = _number(parts, said.value)
    if isinstance(number, Refused):
        return number
    return Value(number.value * factor) if number.value * factor <= most else _too_large(most)


def _without_unit(text: str) -> tuple[str, int]:
    for pattern, factor in ((_SQUARE_METRE, 1), (_HECTARE, 10_000)):
        core = pattern.sub("", text)
        if core != text:
            return core, factor
    return text, 1


def _without_counted(parts: list[str], counted: Sequence[str]) -> list[str]:
    for phrase in counted:
        expected = phrase.split()
        rest = len(parts) - len(expected)
        if rest > 0 and all(map(same_word, parts[rest:], expected)):
            return parts[:rest]
    return parts


def _number(parts: list[str], text: str) -> Read[Decimal]:
    if parts and all(is_figure(part) for part in parts):
        return _one_figure(parts, text)
    if any(is_half(part) for part in parts) and not any(
        part in {"trăm", "tram", "nghìn", "nghin", "ngàn", "ngan"} for part in parts
    ):
        return Refused("number.half", {"text": text})
    point = spoken_decimal(parts)
    if point is not None:
        return Value(point)
    number = None if len(parts) == 1 and parts[0] in UNSURE_ALONE else cardinal(parts)
    return Refused("number.unreadable", {"text": text}) if number is None else Value(Decimal(number))


def _one_figure(parts: list[str], text: str) -> Read[Decimal]:
    if len(parts) > 1:
        return Refused("number.several", {"text": text})
    number = figure(parts[0])
    if number is None:
        return Refused("number.unreadable", {"text": text})
    if number.doubtful:
        return Refused("number.separator", {"text": parts[0], "plain": str(number.value)})
    return Value(number.value)


def _too_large(most: Decimal | int) -> Refused:
    return Refused("number.too_large", {"most": str(most)})
