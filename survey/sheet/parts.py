"""What expressions of a form are made of, and what its lists hold: for the checks that read both."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from survey.xform import Control, Form
from survey.xform.form.definition import FormNode, NodeDefinition
from survey.xpath import Expression
from survey.xpath.parser import parse
from survey.xpath.syntax import Call, Expr, Literal, Negation, Operation, Path

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ].*)?")


def expressions_of(definition: NodeDefinition) -> Iterator[tuple[str, Expression]]:
    """The expressions of a node, by the name of their part."""
    bind = definition.bind
    parts = ("calculate", "relevant", "constraint", "required", "readonly")
    for part, one in zip(
        parts, (bind.calculate, bind.relevant, bind.constraint, bind.required, bind.readonly), strict=True
    ):
        if one is not None:
            yield part, one


def values_of(form: Form, control: Control) -> Mapping[str, str]:
    """All values of a select's list, whatever filters it, and how they are labelled."""
    if control.itemset is None:
        return {item.value: "" for item in control.items} if control.is_select else {}
    tree = parse(control.itemset.nodeset.source)
    name = next((listed for one in walk(tree) if isinstance(one, Path) and (listed := list_named(one))), None)
    column = control.itemset.value.source
    found: dict[str, str] = {}
    for item in items_of(form.model.instances.get(name or "")):
        value, label = item.by_name.get(column), item.by_name.get("label")
        if value:
            found.setdefault(value[0].text(), label[0].text() if label else "")
    return found


def is_day(text: str) -> bool:
    """Whether a written text is a day, or a moment, that ODK understands."""
    if not _DATE.fullmatch(text.strip()):
        return False
    try:
        date.fromisoformat(text.strip()[:10])
    except ValueError:
        return False
    return True


def items_of(document: FormNode | None) -> list[FormNode]:
    return [] if document is None or not document.children else list(document.children[0].children)


def list_named(path: Path) -> str | None:
    start = path.start
    if isinstance(start, Call) and start.name == "instance" and len(start.arguments) == 1:
        argument = start.arguments[0]
        return str(argument.value) if isinstance(argument, Literal) else None
    return None


def literal_text(literal: Literal) -> str:
    value = literal.value
    return value if isinstance(value, str) else str(int(value)) if value == int(value) else str(value)


def is_bare_date(expr: Expr) -> bool:
    """2025-12-31 or 31/12/2025 without quotes: a subtraction (or division) of three numbers."""
    if not isinstance(expr, Operation) or expr.operator not in {"-", "div"}:
        return False
    first = expr.operands[0]
    return (
        isinstance(first, Operation)
        and first.operator == expr.operator
        and all(isinstance(one, Literal) for one in (*first.operands, expr.operands[1]))
    )


def walk(expr: Expr) -> Iterator[Expr]:
    """The expression and its parts, without what stands in predicates: that is read from elsewhere."""
    yield expr
    parts: tuple[Expr, ...] = ()
    if isinstance(expr, Negation):
        parts = (expr.operand,)
    elif isinstance(expr, Operation):
        parts = expr.operands
    elif isinstance(expr, Call):
        parts = expr.arguments
    for part in parts:
        yield from walk(part)
