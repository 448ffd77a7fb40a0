"""ODK instance XML back into stored answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from survey.state import AnswerKey, Item, ItemPath, Record, Stored
from survey.xform.exchange.fit import Reason, Unfit
from survey.xform.exchange.writing import DEPRECATED_ID, INSTANCE_ID, INSTANCE_NAME, META
from survey.xform.form.definition import NodeDefinition
from survey.xform.form.errors import FormError, FormProblem
from survey.xform.form.lexical import MAX_LENGTH, canonical
from survey.xform.form.model import Form
from survey.xform.form.names import attributes_of, local_name, show
from survey.xform.form.safe_xml import parse_xml

_IDENTITY = frozenset({INSTANCE_ID, INSTANCE_NAME, DEPRECATED_ID})
_NO_FILES: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Reading:
    """What an instance XML says. `version` is the version it was filled in with, `unfit` what the form has no place for."""

    record: Record
    version: str
    instance_id: str
    deprecated_id: str = ""
    unfit: tuple[Unfit, ...] = ()


def read_submission(form: Form, xml: bytes, files: Mapping[str, str] = _NO_FILES) -> Reading:
    """The stored answers of an instance XML of this form, of any version. Items of repeats are numbered from 1 in their order.

    `files`: names of attachments -> what is stored for them. What was irrelevant is not in the XML and begins anew. Raises FormError
    where the XML cannot be read or belongs to another form.
    """
    root = parse_xml(xml, "instance XML")
    top = next(iter(form.model.shape.top.children.values()))
    attributes = attributes_of(root)
    written = attributes.get("id") or (root.nsmap.get(None) or "")
    if local_name(root) != top.name or (form.id and written != form.id):
        raise FormError([_other_form(form, top, written or local_name(root))])
    reading = _Reader(files)
    reading.take(root, top, ())
    meta = next((child for child in root if local_name(child) == META), None)
    found = {} if meta is None else {local_name(child): (child.text or "").strip() for child in meta}
    version = next((value for name, value in attributes.items() if name.rpartition(":")[2] == "version"), "")
    record = Record(reading.answers, tuple(reading.items))
    return Reading(record, version, found.get(INSTANCE_ID, ""), found.get(DEPRECATED_ID, ""), tuple(reading.unfit))


@dataclass(slots=True)
class _Reader:
    files: Mapping[str, str]
    answers: dict[AnswerKey, Stored] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    unfit: list[Unfit] = field(default_factory=list)

    def take(self, element: etree._Element, definition: NodeDefinition, path: ItemPath) -> None:
        """Read an element and all below it."""
        for child in definition.children.values():
            if child.name.startswith("@"):
                self._leaf(attributes_of(element).get(child.name[1:], ""), child, path)
        if not definition.children:
            self._leaf(element.text or "", definition, path)
        counts: dict[str, int] = {}
        for below in element:
            name = local_name(below)
            counts[name] = counts.get(name, 0) + 1
            self._child(below, definition.children.get(name), path, counts[name])

    def _child(self, element: etree._Element, definition: NodeDefinition | None, path: ItemPath, ordinal: int) -> None:
        if definition is None:
            self._unknown(element, path)
        elif definition.is_repeat:
            inner = (*path, (definition.key, str(ordinal)))
            self.items.append(Item(inner, ordinal - 1))
            self.take(element, definition, inner)
        elif ordinal > 1:
            self._miss(path, show(definition.ref), "".join(str(part) for part in element.itertext()), "twice")
        else:
            self.take(element, definition, path)

    def _leaf(self, text: str, definition: NodeDefinition, path: ItemPath) -> None:
        if not definition.is_stored and not definition.may_be_typed:
            return
        value = canonical(
            self.files.get(text, text) if definition.bind.type == "binary" else text, definition.bind.type
        )
        if len(value) > MAX_LENGTH or (text.strip() and not value):
            self._miss(path, definition.key, text, "long" if value else "type")
        elif value or definition.default or definition.may_be_typed:
            self.answers[AnswerKey(path, definition.key)] = Stored(value)

    def _unknown(self, element: etree._Element, path: ItemPath) -> None:
        """Every leaf of an element that the form does not have. Metadata of submissions need no place in a form."""
        for leaf in element.iter("*"):
            if len(leaf) == 0 and (leaf.text or "").strip() and not _is_identity(leaf):
                self._miss(path, local_name(leaf), leaf.text or "", "question")

    def _miss(self, path: ItemPath, name: str, value: str, reason: Reason) -> None:
        self.unfit.append(Unfit(AnswerKey(path, name), value, reason))


def _is_identity(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and local_name(parent) == META and local_name(element) in _IDENTITY


def _other_form(form: Form, top: NodeDefinition, written: str) -> FormProblem:
    cause = f"bài nộp thuộc phiếu “{written}”, không phải “{form.id or top.name}”."
    return FormProblem("instance-form", "instance XML", cause, "Chọn đúng phiếu của bài nộp này.")
