"""Entities (ODK's lists of things that forms make and update): what a form declares, and what an interview says of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from survey.tree import Ref
from survey.xform.form.definition import FormNode, NodeDefinition
from survey.xform.form.model import Form
from survey.xform.running.instance import Instance

_SAVE_TO = "entities:saveto"
_TRUE = frozenset({"1", "true", "true()"})


@dataclass(frozen=True, slots=True)
class EntityDeclaration:
    """A form makes (`creates`) or changes (`updates`) entities of `dataset`. `properties`: name of the property -> its question."""

    dataset: str
    ref: Ref
    creates: bool
    updates: bool
    properties: Mapping[str, Ref]


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity of one interview, as a server applies it. `base_version` is the version that an update was made from."""

    dataset: str
    id: str
    label: str
    creates: bool
    updates: bool
    base_version: str
    properties: Mapping[str, str]


def declared_entities(form: Form) -> tuple[EntityDeclaration, ...]:
    """The entities of a form in its order; those inside a repeat once."""
    found = [one for one in form.model.shape.definitions() if _is_entity(one)]
    saved: dict[Ref, dict[str, Ref]] = {one.ref: {} for one in found}
    for definition in form.model.shape.definitions():
        name = definition.bind.attributes.get(_SAVE_TO)
        owner = _owner(found, definition) if name else None
        if name and owner is not None:
            saved[owner.ref][name] = definition.ref
    return tuple(
        EntityDeclaration(_attribute(one, "dataset"), one.ref, _has(one, "create"), _has(one, "update"), saved[one.ref])
        for one in found
    )


def entities(instance: Instance) -> tuple[Entity, ...]:
    """The entities that an interview makes or changes now; a declaration that does neither gives none."""
    found = (
        _entity(instance, declaration, node)
        for declaration in declared_entities(instance.form)
        for node in instance.nodes(declaration.ref)
        if node.relevant
    )
    return tuple(one for one in found if one.creates or one.updates)


def _entity(instance: Instance, declaration: EntityDeclaration, node: FormNode) -> Entity:
    texts = {name: [one.text() for one in instance.nodes(ref, node)] for name, ref in declaration.properties.items()}
    return Entity(
        declaration.dataset,
        _text(node, "@id"),
        _text(node, "label"),
        _text(node, "@create") in _TRUE,
        _text(node, "@update") in _TRUE,
        _text(node, "@baseVersion"),
        {name: values[0] for name, values in texts.items() if values},
    )


def _is_entity(definition: NodeDefinition) -> bool:
    return definition.name == "entity" and definition.parent is not None and definition.parent.name == "meta"


def _owner(found: list[NodeDefinition], definition: NodeDefinition) -> NodeDefinition | None:
    """The entity of the innermost repeat around a question."""
    around = [one for one in found if definition.scope[: len(one.scope)] == one.scope]
    return max(around, key=lambda one: len(one.scope), default=None)


def _has(definition: NodeDefinition, name: str) -> bool:
    return name in definition.attributes or f"@{name}" in definition.children


def _attribute(definition: NodeDefinition, name: str) -> str:
    leaf = definition.children.get(f"@{name}")
    return definition.attributes.get(name, "") or ("" if leaf is None else leaf.default)


def _text(node: FormNode, name: str) -> str:
    found = node.by_name.get(name)
    if found:
        return found[0].text()
    return node.definition.attributes.get(name[1:], "") if node.definition is not None and name.startswith("@") else ""
