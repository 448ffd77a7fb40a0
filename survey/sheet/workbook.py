"""A spreadsheet form as plain text cells, whichever file it came from."""

from collections.abc import Iterator
from dataclasses import dataclass

SURVEY, CHOICES, SETTINGS, ENTITIES = "survey", "choices", "settings", "entities"
MAX_ROWS = 20_000
"""Rows of one sheet, in whichever file it comes."""
NAMESPACE = "http://rasoat.vn/xforms"
"""Our own attributes (`bind::rasoat:sensitive`, `body::rasoat:ask`, …) live here; the settings sheet declares it."""


@dataclass(frozen=True, slots=True)
class Row:
    """Cells of one row, left to right; `number` is where its author finds it (row of the sheet, line of the Markdown file)."""

    number: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        return not any(self.cells)


@dataclass(frozen=True, slots=True)
class Record:
    """A row read by its column headers; empty cells are left out."""

    number: int
    cells: dict[str, str]

    def get(self, column: str) -> str:
        """The cell of `column`, "" when it is empty."""
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A named sheet; the first row that is not blank holds the column headers."""

    name: str
    rows: tuple[Row, ...]

    @property
    def header(self) -> tuple[str, ...]:
        return next((row.cells for row in self.rows if not row.is_blank), ())

    def records(self) -> Iterator[Record]:
        """All rows below the header, blank ones too (they count for row numbers)."""
        header = self.header
        below = False
        for row in self.rows:
            if below:
                yield Record(
                    row.number, {name: cell for name, cell in zip(header, row.cells, strict=False) if name and cell}
                )
            elif not row.is_blank:
                below = True


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark line of a Markdown form: it stands before row `position` of sheet number `sheet` (0-based; -1 = before all sheets)."""

    sheet: int
    position: int
    text: str


@dataclass(frozen=True, slots=True)
class Workbook:
    """All sheets in order, with the remark lines between their rows."""

    sheets: tuple[Sheet, ...]
    comments: tuple[Comment, ...] = ()

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of that name in any letter case, as spreadsheet programs like to write it."""
        return next((sheet for sheet in self.sheets if sheet.name.lower() == name), None)
