"""Steps through the tree: children by name first, the rarer axes after."""

from collections.abc import Callable, Sequence

from survey.tree import AnyNode
from survey.xpath.context import XPathContext
from survey.xpath.syntax import Step

Candidates = Callable[[AnyNode], list[AnyNode]]


def descend(context: XPathContext, node: AnyNode, names: Sequence[str]) -> list[AnyNode]:
    """The nodes at `names` below `node`; the list may be the tree's own and must not be changed."""
    for depth, name in enumerate(names):
        found = node.by_name.get(name)
        if not found:
            return []
        if len(found) > 1:
            return _spread(context, found, names[depth + 1 :])
        node = found[0]
    return [node]


def _spread(context: XPathContext, nodes: list[AnyNode], names: Sequence[str]) -> list[AnyNode]:
    # Whoever makes a node-set pays for its size, so that whatever runs over it once is paid for.
    context.spend(len(nodes))
    for name in names:
        below: list[AnyNode] = []
        for node in nodes:
            found = node.by_name.get(name)
            if found:
                below += found
        nodes = below
        context.spend(len(nodes))
    return nodes


def candidates(step: Step) -> Candidates:
    """The nodes that `step` reaches from one node, before its predicates: the nearest first, as positions count."""
    name = step.name
    if step.axis == "child" and name not in {"*", "node()", "text()"}:
        return lambda node: node.by_name.get(name) or []
    if name == "text()" and step.axis == "child":
        return lambda node: [node] if node.value and not node.children else []
    reach = _AXES[step.axis]
    if name in {"node()", "text()"}:
        return reach
    if name == "*":
        return lambda node: [one for one in reach(node) if one.name]
    return lambda node: [one for one in reach(node) if one.name == name]


def is_plain_child(step: Step) -> bool:
    """A child by name, without predicates."""
    return step.axis == "child" and not step.predicates and step.name not in {"*", "node()", "text()"}


def is_plain_parent(step: Step) -> bool:
    """`..`"""
    return step.axis == "parent" and not step.predicates and step.name == "node()"


def is_plain_self(step: Step) -> bool:
    """`.`"""
    return step.axis == "self" and not step.predicates and step.name == "node()"


def in_document_order(context: XPathContext, nodes: list[AnyNode]) -> list[AnyNode]:
    """Each node once, in document order."""
    unique = list({id(node): node for node in nodes}.values())
    if len(unique) < 2:
        return unique
    ranks: dict[int, int] = {}
    for document in {id(top): top for top in (node.document() for node in unique)}.values():
        for node in document.walk():
            ranks[id(node)] = len(ranks)
    context.spend(len(ranks))
    # An attribute is no child of its element: it stands where its element stands.
    return sorted(unique, key=lambda node: ranks.get(id(node), ranks.get(id(node.parent), 0)))


def _children(node: AnyNode) -> list[AnyNode]:
    return node.children


def _self(node: AnyNode) -> list[AnyNode]:
    return [node]


def _parent(node: AnyNode) -> list[AnyNode]:
    return [] if node.parent is None else [node.parent]


def _attributes(node: AnyNode) -> list[AnyNode]:
    return [type(node)(name, node, value) for name, value in node.attributes.items()]


def _descendants(node: AnyNode) -> list[AnyNode]:
    return _or_descendants(node)[1:]


def _or_descendants(node: AnyNode) -> list[AnyNode]:
    return list(node.walk())


def _ancestors(node: AnyNode) -> list[AnyNode]:
    return _or_ancestors(node)[1:]


def _or_ancestors(node: AnyNode) -> list[AnyNode]:
    found = [node]
    while found[-1].parent is not None:
        found.append(found[-1].parent)
    return found


def _siblings(node: AnyNode) -> tuple[list[AnyNode], int]:
    if node.parent is None or node not in node.parent.children:
        return [node], 0
    return node.parent.children, node.parent.children.index(node)


def _before(node: AnyNode) -> list[AnyNode]:
    siblings, place = _siblings(node)
    return siblings[:place][::-1]


def _after(node: AnyNode) -> list[AnyNode]:
    siblings, place = _siblings(node)
    return siblings[place + 1 :]


def _preceding(node: AnyNode) -> list[AnyNode]:
    return [below for one in _or_ancestors(node) for before in _before(one) for below in list(before.walk())[::-1]]


def _following(node: AnyNode) -> list[AnyNode]:
    return [below for one in _or_ancestors(node) for after in _after(one) for below in after.walk()]


_AXES: dict[str, Candidates] = {
    "child": _children,
    "self": _self,
    "parent": _parent,
    "attribute": _attributes,
    "descendant": _descendants,
    "descendant-or-self": _or_descendants,
    "ancestor": _ancestors,
    "ancestor-or-self": _or_ancestors,
    "preceding-sibling": _before,
    "following-sibling": _after,
    "preceding": _preceding,
    "following": _following,
}
