"""A tree of named nodes, generic in what its owner says of a node (`definition`): expressions walk it and need to know no more."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Generic, TypeAlias, TypeVar

D = TypeVar("D")

Ref: TypeAlias = tuple[str, ...]
"""Where nodes stand, by names from the root and without positions: ("data", "members", "age")."""


class Node(Generic[D]):
    """An element of an instance. The topmost node is the document: its name is "" and its only child is the root element.

    `name` is the local name: ODK expressions name `orx:meta` as `meta`. `value` is the text of a leaf in ODK's lexical form. `relevant`
    is `applies` (the node's own relevance) and that of all ancestors. `kept` is the stored answer while its choices are not on offer; `computed` the last result of the
    node's calculation: what a person puts over it stays until the result is another one. `item_id` is set on the items of a repeat only. `by_name` holds the children by name, in
    document order; change children only through `append`, `fill`, `insert` and `remove`. `definition` is None in secondary instances.
    """

    __slots__ = (
        "applies",
        "attributes",
        "by_name",
        "children",
        "computed",
        "definition",
        "item_id",
        "kept",
        "name",
        "parent",
        "relevant",
        "value",
    )

    def __init__(
        self,
        name: str,
        parent: "Node[D] | None" = None,
        value: str = "",
        definition: D | None = None,
        attributes: dict[str, str] | None = None,
    ) -> None:
        self.name = name
        self.parent = parent
        self.value = value
        self.applies = True
        self.relevant = True
        self.kept: str | None = None
        self.computed: str | None = None
        self.item_id: str | None = None
        self.definition = definition
        # Most nodes are leaves, and hundreds are made in a turn: they share what they leave empty.
        self.attributes: Mapping[str, str] = _NO_ATTRIBUTES if attributes is None else attributes
        self.children: list[Node[D]] = _NO_CHILDREN
        self.by_name: dict[str, list[Node[D]]] = _NO_NAMES

    def append(self, child: "Node[D]") -> None:
        """Put `child` behind all other children."""
        child.parent = self
        if self.children is _NO_CHILDREN:
            self.children, self.by_name = [], {}
        self.children.append(child)
        named = self.by_name.get(child.name)
        if named is None:
            self.by_name[child.name] = [child]
        else:
            named.append(child)

    def fill(self, children: list["Node[D]"]) -> None:
        """Give a node that has none all its children at once; they name it as their parent already."""
        self.children, self.by_name = children, {}
        by_name = self.by_name
        for child in children:
            named = by_name.get(child.name)
            if named is None:
                by_name[child.name] = [child]
            else:
                named.append(child)

    def insert(self, child: "Node[D]", after: "Node[D] | None") -> None:
        """Put `child` directly behind its sibling `after`; None = before all children."""
        child.parent = self
        if self.children is _NO_CHILDREN:
            self.children, self.by_name = [], {}
        position = 0 if after is None else self.children.index(after) + 1
        self.children.insert(position, child)
        named = self.by_name.get(child.name)
        if named and named[-1] is after:
            named.append(child)
        else:
            self.by_name[child.name] = [node for node in self.children if node.name == child.name]

    def remove(self, child: "Node[D]") -> None:
        """Take `child` out; it keeps its own subtree."""
        child.parent = None
        self.children.remove(child)
        self.by_name[child.name].remove(child)

    def text(self) -> str:
        """The string-value as ODK sees it: "" when irrelevant, else the text of all relevant leaves below."""
        if not self.relevant:
            return ""
        if not self.children:
            return self.value
        return "".join(child.text() for child in self.children)

    def document(self) -> "Node[D]":
        """The topmost node of this node's tree."""
        node = self
        while node.parent is not None:
            node = node.parent
        return node

    def walk(self) -> Iterator["Node[D]"]:
        """The node itself and all below it, in document order, as they stand now."""
        return iter(self.subtree())

    def subtree(self) -> list["Node[D]"]:
        """The same as a list."""
        found, waiting = [], [self]
        while waiting:
            node = waiting.pop()
            found.append(node)
            if node.children:
                waiting.extend(reversed(node.children))
        return found

    def dissolve(self) -> None:
        """Take the whole tree apart when nobody needs it any more.

        Parents and children name each other: left as it is, a tree waits for the garbage collector, which then holds up somebody's turn.
        """
        for node in self.subtree():
            node.parent, node.children, node.by_name = None, _NO_CHILDREN, _NO_NAMES

    def path(self) -> Ref:
        """Names from the root element down to this node, without positions: ("data", "members", "age")."""
        names: list[str] = []
        node: Node[D] | None = self
        while node is not None and node.name:
            names.append(node.name)
            node = node.parent
        return tuple(reversed(names))

    def __repr__(self) -> str:
        return f"<Node /{'/'.join(self.path())} {self.value!r}>"


_NO_ATTRIBUTES: Mapping[str, str] = MappingProxyType({})
_NO_CHILDREN: list[Any] = []
_NO_NAMES: dict[str, list[Any]] = {}

AnyNode: TypeAlias = Node[Any]
"""A node whatever its owner says of it."""
