"""Boolean functions and the choice between values."""

from collections.abc import Sequence

from survey.xpath.code import Code, Compiles, Run, Scope, as_text, as_truth, constant
from survey.xpath.context import XPathContext
from survey.xpath.errors import EvaluationError
from survey.xpath.functions import Function
from survey.xpath.library.strings import texts_of
from survey.xpath.syntax import Call
from survey.xpath.values import Value, boolean_of, number_of, text_of


def _true(compiler: Compiles, call: Call, scope: Scope) -> Code:
    del compiler, call, scope
    return constant(value=True)


def _false(compiler: Compiles, call: Call, scope: Scope) -> Code:
    del compiler, call, scope
    return constant(value=False)


def _not(value: bool) -> bool:  # noqa: FBT001 - an XPath value
    return not value


def _boolean(value: bool) -> bool:  # noqa: FBT001 - an XPath value
    return value


def _from_string(text: str) -> bool:
    return text == "1" or text.lower() == "true"


def _if(compiler: Compiles, call: Call, scope: Scope) -> Code:
    condition, then, otherwise = (compiler.code(argument, scope) for argument in call.arguments)
    test, first, second = as_truth(condition), then.run, otherwise.run
    kind = then.kind if then.kind == otherwise.kind else "any"
    return Code(kind, lambda context: first(context) if test(context) else second(context))


def _coalesce(compiler: Compiles, call: Call, scope: Scope) -> Code:
    first, second = (_atom(compiler.code(argument, scope)) for argument in call.arguments)

    def run(context: XPathContext) -> Value:
        value = first(context)
        return second(context) if value == "" or value != value else value  # noqa: PLR0124 - "" or NaN, but not 0 or false

    return Code("any", run)


def _atom(code: Code) -> Run:
    """The value, for a node-set its text."""
    return as_text(code) if code.kind == "nodes" else code.run


def _once(compiler: Compiles, call: Call, scope: Scope) -> Code:
    value = as_text(compiler.code(call.arguments[0], scope))

    def run(context: XPathContext) -> str:
        kept = "" if context.node is None else text_of(context.node)
        return kept or value(context)

    return Code("string", run)


def _truths(context: XPathContext, values: Sequence[Value]) -> list[bool]:
    if len(values) == 1 and isinstance(values[0], list):
        return [bool(text) for text in texts_of(context, values)]
    return [_is_true(context, value) for value in values]


def _is_true(context: XPathContext, value: Value) -> bool:
    return bool(texts_of(context, [value])[0]) if isinstance(value, list) and value else boolean_of(value)


def _checklist(context: XPathContext, least: float, most: float, *values: Value) -> bool:
    count = sum(_truths(context, values))
    return (least < 0 or count >= least) and (most < 0 or count <= most)


def _weighted(context: XPathContext, least: float, most: float, *values: Value) -> bool:
    flags: Sequence[Value] = values[::2]
    weights: Sequence[Value] = values[1::2]
    if len(values) == 2 and isinstance(values[0], list) and isinstance(values[1], list):
        flags, weights = texts_of(context, values[:1]), texts_of(context, values[1:])
    if len(flags) != len(weights):
        raise EvaluationError("weighted-checklist() cần mỗi điều kiện một trọng số")
    pairs = zip(flags, weights, strict=True)
    total = sum(number_of(weight, context.zone) for flag, weight in pairs if _is_true(context, flag))
    # -1 alone means "no bound": weights, unlike counts, may be negative.
    return (least == -1 or total >= least) and (most == -1 or total <= most)


TRUTH = {
    "true": Function("", "boolean", build=_true),
    "false": Function("", "boolean", build=_false),
    "not": Function("b", "boolean", _not),
    "boolean": Function("b", "boolean", _boolean),
    "boolean-from-string": Function("s", "boolean", _from_string),
    "if": Function("bvv", "any", build=_if),
    "coalesce": Function("vv", "any", build=_coalesce),
    "once": Function("v", "string", build=_once),
    "checklist": Function("nnv*", "boolean", _checklist, reads_context=True),
    "weighted-checklist": Function("nnv*", "boolean", _weighted, reads_context=True),
}
