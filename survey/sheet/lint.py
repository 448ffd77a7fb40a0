"""Mistakes that run without an error and give a wrong result: gaps in a roster that hide a member, and a day that moves on."""

from collections.abc import Iterator

from survey.sheet.problems import Flaw
from survey.tree import Ref
from survey.xform import Form
from survey.xform.form.definition import NodeDefinition
from survey.xpath import DEFAULT, Expression
from survey.xpath.code import Scope
from survey.xpath.compiler import Compiler
from survey.xpath.parser import parse
from survey.xpath.syntax import Call, Expr, Negation, Operation, Path

_FOLDS = {"sum", "min", "max"}
_CLOCKS = {"today", "now"}
_SURE = {"count", "string-length", "count-selected", "count-non-empty", "boolean", "not", "true", "false", "selected"}
_ARITHMETIC = {"+", "-", "*"}
_COMPARISONS = {"=", "!=", "<", "<=", ">", ">=", "and", "or"}


def flaws(form: Form, *, is_review: bool) -> list[Flaw]:
    """All flaws of a form: sums over a roster's gaps in any form, a moving day in the calculations of a review form."""
    definitions = form.model.shape.definitions()
    found: list[Flaw] = []
    for definition in definitions:
        for part, expression in _expressions(definition):
            found += _gaps(form, definition, part, expression, is_review=is_review)
            clocks = sorted(_CLOCKS & expression.uses) if is_review and part != "constraint" else []
            if clocks:
                found.append(_moving_day(definition, part, clocks[0]))
    return found


def _expressions(definition: NodeDefinition) -> Iterator[tuple[str, Expression]]:
    bind = definition.bind
    for part, expression in (
        ("calculate", bind.calculate),
        ("relevant", bind.relevant),
        ("constraint", bind.constraint),
    ):
        if expression is not None:
            yield part, expression


def _moving_day(definition: NodeDefinition, part: str, name: str) -> Flaw:
    cause = f"Dùng {name}(): mở lại phiếu vào ngày khác thì kết quả khác đi."
    cure = "Dùng ngày đã giữ lại khi bắt đầu: thêm một dòng loại today, ví dụ tên ngay, rồi dùng ${ngay}."
    return Flaw("review.clock", definition.ref, part, cause, cure, never=True)


def _gaps(form: Form, definition: NodeDefinition, part: str, expression: Expression, *, is_review: bool) -> list[Flaw]:
    found: list[Flaw] = []
    if not _FOLDS & expression.uses:
        return found
    repeats = frozenset(one.ref for one in form.repeats())
    for call in _calls(parse(expression.source)):
        if call.name not in _FOLDS:
            continue
        for path in (argument for argument in call.arguments if isinstance(argument, Path)):
            ref = Compiler(DEFAULT, definition.ref, repeats).code(path, Scope(definition.ref)).ref
            target = form.definition(ref) if ref else None
            if target is not None and _is_roster(target, definition) and not _is_guarded(path, target.name):
                reason = _gap(form, target, definition)
                if reason:
                    found.append(_flaw(definition, part, call.name, target, reason, is_review=is_review))
    return found


def _flaw(
    definition: NodeDefinition, part: str, name: str, target: NodeDefinition, reason: str, *, is_review: bool
) -> Flaw:
    """A mistake in a review, where a missing member must not take the household's result; elsewhere something to look at."""
    cure = f"Chỉ tính những ô có giá trị: {name}(${{{target.name}}}[. != ''])."
    if is_review:
        cause = f"{name}() trên “{target.name}” của từng thành viên, mà “{target.name}” {reason}: một người thiếu làm mất kết quả cả hộ."
        return Flaw("roster.gap", definition.ref, part, cause, cure, never=True)
    cause = f"{name}() trên “{target.name}”, mà “{target.name}” {reason}: một ô trống thì cả kết quả trống."
    return Flaw("roster.gap", definition.ref, part, cause, cure)


def _is_roster(target: NodeDefinition, reader: NodeDefinition) -> bool:
    """Whether the path gives one node for each item of a repeat that the reader does not stand in."""
    return any(repeat not in reader.repeats for repeat in target.repeats)


def _is_guarded(path: Path, name: str) -> bool:
    """Whether a predicate looks at the very value that is summed: `x[. != '']`, `members[x != '']/x`."""
    predicates = [predicate for step in path.steps for predicate in step.predicates]
    inner = [one for predicate in predicates for one in _walk(predicate) if isinstance(one, Path)]
    return any(_is_self(one) or (one.steps and one.steps[-1].name == name) for one in inner)


def _is_self(path: Path) -> bool:
    return path.start == "." and all(step.axis == "self" for step in path.steps)


def _gap(form: Form, target: NodeDefinition, reader: NodeDefinition) -> str:
    """Why the target may have no value; "" where it always has one."""
    place: NodeDefinition | None = target
    while place is not None and place.ref != reader.ref[: len(place.ref)]:
        if place.bind.relevant is not None:
            return "có lúc không được hỏi"
        place = place.parent
    return "" if _has_value(form, target, frozenset()) else "có thể để trống"


def _has_value(form: Form, target: NodeDefinition, seen: frozenset[Ref]) -> bool:
    """Whether a node that is relevant always holds a number: a required answer, or a calculation that cannot come to nothing."""
    bind = target.bind
    if target.ref in seen or bind.relevant is not None:
        return False
    if bind.calculate is None:
        return bind.required is not None and bind.required.constant is True
    return _is_sure(form, target, parse(bind.calculate.source), seen | {target.ref})


def _is_sure(form: Form, at: NodeDefinition, expr: Expr, seen: frozenset[Ref]) -> bool:
    if isinstance(expr, Negation):
        return _is_sure(form, at, expr.operand, seen)
    if isinstance(expr, Operation):
        sums = expr.operator in _ARITHMETIC and all(_is_sure(form, at, one, seen) for one in expr.operands)
        return sums or expr.operator in _COMPARISONS
    if isinstance(expr, Call):
        return _is_sure_call(form, at, expr, seen)
    if isinstance(expr, Path):
        repeats = frozenset(one.ref for one in form.repeats())
        ref = Compiler(DEFAULT, at.ref, repeats).code(expr, Scope(at.ref)).ref
        target = form.definition(ref) if ref else None
        return target is not None and not _is_roster(target, at) and _has_value(form, target, seen)
    return not isinstance(expr.value, str) or expr.value.strip().replace(".", "", 1).isdecimal()


def _is_sure_call(form: Form, at: NodeDefinition, call: Call, seen: frozenset[Ref]) -> bool:
    if call.name in _SURE:
        return True
    if call.name == "if":
        return all(_is_sure(form, at, one, seen) for one in call.arguments[1:])
    if call.name == "coalesce":
        return _is_sure(form, at, call.arguments[-1], seen)
    if call.name in _FOLDS | {"number", "int", "round", "abs"}:
        return bool(call.arguments) and all(_is_sure(form, at, one, seen) for one in call.arguments)
    return False


def _calls(expr: Expr) -> Iterator[Call]:
    return (one for one in _walk(expr) if isinstance(one, Call))


def _walk(expr: Expr) -> Iterator[Expr]:
    """The expression and all its parts."""
    yield expr
    for part in _parts(expr):
        yield from _walk(part)


def _parts(expr: Expr) -> tuple[Expr, ...]:
    if isinstance(expr, Negation):
        return (expr.operand,)
    if isinstance(expr, Operation):
        return expr.operands
    if isinstance(expr, Call):
        return expr.arguments
    if isinstance(expr, Path):
        start = () if isinstance(expr.start, str) else (expr.start,)
        return (*start, *expr.predicates, *(predicate for step in expr.steps for predicate in step.predicates))
    return ()
