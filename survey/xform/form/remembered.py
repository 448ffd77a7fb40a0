"""What may be remembered of a form's calculations, and what is remembered of them: data that interviews share."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from survey.xform.form.definition import Computation, FormNode, NodeDefinition
from survey.xpath import XPathContext

MOST = 2_000
"""Results kept for a form's items; then it begins anew."""

MOST_OUTSIDE = 500
"""Results kept for what is outside the items."""

PURE = frozenset(
    [
        "number",
        "int",
        "round",
        "abs",
        "floor",
        "ceiling",
        "format-date",
        "date",
        "selected",
        "count-selected",
        "max",
        "min",
        "if",
        "not",
        "true",
        "false",
        "boolean",
        "string",
        "string-length",
        "concat",
        "coalesce",
        "regex",
        "pulldata",
        "contains",
        "starts-with",
        "substr",
    ]
)
"""Functions whose result follows from their arguments, the form and the time zone."""


Key = tuple[object, ...]
Result = tuple[tuple[tuple[int, str, str | None], ...], tuple[tuple[int, bool, bool], ...]]


@dataclass(eq=False, slots=True)
class Remembered:
    """One repeat whose items can be computed alone. Places count the nodes of an item in document order.

    `before` must be computed first, `inside` for each item. `reads` are the places of the answers that `inside` reads, `calculated` those of
    its results; `outside` are the values around the items that it reads.
    """

    repeat: NodeDefinition
    before: tuple[Computation, ...]
    inside: tuple[Computation, ...]
    reads: tuple[int, ...]
    calculated: tuple[int, ...]
    outside: tuple[NodeDefinition, ...]
    results: dict[Key, Result] = field(default_factory=dict)

    def around(self, outside: Iterable[FormNode], parent: FormNode, context: XPathContext) -> Key:
        """What is the same for all items of one interview."""
        return (context.zone, parent.relevant, *(node.value if node.relevant else None for node in outside))

    def take(self, nodes: list[FormNode], around: Key) -> bool:
        """Put what is known on the nodes of an item; False where it is to be computed."""
        result = self.results.get((around, *[nodes[place].value for place in self.reads]))
        if result is None:
            return False
        values, hidden = result
        for place, value, computed in values:
            node = nodes[place]
            node.value, node.computed = value, computed
        for place, applies, relevant in hidden:
            node = nodes[place]
            node.applies, node.relevant = applies, relevant
        return True

    def keep(self, nodes: list[FormNode], around: Key) -> None:
        """Remember what was computed for an item."""
        if len(self.results) >= MOST:
            self.results.clear()
        values = tuple((place, nodes[place].value, nodes[place].computed) for place in self.calculated)
        hidden = tuple(
            (place, node.applies, node.relevant)
            for place, node in enumerate(nodes)
            if not (node.applies and node.relevant)
        )
        self.results[(around, *[nodes[place].value for place in self.reads])] = values, hidden


@dataclass(eq=False, slots=True)
class Outside:
    """The computations outside every repeat, in order; `reads` are the leaves and repeats that they read and do not compute themselves."""

    computations: tuple[Computation, ...]
    reads: tuple[NodeDefinition, ...]
    results: dict[Key, Result] = field(default_factory=dict)
