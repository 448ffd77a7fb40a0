"""Reads the body of an XForm: groups, repeats, questions, their choices and actions."""

from collections.abc import Mapping

from lxml import etree

from survey.tree import Ref
from survey.xform.form.clauses import ACTIONS, Itemset, StaticItem
from survey.xform.form.compiler import Compiler
from survey.xform.form.definition import (
    Action,
    Computation,
    ComputationKind,
    Control,
    Element,
    Group,
    NodeDefinition,
    Repeat,
)
from survey.xform.form.errors import FormProblem
from survey.xform.form.names import attributes_of, local_name, resolve, show
from survey.xform.form.shape import Shape
from survey.xform.form.text import Label, read_label, reference

_CONTROLS = frozenset({"input", "select1", "select", "upload", "trigger", "range", "rank", "secret"})
_SELECTS = frozenset({"select1", "select", "rank"})
_STANDARD = frozenset({"ref", "nodeset", "appearance", "mediatype", "jr:count", "jr:noAddRemove", "bind"})
_EVENTS = {"jr-insert": "odk-new-repeat", "xforms-ready": "odk-instance-first-load"}


def repeat_refs(body: etree._Element, root: Ref) -> frozenset[Ref]:
    """The refs of all repeats, which the model needs before the body can be read."""
    found: set[Ref] = set()

    def visit(element: etree._Element, base: Ref) -> None:
        for child in element:
            path = child.get("nodeset") if local_name(child) == "repeat" else child.get("ref")
            ref = resolve(path, base) if path and local_name(child) in ("repeat", "group") else base
            if local_name(child) == "repeat" and ref:
                found.add(ref)
            visit(child, ref or base)

    visit(body, root)
    return frozenset(found)


class BodyReader:
    """Reads the body into elements and hangs controls, repeats and their computations on the definitions."""

    def __init__(self, shape: Shape, compiler: Compiler) -> None:
        self._shape = shape
        self._compiler = compiler
        self._root = next(iter(shape.top.children.values()))

    def read(self, body: etree._Element) -> tuple[Element, ...]:
        """All elements of the body."""
        return self._elements(body, self._root)

    def model_actions(self, model: etree._Element) -> tuple[Action, ...]:
        """Actions that stand in the model."""
        return self._actions(model, self._root)

    def _elements(self, parent: etree._Element, at: NodeDefinition) -> tuple[Element, ...]:
        found: list[Element] = []
        for child in parent:
            name = local_name(child)
            element: Element | None = None
            if name == "group":
                element = self._group(child, at)
            elif name == "repeat":
                element = self._repeat(child, at)
            elif name in _CONTROLS:
                element = self._control(child, at)
            if element is not None:
                found.append(element)
        return tuple(found)

    def _definition(self, element: etree._Element, path: str, at: NodeDefinition) -> NodeDefinition | None:
        ref = resolve(path, at.ref)
        definition = self._shape.by_ref.get(ref) if ref is not None else None
        if definition is None:
            where = f"{local_name(element)} {path}"
            cure = "Sửa ref hoặc bổ sung nút vào instance."
            self._compiler.problems.append(FormProblem("ref-unknown", where, "nút này không có trong phiếu.", cure))
        return definition

    def _group(self, element: etree._Element, at: NodeDefinition) -> Element | None:
        attributes = attributes_of(element)
        path = attributes.get("ref", attributes.get("nodeset"))
        definition = self._definition(element, path, at) if path else None
        if path and definition is None:
            return None
        inside = definition or at
        children = self._elements(element, inside)
        label, hint = self._texts(element, inside)
        only = children[0] if len(children) == 1 else None
        if isinstance(only, Repeat) and (definition is None or only.definition is definition):
            return _with_label(only, label, hint, attributes)
        return Group(definition, children, attributes.get("appearance", ""), _foreign(attributes), label, hint)

    def _repeat(self, element: etree._Element, at: NodeDefinition) -> Repeat | None:
        attributes = attributes_of(element)
        definition = self._definition(element, attributes.get("nodeset", ""), at)
        if definition is None:
            return None
        source = attributes.get("jr:count")
        where = f"jr:count của {show(definition.ref)}"
        count = self._compiler.compile(source, definition.ref, where) if source else None
        if count is not None:
            definition.count = Computation(ComputationKind.COUNT, definition, count)
        repeat = Repeat(
            definition,
            self._elements(element, definition),
            count,
            fixed=attributes.get("jr:noAddRemove", "").startswith("true"),
            appearance=attributes.get("appearance", ""),
            attributes=_foreign(attributes),
            label=read_label(element.find("{*}label"), self._compiler.at(definition.ref, show(definition.ref))),
            actions=self._actions(element, definition),
        )
        definition.repeat = repeat
        return repeat

    def _control(self, element: etree._Element, at: NodeDefinition) -> Control | None:
        attributes = attributes_of(element)
        definition = self._definition(element, attributes.get("ref", ""), at)
        if definition is None:
            return None
        label, hint = self._texts(element, definition)
        control = Control(
            definition,
            {"secret": "input"}.get(local_name(element), local_name(element)),
            attributes.get("appearance", ""),
            attributes.get("mediatype", ""),
            _foreign(attributes),
            label,
            hint,
            self._static_items(element, definition),
            self._itemset(element, definition),
            self._actions(element, definition),
        )
        definition.control = definition.control or control
        return control

    def _texts(self, element: etree._Element, at: NodeDefinition) -> tuple[Label | None, Label | None]:
        compile_ = self._compiler.at(at.ref, f"{local_name(element)} {show(at.ref)}")
        return read_label(element.find("{*}label"), compile_), read_label(element.find("{*}hint"), compile_)

    def _static_items(self, element: etree._Element, definition: NodeDefinition) -> tuple[StaticItem, ...]:
        compile_ = self._compiler.at(definition.ref, f"lựa chọn của {show(definition.ref)}")
        return tuple(
            StaticItem((item.findtext("{*}value") or "").strip(), read_label(item.find("{*}label"), compile_))
            for item in element.iterfind("{*}item")
        )

    def _itemset(self, element: etree._Element, definition: NodeDefinition) -> Itemset | None:
        itemset = element.find("{*}itemset")
        if itemset is None:
            return None
        where = f"lựa chọn của {show(definition.ref)}"
        source = itemset.get("nodeset", "")
        inner = _node_ref(source, definition.ref)
        nodeset = self._compiler.compile(source, definition.ref, where)
        value_element, label_element = itemset.find("{*}value"), itemset.find("{*}label")
        value_source = "." if value_element is None else value_element.get("ref", ".")
        value = self._compiler.compile(value_source, inner, where)
        if nodeset is None or value is None:
            return None
        label = (
            None if label_element is None else reference(label_element.get("ref", "."), self._compiler.at(inner, where))
        )
        extra = frozenset() if inner is None else value.references
        varies = nodeset.uses & {"random", "randomize", "now", "today"} or self._compiler.asks_last_saved(source)
        fixed = not nodeset.references and not extra and not varies
        if not fixed and local_name(element) in _SELECTS:
            # A drawing may name the places it is drawn over: nobody chooses among them.
            definition.choices = Computation(ComputationKind.CHOICES, definition, nodeset, extra)
        return Itemset(nodeset, value, label, fixed)

    def _actions(self, element: etree._Element, at: NodeDefinition) -> tuple[Action, ...]:
        found = (self._action(child, at) for child in element if local_name(child) in ACTIONS)
        return tuple(action for action in found if action is not None)

    def _action(self, element: etree._Element, at: NodeDefinition) -> Action | None:
        attributes = attributes_of(element)
        path = attributes.get("ref", attributes.get("bind", ""))
        target = self._definition(element, path, at)
        if target is None:
            return None
        names = next((value for name, value in attributes.items() if name.rpartition(":")[2] == "event"), "")
        source = attributes.get("value")
        where = f"{local_name(element)} của {show(target.ref)}"
        expression = self._compiler.compile(source, target.ref, where) if source else None
        events = frozenset(_EVENTS.get(name, name) for name in names.split())
        return Action(events, target, element.text or "", expression, at, local_name(element))


def _foreign(attributes: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in attributes.items() if name not in _STANDARD}


def _with_label(repeat: Repeat, label: Label | None, hint: Label | None, attributes: Mapping[str, str]) -> Repeat:
    """The repeat inside a group that only names it, as pyxform writes a repeat."""
    labelled = Repeat(
        repeat.definition,
        repeat.children,
        repeat.count,
        repeat.fixed,
        repeat.appearance or attributes.get("appearance", ""),
        {**_foreign(attributes), **repeat.attributes},
        repeat.label or label,
        repeat.hint or hint,
        repeat.actions,
    )
    repeat.definition.repeat = labelled
    return labelled


def _node_ref(nodeset: str, at: Ref) -> Ref | None:
    """The ref of the nodes of an itemset in the primary instance, None for lists in secondary instances."""
    plain, depth = "", 0
    for letter in nodeset:
        depth += (letter == "[") - (letter == "]")
        plain += letter if depth == 0 and letter != "]" else ""
    return None if "(" in plain.removeprefix("current()") else resolve(plain, at)
