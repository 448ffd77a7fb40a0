"""Members whose answers are as they were need not be computed again: what follows from the same answers is the same.

A turn rebuilds its interview from the rows, and most of that work would be the calculations of members that this turn does not change.
Only repeats whose calculations follow from nothing but their own item's answers and a few values outside are remembered; no names are.
"""

from collections.abc import Iterable

from survey.tree import Ref
from survey.xform.form.definition import Computation, ComputationKind, NodeDefinition
from survey.xform.form.remembered import PURE, Outside, Remembered
from survey.xform.form.shape import Shape, Skeleton

_OVER_MEMBERS = frozenset({"sum", "count", "count-non-empty"})

_BY_ZONE = frozenset({"date", "format-date"})


def remembered(
    shape: Shape, computations: tuple[Computation, ...], written: Iterable[NodeDefinition] = ()
) -> tuple[Remembered, ...]:
    """The repeats of a form whose items can be remembered. `written` are the targets of actions: they may stand over a calculation."""
    mixed = {repeat for one in written if one.calculate is not None for repeat in one.repeats}
    repeats = [
        one
        for one in shape.definitions()
        if one.is_repeat and len(one.repeats) == 1 and one.count is None and one not in mixed
    ]
    found = (_analyse(shape, computations, repeat) for repeat in repeats)
    return tuple(one for one in found if one is not None)


def _analyse(shape: Shape, computations: tuple[Computation, ...], repeat: NodeDefinition) -> Remembered | None:
    order = _plain_order(shape, repeat)
    within = tuple(one for one in computations if repeat in one.target.repeats)
    if order is None or not within or not all(_is_alone(one, shape, repeat) for one in within):
        return None
    late = _following(within, (one for one in within if _waits(one, shape, computations, repeat)))
    inside = tuple(one for one in within if one not in late)
    outside = _around(inside, shape, repeat)
    before = _before(shape, computations, repeat, outside)
    if before is None or not inside or any(one.kind is not ComputationKind.CALCULATE for one in late):
        return None
    refs = {ref for one in inside for ref in one.references}
    calculated = {one.target for one in inside if one.kind is ComputationKind.CALCULATE}
    reads = {shape.by_ref[ref] for ref in refs} - set(outside) - calculated
    return Remembered(
        repeat,
        before,
        inside,
        tuple(place for place, one in enumerate(order) if one in reads),
        tuple(place for place, one in enumerate(order) if one in calculated),
        outside,
    )


def _around(computations: Iterable[Computation], shape: Shape, repeat: NodeDefinition) -> tuple[NodeDefinition, ...]:
    """What these read outside the items."""
    refs = {ref for one in computations for ref in one.references}
    return tuple(shape.by_ref[ref] for ref in sorted(refs) if repeat not in shape.by_ref[ref].repeats)


def _waits(
    computation: Computation, shape: Shape, computations: tuple[Computation, ...], repeat: NodeDefinition
) -> bool:
    """Whether it compares an item with what all of them came to (a child with the head's year of birth): that is computed after the items."""
    return _before(shape, computations, repeat, _around((computation,), shape, repeat)) is None


def _following(computations: Iterable[Computation], first: Iterable[Computation]) -> frozenset[Computation]:
    """These, and all that follow from their results."""
    found, every = set(first), tuple(computations)
    while True:
        targets = {one.target.ref for one in found}
        more = {one for one in every if one not in found and not targets.isdisjoint(one.references)}
        if not more:
            return frozenset(found)
        found |= more


def is_fixed(computation: Computation) -> bool:
    """Whether a calculation reads nothing but the form's own lists, so that its result is the same in every interview."""
    expression = computation.expression
    return (
        computation.kind is ComputationKind.CALCULATE
        and not computation.references
        and expression.uses <= PURE - _BY_ZONE
    )


def _plain_order(shape: Shape, repeat: NodeDefinition) -> list[NodeDefinition] | None:
    """The definitions of an item's nodes in order, where all items look alike and none holds a repeat of its own."""
    template = shape.templates.get(repeat.ref)
    order = _order(template) if template is not None else []
    # A repeat inside may have no item in the template: the definitions tell.
    if any(one.kept or (one.is_repeat and one is not repeat) for one in repeat.walk()) or len(set(order)) != len(order):
        return None
    initial = [] if shape.initial is None else [one for one in _skeletons(shape.initial) if one.definition is repeat]
    return order if order and all(_order(one) == order for one in initial) else None


def _skeletons(skeleton: Skeleton) -> list[Skeleton]:
    return [skeleton, *(below for child in skeleton.children for below in _skeletons(child))]


def _order(skeleton: Skeleton) -> list[NodeDefinition]:
    return [one.definition for one in _skeletons(skeleton)]


def _is_alone(computation: Computation, shape: Shape, repeat: NodeDefinition) -> bool:
    """Whether the result follows from leaves of the same item and leaves outside every repeat."""
    expression = computation.expression
    if (
        computation.kind not in {ComputationKind.RELEVANT, ComputationKind.CALCULATE}
        or expression.crossing
        or not expression.uses <= PURE
    ):
        return False
    if computation.kind is ComputationKind.CALCULATE and computation.target.control is not None:
        return False  # what a person puts over a result is not in the rows
    return all(_is_leaf(shape, ref, repeat) for ref in computation.references)


def _is_leaf(shape: Shape, ref: Ref, repeat: NodeDefinition) -> bool:
    definition = shape.by_ref.get(ref)
    return definition is not None and not definition.children and definition.repeats in {(), (repeat,)}


def _before(
    shape: Shape, computations: tuple[Computation, ...], repeat: NodeDefinition, outside: tuple[NodeDefinition, ...]
) -> tuple[Computation, ...] | None:
    """Everything outside the repeat that decides what its items read; None where that follows from the items themselves."""
    wanted = [*outside, *([repeat.parent] if repeat.parent is not None else [])]
    needed: set[Computation] = set()
    while wanted:
        definition: NodeDefinition | None = wanted.pop()
        while definition is not None:
            for one in definition.computations:
                if one in needed:
                    continue
                if one.kind not in {ComputationKind.RELEVANT, ComputationKind.CALCULATE} or not all(
                    map(shape.by_ref.get, one.references)
                ):
                    return None
                needed.add(one)
                wanted += [shape.by_ref[ref] for ref in one.references]
            if definition is repeat or definition.is_repeat or repeat in definition.repeats:
                return None
            definition = definition.parent
    return tuple(one for one in computations if one in needed)


def judged_by(shape: Shape, definition: NodeDefinition) -> tuple[NodeDefinition, ...] | None:
    """The other leaves that decide a constraint: in the same item, or outside every repeat. None where more than that does."""
    constraint = definition.bind.constraint
    if constraint is None or constraint.crossing or not constraint.uses <= PURE:
        return None
    reads = [shape.by_ref.get(ref) for ref in sorted(constraint.references - {definition.ref})]
    found = tuple(one for one in reads if one is not None and not one.children and not one.is_repeat)
    within = all(one.repeats in {(), definition.repeats} for one in found)
    return found if within and len(found) == len(reads) else None


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
    repeats = {known.repeat for known in inside}
    waiting = (one for one in computations if one not in remembered and not repeats.isdisjoint(one.target.repeats))
    late = _following(computations, waiting)
    rest = tuple(one for one in computations if one not in remembered and one not in late)
    if any(one.kind is not ComputationKind.CALCULATE for one in late) or not all(
        _is_alone_outside(one, shape, written) for one in rest
    ):
        return None
    computed = {one.target for one in rest if one.kind is ComputationKind.CALCULATE}
    reads = {shape.by_ref[ref] for one in rest for ref in one.references} - computed
    return Outside(rest, tuple(sorted(reads, key=lambda one: one.index)))


def _is_alone_outside(computation: Computation, shape: Shape, written: frozenset[NodeDefinition]) -> bool:
    target, expression = computation.target, computation.expression
    if computation.kind not in {ComputationKind.RELEVANT, ComputationKind.CALCULATE} or target.repeats:
        return False
    if not expression.uses <= PURE | _OVER_MEMBERS or target in written or target.kept or target.may_be_typed:
        return False
    read = [shape.by_ref.get(ref) for ref in computation.references]
    return all(one is not None and (one.is_repeat or not one.children) and len(one.repeats) < 2 for one in read)
