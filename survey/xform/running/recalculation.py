"""Keeps calculated values, relevance, the number of repeat items and filtered choices up to date, incrementally."""

import heapq
from collections.abc import Callable, Iterator

from survey.xform.form.definition import Computation, ComputationKind, FormNode, NodeDefinition, is_filtered
from survey.xform.form.errors import Failures
from survey.xform.form.lexical import canonical
from survey.xform.form.remembered import Outside, Remembered
from survey.xform.running.counting import Counting, Recorded
from survey.xform.running.failing import evaluated
from survey.xform.running.places import Places
from survey.xform.running.remembering import keep, key_of, take
from survey.xpath import XPathContext

SetCount = Callable[[FormNode, NodeDefinition, int], None]
"""Makes the items of a repeat under a node as many as a count says."""

Shown = Callable[[FormNode, str], str]
"""As much of a select's stored answer as its choices allow."""


class Recalculation:
    """What must be computed again, in the order of the form's graph.

    A changed node schedules the computations that read it, each for the part of the tree that the change concerns: the innermost repeat
    item that reader and node share, or everything where the expression looks into other items. `touched` collects the leaves whose
    calculated value changed, `typed` those where a person has put an answer over it.
    """

    def __init__(
        self,
        places: Places,
        context: XPathContext,
        set_count: SetCount,
        recorded: Recorded,
        shown: Shown,
        failures: Failures,
    ) -> None:
        self._places = places
        self._context = context
        self._set_count = set_count
        self._counting = Counting(context, recorded, failures)
        self._shown = shown
        self._failures = failures
        self._heap: list[int] = []
        self._pending: dict[int, dict[int, FormNode]] = {}
        self._computations = places.form.model.computations
        self._fixed = places.form.model.fixed
        self._growing = [one for one in self._computations if one.grows]
        self._is_full = False
        self._held: set[int] = set()
        self.touched: list[FormNode] = []
        self.typed: dict[int, FormNode] = {}

    def run_all(self, remembered: tuple[Remembered, ...] = (), outside: Outside | None = None) -> None:
        """Compute everything once, in order; the items of `remembered`, and all `outside` them, only where their answers are new."""
        self._is_full = True
        done: set[Computation] = set()
        for one in remembered:
            self._run_in_full(one.before, done)
            self._run_items(one)
            done.update(one.inside)
        if outside is not None and take(outside, key_of(outside, self._places, self._context.zone), self._places):
            done.update(outside.computations)
        self._run_in_full(self._computations, done)
        self._is_full = False
        self.run()

    def _run_in_full(self, computations: tuple[Computation, ...], done: set[Computation]) -> None:
        for computation in computations:
            if computation not in done:
                done.add(computation)
                for node in self._nodes(computation, None):
                    self._compute(computation, node)

    def _run_items(self, known: Remembered) -> None:
        for nodes, around in self._items_of(known):
            if known.take(nodes, around):
                continue
            for computation in known.inside:
                for node in self._places.nodes(computation.target, nodes[0]):
                    self._compute(computation, node)
            if not self._failures:
                known.keep(nodes, around)

    def remember(self, remembered: tuple[Remembered, ...], outside: Outside | None) -> None:
        """Keep what the items, and all outside them, came to by one change after the other, for the next time they are restored.

        Nothing is kept of answers that leave something without a result: that this is so would be forgotten.
        """
        if self._failures:
            return
        for known in remembered:
            for nodes, around in self._items_of(known):
                known.keep(nodes, around)
        if outside is not None:
            keep(outside, key_of(outside, self._places, self._context.zone), self._places)

    def _items_of(self, known: Remembered) -> Iterator[tuple[list[FormNode], tuple[object, ...]]]:
        outside = [node for definition in known.outside for node in self._places.nodes(definition)]
        for item in self._places.nodes(known.repeat):
            assert item.parent is not None, "items stand below a node"
            yield item.subtree(), known.around(outside, item.parent, self._context)

    def run(self) -> None:
        """Compute what is scheduled until nothing is left."""
        self._run_scheduled()
        while any(
            self._grow(computation, parent)
            for computation in self._growing
            for parent in self._nodes(computation, None)
        ):
            self._run_scheduled()

    def _run_scheduled(self) -> None:
        while self._heap:
            rank = heapq.heappop(self._heap)
            computation = self._computations[rank]
            scopes = self._pending.pop(rank)
            seen: set[int] = set()
            for scope in scopes.values():
                for node in self._nodes(computation, scope):
                    if id(node) not in seen:
                        seen.add(id(node))
                        self._compute(computation, node)

    def hold(self, node: FormNode) -> None:
        """A stored answer stands over a calculated value: it stays until the result is another one than now."""
        self.typed[id(node)] = node
        self._held.add(id(node))

    def forget(self) -> None:
        """Drop what is scheduled, after an answer that could not be computed."""
        self._heap.clear()
        self._pending.clear()
        self.touched.clear()

    def schedule(self, computation: Computation, scope: FormNode) -> None:
        """Compute again within `scope`: a node of the target itself, or an item or document around it."""
        if self._is_full:
            return
        rank = computation.rank
        scopes = self._pending.get(rank)
        if scopes is None:
            scopes = self._pending[rank] = {}
            heapq.heappush(self._heap, rank)
        scopes[id(scope)] = scope

    def changed(self, node: FormNode, by: Computation | None = None) -> None:
        """The text of `node` is another one than before; `by` is the computation that has just made it."""
        definition = node.definition
        if self._is_full or definition is None:
            return
        for computation in definition.readers:
            if computation is not by:
                self.schedule(computation, self._scope(computation, definition, node))

    def items_changed(self, item: FormNode, parent: FormNode, behind: list[FormNode]) -> None:
        """An item was added to or removed from below `parent`, in front of those `behind`: schedule whoever reads it, anything in it or a place that moved."""
        repeat = item.definition
        if self._is_full or repeat is None:
            return
        for definition in repeat.walk():
            for computation in definition.readers:
                is_own = definition is not repeat and repeat in computation.target.repeats
                if is_own and computation not in definition.wide_readers:
                    continue  # what other items read in themselves is as before
                self.schedule(computation, self._scope(computation, definition, parent))
        for computation in repeat.placed:
            for one in behind:
                self.schedule(computation, one)

    def added(self, item: FormNode) -> None:
        """Compute everything inside a new item; defaults of selects show as far as they are on offer."""
        for node in item.walk():
            definition = node.definition
            if definition is not None and definition.choices is None and is_filtered(definition):
                self._choose(node)
        self.refresh_relevance(item)
        if self._is_full or item.definition is None:
            return
        for definition in item.definition.walk():
            for computation in definition.computations:
                self.schedule(computation, item)

    def refresh_relevance(self, node: FormNode) -> None:
        """Give `node` and all below it their relevance, and schedule what depends on it."""
        parent = node.parent
        relevant = node.applies and (parent is None or parent.relevant)
        if relevant == node.relevant:
            return
        node.relevant = relevant
        node.computed = None
        definition = node.definition
        if definition is None:
            return
        if node.value or node.children or definition.is_repeat:
            self.changed(node)
        if relevant and definition.calculate is not None:
            self.schedule(definition.calculate, node)
        for child in node.children:
            self.refresh_relevance(child)

    def _scope(self, computation: Computation, definition: NodeDefinition, node: FormNode) -> FormNode:
        if computation in definition.wide_readers or not computation.target.repeats:
            return self._places.document
        return self._places.shared_item(computation.target, node)

    def _calculate(self, computation: Computation, node: FormNode) -> None:
        definition = computation.target
        is_held = id(node) in self._held
        self._held.discard(id(node))
        if not node.relevant or (self._is_full and definition.kept and node.value):
            return
        text = self._fixed.get(computation)
        if text is None:
            found = evaluated(self._failures, computation, node, computation.expression.string, self._context)
            text = canonical(found or "", definition.bind.type)
            if computation in self._fixed and found is not None:
                self._fixed[computation] = text
        if text == node.computed:
            return
        node.computed = text
        if text != node.value and not is_held:
            node.value = text
            self.touched.append(node)
            self.changed(node, by=computation)

    def _choose(self, node: FormNode) -> None:
        answer = node.value if node.kept is None else node.kept
        if answer:
            self.show_answer(node, answer)

    def _grow(self, computation: Computation, parent: FormNode) -> bool:
        """Bring a count that follows from its own items one item nearer; whether it was not there yet."""
        wanted = self._counting.next_step(computation, parent)
        if wanted is not None:
            self._set_count(parent, computation.target, wanted)
        return wanted is not None

    def show_answer(self, node: FormNode, answer: str) -> None:
        """Put a select's stored answer on the node as far as its choices are on offer; the rest is kept in case they come back."""
        visible = self._shown(node, answer)
        node.kept = None if visible == answer else answer
        if visible != node.value:
            node.value = visible
            self.changed(node)

    def _nodes(self, computation: Computation, scope: FormNode | None) -> list[FormNode]:
        definition = computation.target
        if computation.kind is ComputationKind.COUNT and definition.parent is not None:
            definition = definition.parent
        return self._places.nodes(definition, scope)

    def _compute(self, computation: Computation, node: FormNode) -> None:
        if computation.kind is ComputationKind.RELEVANT:
            # What cannot be decided is asked: a question too many hurts less than one that is never put.
            node.applies = (
                evaluated(self._failures, computation, node, computation.expression.boolean, self._context) is not False
            )
            self.refresh_relevance(node)
        elif computation.kind is ComputationKind.CALCULATE:
            self._calculate(computation, node)
        elif computation.kind is ComputationKind.COUNT:
            if not computation.grows:
                self._set_count(node, computation.target, self._counting.wanted(computation, node))
        else:
            self._choose(node)
