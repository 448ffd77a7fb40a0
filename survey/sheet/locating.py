"""Where a mistake stands of which the converter gives no place: the row and the cell without which it does not complain any more."""

from collections.abc import Callable
from dataclasses import replace

from survey.sheet.problems import Problem
from survey.sheet.rows import BEGIN, END, cell_of
from survey.sheet.workbook import SURVEY, Record, Row, Sheet, Workbook

Complains = Callable[[Workbook], Problem | None]
"""What the converter says first about a workbook; None where it takes it."""

_KEPT = frozenset({"type", "command", "name", "tag", "value"})


def located(problem: Problem, workbook: Workbook, complains: Complains) -> Problem:
    """The problem with the row and column that bring it about; as it is where no single row of the survey sheet does."""
    sheet = workbook.sheet(SURVEY)
    if problem.row or problem.sheet != SURVEY or sheet is None:
        return problem
    records = [record for record in sheet.records() if record.cells]

    def shows(plain: Workbook) -> bool:
        said = complains(plain)
        return said is not None and (said.code, said.cause) == (problem.code, problem.cause)

    if not records or shows(_plain(workbook, sheet, {one.number for one in records})):
        return problem
    row = _first(records, lambda rows: shows(_plain(workbook, sheet, rows)))
    others = {one.number for one in records if one is not row}
    column = problem.column or next(
        (
            column
            for column in row.cells
            if column not in _KEPT and not shows(_plain(workbook, sheet, others, (row.number, column)))
        ),
        "",
    )
    return replace(problem, row=row.number, column=column or ("type" if "type" in row.cells else ""))


def _first(records: list[Record], shows: Callable[[set[int]], bool]) -> Record:
    """The first row with which the complaint is there while all rows below it say nothing."""
    low, high = 0, len(records) - 1
    while low < high:
        middle = (low + high) // 2
        if shows({one.number for one in records[middle + 1 :]}):
            high = middle
        else:
            low = middle + 1
    return records[low]


def _plain(workbook: Workbook, sheet: Sheet, rows: set[int], without: tuple[int, str] = (0, "")) -> Workbook:
    """The workbook with `rows` asking for nothing but a text under their own names, and without one cell."""
    header = sheet.header
    kept = {record.number: record for record in sheet.records()}
    made = [
        _text(row, header, kept[row.number])
        if row.number in rows
        else Row(
            row.number, tuple("" if (row.number, header[at]) == without else one for at, one in _cells(row, header))
        )
        if row.number in kept
        else row
        for row in sheet.rows
    ]
    sheets = tuple(Sheet(sheet.name, tuple(made)) if one is sheet else one for one in workbook.sheets)
    return replace(workbook, sheets=sheets)


def _cells(row: Row, header: tuple[str, ...]) -> list[tuple[int, str]]:
    return list(enumerate(row.cells[: len(header)]))


def _text(row: Row, header: tuple[str, ...], record: Record) -> Row:
    kind = " ".join(cell_of(record, "type").split())
    if not kind or END.fullmatch(kind):
        return row
    stays = bool(BEGIN.fullmatch(kind))

    def cell(column: str, text: str) -> str:
        if column in {"type", "command"}:
            return text if stays else "text"
        return text if column in _KEPT else "x" if column.startswith("label") else ""

    return Row(row.number, tuple(cell(header[at], text) for at, text in _cells(row, header)))
