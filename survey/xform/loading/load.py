"""XForm XML to a `Form`."""

from collections.abc import Iterable, Mapping
from typing import NoReturn, TypeVar

from lxml import etree

from survey.tree import Ref
from survey.xform.form.clauses import FIRST_LOAD, NEW_REPEAT, SET_VALUE, VALUE_CHANGED
from survey.xform.form.compiler import Compiler
from survey.xform.form.definition import (
    Action,
    Computation,
    Control,
    Element,
    FormNode,
    NodeDefinition,
    Repeat,
    is_filtered,
    walk,
)
from survey.xform.form.errors import FormError, FormProblem
from survey.xform.form.lexical import canonical
from survey.xform.form.model import Form, Model
from survey.xform.form.names import attribute_refs, attributes_of, local_name, show
from survey.xform.form.remembered import Outside, Remembered
from survey.xform.form.safe_xml import parse_xml
from survey.xform.form.shape import Shape, Skeleton, read_shape
from survey.xform.form.text import Translations, read_translations
from survey.xform.loading.beyond_chat import beyond_chat
from survey.xform.loading.binds import read_binds
from survey.xform.loading.body_reader import BodyReader, repeat_refs
from survey.xform.loading.graph import order_computations
from survey.xform.loading.remembering import is_fixed, judged_by, outside, remembered
from survey.xform.loading.secondary import last_saved_names, read_secondary
from survey.xpath.code import BELOW

T = TypeVar("T")

_NO_FILES: Mapping[str, bytes] = {}


def load_form(xml: bytes, files: Mapping[str, bytes] = _NO_FILES) -> Form:
    """Read a form. `files` are the data files beside it by bare name. Raises FormError with every mistake that was found."""
    document = parse_xml(xml, "XForm")
    model, body = document.find(".//{*}model"), document.find("{*}body")
    instance = None if model is None else model.find("{*}instance")
    root = None if instance is None else next(iter(instance), None)
    if model is None or body is None or root is None:
        _refuse("form-structure", "XForm", "thiếu model, instance hoặc body.", "Chuyển đổi lại từ XLSForm.")
    problems: list[FormProblem] = []
    repeats = repeat_refs(body, (local_name(root),))
    namespaces = {str(prefix): str(uri) for prefix, uri in root.nsmap.items() if prefix}
    compiler = Compiler(repeats, namespaces, problems)
    compiler.last_saved = last_saved_names(model)
    shape = read_shape(root, repeats, attribute_refs(model, (local_name(root),)))
    read_binds(model, shape, compiler)
    reader = BodyReader(shape, compiler)
    elements = reader.read(body)
    actions = (*reader.model_actions(model), *_body_actions(elements))
    instances = _secondary(model, files, compiler)
    translations = read_translations(model)
    _finish(shape)
    computations = order_computations(shape, problems)
    _check_texts(translations, compiler)
    if problems:
        raise FormError(problems)
    compiler.warnings += [*_dangling(shape), *beyond_chat(shape, actions)]
    made = _model(shape, compiler, computations, translations=translations, instances=instances, actions=actions)
    title = (document.findtext(".//{*}title") or "").strip()
    about, warned = attributes_of(root), tuple(compiler.warnings)
    return Form(about.get("id", ""), about.get("version", ""), title, elements, made, warned, about, _rosters(shape))


def _model(
    shape: Shape,
    compiler: Compiler,
    computations: tuple[Computation, ...],
    *,
    translations: Translations,
    instances: Mapping[str, FormNode],
    actions: tuple[Action, ...],
) -> Model:
    definitions = shape.definitions()
    inside, around = _remembered(shape, computations, actions)
    return Model(
        shape=shape,
        computations=computations,
        remembered=inside,
        outside=around,
        fixed=dict.fromkeys(one for one in computations if _is_fixed(one, compiler)),
        translations=translations,
        instances=instances,
        actions=actions,
        compiler=compiler,
        scopes=_scopes(shape),
        repeats_in=_grouped((one.scope, one) for one in definitions if one.is_repeat),
        preloaded=tuple(one for one in definitions if one.bind.preload is not None and not one.children),
        filtered=tuple(one for one in definitions if is_filtered(one)),
        triggers=_on(VALUE_CHANGED, actions),
        last_saved=compiler.last_saved,
        offered=_offered(actions),
        new_item_actions=_on(NEW_REPEAT, actions),
    )


def _on(event: str, actions: tuple[Action, ...]) -> dict[Ref, tuple[Action, ...]]:
    """The actions of an event by the node that holds them."""
    return _grouped((one.at.ref, one) for one in actions if one.at is not None and event in one.events)


def _rosters(shape: Shape) -> tuple[NodeDefinition, ...]:
    return tuple(one for one in shape.definitions() if one.is_repeat and one.repeat is not None)


def _offered(actions: tuple[Action, ...]) -> frozenset[NodeDefinition]:
    return frozenset(one.target for one in actions if _offers(one))


def _offers(action: Action) -> bool:
    """Whether it puts a first value into something that a person is asked for."""
    target = action.target
    asked = target.control is not None and target.bind.readonly is None and target.calculate is None
    return asked and action.kind == SET_VALUE and bool(action.events & {FIRST_LOAD, NEW_REPEAT})


def _remembered(
    shape: Shape, computations: tuple[Computation, ...], actions: tuple[Action, ...]
) -> tuple[tuple[Remembered, ...], Outside | None]:
    """What is put back instead of computed: of the items of rosters, and of all outside them."""
    written = frozenset(one.target for one in actions)
    inside = remembered(shape, computations, written)
    return inside, outside(shape, computations, inside, written)


def _is_fixed(computation: Computation, compiler: Compiler) -> bool:
    return is_fixed(computation) and not compiler.asks_last_saved(computation.expression.source)


def _grouped(pairs: Iterable[tuple[Ref, T]]) -> dict[Ref, tuple[T, ...]]:
    found: dict[Ref, tuple[T, ...]] = {}
    for ref, one in pairs:
        found[ref] = (*found.get(ref, ()), one)
    return found


def _refuse(code: str, where: str, cause: str, cure: str) -> NoReturn:
    raise FormError([FormProblem(code, where, cause, cure)])


def _secondary(model: etree._Element, files: Mapping[str, bytes], compiler: Compiler) -> dict[str, FormNode]:
    found: dict[str, FormNode] = {}
    for element in list(model.iterfind("{*}instance"))[1:]:
        try:
            found[element.get("id", "")] = read_secondary(element, files)
        except FormError as error:
            # Web forms offer a form whose list is missing as long as nothing asks for that list.
            is_used = compiler.mentions(element.get("id", ""))
            (compiler.problems if is_used else compiler.warnings).extend(error.problems)
    return found


def _body_actions(elements: tuple[Element, ...]) -> tuple[Action, ...]:
    return tuple(
        action for element in walk(elements) if isinstance(element, Control | Repeat) for action in element.actions
    )


def _finish(shape: Shape) -> None:
    """Defaults in ODK's lexical form, each definition's name in stored answers, and what no interview changes of it."""
    skeletons = [shape.initial, *shape.templates.values()]
    while skeletons:
        skeleton = skeletons.pop()
        if isinstance(skeleton, Skeleton):
            skeleton.value = canonical(skeleton.value, skeleton.definition.bind.type)
            skeleton.definition.default = skeleton.definition.default or skeleton.value
            skeletons += skeleton.children
    counts: dict[tuple[Ref, str], int] = {}
    named = [one for one in shape.definitions() if one.is_repeat or not one.children]
    for definition in named:
        place = (definition.scope, definition.name)
        counts[place] = counts.get(place, 0) + 1
    for definition in named:
        unique = counts[definition.scope, definition.name] == 1
        # Item paths are written with "/" between them, so that the long name of a repeat is dotted.
        long_name = ".".join(definition.ref) if definition.is_repeat else show(definition.ref)
        definition.key = definition.name if unique else long_name
    for definition in shape.definitions():
        _settle(shape, definition)


def _settle(shape: Shape, definition: NodeDefinition) -> None:
    """What does not change from interview to interview."""
    around = definition.parent
    definition.is_free = definition.bind.readonly is None and (around is None or not around.ref or around.is_free)
    definition.is_private = any(
        name.rpartition(":")[2] == "sensitive" and value == "yes" for name, value in definition.bind.attributes.items()
    )
    definition.judged_by = judged_by(shape, definition)


def _scopes(shape: Shape) -> dict[tuple[Ref, str], NodeDefinition]:
    return {(one.scope, one.key): one for one in shape.definitions() if one.key}


def _check_texts(translations: Translations, compiler: Compiler) -> None:
    """Compile every output of the translations once, so that a mistake shows at load and not in front of a person."""
    for texts in (translations.texts or {}).values():
        for text_id, forms in texts.items():
            for template in forms.values():
                for output in template.outputs:
                    compiler.compile(output, None, f"lời văn {text_id}")


def _dangling(shape: Shape) -> list[FormProblem]:
    """References to nodes that the form does not have."""
    found: list[FormProblem] = []
    for definition in shape.definitions():
        for computation in definition.computations:
            for ref in sorted(computation.references):
                plain = ref[:-1] if ref and ref[-1] == BELOW else ref
                if plain and plain not in shape.by_ref:
                    cause = f"{computation.kind.value} nhắc tới {show(plain)}, phiếu không có nút này."
                    found.append(FormProblem("reference-unknown", show(definition.ref), cause, "Sửa lại tên."))
    return found
