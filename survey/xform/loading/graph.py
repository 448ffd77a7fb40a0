"""The dependency graph of a form: which computation reads which node, in which order to compute, and cycles."""

from collections.abc import Iterable, Iterator

from survey.tree import Ref
from survey.xform.form.definition import Computation, ComputationKind, NodeDefinition
from survey.xform.form.errors import FormError, FormProblem
from survey.xform.form.names import show
from survey.xform.form.shape import Shape
from survey.xpath.code import BELOW

MAX_EDGES = 2_000_000
"""Pairs of a node and an expression that reads it: a form of strangers must not fill the memory."""

_MOST_SHOWN = 30


def order_computations(shape: Shape, problems: list[FormProblem]) -> tuple[Computation, ...]:
    """All computations, what is read before what reads it; ranks and readers are set. Cycles are noted with their members."""
    definitions = shape.definitions()
    computations = [one for definition in definitions for one in definition.computations]
    _set_readers(shape, computations)
    for computation in computations:
        for ref in computation.expression.placed:
            shape.by_ref[ref].placed += (computation,)
    followers = {id(one): _followers(one) for one in computations}
    ordered, cycles = _sort(computations, followers)
    growing = [one for cycle in cycles for one in cycle if one.kind is ComputationKind.COUNT]
    if growing:
        # ODK leaves jr:count out of the order; a count that follows from its own items is looked at when all else is computed.
        for one in growing:
            one.grows = True
            followers[id(one)] = []
        ordered, cycles = _sort(computations, followers)
    for cycle in cycles:
        shown = cycle if len(cycle) <= _MOST_SHOWN else [*cycle[:_MOST_SHOWN], "…"]
        members = " → ".join(str(one) for one in (*shown, cycle[0]))
        where = show(cycle[0].target.ref)
        problems.append(
            FormProblem(
                "cycle", where, f"các công thức phụ thuộc vòng tròn: {members}.", "Bỏ một trong các tham chiếu này."
            )
        )
    for rank, computation in enumerate(ordered):
        computation.rank = rank
    return tuple(ordered)


def _set_readers(shape: Shape, computations: Iterable[Computation]) -> None:
    """Tell each definition which computations read its text: by its own ref, or by that of a node around it."""
    by_ref: dict[Ref, list[Computation]] = {}
    for computation in computations:
        for ref in computation.references:
            by_ref.setdefault(ref, []).append(computation)
    edges = 0
    for definition in shape.top.walk():
        found: dict[Computation, None] = {}
        wide: set[Computation] = set()
        for ref in _refs_that_read(definition):
            for computation in by_ref.get(ref, ()):
                found[computation] = None
                if ref in computation.expression.crossing:
                    wide.add(computation)
        edges += len(found)
        if edges > MAX_EDGES:
            cause = f"các công thức đọc lẫn nhau quá {MAX_EDGES} lần."
            raise FormError(
                [FormProblem("graph-size", show(definition.ref), cause, "Bớt các công thức đọc cả phiếu (//*).")]
            )
        definition.readers = tuple(found)
        definition.wide_readers = frozenset(wide)


def _refs_that_read(definition: NodeDefinition) -> Iterator[Ref]:
    """The references whose value changes with the text of a node."""
    yield definition.ref
    around: NodeDefinition | None = definition
    while around is not None:
        yield (*around.ref, BELOW)
        # The string-value of a group is the text of all its leaves; a reference to a repeat reads its items, not their answers.
        if around is not definition and not around.is_repeat:
            yield around.ref
        around = around.parent


def _followers(computation: Computation) -> list[Computation]:
    """The computations that must run after this one."""
    target = computation.target
    found: dict[Computation, None] = dict.fromkeys(target.readers)
    if computation.kind in (ComputationKind.RELEVANT, ComputationKind.COUNT):
        for below in target.walk():
            found.update(dict.fromkeys(below.readers))
            inner = below.computations
            found.update(dict.fromkeys(one for one in inner if below is not target or one.kind is not computation.kind))
    if computation.kind is ComputationKind.RELEVANT and target.count is not None:
        # Items must exist before their relevance is computed.
        found.pop(target.count, None)
    if computation.kind is ComputationKind.CALCULATE and target.choices is not None:
        found[target.choices] = None
    return list(found)


def _sort(
    computations: list[Computation], followers: dict[int, list[Computation]]
) -> tuple[list[Computation], list[list[Computation]]]:
    """Strongly connected components (Tarjan, without recursion) in the order of the graph; components of more than one are cycles."""
    state = _Tarjan(followers)
    for computation in reversed(computations):
        if id(computation) not in state.number:
            state.visit(computation)
    components = list(reversed(state.components))
    # A calculation may read its own node: it keeps what is there, or replaces it once. Any other circle has no order.
    cycles = [part for part in components if len(part) > 1 or _reads_itself(part[0], followers)]
    return [computation for part in components for computation in part], cycles


def _reads_itself(computation: Computation, followers: dict[int, list[Computation]]) -> bool:
    return computation.kind is not ComputationKind.CALCULATE and computation in followers[id(computation)]


class _Tarjan:
    """Tarjan's algorithm; `components` come out last-computed first."""

    def __init__(self, followers: dict[int, list[Computation]]) -> None:
        self._followers = followers
        self.number: dict[int, int] = {}
        self._low: dict[int, int] = {}
        self._open: list[Computation] = []
        self._is_open: set[int] = set()
        self.components: list[list[Computation]] = []

    def visit(self, start: Computation) -> None:
        """Number everything reachable from `start` and close the components found."""
        path = [(start, iter(self._enter(start)))]
        while path:
            current, rest = path[-1]
            following = next(rest, None)
            if following is None:
                path.pop()
                self._leave(current, path[-1][0] if path else None)
            elif id(following) not in self.number:
                path.append((following, iter(self._enter(following))))
            elif id(following) in self._is_open:
                self._low[id(current)] = min(self._low[id(current)], self.number[id(following)])

    def _enter(self, computation: Computation) -> list[Computation]:
        self.number[id(computation)] = self._low[id(computation)] = len(self.number)
        self._open.append(computation)
        self._is_open.add(id(computation))
        return self._followers[id(computation)]

    def _leave(self, current: Computation, below: Computation | None) -> None:
        if below is not None:
            self._low[id(below)] = min(self._low[id(below)], self._low[id(current)])
        if self._low[id(current)] != self.number[id(current)]:
            return
        component: list[Computation] = []
        while True:
            member = self._open.pop()
            self._is_open.discard(id(member))
            component.append(member)
            if member is current:
                break
        self.components.append(list(reversed(component)))
