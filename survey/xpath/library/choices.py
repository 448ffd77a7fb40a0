"""Functions for select questions: space-separated lists of values."""

from survey.xpath.code import Code, Compiles, RunText, Scope, as_nodes, as_text
from survey.xpath.context import XPathContext
from survey.xpath.errors import XPathSyntaxError
from survey.xpath.functions import Function
from survey.xpath.library.strings import whole
from survey.xpath.parser import parse
from survey.xpath.syntax import Call, Literal


def _selected(compiler: Compiles, call: Call, scope: Scope) -> Code:
    chosen, wanted = (compiler.code(argument, scope) for argument in call.arguments)
    values = as_text(chosen)
    if isinstance(wanted.fixed, str):
        return _selected_constant(values, wanted.fixed.strip())
    value = as_text(wanted)
    return Code("boolean", lambda context: f" {value(context).strip()} " in f" {values(context)} ")


def _selected_constant(values: RunText, wanted: str) -> Code:
    inside = f" {wanted} "

    def run(context: XPathContext) -> bool:
        text = values(context)
        return text == wanted or (wanted in text and inside in f" {text} ")

    return Code("boolean", run)


def _selected_at(text: str, index: float) -> str:
    values = text.split()
    place = whole(index, -1)
    return values[place] if 0 <= place < len(values) else ""


def _count_selected(text: str) -> float:
    return float(len(text.split()))


def _choice_name(compiler: Compiles, call: Call, scope: Scope) -> Code:
    """The question is named by a path in quotes (XLSForm's habit) or by the path itself; the value comes first in both."""
    value = as_text(compiler.code(call.arguments[0], scope))
    question = call.arguments[1]
    if isinstance(question, Literal):
        try:
            question = parse(str(question.value))
        except XPathSyntaxError as error:
            raise XPathSyntaxError(f"jr:choice-name(): {error.message}", question.position) from None
    nodes = as_nodes(compiler.code(question, scope))

    def run(context: XPathContext) -> str:
        found = nodes(context)
        return context.host.choice_name(found[0], value(context)) if found else ""

    return Code("string", run)


CHOICES = {
    "selected": Function("ss", "boolean", build=_selected),
    "is-selected": Function("ss", "boolean", build=_selected),
    "selected-at": Function("sn", "string", _selected_at),
    "count-selected": Function("s", "number", _count_selected),
    "jr:choice-name": Function("vv", "string", build=_choice_name),
}
