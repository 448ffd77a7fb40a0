"""indexed-repeat(): a question of a chosen repeat item."""

import math

from survey.tree import AnyNode, Ref
from survey.xpath.code import Code, Compiles, RunNumber, Scope, as_number
from survey.xpath.context import XPathContext
from survey.xpath.errors import EvaluationError, XPathSyntaxError
from survey.xpath.functions import Function
from survey.xpath.paths import static_ref
from survey.xpath.syntax import Call, Path


def _indexed_repeat(compiler: Compiles, call: Call, scope: Scope) -> Code:
    """A short form of /path/to/repeat[position() = index]/…/question; repeats that are not named stay in the item of `at`."""
    if len(call.arguments) % 2 == 0:
        raise XPathSyntaxError("indexed-repeat() cần một câu hỏi rồi từng cặp nhóm lặp, số thứ tự", call.position)
    target = _ref(compiler, call, 0, scope)
    indexes: dict[Ref, RunNumber] = {}
    for place in range(1, len(call.arguments), 2):
        repeat = _ref(compiler, call, place, scope)
        if target[: len(repeat)] != repeat:
            raise XPathSyntaxError(
                "indexed-repeat(): câu hỏi không nằm trong nhóm lặp đã nêu", call.arguments[place].position
            )
        indexes[repeat] = as_number(compiler.code(call.arguments[place + 1], scope))
    compiler.reads(target, 0)
    ups, names, chosen = _from_shared_item(compiler, target, indexes)

    def run(context: XPathContext) -> list[AnyNode]:
        nodes = [_start(context, ups)]
        for name, index in zip(names, chosen, strict=True):
            nodes = _children(context, nodes, name, index)
        return nodes

    return Code("nodes", run)


def _ref(compiler: Compiles, call: Call, place: int, scope: Scope) -> Ref:
    argument = call.arguments[place]
    ref = static_ref(compiler, argument, scope) if isinstance(argument, Path) else None
    if not ref:
        raise XPathSyntaxError(
            f"indexed-repeat(): tham số {place + 1} phải là tên câu hỏi hoặc nhóm lặp", argument.position
        )
    return ref


def _from_shared_item(
    compiler: Compiles, target: Ref, indexes: dict[Ref, RunNumber]
) -> tuple[int | None, Ref, list[RunNumber | None]]:
    """(levels up from current() or None for the document, names down, the index at each of them)."""
    outermost = min((len(repeat) for repeat in indexes), default=len(target))
    shared = compiler.shared_item(target[:outermost])
    level = shared or 0
    ups = None if shared is None or compiler.at is None else len(compiler.at) - shared
    return ups, target[level:], [indexes.get(target[: depth + 1]) for depth in range(level, len(target))]


def _start(context: XPathContext, ups: int | None) -> AnyNode:
    node = context.root if ups is None else context.current
    for _ in range(ups or 0):
        node = None if node is None else node.parent
    if node is None:
        raise EvaluationError("Ở đây không có phiếu nào để đọc câu trả lời")
    return node


def _children(context: XPathContext, nodes: list[AnyNode], name: str, index: RunNumber | None) -> list[AnyNode]:
    place = None if index is None else index(context)
    found: list[AnyNode] = []
    context.spend(len(nodes))
    for node in nodes:
        named = node.by_name.get(name) or []
        if place is None:
            found += named
        elif not math.isnan(place) and 1 <= place <= len(named) and place == int(place):
            found.append(named[int(place) - 1])
    return found


REPEATS = {"indexed-repeat": Function("vvnv*", "nodes", build=_indexed_repeat)}
