"""Look-ups in a form's lists: items of a secondary instance by the text of one column, through an index built once per form."""

from typing import NamedTuple

from survey.tree import AnyNode
from survey.xpath.context import XPathContext
from survey.xpath.operators import MIRRORED
from survey.xpath.syntax import Call, Expr, Literal, Negation, Operation, Path
from survey.xpath.values import text_of

_VARIES = frozenset({"random", "uuid", "now", "position", "last", "once", "jr:choice-name"})
_FIXED_WITHOUT_ARGUMENTS = frozenset({"current", "true", "false", "today", "pi", "version"})


def items_where(context: XPathContext, parent: AnyNode, item: str, column: str, value: str) -> list[AnyNode]:
    """The children `item` of `parent` that have a child `column` whose text is `value`, in order. The list is the index's own."""
    key = (id(parent), item, column)
    entry = context.host.indexes.get(key)
    if entry is None or entry[0] is not parent:
        entry = (parent, _index(context, parent, item, column))
        context.host.indexes[key] = entry
    return entry[1].get(value, [])


def _index(context: XPathContext, parent: AnyNode, item: str, column: str) -> dict[str, list[AnyNode]]:
    index: dict[str, list[AnyNode]] = {}
    items = parent.by_name.get(item, ())
    context.spend(len(items))
    for node in items:
        for cell in node.by_name.get(column, ()):
            found = index.setdefault(text_of(cell), [])
            if not found or found[-1] is not node:
                found.append(node)
    return index


def key_of(predicate: Expr) -> tuple[str, Expr] | None:
    """(column, wanted value) of a predicate `column = value` whose value is the same for every item; None for any other."""
    found = comparison_of(predicate)
    return (found.column, found.other) if found is not None and found.symbol == "=" else None


class Comparison(NamedTuple):
    """`column symbol other`, where the other side is the same for every item."""

    column: str
    symbol: str
    other: Expr


def comparison_of(predicate: Expr) -> Comparison | None:
    """What a predicate compares, where that is one column of the item with a value that is the same for every item."""
    if not (isinstance(predicate, Operation) and predicate.operator in MIRRORED):
        return None
    left, right = predicate.operands
    for side, other, symbol in ((left, right, predicate.operator), (right, left, MIRRORED[predicate.operator])):
        column = _column(side)
        if column is not None and independent(other):
            return Comparison(column, symbol, other)
    return None


def _column(expr: Expr) -> str | None:
    if not (isinstance(expr, Path) and expr.start == "." and len(expr.steps) == 1):
        return None
    step = expr.steps[0]
    simple = step.axis == "child" and not step.predicates and step.name not in {"*", "node()", "text()"}
    return step.name if simple else None


def independent(expr: Expr) -> bool:
    """Whether the value is the same for whatever context node, position and size, as long as nothing else changes."""
    if isinstance(expr, Literal):
        return True
    if isinstance(expr, Negation):
        return independent(expr.operand)
    if isinstance(expr, Operation):
        return all(independent(operand) for operand in expr.operands)
    if isinstance(expr, Call):
        if not expr.arguments:
            return expr.name in _FIXED_WITHOUT_ARGUMENTS
        return expr.name not in _VARIES and all(independent(argument) for argument in expr.arguments)
    if isinstance(expr.start, str):
        return expr.start == "/"
    return independent(expr.start)


def positional(expr: Expr) -> bool:
    """Whether `expr` asks for position() or last() of its own context (or, to be safe, of an inner one)."""
    if isinstance(expr, Literal):
        return False
    if isinstance(expr, Negation):
        return positional(expr.operand)
    if isinstance(expr, Operation):
        return any(positional(operand) for operand in expr.operands)
    if isinstance(expr, Call):
        return (expr.name in {"position", "last"} and not expr.arguments) or any(map(positional, expr.arguments))
    inner = [*expr.predicates, *(predicate for step in expr.steps for predicate in step.predicates)]
    return any(map(positional, inner)) or (not isinstance(expr.start, str) and positional(expr.start))
