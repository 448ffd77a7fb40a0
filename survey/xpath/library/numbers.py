"""Number functions: arithmetic that never raises; what has no result is NaN."""

import math
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal

from survey.tree import AnyNode
from survey.xpath.context import XPathContext
from survey.xpath.functions import Function
from survey.xpath.values import NAN, Value, number_from_text, number_of

_MOST_DECIMALS = 30
_SHORT_NUMERAL = 16
"""Digits: fewer are exact in a float."""


def _number(context: XPathContext, value: Value) -> float:
    return number_of(value, context.zone)


def _int(number: float) -> float:
    return float(math.trunc(number)) if math.isfinite(number) and number else number


def _round(number: float, decimals: float = 0.0) -> float:
    """To the nearest, a half upwards (XPath 1.0: -2.5 becomes -2), on the decimal digits as they are written."""
    if not math.isfinite(number) or not number:
        return number
    if math.isnan(decimals) or abs(decimals) > _MOST_DECIMALS:
        return NAN
    mode = ROUND_HALF_UP if number > 0 else ROUND_HALF_DOWN
    places = int(decimals)
    scaled = Decimal(repr(number)).scaleb(places)
    if scaled.adjusted() > 25:
        return number
    return math.copysign(float(scaled.quantize(Decimal(1), mode).scaleb(-places)), number)


def _floor(number: float) -> float:
    return float(math.floor(number)) if math.isfinite(number) else number


def _ceiling(number: float) -> float:
    return math.copysign(math.ceil(number), number) if math.isfinite(number) else number


def _pow(base: float, exponent: float) -> float:
    try:
        return math.pow(base, exponent)
    except OverflowError:
        return -math.inf if base < 0 and exponent % 2 else math.inf
    except ValueError:
        return math.inf if base == 0 else NAN


def _quiet(calculate: Callable[[float], float]) -> Callable[[float], float]:
    def quiet(number: float) -> float:
        try:
            return calculate(number)
        except OverflowError:
            return math.inf
        except ValueError:
            return NAN

    return quiet


def _exp10(number: float) -> float:
    return _pow(10.0, number)


def _log(logarithm: Callable[[float], float]) -> Callable[[float], float]:
    quiet = _quiet(logarithm)
    return lambda number: -math.inf if number == 0 else quiet(number)


def _sum(context: XPathContext, nodes: list[AnyNode]) -> float:
    context.spend(len(nodes))
    zone = context.zone
    total = 0.0
    for node in nodes:
        text = node.value
        if node.relevant and not node.children and text.isdecimal() and text.isascii() and len(text) < _SHORT_NUMERAL:
            total += int(text)  # the same as below, for what most sums are made of
        else:
            total += number_from_text(context.text(node), zone)
    return total


def _numbers(context: XPathContext, values: Sequence[Value]) -> list[float]:
    zone = context.zone
    found: list[float] = []
    for value in values:
        if isinstance(value, list):
            found += [number_from_text(context.text(node), zone) for node in value]
        else:
            found.append(number_of(value, zone))
    return found


def _extreme(choose: Callable[[list[float]], float]) -> Callable[..., float]:
    def extreme(context: XPathContext, *values: Value) -> float:
        numbers = _numbers(context, values)
        context.spend(len(numbers))
        if not numbers or any(number != number for number in numbers):  # noqa: PLR0124 - the quickest test for NaN
            return NAN
        return choose(numbers)

    return extreme


def _random(context: XPathContext) -> float:
    return context.random.random()


NUMBERS = {
    "number": Function("v", "number", _number, reads_context=True),
    "int": Function("n", "number", _int),
    "round": Function("n?n", "number", _round),
    "floor": Function("n", "number", _floor),
    "ceiling": Function("n", "number", _ceiling),
    "abs": Function("n", "number", abs),
    "pow": Function("nn", "number", _pow),
    "sqrt": Function("n", "number", _quiet(math.sqrt)),
    "exp": Function("n", "number", _quiet(math.exp)),
    "exp10": Function("n", "number", _exp10),
    "log": Function("n", "number", _log(math.log)),
    "log10": Function("n", "number", _log(math.log10)),
    "sin": Function("n", "number", _quiet(math.sin)),
    "cos": Function("n", "number", _quiet(math.cos)),
    "tan": Function("n", "number", _quiet(math.tan)),
    "asin": Function("n", "number", _quiet(math.asin)),
    "acos": Function("n", "number", _quiet(math.acos)),
    "atan": Function("n", "number", math.atan),
    "atan2": Function("nn", "number", math.atan2),
    "pi": Function("", "number", lambda: math.pi),
    "sum": Function("N", "number", _sum, reads_context=True),
    "max": Function("v*", "number", _extreme(max), reads_context=True),
    "min": Function("v*", "number", _extreme(min), reads_context=True),
    "random": Function("", "number", _random, reads_context=True),
}
