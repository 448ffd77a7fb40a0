"""Answers as tables: a row an interview, and for each repeat a table with a row an entry. Columns are called as the form's questions are, for ever."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from survey.exports.interviews import Answers, SentForm
from survey.exports.tables import Column, Kind, Table, Value
from survey.xform import FormNode, NodeDefinition
from survey.xform.exchange.writing import META

Report = Callable[[int, int], None]
WHICH, PLACE, WITHIN = "_interview", "_entry", "_within"
"""Columns of ours: the interview's number in this file; an entry's number in its list, and the entry around it."""

_KINDS = {"int": Kind.NUMBER, "integer": Kind.NUMBER, "decimal": Kind.NUMBER, "date": Kind.DATE}
_LARGEST = 10**15
"""A larger number is text: a spreadsheet keeps fifteen figures."""


@dataclass
class _Sheet:
    """A table that grows: rows by column, and the columns in the order in which forms bring them."""

    name: str
    columns: dict[str, Column] = field(default_factory=dict)
    rows: list[dict[str, Value]] = field(default_factory=list)

    def add(self, definition: NodeDefinition, *, sensitive: bool) -> None:
        kind, known = _KINDS.get(definition.bind.type, Kind.TEXT), self.columns.get(definition.key)
        if known is not None and known.kind is not kind:
            kind = Kind.TEXT
        self.columns[definition.key] = Column(definition.key, kind, sensitive or bool(known and known.sensitive))

    def table(self, heads: tuple[Column, ...]) -> Table:
        columns = (*heads, *self.columns.values())
        rows = tuple(tuple(_of_kind(row.get(column.title), column.kind) for column in columns) for row in self.rows)
        return Table(self.name, columns, rows)


def answer_tables(answers: Answers, name: str, report: Report = lambda _done, _total: None) -> list[Table]:
    """The interviews under this name, then a table for each repeat under its own."""
    main, repeats = _Sheet(name), dict[str, _Sheet]()
    for form in answers.forms:
        for definition, sensitive in leaves(form):
            inner = definition.repeats[-1].key if definition.repeats else ""
            sheet = repeats.setdefault(inner, _Sheet(inner)) if inner else main
            sheet.add(definition, sensitive=sensitive)
    for number, one in enumerate(answers.interviews, start=1):
        row: dict[str, Value] = {WHICH: number}
        row |= dict(zip((column.title for column in answers.heads), one.about, strict=True))
        main.rows.append(row)
        instance = answers.instance(one)
        _read(instance.root, row, repeats, number, "")
        instance.close()
        report(number, len(answers.interviews))
    which = Column(WHICH, Kind.NUMBER)
    of_entry = (which, Column(PLACE, Kind.NUMBER), Column(WITHIN))
    return [main.table((which, *answers.heads)), *(one.table(of_entry) for one in repeats.values())]


def leaves(form: SentForm) -> Iterator[tuple[NodeDefinition, bool]]:
    """What holds a value, and whether it is sensitive; the block of metadata and notes are left out."""
    sensitive = form.outline.sensitive
    for definition in form.outline.form.model.shape.by_ref.values():
        note = definition.control is not None and definition.control.is_note
        ours = definition.children or definition.is_repeat or META in definition.ref or definition.name.startswith("@")
        if not ours and not note:
            yield definition, definition.is_private or definition.name in sensitive


def _read(node: FormNode, row: dict[str, Value], repeats: dict[str, _Sheet], number: int, within: str) -> None:
    """What stands below a node, as far as it counts."""
    places: dict[str, int] = {}
    for child in node.children:
        definition = child.definition
        if definition is None or not child.relevant or child.name.startswith("@"):
            continue
        if child.item_id is not None:
            place = places[child.name] = places.get(child.name, 0) + 1
            entry: dict[str, Value] = {WHICH: number, PLACE: place, WITHIN: within or None}
            if definition.key in repeats:
                repeats[definition.key].rows.append(entry)
            _read(child, entry, repeats, number, f"{within}/{place}".lstrip("/"))
        elif child.children:
            _read(child, row, repeats, number, within)
        elif child.value:
            row[definition.key] = child.value


def _of_kind(value: Value, kind: Kind) -> Value:
    """What is no number, or no day, stays as it was written."""
    if not isinstance(value, str) or kind is Kind.TEXT:
        return value
    if kind is Kind.DATE:
        try:
            return date.fromisoformat(value[:10])
        except ValueError:
            return value
    return _number(value)


def _number(value: str) -> Value:
    try:
        exact = Decimal(value)
    except InvalidOperation:
        return value
    if not exact.is_finite() or abs(exact) >= _LARGEST:
        return value
    return int(exact) if exact == exact.to_integral_value() else float(exact)
