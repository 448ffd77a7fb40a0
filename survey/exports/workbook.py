"""Tables as a workbook: a sheet each. Text is written as text whatever it begins with, so that nothing in it is ever calculated."""

import re
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from survey.exports.tables import Column, Kind, Table, Value
from survey.xform.exchange.writing import UNSAFE

Report = Callable[[int, int], None]

MOST_IN_A_CELL = 32_767
"""Characters that Excel takes; openpyxl would cut without a word."""
CUT = " …"
_NARROW, _WIDE, _EACH = 8, 48, 500
_NO_NAME = re.compile(r"[\[\]:*?/\\]+")
_LONGEST_NAME = 31
_FONT = "Times New Roman"
"""By name only: every phone and office has a font of this name with Vietnamese letters."""


def workbook(tables: Sequence[Table], report: Report = lambda _done, _total: None) -> bytes:
    """The file. `report` is told how many rows of how many are written."""
    book = Workbook(write_only=True)
    total, done = sum(len(one.rows) for one in tables), 0
    names = _names(tables)
    for table, name in zip(tables, names, strict=True):
        page = book.create_sheet(name)
        page.freeze_panes = "A2"
        for place, width in enumerate(_widths(table), start=1):
            page.column_dimensions[get_column_letter(place)].width = width
        page.append([_heading(page, column) for column in table.columns])
        for row in table.rows:
            page.append([_cell(page, column, value) for column, value in zip(table.columns, row, strict=True)])
            done += 1
            if done % _EACH == 0:
                report(done, total)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _names(tables: Sequence[Table]) -> list[str]:
    """As Excel takes them: short, without its signs, and each once."""
    found: list[str] = []
    for table in tables:
        plain = _NO_NAME.sub(" ", table.name).strip(" '")[:_LONGEST_NAME] or "-"
        taken = {name.lower() for name in found}
        tries = (plain, *(f"{plain[: _LONGEST_NAME - 4]} {number}" for number in range(2, 1000)))
        found.append(next(name for name in tries if name.lower() not in taken))
    return found


def _heading(page: Any, column: Column) -> Any:
    made = _text(page, column.title)
    made.font = Font(name=_FONT, bold=True)
    made.alignment = Alignment(wrap_text=True, vertical="center")
    return made


def _cell(page: Any, column: Column, value: Value) -> Any:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return _text(page, value)
    made = WriteOnlyCell(page, value)
    if column.kind is Kind.DATE:
        made.number_format = "dd/mm/yyyy"
    return made


def _text(page: Any, said: str) -> Any:
    """As text: openpyxl takes what begins with "=" for a formula, and Excel what is typed into a cell without the format "@"."""
    safe = UNSAFE.sub("", said)
    made = WriteOnlyCell(page, safe if len(safe) <= MOST_IN_A_CELL else safe[: MOST_IN_A_CELL - len(CUT)] + CUT)
    made.data_type = "s"
    made.number_format = "@"
    return made


def _widths(table: Table) -> Iterator[int]:
    """Of the heading's longest word and the first rows."""
    for place, column in enumerate(table.columns):
        shown = [len(str(row[place])) for row in table.rows[:50] if row[place] is not None]
        longest = max([*shown, *(len(word) for word in column.title.split())], default=0)
        yield min(_WIDE, max(_NARROW, longest + 2))
