"""What can never be right in a form that runs: comparisons with a value that a question cannot have, defaults that are no choice, columns a list lacks."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from survey.sheet.parts import expressions_of, is_bare_date, is_day, items_of, list_named, literal_text, values_of, walk
from survey.sheet.problems import Flaw
from survey.xform import Form
from survey.xform.form.definition import NodeDefinition
from survey.xform.form.lexical import within_range
from survey.xpath import DEFAULT, Expression
from survey.xpath.code import Scope
from survey.xpath.compiler import Compiler
from survey.xpath.parser import parse
from survey.xpath.syntax import Call, Expr, Literal, Operation, Path

_EQUAL = frozenset({"=", "!="})
_ORDER = frozenset({"<", "<=", ">", ">="})
_TELLING, _CALLED = frozenset("=<>"), frozenset({"selected", "date", "date-time", "regex", "pulldata"})
"""What an expression must have for anything here to be said of it."""
_DATES = frozenset({"date", "dateTime"})
_NUMBERS = frozenset({"int", "decimal"})
_NUMBER = re.compile(r"\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)\s*")
_SHOWN = 5
"""So many of a list's values are named in a cure."""
_PULLED = 4
"""Arguments of pulldata(): file, column, column of the key, key."""


def never_right(form: Form, *, is_review: bool = False) -> list[Flaw]:
    """All of these, in the order of the form. In a review form a count that would be wrong for a household is a mistake."""
    looking = _Looking(form, frozenset(one.ref for one in form.repeats()), {}, is_review)
    found: list[Flaw] = []
    for definition in form.model.shape.definitions():
        for part, expression in expressions_of(definition):
            found += looking.expression(definition, part, expression)
        found += looking.default(definition) + looking.itemset(definition) + _with_attributes(definition)
    return list(dict.fromkeys(found))


def _from_here(here: tuple[str, ...], item: tuple[str, ...], inside: tuple[str, ...]) -> str:
    """The path within the item from the step that has the brackets: "t", "../t", "." for itself."""
    if here == inside:
        return "."
    return "../" * (len(here) - len(item)) + "/".join(inside[len(item) :])


@dataclass(frozen=True, slots=True)
class _Looking:
    """One look through a form; `known` are the values of its selects, once they were asked for."""

    form: Form
    repeats: frozenset[tuple[str, ...]]
    known: dict[tuple[str, ...], Mapping[str, str]]
    is_review: bool

    def expression(self, at: NodeDefinition, part: str, expression: Expression) -> Iterator[Flaw]:
        if not _TELLING & frozenset(expression.source) and not _CALLED & expression.uses:
            return
        for one in walk(parse(expression.source)):
            if isinstance(one, Operation) and one.operator in _EQUAL | _ORDER:
                yield from self._comparison(at, part, one)
            elif isinstance(one, Call):
                yield from self._call(at, part, one)
            elif isinstance(one, Path):
                yield from self._listed(at, part, one)
                yield from self._absolute(at, part, one)

    def _comparison(self, at: NodeDefinition, part: str, operation: Operation) -> Iterator[Flaw]:
        left, right = operation.operands
        for path, other in ((left, right), (right, left)):
            target = self._target(at, path)
            if target is None:
                continue
            if isinstance(other, Literal):
                yield from self._with_literal(at, part, operation.operator, target, literal_text(other))
            elif target.bind.type in _DATES and is_bare_date(other):
                cause = f"So “{target.name}” với một ngày không có dấu nháy: đó là một phép trừ, không phải ngày."
                yield _wrong_date(at, part, cause)

    def _with_literal(
        self, at: NodeDefinition, part: str, operator: str, target: NodeDefinition, text: str
    ) -> Iterator[Flaw]:
        if not text:
            return
        if target.bind.type in _DATES and not is_day(text):
            yield _wrong_date(at, part, f"So “{target.name}” với “{text}”, không đọc được thành ngày.")
        elif target.bind.type in _NUMBERS and not _NUMBER.fullmatch(text):
            cause = f"“{target.name}” là số mà đem so với “{text}”: không bao giờ đúng."
            yield Flaw("compare.number", at.ref, part, cause, "So với một số.", never=part == "constraint")
        elif operator in _EQUAL:
            yield from self._choice(at, part, target, text, whole=True)

    def _choice(
        self, at: NodeDefinition, part: str, target: NodeDefinition, text: str, *, whole: bool
    ) -> Iterator[Flaw]:
        values = self._values(target)
        control = target.control
        if not values or control is None or (whole and control.kind != "select1" and " " in text):
            return
        if text not in values:
            cause = f"So “{target.name}” với “{text}”, mà danh sách của câu này không có giá trị đó."
            yield Flaw("compare.choice", at.ref, part, cause, _instead(text, values))
        elif whole and control.kind == "select" and not _is_alone(target, text):
            cause = f"“{target.name}” chọn được nhiều mục: so bằng dấu = chỉ đúng khi chọn một mục đó thôi."
            yield Flaw("compare.several", at.ref, part, cause, f"Viết selected(${{{target.name}}}, '{text}').")

    def _call(self, at: NodeDefinition, part: str, call: Call) -> Iterator[Flaw]:
        literals = [one.value if isinstance(one, Literal) else None for one in call.arguments]
        if call.name == "selected" and len(literals) == 2 and isinstance(literals[1], str):
            target = self._target(at, call.arguments[0])
            if target is not None:
                yield from self._choice(at, part, target, literals[1], whole=False)
        elif call.name in {"date", "date-time"} and literals and isinstance(literals[0], str):
            if literals[0] and not is_day(literals[0]):
                yield _wrong_date(at, part, f"{call.name}('{literals[0]}'): không đọc được thành ngày.")
        elif call.name == "regex" and len(literals) == 2 and isinstance(literals[1], str):
            yield from _pattern(at, part, literals[1])
        elif call.name == "pulldata" and len(literals) == _PULLED and isinstance(literals[0], str):
            yield from self._columns(at, part, literals[0], [one for one in literals[1:3] if isinstance(one, str)])

    def _listed(self, at: NodeDefinition, part: str, path: Path) -> Iterator[Flaw]:
        """instance('list')/root/item[column = …]/column: the columns that the list must have."""
        name = list_named(path)
        if name is None or not path.steps:
            return
        steps = path.steps
        item = next((place for place, step in enumerate(steps) if step.predicates), None)
        if item is None:
            return
        named = [
            one.steps[0].name
            for predicate in steps[item].predicates
            for one in walk(predicate)
            if isinstance(one, Path) and one.start == "." and len(one.steps) == 1 and one.steps[0].axis == "child"
        ]
        after = [step.name for step in steps[item + 1 : item + 2] if step.axis == "child"]
        yield from self._columns(at, part, name, [*named, *after])

    def _columns(self, at: NodeDefinition, part: str, name: str, columns: list[str]) -> Iterator[Flaw]:
        document = self.form.model.instances.get(name)
        known = {child.name for item in items_of(document) for child in item.children}
        for column in dict.fromkeys(columns):
            if known and column not in known and column.replace("_", "").isalnum():
                near = get_close_matches(column, sorted(known), n=1)
                cure = (
                    f"Có phải là “{near[0]}” không?"
                    if near
                    else f"Cột có trong đó: {', '.join(sorted(known)[:_SHOWN])}."
                )
                yield Flaw("file.column", at.ref, part, f"Danh sách “{name}” không có cột “{column}”.", cure)

    def _absolute(self, at: NodeDefinition, part: str, path: Path) -> Iterator[Flaw]:
        """items[${x} > 1]: the reference is a path from the top, so that it means the questions of all items and not of the one looked at."""
        names = ("",) if path.start != "/" else tuple(step.name for step in path.steps)
        for place, step in enumerate(path.steps):
            here = names[: place + 1]
            item = max((one for one in self.repeats if here[: len(one)] == one), key=len, default=())
            if not item or at.ref[: len(item)] == item:
                continue
            for inner in (one for predicate in step.predicates for one in walk(predicate)):
                inside = (
                    tuple(one.name for one in inner.steps) if isinstance(inner, Path) and inner.start == "/" else ()
                )
                if len(inside) > len(item) and inside[: len(item)] == item:
                    cause = f"Trong ngoặc vuông, ${{{inside[-1]}}} là câu của mọi mục, không riêng mục đang xét."
                    cure = f"Bỏ ${{}}: viết {_from_here(here, item, inside)} trong ngoặc vuông."
                    yield Flaw("predicate.absolute", at.ref, part, cause, cure, never=self.is_review)

    def default(self, definition: NodeDefinition) -> list[Flaw]:
        """A default that the question cannot have is dropped in silence."""
        control, text = definition.control, definition.default
        if control is None or not text:
            return []
        if control.kind == "range" and not within_range(text, control.attributes):
            cause = f"Giá trị mặc định “{text}” nằm ngoài khoảng của câu này."
            return [Flaw("default", definition.ref, "default", cause, "Chọn một giá trị từ start đến end.")]
        values = self._values(definition)
        parts = [text] if control.kind == "select1" else text.split()
        wrong = [one for one in parts if values and one not in values]
        cause = "Giá trị mặc định “{}” không có trong danh sách của câu này."
        commas = "," in text and control.kind != "select1"
        cures = {one: f"Nhiều giá trị thì cách bằng dấu cách: {_spaced(one)}." for one in wrong if commas}
        return [
            Flaw("default", definition.ref, "default", cause.format(one), cures.get(one) or _instead(one, values))
            for one in wrong
        ]

    def itemset(self, definition: NodeDefinition) -> list[Flaw]:
        """What a filtered list reads of its items."""
        itemset = definition.control.itemset if definition.control is not None else None
        return [] if itemset is None else list(self.expression(definition, "choice filter", itemset.nodeset))

    def _target(self, at: NodeDefinition, expr: Expr) -> NodeDefinition | None:
        if not isinstance(expr, Path) or not (isinstance(expr.start, str) or _is_current(expr.start)):
            return None
        ref = Compiler(DEFAULT, at.ref, self.repeats).code(expr, Scope(at.ref)).ref
        return self.form.definition(ref) if ref else None

    def _values(self, definition: NodeDefinition) -> Mapping[str, str]:
        """What a select may answer, with the labels where they are plain; {} where that depends on answers."""
        if definition.ref not in self.known:
            control = definition.control
            self.known[definition.ref] = values_of(self.form, control) if control is not None else {}
        return self.known[definition.ref]


def _with_attributes(definition: NodeDefinition) -> list[Flaw]:
    """A question whose node holds values of its own as attributes: nobody could answer it here."""
    if definition.control is None or not definition.children:
        return []
    names = ", ".join(definition.children)
    cause = f"Câu “{definition.name}” có giá trị riêng ở {names}: chat không hỏi được câu như vậy."
    return [Flaw("question.attribute", definition.ref, "", cause, "Đưa giá trị đó vào một nút riêng.", never=True)]


def _is_alone(target: NodeDefinition, text: str) -> bool:
    """Whether the constraint of a choice of several speaks of this choice, as it does where it must be the only one ("none of these")."""
    constraint = target.bind.constraint
    return constraint is not None and text in constraint.source


def _is_current(start: Expr) -> bool:
    return isinstance(start, Call) and start.name == "current"


def _spaced(text: str) -> str:
    return " ".join(part.strip() for part in text.split(",") if part.strip())


def _wrong_date(at: NodeDefinition, part: str, cause: str) -> Flaw:
    cure = "Viết năm-tháng-ngày trong date(), ví dụ: date('2025-12-31')."
    return Flaw("compare.date", at.ref, part, cause, cure, never=part == "constraint")


def _pattern(at: NodeDefinition, part: str, pattern: str) -> Iterator[Flaw]:
    begins, ends = pattern.startswith(("^", ".*")), pattern.endswith(("$", ".*"))
    if not (begins and ends):
        cause = f"regex() nhận cả câu trả lời chỉ có một phần khớp với “{pattern}”."
        cure = f"Muốn khớp cả câu trả lời thì viết '{'' if begins else '^'}{pattern}{'' if ends else '$'}'."
        yield Flaw("regex.open", at.ref, part, cause, cure)


def _instead(text: str, values: Mapping[str, str]) -> str:
    labelled = next((value for value, label in values.items() if label.strip().lower() == text.lower()), None)
    near = labelled or next(iter(get_close_matches(text, list(values), n=1)), None)
    return f"Có phải là “{near}” không?" if near else f"Danh sách có: {', '.join(list(values)[:_SHOWN])}."
