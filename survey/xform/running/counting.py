"""How many items a repeat is to have, where the form counts them."""

import math
from collections.abc import Callable

from survey.tree import Node
from survey.xform.form.definition import Computation, FormNode, NodeDefinition
from survey.xform.form.errors import Failures
from survey.xform.running.failing import evaluated
from survey.xform.running.items import MAX_ITEMS
from survey.xpath import XPathContext

Recorded = Callable[[FormNode, NodeDefinition], int]
"""How many items of a repeat under a node the record holds that is being restored."""


class Counting:
    """The counts of one instance's repeats, each asked of its expression (`jr:count`)."""

    def __init__(self, context: XPathContext, recorded: Recorded, failures: Failures) -> None:
        self._context = context
        self._recorded = recorded
        self._failures = failures
        self._counted: dict[tuple[int, str], FormNode] = {}

    def wanted(self, computation: Computation, parent: FormNode) -> int:
        """How many items there are to be; as many as there are where the count is no number (an answer that was cleared)."""
        # The expression stands at the repeat itself, which may have no item yet.
        probe = Node(computation.target.name, parent)
        found = evaluated(self._failures, computation, probe, computation.expression.number, self._context)
        number = math.nan if found is None else found
        place = (id(parent), computation.target.name)
        is_first = place not in self._counted
        self._counted[place] = parent
        if math.isnan(number):
            present = len(parent.by_name.get(computation.target.name, ()))
            return self._recorded(parent, computation.target) if is_first else present
        return int(min(max(number, 0), MAX_ITEMS + 1))

    def next_step(self, computation: Computation, parent: FormNode) -> int | None:
        """The number of items next on the way to a count that follows from the items themselves; None where they are that many.

        An item comes only when the one before it is finished.
        """
        items = parent.by_name.get(computation.target.name, [])
        finished = next((place for place, item in enumerate(items) if self._is_unfinished(item)), len(items))
        wanted = min(self.wanted(computation, parent), finished + 1, len(items) + 1)
        return None if wanted == len(items) else wanted

    def _is_unfinished(self, item: FormNode) -> bool:
        """Whether a required question of the item is open, or nothing in it is answered."""
        leaves = [(node, node.definition) for node in item.walk() if node.definition is not None and node.relevant]
        asked = [
            (node, definition) for node, definition in leaves if definition.control is not None and definition.is_stored
        ]
        if not any(node.value for node, _ in asked):
            return True
        required = [(node, definition.bind.required) for node, definition in asked if not node.value]
        return any(
            expression is not None and expression.boolean(self._context.at(node)) for node, expression in required
        )
