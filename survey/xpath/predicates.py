"""Predicates: filters over a step's nodes, by position, by truth, or through the index of a form's list."""

from collections.abc import Callable

from survey.tree import AnyNode
from survey.xpath.code import Code, Compiles, Scope, as_number, as_truth
from survey.xpath.context import XPathContext
from survey.xpath.lookup import comparison_of, items_where, key_of, positional
from survey.xpath.operators import TextTest, against
from survey.xpath.syntax import Expr, Operation, Step
from survey.xpath.values import Value, boolean_of, text_of

Filter = Callable[[XPathContext, list[AnyNode]], list[AnyNode]]
Test = Callable[[XPathContext], bool]


def filters(compiler: Compiles, found: tuple[Expr, ...], scope: Scope) -> list[Filter]:
    """One filter for each predicate, in order."""
    return [_filter(compiler, part, scope) for predicate in found for part in _parts(predicate)]


def _parts(predicate: Expr) -> tuple[Expr, ...]:
    """The conditions of a predicate that can be looked at one after the other."""
    if isinstance(predicate, Operation) and predicate.operator == "and" and not positional(predicate):
        return tuple(_truth(one) for one in predicate.operands)
    return (predicate,)


def _filter(compiler: Compiles, predicate: Expr, scope: Scope) -> Filter:
    one_by_one = _one_by_one(compiler.code(predicate, scope))
    only = predicate.operands[0] if isinstance(predicate, Operation) and len(predicate.operands) == 1 else predicate
    found = comparison_of(only)
    other = None if found is None else compiler.code(found.other, scope)
    if found is None or other is None or other.kind not in {"string", "number", "nodes"}:
        return one_by_one
    return _by_column(found.column, against(found.symbol, other), one_by_one)


def _by_column(column: str, prepared: Callable[[XPathContext], TextTest | None], one_by_one: Filter) -> Filter:
    """The other side is worked out once, and not at all where no item has the column."""

    def keep(context: XPathContext, nodes: list[AnyNode]) -> list[AnyNode]:
        if not any(node.by_name.get(column) for node in nodes):
            return []
        test = prepared(context)
        if test is None:
            return one_by_one(context, nodes)
        context.spend(len(nodes))
        kept: list[AnyNode] = []
        text = context.text
        for node in nodes:
            for cell in node.by_name.get(column, ()):
                if test(text(cell)):
                    kept.append(node)
                    break
        return kept

    return keep


def _one_by_one(code: Code) -> Filter:
    if isinstance(code.fixed, float) and code.kind == "number":
        place = int(code.fixed) if code.fixed.is_integer() and code.fixed >= 1 else 0
        return lambda _, nodes: nodes[place - 1 : place] if place else []
    test = _test(code)

    def keep(context: XPathContext, nodes: list[AnyNode]) -> list[AnyNode]:
        context.spend(len(nodes))
        node, position, size = context.node, context.position, context.size
        kept: list[AnyNode] = []
        context.size = len(nodes)
        try:
            for place, one in enumerate(nodes, 1):
                context.node = one
                context.position = place
                if test(context):
                    kept.append(one)
        finally:
            context.node, context.position, context.size = node, position, size
        return kept

    return keep


def _test(code: Code) -> Test:
    if code.kind == "number":
        number = as_number(code)
        return lambda context: number(context) == context.position
    if code.kind != "any":
        return as_truth(code)
    run = code.run

    def test(context: XPathContext) -> bool:
        value = run(context)
        if isinstance(value, float) and not isinstance(value, bool):
            return value == context.position
        return boolean_of(value)

    return test


def keyed_stage(compiler: Compiles, step: Step, scope: Scope) -> Filter | None:
    """A step over a form's list whose first predicate fixes one column's value, through the index; None where there is no such column."""
    if not step.predicates or step.axis != "child" or step.name in {"*", "node()", "text()"}:
        return None
    split = _split(step.predicates[0])
    if split is None:
        return None
    column, wanted, others = split
    value = compiler.code(wanted, scope).run
    rest = filters(compiler, (*others, *step.predicates[1:]), scope)
    slow = filters(compiler, step.predicates, scope)
    name = step.name

    def stage(context: XPathContext, nodes: list[AnyNode]) -> list[AnyNode]:
        text = _single_text(value(context))
        reached: list[AnyNode] = []
        for parent in nodes:
            whole = text is None
            found = parent.by_name.get(name) or [] if text is None else items_where(context, parent, name, column, text)
            for keep in slow if whole else rest:
                found = keep(context, found)
            reached += found
        context.spend(len(reached))
        return reached

    return stage


def _split(predicate: Expr) -> tuple[str, Expr, tuple[Expr, ...]] | None:
    """(column, wanted value, what else must hold) of `column = value` or of `column = value and …`."""
    key = key_of(predicate)
    if key is not None:
        return (*key, ())
    if not (isinstance(predicate, Operation) and predicate.operator == "and") or positional(predicate):
        return None
    for place, part in enumerate(predicate.operands):
        key = key_of(part)
        if key is not None:
            others = predicate.operands[:place] + predicate.operands[place + 1 :]
            rest = others if len(others) < 2 else (Operation("and", others, predicate.position),)
            return (*key, tuple(_truth(one) for one in rest))
    return None


def _truth(expr: Expr) -> Expr:
    """`expr` as a condition: alone in a predicate a number would mean a position."""
    return Operation("and", (expr,), expr.position)


def _single_text(value: Value) -> str | None:
    """The text to look up; None where the comparison is not one of texts or has several."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and len(value) == 1:
        return text_of(value[0])
    return None
