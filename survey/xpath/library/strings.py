"""String functions."""

import math
from collections.abc import Sequence

from survey.tree import AnyNode
from survey.xpath.context import XPathContext
from survey.xpath.functions import Function
from survey.xpath.values import Value, shown, string_of


def texts_of(context: XPathContext, values: Sequence[Value]) -> list[str]:
    """The strings of all values; every node of a node-set counts."""
    found: list[str] = []
    for value in values:
        if isinstance(value, list):
            found += [context.text(node) for node in value]
        else:
            found.append(shown(value))
    return found


def context_node(context: XPathContext) -> list[AnyNode]:
    """The context node as a node-set."""
    return [] if context.node is None else [context.node]


def whole(number: float, otherwise: int) -> int:
    """A number as an index: its fraction dropped; NaN and infinities become `otherwise` or the widest index."""
    if math.isnan(number):
        return otherwise
    return int(max(-1e9, min(1e9, number)))


def _concat(context: XPathContext, *values: Value) -> str:
    return context.paid("".join(texts_of(context, values)))


def _join(context: XPathContext, separator: str, *values: Value) -> str:
    return context.paid(separator.join(texts_of(context, values)))


def _substr(text: str, start: float, end: float | None = None) -> str:
    length = len(text)
    first = whole(start, 0)
    last = length if end is None else whole(end, 0)
    first = first + length if first < 0 else first
    last = last + length if last < 0 else last
    return text[max(0, first) : max(0, last)]


def _substring(text: str, start: float, length: float = math.inf) -> str:
    first = _rounded(start)
    end = first + _rounded(length)
    return "".join(character for place, character in enumerate(text, 1) if first <= place < end)


def _rounded(number: float) -> float:
    return number if math.isnan(number) or math.isinf(number) else math.floor(number + 0.5)


def _before(text: str, mark: str) -> str:
    head, found, _ = text.partition(mark) if mark else ("", "", "")
    return head if found else ""


def _after(text: str, mark: str) -> str:
    if not mark:
        return text
    return text.partition(mark)[2]


def _translate(text: str, wanted: str, given: str) -> str:
    table: dict[int, str | None] = {}
    for place, character in enumerate(wanted):
        table.setdefault(ord(character), given[place] if place < len(given) else None)
    return text.translate(table)


def _string(context: XPathContext, *values: Value) -> str:
    value = values[0] if values else context_node(context)
    if isinstance(value, list):
        return context.text(value[0]) if value else ""
    return string_of(value)


def _length(context: XPathContext, *values: Value) -> float:
    return float(len(_string(context, *values)))


def _normalized(context: XPathContext, *values: Value) -> str:
    return " ".join(_string(context, *values).split())


def _contains(text: str, part: str) -> bool:
    return part in text


STRINGS = {
    "string": Function("?v", "string", _string, reads_context=True),
    "concat": Function("v*", "string", _concat, reads_context=True),
    "join": Function("sv*", "string", _join, reads_context=True),
    "substr": Function("sn?n", "string", _substr),
    "substring": Function("sn?n", "string", _substring),
    "substring-before": Function("ss", "string", _before),
    "substring-after": Function("ss", "string", _after),
    "translate": Function("sss", "string", _translate),
    "string-length": Function("?v", "number", _length, reads_context=True),
    "normalize-space": Function("?v", "string", _normalized, reads_context=True),
    "contains": Function("ss", "boolean", _contains),
    "starts-with": Function("ss", "boolean", str.startswith),
    "ends-with": Function("ss", "boolean", str.endswith),
}
