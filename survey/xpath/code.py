"""A compiled part of an expression and its conversions: closures over the context, chosen once by the static type."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC
from typing import Literal, NamedTuple, Protocol, cast

from survey.tree import AnyNode, Ref
from survey.xpath.context import XPathContext
from survey.xpath.errors import EvaluationError
from survey.xpath.moments import moment_of
from survey.xpath.syntax import Expr
from survey.xpath.values import NAN, Value, boolean_of, number_from_text, number_of, shown, string_of

ValueKind = Literal["number", "string", "boolean", "nodes", "any"]
Run = Callable[[XPathContext], Value]
RunText = Callable[[XPathContext], str]
RunNumber = Callable[[XPathContext], float]
RunTruth = Callable[[XPathContext], bool]
RunNodes = Callable[[XPathContext], list[AnyNode]]


@dataclass(frozen=True, slots=True)
class Code:
    """`run` gives a value of `kind`. `fixed`: the same in every context. `ref`: where its nodes are in the form, if that is known."""

    kind: ValueKind
    run: Run
    fixed: Value | None = None
    ref: Ref | None = None


def constant(value: str | float | bool) -> Code:  # noqa: FBT001 - any XPath value
    """The code of a fixed value."""
    kind: ValueKind = "boolean" if isinstance(value, bool) else "number" if isinstance(value, float) else "string"
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

    def nodes(context: XPathContext) -> list[AnyNode]:
        value = run(context)
        if isinstance(value, list):
            return value
        raise EvaluationError(f"Ở đây cần câu hỏi, không phải giá trị “{string_of(value)}”")

    return nodes


def _first_text(nodes: RunNodes) -> RunText:
    def text(context: XPathContext) -> str:
        found = nodes(context)
        return context.text(found[0]) if found else ""

    return text


def _first_number(nodes: RunNodes) -> RunNumber:
    def number(context: XPathContext) -> float:
        found = nodes(context)
        return number_from_text(context.text(found[0]), context.zone) if found else NAN

    return number


def _depends_on_zone(value: Value) -> bool:
    return isinstance(value, str) and ":" in value and moment_of(value, UTC) is not None


BELOW = "*"
"""Last name of a reference that reads everything below a node, and beside it for the axes of siblings."""


class Scope(NamedTuple):
    """Where a part of an expression stands: `here` is the generic ref of its context node, if that is known."""

    here: Ref | None
    in_predicate: bool = False


class Compiles(Protocol):
    """What a part of an expression is given while it is compiled: the compiler, as far as functions and paths need it."""

    @property
    def at(self) -> Ref | None:
        """The node that the expression belongs to."""

    def code(self, expr: Expr, scope: Scope) -> Code:
        """The code of one part."""

    def shared_item(self, names: Ref) -> int | None:
        """The depth of the innermost repeat around `at` that a path `names` goes through to something below it."""

    def reads(self, ref: Ref, from_level: int) -> None:
        """Note that the nodes at `ref` are read, reached from the ancestor of `at` at depth `from_level`."""

    def stands_in(self, ref: Ref) -> None:
        """Note that the place among its siblings is read of the node at `ref` that is `at` itself or around it, and nothing else of it."""
