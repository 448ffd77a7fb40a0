"""Arithmetic and comparison: XPath 1.0's rules on ODK's values."""

import math
import operator
from collections.abc import Callable, Sequence

from survey.xpath.code import Code, RunNodes, RunNumber, RunTruth, as_nodes, as_number, as_truth, constant
from survey.xpath.context import XPathContext
from survey.xpath.values import NAN, Value, boolean_of, number_from_text, number_of, numbers_equal, string_of

Order = Callable[[float, float], bool]
_ORDERS: dict[str, Order] = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


def negative(code: Code) -> Code:
    """Unary minus."""
    if isinstance(code.fixed, float):
        return constant(-code.fixed)
    number = as_number(code)
    return Code("number", lambda context: -number(context))


def arithmetic(symbol: str, left: Code, right: Code) -> Code:
    """+ - * div mod."""
    calculate = _ARITHMETIC[symbol]
    if isinstance(left.fixed, float) and isinstance(right.fixed, float):
        return constant(calculate(left.fixed, right.fixed))
    first, second = as_number(left), as_number(right)
    return Code("number", lambda context: calculate(first(context), second(context)))


def _divided(left: float, right: float) -> float:
    if right:
        return left / right
    if left == 0 or math.isnan(left) or math.isnan(right):
        return NAN
    return math.copysign(math.inf, left) * math.copysign(1.0, right)


def _remainder(left: float, right: float) -> float:
    if not right or math.isinf(left) or math.isnan(left) or math.isnan(right):
        return NAN
    return math.fmod(left, right)


_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "div": _divided,
    "mod": _remainder,
}


def both(parts: Sequence[Code]) -> Code:
    """A chain of `and`; stops at the first false."""
    tests = [as_truth(part) for part in parts]
    if len(tests) == 2:
        first, second = tests
        return Code("boolean", lambda context: first(context) and second(context))

    def run(context: XPathContext) -> bool:
        for test in tests:  # noqa: SIM110 - a generator would cost more than the tests
            if not test(context):
                return False
        return True

    return Code("boolean", run)


def either(parts: Sequence[Code]) -> Code:
    """A chain of `or`; stops at the first true."""
    tests = [as_truth(part) for part in parts]
    if len(tests) == 2:
        first, second = tests
        return Code("boolean", lambda context: first(context) or second(context))

    def run(context: XPathContext) -> bool:
        for test in tests:  # noqa: SIM110 - a generator would cost more than the tests
            if test(context):
                return True
        return False

    return Code("boolean", run)


def compared(symbol: str, left: Code, right: Code) -> Code:
    """= != < <= > >=, with quick ways for what forms mostly ask: question = 'choice', question > number."""
    if left.kind != "nodes" and right.kind == "nodes":
        return compared(MIRRORED[symbol], right, left)
    equality = symbol in {"=", "!="}
    if left.kind == "nodes" and isinstance(right.fixed, str) and equality:
        return Code("boolean", _nodes_and_text(as_nodes(left), right.fixed, wanted=symbol == "="))
    if left.kind == "nodes" and right.kind == "number":
        return Code("boolean", _nodes_and_number(symbol, as_nodes(left), as_number(right)))
    if left.kind == "number" and right.kind == "number":
        return Code("boolean", _two_numbers(_NUMERIC[symbol], as_number(left), as_number(right)))
    first, second, compare = left.run, right.run, _GENERAL[symbol]
    return Code("boolean", lambda context: compare(context, first(context), second(context)))


MIRRORED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def _nodes_and_text(nodes: RunNodes, text: str, *, wanted: bool) -> RunTruth:
    def run(context: XPathContext) -> bool:
        for node in nodes(context):  # noqa: SIM110 - a generator would cost more than the comparison
            if (context.text(node) == text) is wanted:
                return True
        return False

    return run


def _nodes_and_number(symbol: str, nodes: RunNodes, number: RunNumber) -> RunTruth:
    compare = _NUMERIC[symbol]

    def run(context: XPathContext) -> bool:
        found = nodes(context)
        if not found:
            return False
        other = number(context)
        zone = context.zone
        for node in found:  # noqa: SIM110 - a generator would cost more than the comparison
            if compare(number_from_text(context.text(node), zone), other):
                return True
        return False

    return run


def _two_numbers(compare: Order, left: RunNumber, right: RunNumber) -> RunTruth:
    return lambda context: compare(left(context), right(context))


def _unequal(left: float, right: float) -> bool:
    return not numbers_equal(left, right)


_NUMERIC: dict[str, Order] = {"=": numbers_equal, "!=": _unequal, **_ORDERS}


def equal(context: XPathContext, left: Value, right: Value) -> bool:
    """XPath's = for any two values; existential over node-sets."""
    return _existential(context, left, right, _atoms_equal)


def _not_equal(context: XPathContext, left: Value, right: Value) -> bool:
    return _existential(context, left, right, _atoms_differ)


def _ordered(symbol: str) -> Callable[[XPathContext, Value, Value], bool]:
    order = _ORDERS[symbol]

    def atoms(context: XPathContext, left: Value, right: Value) -> bool:
        return order(number_of(left, context.zone), number_of(right, context.zone))

    def ordered(context: XPathContext, left: Value, right: Value) -> bool:
        if isinstance(left, bool) or isinstance(right, bool):
            return atoms(context, _unset(left), _unset(right))
        return _existential(context, left, right, atoms)

    return ordered


def _unset(value: Value) -> Value:
    """A node-set beside a boolean counts as a boolean."""
    return bool(value) if isinstance(value, list) else value


Compare = Callable[[XPathContext, Value, Value], bool]
TextTest = Callable[[str], bool]


def against(symbol: str, other: Code) -> Callable[[XPathContext], TextTest | None]:
    """A test of texts against a value that is worked out once for all of them; None where the value is no text, number or node-set of one."""
    numeric, run, wanted = _NUMERIC[symbol], other.run, symbol == "="
    is_equality = symbol in {"=", "!="}

    def test(context: XPathContext) -> TextTest | None:
        value, zone = run(context), context.zone
        if isinstance(value, list):
            if len(value) != 1:
                return None
            value = context.text(value[0])
        if isinstance(value, bool):
            return None
        if isinstance(value, str) and is_equality:
            return lambda text: (text == value) is wanted
        number = number_of(value, zone)
        return lambda text: numeric(number_from_text(text, zone), number)

    return test


def _existential(context: XPathContext, left: Value, right: Value, atoms: Compare) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return atoms(context, boolean_of(left), boolean_of(right))
    lefts: Sequence[Value] = [context.text(node) for node in left] if isinstance(left, list) else (left,)
    rights: Sequence[Value] = [context.text(node) for node in right] if isinstance(right, list) else (right,)
    context.spend(len(lefts) * len(rights))
    for one in lefts:
        for other in rights:
            if atoms(context, one, other):
                return True
    return False


def _atoms_equal(context: XPathContext, left: Value, right: Value) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return boolean_of(left) is boolean_of(right)
    if isinstance(left, float) or isinstance(right, float):
        return numbers_equal(number_of(left, context.zone), number_of(right, context.zone))
    return string_of(left) == string_of(right)


def _atoms_differ(context: XPathContext, left: Value, right: Value) -> bool:
    return not _atoms_equal(context, left, right)


_GENERAL: dict[str, Compare] = {"=": equal, "!=": _not_equal, **{symbol: _ordered(symbol) for symbol in _ORDERS}}
