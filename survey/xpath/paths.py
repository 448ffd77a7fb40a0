"""Location paths to closures: ODK's absolute paths are led back to the repeat item that the expression stands in."""

from collections.abc import Callable
from dataclasses import dataclass

from survey.tree import AnyNode, Ref
from survey.xpath import axes, predicates
from survey.xpath.code import BELOW, Code, Compiles, RunNodes, Scope, as_nodes
from survey.xpath.context import XPathContext
from survey.xpath.errors import EvaluationError
from survey.xpath.syntax import Call, Expr, Path, Step

_DOWNWARD = frozenset({"child", "attribute", "descendant", "descendant-or-self", "self"})

Stage = Callable[[XPathContext, list[AnyNode]], list[AnyNode]]


@dataclass(frozen=True, slots=True)
class _Lead:
    """The plain beginning of a path: from the context node, current() or the document `ups` levels up, then down by `names`."""

    origin: str
    ups: int
    names: Ref
    ref: Ref | None
    from_level: int
    rest: tuple[Step, ...]


def path_code(compiler: Compiles, path: Path, scope: Scope) -> Code:
    """The nodes of a path; tells the compiler which nodes of the form are read."""
    secondary = isinstance(path.start, Call) and path.start.name == "instance"
    if isinstance(path.start, str) or _starts_here(path):
        lead = _lead(compiler, path, scope)
        run, ref, level, rest = _walker(lead), lead.ref, lead.from_level, lead.rest
    else:
        start = compiler.code(path.start, scope)
        run, ref, level, rest = as_nodes(start), start.ref, 0, path.steps
        run = _staged(run, predicates.filters(compiler, path.predicates, Scope(ref, in_predicate=True)))
    for step in rest:
        before, ref_before = run, ref
        stage, ref = _stage(compiler, step, ref, secondary=secondary)
        run = _chained(before, stage)
        if ref is None and ref_before is not None:
            # Siblings and ancestors lie outside the item that the path has come to.
            compiler.reads((*ref_before, BELOW), level if step.axis in _DOWNWARD else 0)
    if ref is not None:
        compiler.reads(ref, level)
    return Code("nodes", run, ref=ref)


def static_ref(compiler: Compiles, path: Path, scope: Scope) -> Ref | None:
    """The generic ref that a path of plain steps leads to; None where that cannot be told before it runs."""
    if not (isinstance(path.start, str) or (isinstance(path.start, Call) and path.start.name == "current")):
        return None
    lead = _lead(compiler, path, scope)
    return None if lead.rest else lead.ref


def _starts_here(path: Path) -> bool:
    """Whether a path begins at the document, the context node or current()."""
    if isinstance(path.start, str):
        return True
    return isinstance(path.start, Call) and path.start.name == "current" and not path.predicates


def around_itself(compiler: Compiles, expr: Expr, scope: Scope) -> tuple[Ref, RunNodes] | None:
    """Ref and nodes of a path that leads to what the expression belongs to, or to a node around it; None where it leads elsewhere."""
    if not isinstance(expr, Path) or not _starts_here(expr):
        return None
    lead = _lead(compiler, expr, scope)
    is_own = lead.origin == "current" or (lead.origin == "node" and not scope.in_predicate)
    if not is_own or lead.names or lead.rest or not lead.ref:
        return None
    return lead.ref, _walker(lead)


def _lead(compiler: Compiles, path: Path, scope: Scope) -> _Lead:
    ups, names, rest = _plain_steps(path.steps)
    if path.start == "/":
        if ups:
            return _Lead("/", 0, (), (), 0, path.steps)
        shared = compiler.shared_item(names)
        if shared is None or compiler.at is None:
            return _Lead("/", 0, names, names, 0, rest)
        return _Lead("current", len(compiler.at) - shared, names[shared:], names, shared, rest)
    here = compiler.at if path.start != "." else scope.here
    if here is None or ups > len(here):
        return _Lead("node" if path.start == "." else "current", ups, names, None, 0, rest)
    level = 0 if scope.in_predicate and path.start == "." else len(here) - ups
    return _Lead("node" if path.start == "." else "current", ups, names, here[: len(here) - ups] + names, level, rest)


def _plain_steps(steps: tuple[Step, ...]) -> tuple[int, Ref, tuple[Step, ...]]:
    ups = 0
    names: list[str] = []
    for place, step in enumerate(steps):
        if axes.is_plain_child(step):
            names.append(step.name)
        elif axes.is_plain_parent(step) and not names:
            ups += 1
        elif not axes.is_plain_self(step):
            return ups, tuple(names), steps[place:]
    return ups, tuple(names), ()


def _walker(lead: _Lead) -> RunNodes:
    ups, names = lead.ups, lead.names
    if lead.origin == "/":
        return lambda context: axes.descend(context, _present(context.root), names)
    if lead.origin == "node":
        if not names and not ups:
            return lambda context: [_present(context.node)]
        return lambda context: _climb_and_descend(context, context.node, ups, names)
    return lambda context: _climb_and_descend(context, context.current, ups, names)


def _present(node: AnyNode | None) -> AnyNode:
    if node is None:
        raise EvaluationError("Ở đây không có phiếu nào để đọc câu trả lời")
    return node


def _climb_and_descend(context: XPathContext, node: AnyNode | None, ups: int, names: Ref) -> list[AnyNode]:
    node = _present(node)
    for _ in range(ups):
        if node.parent is None:
            return []
        node = node.parent
    return axes.descend(context, node, names)


def _chained(run: RunNodes, stage: Stage) -> RunNodes:
    return lambda context: stage(context, run(context))


def _staged(run: RunNodes, filters: "list[Stage]") -> RunNodes:
    for one in filters:
        run = _chained(run, one)
    return run


def _stage(compiler: Compiles, step: Step, ref: Ref | None, *, secondary: bool) -> tuple[Stage, Ref | None]:
    below = _below(step, ref)
    scope = Scope(below, in_predicate=True)
    if secondary:
        keyed = predicates.keyed_stage(compiler, step, scope)
        if keyed is not None:
            return keyed, below
    reach = axes.candidates(step)
    filters = predicates.filters(compiler, step.predicates, scope)
    ordered = step.axis in {"child", "self", "attribute"}

    def one_step(context: XPathContext, nodes: list[AnyNode]) -> list[AnyNode]:
        reached: list[AnyNode] = []
        for node in nodes:
            found = reach(node)
            context.spend(len(found) + 1)
            for keep in filters:
                found = keep(context, found)
            reached += found
        return reached if ordered else axes.in_document_order(context, reached)

    return one_step, below


def _below(step: Step, ref: Ref | None) -> Ref | None:
    if ref is None:
        return None
    if step.axis == "child" and step.name not in {"*", "node()", "text()"}:
        return (*ref, step.name)
    if step.axis == "parent" and step.name == "node()" and ref:
        return ref[:-1]
    if step.axis == "self" or step.name == "text()":
        return ref
    return None
