"""Counts, decimal numbers and areas as people type them."""

import re
from collections.abc import Sequence
from decimal import Decimal

from survey.read.figures import figure, is_figure, tokens
from survey.read.keyed import retried
from survey.read.numerals import UNSURE_ALONE, cardinal, is_half, spoken_decimal
from survey.read.outcome import Read, Refused, Value
from survey.read.spelling import fold, same_word
from survey.read.statement import exact_statement
from survey.written import exact_number

COUNTED = ("người", "ng", "nhân khẩu", "khẩu", "hộ", "cái", "chiếc", "điểm", "con", "đứa")
"""Words that may follow a count without changing it; "tháng" or "năm" would."""

_SQUARE_METRE = re.compile(r"(?<![^\W\d_])\s*(?:m2|m²|㎡|m\^2|(?:(?:mét|met|m) )?(?:vuông|vuong))$")
_HECTARE = re.compile(r"(?<![^\W\d_])\s*(?:ha|hecta|héc ?ta|hec ?ta)$")
_LOCAL = ("sào", "mẫu", "công", "thước", "gánh", "xào")
_PER_PERSON = re.compile(
    r"(?:/|\b(?:moi|mot|1|tung|tren))\s*(?:(?:dau|mot|1) )?(?:nguoi|ng|nhan khau|khau|thanh vien)\b|\b(?:dau nguoi|binh quan)\b"
)
_PRODUCT = re.compile(r"[0-9]\s*(?:m|mét|met)?\s*(?:[x*×]|nhân|nhan)\s*[0-9]")
_SIDE = r"([0-9]{1,2}(?:[.,][0-9]{1,2})?)\s?(?:m|met)?(?![^\W_])"
_TIMES = re.compile(
    rf"{_SIDE}\s?(?:[x*×]|nhan)\s?{_SIDE}(?:\s?(?:m2|m²|㎡|met vuong|m vuong))?(?:\s?(?:=|la)\s?([0-9.,]+)\s?(?:m2|m²)?)?"
)
_LARGEST_PRODUCT = 1000
"""m² beyond which two numbers are hardly the sides of a house."""
_GLUED_TIMES = re.compile(r"(?<=[0-9m])\s?[x×*]\s?(?=[0-9])")
_ACROSS, _ALONG = r"(?:be |chieu )?(?:ngang|rong)", r"(?:be |chieu )?(?:dai|sau)"
_SIDES = tuple(
    re.compile(pattern)
    for one, other in ((_ACROSS, _ALONG), (_ALONG, _ACROSS))
    for pattern in (rf"{one} {_SIDE},? (?:va )?{other} {_SIDE}", rf"{_SIDE} {one},? (?:va )?{_SIDE} {other}")
)
_LED = re.compile(
    r"^(?:(?:nhà ở|nha o|nhà|nha) (?=[0-9.,]+ ?(?:m2|m²|met|mét))|(?:diện tích|dien tich|dt)(?: nhà| nha)?(?: là| la)? ?:? ?(?=[0-9]))"
)
_COUNT_LED = re.compile(
    r"^(?:(?:(?:nhà|nha|hộ|ho) )?(?:có|co)|(?:tổng|tong)(?: cộng| cong| số| so)?|điểm|diem) ?:? ?(?=[0-9])"
)
_AREAS = re.compile(r"(?<![0-9.,])([0-9]{1,4}(?:[.,][0-9]{1,2})?)(?![0-9.,x*×])\s?(?:m2|m²|㎡|mét vuông|met vuong)?")
_ADDED = re.compile(r"\b(?:va|voi|cong|them|bep|nha|chai|kho|hien|phong|san|tren|duoi)\b|\+")


def read_integer(text: str, *, counted: Sequence[str] = COUNTED, most: int = 999_999_999) -> Read[int]:
    """A count, 0 to `most`, in figures or words, with or without a word of `counted` behind."""
    return retried(text, lambda typed: _integer(typed, counted, most))


def _integer(text: str, counted: Sequence[str], most: int) -> Read[int]:
    said = exact_statement(text)
    if isinstance(said, Refused):
        return said
    number = _number(_without_counted(tokens(_COUNT_LED.sub("", said.value)), counted), said.value)
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
    """An area in m² (a hectare is 10,000 m²), 0 to `most`, also as "4 x 10"; units that differ from region to region are refused."""
    return retried(text, lambda typed: _area(typed, most))


def _area(text: str, most: Decimal) -> Read[Decimal]:
    said = exact_statement(text)
    if isinstance(said, Refused):
        return said
    if _PER_PERSON.search(fold(said.value)):
        return Refused("area.per_person", {"text": said.value})
    core = _LED.sub("", said.value)
    found = _product(core) or _one_area(core, said.value)
    if isinstance(found, Value):
        return found if found.value <= most else _too_large(most)
    return _sum_of(said.value) or found


def _product(text: str) -> Read[Decimal] | None:
    """Across times along; None where nothing is multiplied."""
    plain = fold(text)
    match = _TIMES.fullmatch(_GLUED_TIMES.sub(" x ", plain)) or next(
        (found for pattern in _SIDES if (found := pattern.fullmatch(plain))), None
    )
    if match is None:
        return Refused("area.product", {"text": text}) if _PRODUCT.search(text) else None
    one, other, *told = (figure(side) if side else None for side in match.groups())
    if one is None or other is None or not one.value * other.value:
        return Refused("area.product", {"text": text})
    area = one.value * other.value
    if area > _LARGEST_PRODUCT:
        return Refused("area.product", {"text": text})
    if match.lastindex == 3 and (not told[0] or told[0].doubtful or told[0].value != area):
        return Refused("area.product", {"text": text})
    return Value(area.normalize() if area != area.to_integral_value() else area.quantize(Decimal(1)))


def _sum_of(text: str) -> Refused | None:
    """Two areas in one text, with what they come to together."""
    figures = [figure(one) for one in _AREAS.findall(text)]
    if len(figures) != 2 or _PRODUCT.search(text) or not _ADDED.search(fold(_AREAS.sub(" ", text, count=1))):
        return None
    if any(one is None or one.doubtful for one in figures):
        return None
    total = sum((one.value for one in figures if one), Decimal(0))
    return Refused("area.sum", {"text": text, "sum": exact_number(float(total))})


def _one_area(text: str, whole: str) -> Read[Decimal]:
    core, factor = _without_unit(text)
    parts = tokens(core)
    if any(same_word(part, unit) for part in parts for unit in _LOCAL):
        return Refused("area.local_unit", {"text": whole})
    if (
        len(parts) > 1
        and is_figure(parts[0])
        and figure(parts[0])
        and parts[1] in {"m", "a", "cm", "km", "mét", "met", "dm"}
    ):
        return Refused("area.unit", {"text": whole})
    number = _number(parts, whole)
    if isinstance(number, Refused):
        return number
    return Value(number.value * factor)


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
