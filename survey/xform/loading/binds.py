"""Reads the `<bind>` elements of a model into the definitions of the nodes."""

from collections.abc import Mapping

from lxml import etree

from survey.tree import Ref
from survey.xform.form.clauses import Bind
from survey.xform.form.compiler import Compiler
from survey.xform.form.definition import Computation, ComputationKind, NodeDefinition
from survey.xform.form.errors import FormProblem
from survey.xform.form.lexical import data_type
from survey.xform.form.names import attributes_of, resolve
from survey.xform.form.shape import Shape
from survey.xform.form.text import read_message

_STANDARD = frozenset(
    {
        "nodeset",
        "id",
        "type",
        "relevant",
        "required",
        "readonly",
        "calculate",
        "constraint",
        "jr:constraintMsg",
        "jr:requiredMsg",
        "jr:preload",
        "jr:preloadParams",
    },
)
_KEPT_FUNCTIONS = frozenset({"once", "uuid", "random", "randomize"})


def read_binds(model: etree._Element, shape: Shape, compiler: Compiler) -> None:
    """Give every bound definition its bind and its computations; a bind without a node is noted as a problem."""
    root = next(iter(shape.top.children.values())).ref
    for element in model.iterfind("{*}bind"):
        attributes = attributes_of(element)
        nodeset = attributes.get("nodeset", attributes.get("ref", ""))
        ref = resolve(nodeset, root)
        definition = shape.by_ref.get(ref) if ref is not None else None
        if definition is None:
            cure = "Xoá bind này hoặc bổ sung nút vào instance."
            problem = FormProblem("bind-unknown", nodeset, "bind trỏ tới một nút không có trong phiếu.", cure)
            compiler.warnings.append(problem)
        else:
            _apply(definition, attributes, compiler)


def _apply(definition: NodeDefinition, attributes: Mapping[str, str], compiler: Compiler) -> None:
    definition.bind = bind = _bind(definition.ref, attributes, compiler)
    if bind.relevant is not None:
        definition.relevant = Computation(ComputationKind.RELEVANT, definition, bind.relevant)
    if bind.calculate is not None and not definition.children:
        definition.calculate = Computation(ComputationKind.CALCULATE, definition, bind.calculate)
        definition.kept = bool(bind.calculate.uses & _KEPT_FUNCTIONS) or definition.ref in bind.calculate.references


def _bind(ref: Ref, attributes: Mapping[str, str], compiler: Compiler) -> Bind:
    preload = attributes.get("jr:preload")
    return Bind(
        type=data_type(attributes.get("type")),
        relevant=compiler.for_bind(ref, "relevant")(attributes.get("relevant")),
        required=compiler.flag(attributes.get("required"), ref, "required"),
        readonly=compiler.flag(attributes.get("readonly"), ref, "readonly"),
        calculate=compiler.for_bind(ref, "calculate")(attributes.get("calculate")),
        constraint=compiler.for_bind(ref, "constraint")(attributes.get("constraint")),
        constraint_message=read_message(attributes.get("jr:constraintMsg"), compiler.at(ref, "jr:constraintMsg")),
        required_message=read_message(attributes.get("jr:requiredMsg"), compiler.at(ref, "jr:requiredMsg")),
        preload=None if preload is None else (preload, attributes.get("jr:preloadParams", "")),
        attributes={name: value for name, value in attributes.items() if name not in _STANDARD},
    )
