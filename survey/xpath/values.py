"""XPath values and ODK's conversions between them.

A date is a string in ISO form, as a node stores it; in arithmetic and comparisons it counts as days since 1970-01-01 (ODK XForms, `number()`).
"""

import math
import re
from datetime import tzinfo
from decimal import Decimal

from survey.tree import AnyNode
from survey.xpath.errors import EvaluationError
from survey.xpath.moments import days_of

Value = float | str | bool | list[AnyNode]
"""number, string, boolean or node-set (in document order)."""

NAN = math.nan
LONGEST_STRING = 100_000
_EQUAL_WITHIN = 1e-12
_EXACT_INTEGERS = 1e15
_NUMERAL = re.compile(r"[ \t\r\n]*(-?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+))[ \t\r\n]*")
_LONGEST_NUMERAL = 400


def text_of(node: AnyNode) -> str:
    """The string-value of a node: "" when irrelevant."""
    if not node.relevant:
        return ""
    return node.text() if node.children else node.value


def number_from_text(text: str, zone: tzinfo) -> float:
    """A numeral (also with a decimal comma, as JavaRosa takes it), a date or a dateTime as days since 1970; else NaN."""
    if text.isdecimal() and text.isascii() and len(text) < _LONGEST_NUMERAL:
        return float(text)
    if not text or len(text) > _LONGEST_NUMERAL:
        return NAN
    match = _NUMERAL.fullmatch(text)
    if match is not None:
        return float(match[1].replace(",", "."))
    days = days_of(text, zone)
    return NAN if days is None else days


def number_of(value: Value, zone: tzinfo) -> float:
    """XPath's number() with ODK's dates."""
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, float):
        return value
    if isinstance(value, str):
        return number_from_text(value, zone)
    return number_from_text(text_of(value[0]), zone) if value else NAN


def text_from_number(number: float) -> str:
    """Plain decimal digits, never an exponent; what is nearer to 0 than 1e-12 is "0", as in JavaRosa."""
    if number != number:  # noqa: PLR0124 - the quickest test for NaN
        return "NaN"
    if -_EXACT_INTEGERS < number < _EXACT_INTEGERS:
        whole = int(number)
        if number == whole or abs(number) < _EQUAL_WITHIN:
            return str(whole)
    elif math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    text = repr(number)
    if "e" not in text:
        return text.removesuffix(".0")
    return format(Decimal(text), "f")


def string_of(value: Value) -> str:
    """XPath's string(): the first node's text for a node-set."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return text_from_number(value)
    return text_of(value[0]) if value else ""


def shown(value: Value) -> str:
    """The string that stands in a text or an answer: as `string_of`, but a number that is none (NaN) leaves nothing, as in both ODK engines."""
    if isinstance(value, float) and value != value:  # noqa: PLR0124 - the quickest test for NaN
        return ""
    return string_of(value)


def boolean_of(value: Value) -> bool:
    """XPath's boolean(): a node-set is true when it has a node, whatever its text."""
    if isinstance(value, float):
        return abs(value) > _EQUAL_WITHIN
    return bool(value)


def numbers_equal(left: float, right: float) -> bool:
    """Equal within 1e-12, as JavaRosa compares (6.1 - 7.8 = -1.7); NaN equals nothing."""
    return left == right or abs(left - right) < _EQUAL_WITHIN


def short_enough(text: str) -> str:
    """`text` itself; raises `EvaluationError` where it is longer than an answer may be (100,000 characters)."""
    if len(text) > LONGEST_STRING:
        raise EvaluationError(f"Kết quả dài quá {LONGEST_STRING} ký tự")
    return text
