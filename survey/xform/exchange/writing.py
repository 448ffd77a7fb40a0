"""An interview as ODK instance XML, the way ODK Collect and ODK's web forms submit it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from survey.xform.form.definition import FormNode, NodeDefinition
from survey.xform.form.names import OPENROSA, XFORMS, local_name
from survey.xform.running.instance import Instance

META = "meta"
INSTANCE_ID, INSTANCE_NAME, DEPRECATED_ID = "instanceID", "instanceName", "deprecatedID"
UNSAFE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even escaped: control characters and halves of surrogate pairs."""
_UNFIT_IN_NAMES = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that belongs beside the XML: `value` is the stored answer (its key in the file store), `name` what the XML calls it."""

    value: str
    name: str


@dataclass(frozen=True, slots=True)
class Submission:
    """What a server such as ODK Central takes: the instance XML (UTF-8) and the files it names."""

    xml: bytes
    instance_id: str
    attachments: tuple[Attachment, ...] = ()


def serialise(
    instance: Instance, *, instance_id: str = "", deprecated_id: str = "", instance_name: str = ""
) -> Submission:
    """The interview as it counts now: irrelevant nodes are left out, repeat items stand in order, the root has the form's id and version.

    The metadata block keeps the form's namespace and is `orx:meta` where the form has none: ODK's web forms do not find the instanceID
    of a submission to edit under another name than the form's, Central takes both. `instance_id` takes the place of the form's own; an
    edited submission needs a new one, and the old one as `deprecated_id`. `instance_name` is for forms that compute none. Raises
    ValueError where there is no id at all, or the new one is the old one.
    """
    written = _Writing(instance)
    root = written.element(instance.root)
    meta = _child(root, META)
    if meta is None:
        meta = etree.SubElement(root, f"{{{OPENROSA}}}{META}", nsmap={"orx": OPENROSA})
    own, name = _child(meta, INSTANCE_ID), _child(meta, INSTANCE_NAME)
    wanted = instance_id or (own.text if own is not None and own.text else "")
    if not wanted or wanted == deprecated_id:
        raise ValueError(
            "a submission needs an instanceID of its own: the form gives none, or it is the one that is replaced"
        )
    _put(meta, INSTANCE_ID, wanted, 0)
    if deprecated_id:
        _put(meta, DEPRECATED_ID, deprecated_id, 1)
    if instance_name and (name is None or not name.text):
        _put(meta, INSTANCE_NAME, instance_name, len(meta))
    etree.cleanup_namespaces(root)
    xml = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return Submission(xml, wanted, tuple(written.attachments.values()))


class _Writing:
    """One interview being written. `attachments` by stored value, in the order of the form."""

    def __init__(self, instance: Instance) -> None:
        self.attachments: dict[str, Attachment] = {}
        self._namespaces = _prefixes(instance)

    def element(self, node: FormNode) -> etree._Element:
        """The element of a node and of all that is relevant below it."""
        definition = _definition(node)
        made = etree.Element(_tag(definition), nsmap=self._namespaces)  # type: ignore[arg-type] # the stubs know no default namespace
        for name, value in definition.attributes.items():
            made.set(name, value)
        for child in node.children:
            if child.name.startswith("@"):
                made.set(_attribute(definition, child.name[1:]), _safe(child.text()))
            elif child.relevant:
                made.append(self.element(child))
        if not definition.children:
            made.text = _safe(self._value(node, definition)) or None
        return made

    def _value(self, node: FormNode, definition: NodeDefinition) -> str:
        if definition.bind.type != "binary" or not node.value:
            return node.value
        known = self.attachments.get(node.value)
        if known is None:
            known = self.attachments[node.value] = Attachment(node.value, self._file_name(node.value))
        return known.name

    def _file_name(self, value: str) -> str:
        """A bare name that no other attachment has."""
        plain = _UNFIT_IN_NAMES.sub("_", value.rpartition("/")[2]).lstrip(".") or "file"
        taken = {one.name for one in self.attachments.values()}
        return next(name for name in _numbered(plain) if name not in taken)


def _numbered(name: str) -> Iterator[str]:
    yield name
    stem, dot, ending = name.rpartition(".")
    for number in range(2, 1_000_000):
        yield f"{stem}-{number}{dot}{ending}" if stem else f"{name}-{number}"


def _prefixes(instance: Instance) -> dict[str | None, str]:
    """The form's own prefixes and "orx"; the namespace of the root element where the form gives it one of its own."""
    found: dict[str | None, str] = {"orx": OPENROSA}
    found.update(instance.form.model.compiler.namespaces.items())
    own = _uri(_tag(_definition(instance.root)))
    if own and own not in found.values():
        found[None] = own
    return found


def _tag(definition: NodeDefinition) -> str:
    """The element's name. ODK's tools write what stands in the XForms namespace without any."""
    return definition.name if _uri(definition.tag) == XFORMS else definition.tag


def _uri(tag: str) -> str:
    return tag[1:].partition("}")[0] if tag.startswith("{") else ""


def _attribute(definition: NodeDefinition, name: str) -> str:
    """The attribute's name with its namespace, as the form writes it."""
    return next((known for known in definition.attributes if known.rpartition("}")[2] == name), name)


def _child(parent: etree._Element, name: str) -> etree._Element | None:
    return next((child for child in parent if local_name(child) == name), None)


def _put(meta: etree._Element, name: str, value: str, place: int) -> None:
    """A metadatum in the namespace of its block."""
    element = _child(meta, name)
    if element is None:
        element = etree.SubElement(meta, meta.tag.replace(META, name))
        meta.insert(place, element)  # it stands there once: inserting moves it
    element.text = _safe(value)


def _safe(text: str) -> str:
    return UNSAFE.sub("\ufffd", text)


def _definition(node: FormNode) -> NodeDefinition:
    assert node.definition is not None, "the nodes of an interview have definitions"
    return node.definition


def names_of(attachments: tuple[Attachment, ...]) -> Mapping[str, str]:
    """Name in the XML -> stored answer, for reading the same submission back."""
    return {one.name: one.value for one in attachments}
