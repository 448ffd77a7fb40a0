"""A compiled part of an expression and its conversions: closures over the context, chosen once by the static type."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Literal, cast

from survey.xpath.context import Context
from survey.xpath.errors import EvaluationError
from survey.xpath.moments import moment_of
from survey.xpath.values import NAN, Value, boolean_of, number_from_text, number_of, shown, string_of

if TYPE_CHECKING:
    from survey.xform.tree import Node

Ref = tuple[str, ...]
Kind = Literal["number", "string", "boolean", "nodes", "any"]
Run = Callable[[Context], Value]
RunText = Callable[[Context], str]
RunNumber = Callable[[Context], float]
RunTruth = Callable[[Context], bool]
RunNodes = Callable[[Context], list["Node"]]


@dataclass(frozen=True, slots=True)
class Code:
    """`run` gives a value of `kind`. `fixed`: the same in every context. `ref`: where its nodes are in the form, if that is known."""

    kind: Kind
    run: Run
    fixed: Value | None = None
    ref: Ref | None = None


def constant(value: str | float | bool) -> Code:  # noqa: FBT001 - any XPath value
    """The code of a fixed value."""
    kind: Kind = "boolean" if isinstance(value, bool) else "number" if isinstance(value, float) else "string"
    return Code(kind, lambda _: value, fixed=value)


def as_text(code: Code) -> RunText:
    """The value as a string; "" for NaN (only string() spells it out)."""
    if code.kind == "string":
        return cast("RunText", code.run)
    if code.kind == "nodes":
        return _first_text(as_nodes(code))
    run = code.run
    if code.fixed is not None:
        text = shown(code.fixed)
        return lambda _: text
    return lambda context: shown(run(context))


def as_number(code: Code) -> RunNumber:
    """The value as a number."""
    if code.kind == "number":
        return cast("RunNumber", code.run)
    if code.kind == "nodes":
        return _first_number(as_nodes(code))
    run = code.run
    if code.fixed is not None and not _depends_on_zone(code.fixed):
        number = number_of(code.fixed, UTC)
        return lambda _: number
    return lambda context: number_of(run(context), context.zone)


def as_truth(code: Code) -> RunTruth:
    """The value as a boolean."""
    if code.kind == "boolean":
        return cast("RunTruth", code.run)
    run = code.run
    if code.kind in {"nodes", "string"}:
        return lambda context: bool(run(context))
    return lambda context: boolean_of(run(context))


def as_nodes(code: Code) -> RunNodes:
    """The value as a node-set; raises `EvaluationError` at run time where it is none."""
    if code.kind == "nodes":
        return cast("RunNodes", code.run)
    run = code.run

    def nodes(context: Context) -> list["Node"]:
        value = run(context)
        if isinstance(value, list):
            return value
        raise EvaluationError(f"Ở đây cần câu hỏi, không phải giá trị “{string_of(value)}”")

    return nodes


def _first_text(nodes: RunNodes) -> RunText:
    def text(context: Context) -> str:
        found = nodes(context)
        return context.text(found[0]) if found else ""

    return text


def _first_number(nodes: RunNodes) -> RunNumber:
    def number(context: Context) -> float:
        found = nodes(context)
        return number_from_text(context.text(found[0]), context.zone) if found else NAN

    return number


def _depends_on_zone(value: Value) -> bool:
    return isinstance(value, str) and ":" in value and moment_of(value, UTC) is not None
