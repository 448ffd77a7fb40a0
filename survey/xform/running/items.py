"""Repeat items of one instance: adding, removing, restoring, and following a count. Ids are stable; a removed id is not given again."""

from typing import Protocol

from survey.state import Item, ItemPath, Record, Stored
from survey.tree import Ref
from survey.xform.form.definition import FormNode, NodeDefinition, is_filtered
from survey.xform.form.errors import LimitError
from survey.xform.form.lexical import canonical
from survey.xform.form.shape import grow, size_of
from survey.xform.running.aside import Aside, Numbers
from survey.xform.running.places import Places

MAX_ITEMS = 1_000
MAX_NODES = 50_000


class Listener(Protocol):
    """Who must know of items that come and go."""

    def added(self, item: FormNode) -> None:
        """A new item stands in the tree: everything inside it is to be computed."""

    def items_changed(self, item: FormNode, parent: FormNode, behind: list[FormNode]) -> None:
        """An item came or went below `parent`, in front of those `behind`: whoever reads it is to be computed again."""

    def hold(self, node: FormNode) -> None:
        """A stored answer stands over a calculated value."""

    def show_answer(self, node: FormNode, answer: str) -> None:
        """Put a select's stored answer on its node as far as its choices are on offer."""


class Items:
    """`aside` holds stored answers that have no place in the tree now: unknown questions, removed items, items beyond a count.

    `fresh` collects new items whose actions have not run yet, `added` is what the record said of its items.
    """

    def __init__(self, places: Places) -> None:
        self._places = places
        self._limit()
        self._numbers = Numbers()
        self.aside = Aside(self._numbers)
        self.fresh: list[FormNode] = []
        self.listener: Listener | None = None
        self.added: dict[ItemPath, bool] = {}
        self._recorded: dict[tuple[ItemPath, str], list[Item]] = {}
        self._expected: set[ItemPath] = set()

    def restore(self, record: Record) -> None:
        """Make the stored items; those of a count come when the count is known."""
        for item in sorted(record.items, key=lambda one: (len(one.path), one.order)):
            self.added[item.path] = item.added
            self._recorded.setdefault((item.path[:-1], item.path[-1][0]), []).append(item)
            self._expected.update(item.path[:depth] for depth in range(1, len(item.path) + 1))
        self._fill(self._places.document, (), ())

    def recorded(self, parent: FormNode, repeat: NodeDefinition) -> int:
        """How many items of a repeat the record holds below `parent`, as long as it is being restored."""
        return len(self._recorded.get((self._places.item_path(parent), repeat.key), ()))

    def forget_record(self) -> None:
        """The restored tree stands: items made from now on are new."""
        self._recorded, self._expected = {}, set()

    def add(self, repeat: NodeDefinition, parent: FormNode, item_id: str | None) -> FormNode:
        """A new item at the end. `item_id` None = the next free number."""
        number = item_id or self._next_id(repeat, parent)
        if item_id and any(item.item_id == item_id for item in parent.by_name.get(repeat.name, ())):
            raise ValueError(f"{repeat.name} already has an item {number}")
        item = self._create(repeat, parent, number, with_items=True)
        self._announce(item, parent, is_fresh=True)
        return item

    def remove(self, item: FormNode) -> None:
        """Take an item out; its answers are kept aside."""
        parent, definition = item.parent, item.definition
        if parent is None or definition is None or item.item_id is None:
            raise ValueError(f"{item!r} is not an item of a repeat in the tree")
        for node in item.walk():
            value = node.value if node.kept is None else node.kept
            if (
                value
                and node.definition is not None
                and (node.definition.is_stored or _is_typed(node, node.definition))
            ):
                self.aside.put(self._places.key(node), Stored(value))
        behind = parent.by_name[item.name][self._places.order(item) + 1 :]
        self._places.forget(item)
        parent.remove(item)
        if self.listener is not None:
            self.listener.items_changed(item, parent, behind)

    def set_count(self, parent: FormNode, repeat: NodeDefinition, count: int) -> None:
        """Make the items of `repeat` below `parent` as many as `count`; their ids are their ordinals."""
        present = parent.by_name.get(repeat.name, [])
        if count > len(present):
            self._room_for(repeat, parent, count - len(present))
        while len(present) > count:
            self.remove(present[-1])
        for ordinal in range(len(present) + 1, count + 1):
            path = (*self._places.item_path(parent), (repeat.key, str(ordinal)))
            is_known = self._is_known(path)
            item = self._create(repeat, parent, str(ordinal), with_items=not is_known)
            if is_known:
                self._fill(item, path, repeat.ref)
                self._take_answers(path)
            self._announce(item, parent, is_fresh=not is_known)

    def _room_for(self, repeat: NodeDefinition, parent: FormNode, more: int) -> None:
        """Refuse what would go over a limit before anything of it is built."""
        if more > MAX_ITEMS - len(parent.by_name.get(repeat.name, ())):
            raise LimitError(f"{repeat.name}: nhiều hơn {MAX_ITEMS} mục", "items", MAX_ITEMS, repeat.ref, "jr:count")
        if (
            more > 1
            and self._places.size + more * size_of(self._places.form.model.shape.templates[repeat.ref]) > MAX_NODES
        ):
            raise LimitError(f"phiếu có nhiều hơn {MAX_NODES} ô trả lời", "nodes", MAX_NODES, repeat.ref, "jr:count")

    def _is_known(self, path: ItemPath) -> bool:
        """Whether answers wait for an item that comes now, or the record that is being restored has it or an item inside it."""
        return path in self._expected or bool(self.aside.below(path))

    def _announce(self, item: FormNode, parent: FormNode, *, is_fresh: bool) -> None:
        if is_fresh:
            self.fresh.append(item)
        if self.listener is not None:
            self.listener.added(item)
            self.listener.items_changed(item, parent, [])

    def _fill(self, place: FormNode, path: ItemPath, scope: tuple[str, ...]) -> None:
        """Make the recorded items inside `place`, which is the document or a repeat item."""
        for repeat in self._places.form.model.repeats_in.get(scope, ()):
            recorded = self._recorded.get((path, repeat.key), ())
            if repeat.count is not None or not recorded:
                continue
            parent = self._places.parent_of_items(repeat, place)
            for one in recorded:
                item = self._create(repeat, parent, one.path[-1][1], with_items=False)
                self._fill(item, one.path, repeat.ref)

    def _take_answers(self, path: ItemPath) -> None:
        """Answers kept aside for an item that has come back."""
        for key in self.aside.below(path):
            node = self._places.find(key)
            if node is None or node.definition is None:
                continue
            if node.definition.is_stored or node.definition.may_be_typed:
                value = canonical(self.aside.take(key).value, node.definition.bind.type)
                if node.definition.may_be_typed and self.listener is not None:
                    self.listener.hold(node)
                if not is_filtered(node.definition):
                    node.value = value
                elif node.definition.choices is not None:
                    node.kept, node.value = value, ""
                elif self.listener is not None:
                    self.listener.show_answer(node, value)

    def _create(self, repeat: NodeDefinition, parent: FormNode, item_id: str, *, with_items: bool) -> FormNode:
        siblings = parent.by_name.get(repeat.name, [])
        if len(siblings) >= MAX_ITEMS:
            raise LimitError(f"{repeat.name}: nhiều hơn {MAX_ITEMS} mục", "items", MAX_ITEMS, repeat.ref, "jr:count")
        skeleton = self._places.skeleton(repeat, parent, item_id)
        item = grow(skeleton, parent, with_items=with_items)
        item.item_id = item_id
        parent.insert(item, siblings[-1] if siblings else _before(repeat, parent))
        self._places.index(item)
        self._numbers.note(self._places.item_path(item))
        self._limit(repeat.ref)
        return item

    def _limit(self, ref: Ref = ()) -> None:
        if self._places.size > MAX_NODES:
            part = "jr:count" if ref else ""
            raise LimitError(f"phiếu có nhiều hơn {MAX_NODES} ô trả lời", "nodes", MAX_NODES, ref, part)

    def _next_id(self, repeat: NodeDefinition, parent: FormNode) -> str:
        # The form's own default items have their ordinals as ids, also when they were removed before a restart.
        least = self._places.default_items(repeat, parent)
        return str(max(least, self._numbers.highest(self._places.item_path(parent), repeat.key)) + 1)


def _is_typed(node: FormNode, definition: NodeDefinition) -> bool:
    """Whether a person has put another answer over the result of a calculation."""
    return definition.may_be_typed and node.value != node.computed


def _before(repeat: NodeDefinition, parent: FormNode) -> FormNode | None:
    """The last child that stands before the items of `repeat` in the form."""
    earlier = [
        child for child in parent.children if child.definition is not None and child.definition.index < repeat.index
    ]
    return earlier[-1] if earlier else None
