"""Constraints that follow from a few values are judged once for the same values.

The path through a form asks of every answer, at every turn, whether its constraint holds. Most of them read the answer itself and one or two
others. What is private (`sensitive` in the form) is remembered as long as the interview is open in memory, and no longer.
"""

from collections.abc import Callable, Iterator

from survey.xform.form.definition import FormNode, NodeDefinition, Outcomes
from survey.xform.form.errors import Failures
from survey.xform.running.places import Places

MOST = 2_000
"""Outcomes kept for one question; then it begins anew."""


class Judge:
    """`shared` are the outcomes that all interviews of the form may use; `zone` is that of the interview's dates.

    Nothing is kept while something in the interview has no result (`failures`): that this is so would be forgotten.
    """

    def __init__(self, places: Places, zone: object, shared: Outcomes, failures: Failures) -> None:
        self._places = places
        self._zone = zone
        self._shared = shared
        self._failures = failures
        self._own: Outcomes = {}

    def holds(self, node: FormNode, definition: NodeDefinition, judge: Callable[[], bool]) -> bool:
        """The outcome for the values as they are now; `judge` finds it where it is not known."""
        if definition.judged_by is None:
            return judge()
        known = (self._own if definition.is_private else self._shared).setdefault(definition, {})
        key = (self._zone, node.value, *self._read(node, definition.judged_by))
        outcome = known.get(key)
        if outcome is None:
            outcome = judge()
            if len(known) >= MOST:
                known.clear()
            if not self._failures:
                known[key] = outcome
        return outcome

    def _read(self, node: FormNode, reads: tuple[NodeDefinition, ...]) -> Iterator[str | None]:
        for definition in reads:
            found = self._places.nodes(definition, node)
            yield found[0].value if found and found[0].relevant else None
