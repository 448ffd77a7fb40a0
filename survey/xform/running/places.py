"""Finds nodes of one instance: by definition within a repeat item, and by the keys under which answers are stored."""

from survey.state import AnswerKey, ItemPath
from survey.tree import Node
from survey.xform.form.definition import FormNode, NodeDefinition
from survey.xform.form.model import Form
from survey.xform.form.shape import Skeleton, below, grow


class Places:
    """The tree of one interview with its look-ups. `document` is the topmost node; `singles` holds nodes outside every repeat by index."""

    def __init__(self, form: Form, *, with_items: bool) -> None:
        self.form = form
        shape = form.model.shape
        self.document = Node("", definition=shape.top)
        if shape.initial is not None:
            self.document.append(grow(shape.initial, self.document, with_items=with_items))
        self.singles: list[FormNode | None] = [None] * (1 + len(shape.by_ref))
        self.size = 0
        self._items: dict[ItemPath, FormNode] = {}
        self.index(self.document)

    def index(self, top: FormNode) -> None:
        """Take a new subtree into the look-ups; items that have no id yet get their ordinal."""
        waiting = [top]
        for node in waiting:
            definition = node.definition
            if definition is not None and not definition.repeats:
                self.singles[definition.index] = node
            if not node.children:
                continue
            waiting += node.children
            for child in node.children:
                if child.item_id is None and child.definition is not None and child.definition.is_repeat:
                    child.item_id = str(1 + node.by_name[child.name].index(child))
        self.size += len(waiting)

    def forget(self, item: FormNode) -> None:
        """An item is about to leave the tree, with all below it."""
        self.size -= len(item.subtree())
        self._items.clear()

    def nodes(self, definition: NodeDefinition, within: FormNode | None = None) -> list[FormNode]:
        """All nodes of `definition`; with `within` only those in the innermost repeat items that it shares with that node."""
        repeats = definition.repeats
        if not repeats:
            single = self.singles[definition.index]
            return [] if single is None else [single]
        start = self.document if within is None else self.shared_item(definition, within)
        level = [start]
        above = 0 if start.definition is None else len(start.definition.ref)
        for name in definition.ref[above:]:
            if len(level) == 1:
                level = level[0].by_name.get(name, [])
            else:
                level = [child for node in level for child in node.by_name.get(name, ())]
        return list(level)

    def shared_item(self, definition: NodeDefinition, node: FormNode) -> FormNode:
        """The innermost repeat item around `node` that also contains `definition`; the document where there is none."""
        repeats = definition.repeats
        place: FormNode | None = node
        while place is not None:
            if place.item_id is not None and place.definition in repeats:
                return place
            place = place.parent
        return self.document

    def find(self, key: AnswerKey) -> FormNode | None:
        """The leaf that a stored answer belongs to; None where question or item are not there."""
        definition = self.form.model.leaf(key)
        return None if definition is None else self.leaf(definition, key.items)

    def leaf(self, definition: NodeDefinition, items: ItemPath) -> FormNode | None:
        """The node of a question in a repeat item; None where the item is not there."""
        if not items:
            return self.singles[definition.index]
        node = self.item(items)
        for name in definition.steps if node is not None else ():
            level = node.by_name.get(name) if node is not None else None
            node = level[0] if level else None
        return node

    def item(self, path: ItemPath) -> FormNode | None:
        """The repeat item at a path."""
        known = self._items.get(path)
        if known is not None or not path:
            return known if path else self.document
        around = self.item(path[:-1])
        scope = () if around is None or around.definition is None else around.definition.ref
        repeat = self.form.model.scopes.get((scope, path[-1][0]))
        if around is None or repeat is None or not repeat.is_repeat:
            return None
        # Its siblings are asked for next: they are all looked up at once.
        for item in self.nodes(repeat, around):
            self._items[*path[:-1], (path[-1][0], item.item_id or "")] = item
        return self._items.get(path)

    def item_path(self, node: FormNode) -> ItemPath:
        """The repeat items around a node (itself included) from the outside in."""
        path: list[tuple[str, str]] = []
        place: FormNode | None = node
        while place is not None:
            if place.item_id is not None and place.definition is not None:
                path.append((place.definition.key, place.item_id))
            place = place.parent
        return tuple(reversed(path))

    def order(self, item: FormNode) -> int:
        """Which of its siblings an item is, from 0."""
        return 0 if item.parent is None else item.parent.by_name[item.name].index(item)

    def key(self, node: FormNode) -> AnswerKey:
        """The key of a leaf's answer."""
        name = node.definition.key if node.definition is not None else node.name
        return AnswerKey(self.item_path(node), name)

    def parent_of_items(self, repeat: NodeDefinition, within: FormNode | None) -> FormNode:
        """The node under which items of `repeat` stand, in the innermost item that `within` shares with it."""
        assert repeat.parent is not None, "a repeat stands inside the root element"
        found = self.nodes(repeat.parent, within)
        if len(found) != 1:
            raise ValueError(f"{repeat.name}: say in which item of the outer repeat the items stand")
        return found[0]

    def skeleton(self, repeat: NodeDefinition, parent: FormNode, item_id: str) -> Skeleton:
        """What an item looks like before it is answered: the form's own default item of that ordinal, else the template."""
        initial = self._initial_items(repeat, parent)
        if item_id.isascii() and item_id.isdecimal() and 1 <= int(item_id) <= len(initial):
            return initial[int(item_id) - 1]
        return self.form.model.shape.templates[repeat.ref]

    def default_items(self, repeat: NodeDefinition, parent: FormNode) -> int:
        """How many items the form itself begins with below `parent`."""
        return len(self._initial_items(repeat, parent))

    def _initial_items(self, repeat: NodeDefinition, parent: FormNode) -> list[Skeleton]:
        outer: FormNode | None = parent
        while outer is not None and outer.item_id is None:
            outer = outer.parent
        if outer is None or outer.definition is None or outer.parent is None:
            return self.form.model.shape.begun.get(repeat.ref, [])
        place = self.skeleton(outer.definition, outer.parent, outer.item_id or "")
        return below([place], repeat.ref[len(outer.definition.ref) :])
