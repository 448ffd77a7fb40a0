"""What is wrong with a list, written into the workbook that was sent, beside the rows that it is about."""

import warnings
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font

from survey.register.complaints import Complaint

MARK = "Lỗi"
MAX_BYTES = 1024 * 1024
"""A larger workbook would take too much memory to be written anew: what is wrong is listed in one of its own."""
_HEADINGS = ("Trang", "Dòng", "Cột", "Lỗi")


def marked(content: bytes, complaints: Sequence[Complaint], places: Mapping[str, tuple[int, int]]) -> bytes:
    """The same workbook with a column "Lỗi", without formulas and links; `places`: where that column goes, by sheet."""
    if len(content) > MAX_BYTES:
        return _list_of(complaints)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            book = load_workbook(BytesIO(content), data_only=True, keep_links=False)
    except Exception:  # noqa: BLE001 - it was read without its drawings and merged cells; what is wrong is told all the same
        return _list_of(complaints)
    # A sheet whose name was in an old font has another one now.
    if not {one.sheet for one in complaints} <= {*book.sheetnames} & {*places}:
        return _list_of(complaints)
    for name, (row, column) in places.items():
        if name in book.sheetnames:
            _mark(book[name], row, column, [one for one in complaints if one.sheet == name])
    return _saved(book)


def _mark(page: Any, heading: int, beside: int, complaints: Iterable[Complaint]) -> None:
    """A column that an earlier answer has left is used again."""
    known = next((cell.column for cell in page[heading] if cell.value == MARK), None)
    column = known or beside
    if known:
        for row in range(heading + 1, page.max_row + 1):
            if page.cell(row, column).value is not None:
                page.cell(row, column).value = None
    by_row: dict[int, list[str]] = defaultdict(list)
    for one in complaints:
        by_row[one.row].append(f"{one.column}: {one.text}" if one.column else one.text)
    _write(page.cell(heading, column), MARK)
    page.cell(heading, column).font = Font(bold=True)
    for row, texts in by_row.items():
        _write(page.cell(row, column), " ".join(texts))
        page.cell(row, column).alignment = Alignment(wrap_text=True, vertical="top")
    page.column_dimensions[page.cell(heading, column).column_letter].width = 60


def _write(cell: Any, text: str) -> None:
    """As text, whatever it begins with."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"
    cell.number_format = "@"


def _list_of(complaints: Iterable[Complaint]) -> bytes:
    book = Workbook()
    page = book.worksheets[0]
    page.title = MARK
    rows = [(one.sheet, str(one.row), one.column, one.text) for one in complaints]
    for number, row in enumerate([_HEADINGS, *rows], start=1):
        for column, text in enumerate(row, start=1):
            _write(page.cell(number, column), text)
    return _saved(book)


def _saved(book: Any) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
