"""Functions over nodes: counting, positions, names, other instances, shuffling."""

import hashlib
import math

from survey.tree import AnyNode
from survey.xpath.code import Code, Compiles, Scope, as_nodes
from survey.xpath.context import XPathContext
from survey.xpath.errors import EvaluationError
from survey.xpath.functions import Function
from survey.xpath.lookup import items_where
from survey.xpath.paths import around_itself
from survey.xpath.syntax import Call
from survey.xpath.values import NAN, Value, number_of, string_of, text_of

_PARK_MILLER_MODULUS = 2_147_483_647
_PARK_MILLER_FACTOR = 16_807
_LARGEST_SEED = 2**63 - 1


def _count(nodes: list[AnyNode]) -> float:
    return float(len(nodes))


def _count_non_empty(context: XPathContext, nodes: list[AnyNode]) -> float:
    context.spend(len(nodes))
    return float(sum(1 for node in nodes if context.text(node)))


def _position(compiler: Compiles, call: Call, scope: Scope) -> Code:
    if not call.arguments:
        return Code("number", lambda context: float(context.position))
    around = around_itself(compiler, call.arguments[0], scope)
    if around is None:
        nodes = as_nodes(compiler.code(call.arguments[0], scope))
    else:
        ref, nodes = around
        compiler.stands_in(ref)

    def run(context: XPathContext) -> float:
        found = nodes(context)
        return _place(found[0]) if found else NAN

    return Code("number", run)


def _place(node: AnyNode) -> float:
    if node.parent is None:
        return 1.0
    return float(node.parent.by_name[node.name].index(node) + 1)


def _last(context: XPathContext) -> float:
    return float(context.size)


def _current(compiler: Compiles, call: Call, scope: Scope) -> Code:
    del call, scope
    return Code("nodes", _current_nodes, ref=compiler.at)


def _current_nodes(context: XPathContext) -> list[AnyNode]:
    if context.current is None:
        raise EvaluationError("Ở đây không có phiếu nào để đọc câu trả lời")
    return [context.current]


def _instance(context: XPathContext, name: str) -> list[AnyNode]:
    document = context.host.instance(name)
    return [] if document is None else [document]


def _pulldata(context: XPathContext, name: str, wanted: str, column: str, value: str) -> str:
    document = context.host.instance(name)
    for top in [] if document is None else document.children:
        for item in items_where(context, top, "item", column, value):
            found = item.by_name.get(wanted)
            return text_of(found[0]) if found else ""
    return ""


def _name(context: XPathContext, *values: Value) -> str:
    node = _first(context, values)
    return "" if node is None else node.name


def _no_namespace(context: XPathContext, *values: Value) -> str:
    _first(context, values)
    return ""


def _first(context: XPathContext, values: tuple[Value, ...]) -> AnyNode | None:
    if not values:
        return context.node
    if not isinstance(values[0], list):
        raise EvaluationError("Hàm này cần một câu hỏi")
    return values[0][0] if values[0] else None


def _randomize(compiler: Compiles, call: Call, scope: Scope) -> Code:
    source = compiler.code(call.arguments[0], scope)
    nodes = as_nodes(source)
    if len(call.arguments) == 1:
        return Code("nodes", lambda context: _shuffled(nodes(context), _drawn_seed(context)))
    seed = compiler.code(call.arguments[1], scope).run
    return Code("nodes", lambda context: _shuffled(nodes(context), _seed(context, seed(context))))


def _drawn_seed(context: XPathContext) -> int:
    return context.random.randrange(1, _PARK_MILLER_MODULUS)


def _seed(context: XPathContext, value: Value) -> int:
    """The seed as JavaRosa takes it: a number without its fraction; other text by its SHA-256; 0 for none."""
    number = number_of(value, context.zone)
    if math.isinf(number):
        return _LARGEST_SEED if number > 0 else -_LARGEST_SEED - 1
    if not math.isnan(number):
        return int(number)
    text = string_of(value)
    if not text or text == "NaN":
        return 0
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big", signed=True)


def _shuffled(nodes: list[AnyNode], seed: int) -> list[AnyNode]:
    """The inside-out shuffle that the specification names, on Park and Miller's generator."""
    number = _remainder(seed)
    if number <= 0:
        number += _PARK_MILLER_MODULUS - 1
    result: list[AnyNode] = []
    for place, node in enumerate(nodes):
        number = number * _PARK_MILLER_FACTOR % _PARK_MILLER_MODULUS
        other = int((number - 1) / (_PARK_MILLER_MODULUS - 1) * (place + 1))
        result.append(node)
        result[place] = result[other]
        result[other] = node
    return result


def _remainder(seed: int) -> int:
    """The remainder with the sign of the seed, as Java and JavaScript compute it."""
    rest = abs(seed) % _PARK_MILLER_MODULUS
    return rest if seed >= 0 else -rest


NODESETS = {
    "count": Function("N", "number", _count),
    "count-non-empty": Function("N", "number", _count_non_empty, reads_context=True),
    "position": Function("?v", "number", build=_position),
    "last": Function("", "number", _last, reads_context=True),
    "current": Function("", "nodes", build=_current),
    "instance": Function("s", "nodes", _instance, reads_context=True),
    "pulldata": Function("ssss", "string", _pulldata, reads_context=True),
    "randomize": Function("N?v", "nodes", build=_randomize),
    "name": Function("?v", "string", _name, reads_context=True),
    "local-name": Function("?v", "string", _name, reads_context=True),
    "namespace-uri": Function("?v", "string", _no_namespace, reads_context=True),
}
