"""A form with its known mistakes taken out, so that the later steps of checking can find what else is wrong with it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from survey.sheet.problems import Problem
from survey.sheet.rows import BEGIN, END, KINDS
from survey.sheet.workbook import CHOICES, SURVEY, Row, Sheet, Workbook

_DROPPED = frozenset({"choice.list", "choice.name", "choice.twice"})
_CALCULATIONS = frozenset({"calculation", "calculate", "bind::calculate"})
_TYPES = frozenset({"type", "command"})
_NAMES = frozenset({"name", "tag", "value"})

_Places = Mapping[int, Mapping[str, str]]
"""Row number -> column -> code of its problem."""


def without(workbook: Workbook, problems: Collection[Problem]) -> Workbook:
    """The workbook with stand-ins in the places of `problems`, groups opened and closed in pairs, and no cells beyond the headers."""
    places: dict[str, dict[int, dict[str, str]]] = {}
    for problem in problems:
        places.setdefault(problem.sheet, {}).setdefault(problem.row, {})[problem.column] = problem.code
    if any(problem.code == "settings.namespace" for problem in problems):
        places.setdefault(SURVEY, {}).setdefault(_header_number(workbook.sheet(SURVEY)), {}).update(_ours(workbook))
    lost = _lost_names(workbook, places.get(SURVEY, {}))
    sheets: dict[str, Sheet] = {}
    for sheet in workbook.sheets:
        name = sheet.name.lower()
        sheets.setdefault(name, _repaired(sheet, places.get(name, {}), lost))
    return replace(workbook, sheets=tuple(sheets.values()))


def _header_number(sheet: Sheet | None) -> int:
    return 0 if sheet is None else next((row.number for row in sheet.rows if not row.is_blank), 0)


def _ours(workbook: Workbook) -> dict[str, str]:
    """Our own columns, which cannot be converted while their namespace is not declared."""
    sheet = workbook.sheet(SURVEY)
    return {} if sheet is None else {column: "column.ours" for column in sheet.header if "rasoat:" in column}


def _lost_names(workbook: Workbook, places: _Places) -> tuple[str, ...]:
    """References to questions whose names get a stand-in: their cells would be complained about once more."""
    sheet = workbook.sheet(SURVEY)
    records = sheet.records() if sheet is not None else iter(())
    return tuple(
        f"${{{cell}}}"
        for record in records
        for column, cell in record.cells.items()
        if column in _NAMES and places.get(record.number, {}).get(column) == "name.invalid"
    )


def _repaired(sheet: Sheet, places: _Places, lost: tuple[str, ...]) -> Sheet:
    number = _header_number(sheet)
    header = _header(sheet.header, places.get(number, {}))
    rows: list[Row] = []
    for row in sheet.rows:
        if row.number == number:
            rows.append(Row(number, header))
        elif not _DROPPED & set(places.get(row.number, {}).values()):
            found = _with_label(places.get(row.number, {}), header)
            cells = zip(header, (*row.cells, *[""] * (len(header) - len(row.cells))), strict=False)
            rows.append(
                Row(row.number, tuple(_cell(sheet.name, row.number, one, cell, found, lost) for one, cell in cells))
            )
    if sheet.name.lower() == SURVEY:
        rows = list(_paired(rows, header))
    return Sheet(sheet.name, tuple(rows))


def _with_label(found: Mapping[str, str], header: tuple[str, ...]) -> Mapping[str, str]:
    """A missing label is put into the first language's column where labels have languages."""
    column = next((column for column in header if column.startswith("label")), "")
    return {**found, column: found["label"]} if "label" in found and column else found


def _header(header: tuple[str, ...], wrong: Mapping[str, str]) -> tuple[str, ...]:
    """The header without the columns that are wrong; of a column that is there twice the first one stays."""
    return tuple(
        ""
        if wrong.get(column, "column.missing") not in {"column.missing", "column.twice"} or column in header[:place]
        else column
        for place, column in enumerate(header)
    )


def _cell(sheet: str, number: int, column: str, cell: str, wrong: Mapping[str, str], lost: tuple[str, ...]) -> str:
    if column not in wrong and not any(name in cell for name in lost):
        return cell
    if sheet.lower() == CHOICES:
        return cell.replace(" ", "_") if column in _NAMES else "x"
    if column in _TYPES:
        return cell if wrong.get(column, "").startswith("group.") else "text"
    if column in _NAMES:
        return f"dong_{number}_"
    return "1" if column in _CALCULATIONS else "x" if column.startswith("label") else ""


def _paired(rows: list[Row], header: tuple[str, ...]) -> Iterator[Row]:
    """The rows with an end for each begin: an end of another kind is corrected, one too many left out, one too few put in."""
    place = next((index for index, column in enumerate(header) if column in _TYPES), None)
    if place is None:
        yield from rows
        return
    opened: list[str] = []
    for row in rows:
        kind = " ".join(row.cells[place].split()) if place < len(row.cells) else ""
        begin, end = BEGIN.fullmatch(kind), END.fullmatch(kind)
        if begin:
            opened.append(KINDS.get(begin["kind"], begin["kind"]))
        if not end:
            yield row
        elif opened:
            last = opened.pop()
            fits = KINDS.get(end["kind"], end["kind"]) == last
            yield row if fits else Row(row.number, (*[""] * place, f"end_{last}"))
    for kind in reversed(opened):
        yield Row(rows[-1].number, (*[""] * place, f"end_{kind}"))
