"""What is computed outside the rosters need not be computed again either, as long as everything that it reads is as it was.

A turn begins where the one before it ended: the same answers, and the same members with the same results. What follows from them is put
back, and only what this turn changes is computed. No names are kept: only what calculations read.
"""

from dataclasses import dataclass, field

from survey.xform.definition import Computation, Kind, NodeDefinition
from survey.xform.places import Places
from survey.xform.remembering import PURE, Remembered
from survey.xform.shape import Shape

MOST = 500
"""Results kept for a form; then it begins anew."""

_OVER_MEMBERS = frozenset({"sum", "count", "count-non-empty"})

_Key = tuple[object, ...]
_Result = tuple[tuple[tuple[int, str, str | None], ...], tuple[tuple[int, bool, bool], ...]]


@dataclass(eq=False, slots=True)
class Outside:
    """The computations outside every repeat, in order; `reads` are the leaves and repeats that they read and do not compute themselves."""

    computations: tuple[Computation, ...]
    reads: tuple[NodeDefinition, ...]
    results: dict[_Key, _Result] = field(default_factory=dict)

    def key(self, places: Places, zone: object) -> _Key:
        """All that the results follow from."""
        values: list[object] = [zone]
        for definition in self.reads:
            if definition.repeats:
                values.append(tuple([(node.value, node.relevant) for node in places.nodes(definition)]))
            else:
                node = places.singles[definition.index]
                values.append(None if node is None else node.value)
        return tuple(values)

    def take(self, key: _Key, places: Places) -> bool:
        """Put what is known on the nodes; False where it is to be computed."""
        result = self.results.get(key)
        if result is None:
            return False
        values, hidden = result
        for index, value, computed in values:
            node = places.singles[index]
            if node is not None:
                node.value, node.computed = value, computed
        for index, applies, relevant in hidden:
            node = places.singles[index]
            if node is not None:
                node.applies, node.relevant = applies, relevant
        return True

    def keep(self, key: _Key, places: Places) -> None:
        """Remember what was computed, unless it hides a roster: its members would be hidden with it."""
        calculated = [one.target.index for one in self.computations if one.kind is Kind.CALCULATE]
        nodes = [node for node in places.singles if node is not None]
        hidden = [node for node in nodes if node.definition is not None and not (node.applies and node.relevant)]
        if any(below.is_repeat for node in hidden if node.definition for below in node.definition.walk()):
            return
        if len(self.results) >= MOST:
            self.results.clear()
        values = tuple((index, node.value, node.computed) for index in calculated if (node := places.singles[index]))
        self.results[key] = (
            values,
            tuple((node.definition.index, node.applies, node.relevant) for node in hidden if node.definition),
        )


def outside(
    shape: Shape,
    computations: tuple[Computation, ...],
    inside: tuple[Remembered, ...],
    written: frozenset[NodeDefinition],
) -> Outside | None:
    """What can be remembered of a form outside its repeats; None where a result follows from more than values, or is not computed alone.

    `written` are the targets of actions: what they wrote may stand over a calculation.
    """
    remembered = {one for known in inside for one in known.inside}
    rest = tuple(one for one in computations if one not in remembered)
    if not all(_is_alone(one, shape, written) for one in rest):
        return None
    computed = {one.target for one in rest if one.kind is Kind.CALCULATE}
    reads = {shape.by_ref[ref] for one in rest for ref in one.references} - computed
    return Outside(rest, tuple(sorted(reads, key=lambda one: one.index)))


def _is_alone(computation: Computation, shape: Shape, written: frozenset[NodeDefinition]) -> bool:
    target, expression = computation.target, computation.expression
    if computation.kind not in {Kind.RELEVANT, Kind.CALCULATE} or target.repeats:
        return False
    if not expression.uses <= PURE | _OVER_MEMBERS or target in written or target.kept or target.may_be_typed:
        return False
    read = [shape.by_ref.get(ref) for ref in computation.references]
    return all(one is not None and (one.is_repeat or not one.children) and len(one.repeats) < 2 for one in read)
