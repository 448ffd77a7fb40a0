"""A form's workbook with its mistakes written into it, for its author to correct where they stand."""

import warnings
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.styles import Alignment, PatternFill

from survey.sheet.excel import MARK, MARKED, read_excel
from survey.sheet.normal import header_name
from survey.sheet.problems import Problem

_HEADERS = ("Mã lỗi", "Trang", "Dòng", "Cột", "Sai chỗ nào", "Sửa thế nào")
_WIDTHS = (18, 12, 8, 20, 60, 60)
_FILL = PatternFill("solid", fgColor="FFF2CC")


def marked(content: bytes, problems: Sequence[Problem]) -> bytes | None:
    """The same workbook: a first sheet that lists all mistakes, and beside each wrong row what is wrong with it; the wrong cells are shaded.

    None where the file cannot be opened as a workbook at all. What was marked before is taken off; the reader passes the marks over.
    """
    try:
        read_excel(content)
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore", UserWarning
            )  # what openpyxl does not keep (a drop-down list of a newer Excel) is no mistake
            book = load_workbook(BytesIO(content), keep_links=False)
    except Exception:  # noqa: BLE001 - whatever is wrong with the file is in the list of its mistakes
        return None
    _unmark(book)
    pages = {page.title.strip().lower(): page for page in book.worksheets}
    for title, page in pages.items():
        _mark(page, [one for one in problems if one.sheet.lower() == title and one.row])
    _list(book, problems)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _unmark(book: Any) -> None:
    if MARKED in book.sheetnames:
        del book[MARKED]
    for page in book.worksheets:
        for column in range(page.max_column, 0, -1):
            if any(page.cell(row, column).value == MARK for row in range(1, 11)):
                page.delete_cols(column)


def _mark(page: Any, problems: Sequence[Problem]) -> None:
    if not problems:
        return
    header = next((row for row in range(1, page.max_row + 1) if any(cell.value for cell in page[row])), 1)
    names = {header_name(page.title, str(cell.value)): cell.column for cell in page[header] if cell.value is not None}
    beside = max(names.values(), default=0) + 1
    page.cell(header, beside).value = MARK
    by_row: dict[int, list[Problem]] = {}
    for one in problems:
        by_row.setdefault(one.row, []).append(one)
    for row, here in sorted(by_row.items()):
        cell = page.cell(row, beside if row != header else beside + 1)
        cell.value = "\n".join(
            f"{f'{one.column}: ' if one.column else ''}{one.cause} {one.cure}".strip() for one in here
        )
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        for one in here:
            if one.column in names:
                page.cell(row, names[one.column]).fill = _FILL
    page.column_dimensions[page.cell(header, beside).column_letter].width = 70


def _list(book: Any, problems: Sequence[Problem]) -> None:
    page = book.create_sheet(MARKED, 0)
    page.append(_HEADERS)
    # `page.max_row` looks at every cell there is: asked once a mistake, a file with thousands of them would take an hour.
    for row, one in enumerate(problems, start=2):
        values = (one.code, one.sheet, one.row or None, one.column, one.cause, one.cure)
        for place, value in enumerate(values, start=1):
            cell = page.cell(row, place)
            cell.value = value
            if cell.data_type == "f":
                cell.data_type = "s"
    for place, width in enumerate(_WIDTHS, start=1):
        page.column_dimensions[page.cell(1, place).column_letter].width = width
    book.active = 0
