"""The shape of the primary instance: one definition per ref, and the skeletons from which trees and new items grow."""

from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from survey.tree import Node, Ref
from survey.xform.form.definition import FormNode, NodeDefinition
from survey.xform.form.names import JAVAROSA, attributes_of, local_name, qualified_name

ATTRIBUTE = "attribute"
"""Stands in for an attribute among the elements while the shape is read; no element of XForms is called so without a namespace."""


TEMPLATE = f"{{{JAVAROSA}}}template"


@dataclass(eq=False, slots=True)
class Skeleton:
    """What a node looks like before anything is answered: its default value and its children (items of repeats included)."""

    definition: NodeDefinition
    value: str = ""
    children: tuple["Skeleton", ...] = ()
    name: str = field(init=False)

    def __post_init__(self) -> None:
        # Trees grow in every turn: the name is not looked up again for each of their nodes.
        self.name = self.definition.name


@dataclass(eq=False, slots=True)
class Shape:
    """All definitions of a form by ref, the skeleton of a new instance, and of a new item for each repeat."""

    top: NodeDefinition
    by_ref: dict[Ref, NodeDefinition] = field(default_factory=dict)
    initial: Skeleton | None = None
    templates: dict[Ref, Skeleton] = field(default_factory=dict)
    attributes: dict[str, str] = field(default_factory=dict)
    begun: dict[Ref, list[Skeleton]] = field(default_factory=dict)
    """The items with which repeats begin that do not stand in another repeat."""

    def definitions(self) -> list[NodeDefinition]:
        """All definitions in document order, the document left out."""
        return [one for one in self.top.walk() if one.ref]


def read_shape(root: etree._Element, repeats: frozenset[Ref], attributes: frozenset[Ref]) -> Shape:
    """The shape under the primary instance's root element; `repeats` are the refs that the body repeats.

    `attributes` are those that a bind or an action names (…, "@id"), as entities do: they become leaves of their element.
    """
    root = _with_attribute_leaves(root, attributes)
    shape = Shape(NodeDefinition(0, (), "", None), attributes=attributes_of(root))
    _define(shape, root, shape.top, repeats)
    for index, definition in enumerate(shape.top.walk()):
        definition.index = index
    shape.initial = _skeleton(shape, root, ())
    for repeat in repeats:
        if repeat in shape.by_ref:
            shape.templates[repeat] = _template(shape, root, repeat)
            shape.begun[repeat] = below([shape.initial], repeat[1:])
    return shape


def below(level: list[Skeleton], names: Ref) -> list[Skeleton]:
    """The skeletons to which a row of names leads."""
    for name in names:
        level = [child for one in level for child in one.children if child.name == name]
    return level


def _with_attribute_leaves(root: etree._Element, attributes: frozenset[Ref]) -> etree._Element:
    if not attributes:
        return root
    root = deepcopy(root)
    for ref in sorted(attributes):
        for element in _elements(root, ref[:-1]):
            leaf = etree.Element(ATTRIBUTE)
            leaf.set("name", ref[-1])
            leaf.text = attributes_of(element).get(ref[-1].removeprefix("@"), "")
            element.insert(0, leaf)
    return root


def _define(shape: Shape, element: etree._Element, parent: NodeDefinition, repeats: frozenset[Ref]) -> None:
    name = node_name(element)
    ref = (*parent.ref, name)
    definition = parent.children.get(name)
    if definition is None:
        definition = NodeDefinition(
            0, ref, name if name.startswith("@") else qualified_name(element), parent, is_repeat=ref in repeats
        )
        outer = parent.repeats
        definition.repeats = (*outer, definition) if definition.is_repeat else outer
        definition.steps = ref[len(definition.repeats[-1].ref) :] if definition.repeats else ref
        if element.tag != ATTRIBUTE:
            definition.tag = str(element.tag)
            definition.attributes = {str(key): str(value) for key, value in element.attrib.items() if key != TEMPLATE}
        parent.children[name] = definition
        shape.by_ref[ref] = definition
    for child in element:
        _define(shape, child, definition, repeats)


def _skeleton(shape: Shape, element: etree._Element, above: Ref) -> Skeleton:
    ref = (*above, node_name(element))
    children = tuple(_skeleton(shape, child, ref) for child in element if "jr:template" not in attributes_of(child))
    value = "" if len(element) else (element.text or "")
    return Skeleton(shape.by_ref[ref], value if value.strip() else "", children)


def _template(shape: Shape, root: etree._Element, ref: Ref) -> Skeleton:
    """The element marked `jr:template`, else the first one without its values."""
    found = _elements(root, ref)
    marked = [element for element in found if "jr:template" in attributes_of(element)]
    return _skeleton(shape, marked[0], ref[:-1]) if marked else _without_values(_skeleton(shape, found[0], ref[:-1]))


def _without_values(skeleton: Skeleton) -> Skeleton:
    return Skeleton(skeleton.definition, "", tuple(_without_values(child) for child in skeleton.children))


def node_name(element: etree._Element) -> str:
    """The name of the node that an element becomes."""
    return element.get("name", "") if element.tag == ATTRIBUTE else local_name(element)


def _elements(root: etree._Element, ref: Ref) -> list[etree._Element]:
    level = [root]
    for name in ref[1:]:
        level = [child for element in level for child in element if local_name(child) == name]
    return level


def size_of(skeleton: Skeleton) -> int:
    """How many nodes a tree from a skeleton has."""
    return 1 + sum(size_of(child) for child in skeleton.children)


def grow(skeleton: Skeleton, parent: FormNode | None, *, with_items: bool) -> FormNode:
    """A tree from a skeleton; `with_items=False` leaves the items of repeats out."""
    node = Node(skeleton.name, parent, skeleton.value, skeleton.definition)
    if skeleton.children:
        node.fill(
            [
                grow(child, node, with_items=with_items)
                if child.children
                else Node(child.name, node, child.value, child.definition)
                for child in skeleton.children
                if with_items or not child.definition.is_repeat
            ]
        )
    return node
