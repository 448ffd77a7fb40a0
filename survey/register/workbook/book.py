"""A workbook of a list, read without trusting it: cells as they stand, in today's letters."""

import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from io import BytesIO
from typing import Any, TypeAlias

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from survey.register.complaints import RefusedError
from survey.register.workbook import letters
from survey.register.workbook.commas import Rows, comma_pages

MAX_PACKED, MAX_UNPACKED = 20 * 1024 * 1024, 400 * 1024 * 1024
MAX_ROWS, MAX_COLUMNS, MAX_SHEETS = 100_000, 200, 60
MAX_BLANK = 500
"""After so many blank rows a sheet is at its end; a style can reach down to row 1,048,576."""
_SAMPLE = 400
_FILLING = "-–—._…/\\|"
"""What people put into a cell so that it is not blank."""
_PART = 2**20
_OTHER_FILE = re.compile(r"\[\d+\]|\.xls[xmb]?\]|https?://", re.IGNORECASE)
_ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"})
_ZEROS = re.compile(r'"?(0{9,13})"?(?:;.*)?')
_DAMAGED = (
    KeyError,
    ValueError,
    TypeError,
    OSError,
    EOFError,
    SyntaxError,
    RuntimeError,
    NotImplementedError,
    IndexError,
    zlib.error,
)
Cell: TypeAlias = str | int | float | date | bool | None
"""What stands in a cell; text is never empty, and a number that is shown with leading zeros is text."""


Formulas: TypeAlias = Mapping[int, str]
"""Places of a row, and what is the matter with the formula there: "formulas" = nobody has calculated it, "links" = it asks another file."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row that is not blank. `number`: as Excel counts it, from 1; `formulas`: places of those without a value, or that ask another file."""

    number: int
    cells: tuple[Cell, ...]
    formulas: Formulas = field(default_factory=dict)

    def at(self, place: int) -> Cell:
        return self.cells[place] if place < len(self.cells) else None


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet: its name and its rows that are not blank."""

    name: str
    lines: tuple[Line, ...]


def read_book(content: bytes) -> tuple[Page, ...]:
    """Every visible sheet; of CSV each file. Raises RefusedError for what is no workbook, locked, too large, or full of letters that are lost."""
    if (commas := comma_pages(content)) is not None:
        return _filled(tuple(_of_commas(name, rows) for name, rows in commas))
    _guard(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            formulas = _formulas(content)
            book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
            sheets = [sheet for sheet in book.worksheets[:MAX_SHEETS] if sheet.sheet_state == "visible"]
            pages = tuple(_page(sheet, formulas.get(sheet.title, {})) for sheet in sheets)
            book.close()
    except (InvalidFileException, zipfile.BadZipFile, *_DAMAGED) as error:
        raise RefusedError("damaged") from error
    return _filled(pages)


def _filled(pages: tuple[Page, ...]) -> tuple[Page, ...]:
    if not any(page.lines for page in pages):
        raise RefusedError("empty")
    return _in_todays_letters(pages)


def _of_commas(name: str, rows: Rows) -> Page:
    """A row is counted as a spreadsheet shows it."""
    lines = [(number, tuple(map(_said, row))) for number, row in enumerate(rows, start=1) if any(map(_said, row))]
    if len(lines) > MAX_ROWS:
        raise RefusedError("rows", most=MAX_ROWS)
    return Page(name, tuple(Line(number, _shortened(cells[:MAX_COLUMNS])) for number, cells in lines))


def _said(cell: str | int | None) -> str | int | None:
    return _text(cell) if isinstance(cell, str) else cell


def _guard(content: bytes) -> None:
    if len(content) > MAX_PACKED:
        raise RefusedError("large")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        locked = "EncryptedPackage".encode("utf-16-le") in content
        raise RefusedError("locked" if locked else "old")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile as error:
        raise RefusedError("no_workbook") from error
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED or len(entries) > 2000:
        raise RefusedError("large")
    if any("vbaproject" in entry.filename.lower() for entry in entries):
        raise RefusedError("macros")


def _formulas(content: bytes) -> dict[str, dict[int, dict[int, str]]]:
    """By sheet and row: the formulas of a workbook. One without any is not read twice for it."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        if not any(_holds_formula(archive, name) for name in names):
            return {}
    found: dict[str, dict[int, dict[int, str]]] = {}
    book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
    for sheet in book.worksheets[:MAX_SHEETS]:
        sheet.reset_dimensions()
        rows = found.setdefault(sheet.title, {})
        for number, row in zip(range(1, MAX_ROWS + 1), sheet.iter_rows(), strict=False):
            told = {place: _what_of(cell.value) for place, cell in enumerate(row) if cell.data_type == "f"}
            if told:
                rows[number] = told
    book.close()
    return found


def _holds_formula(archive: zipfile.ZipFile, name: str) -> bool:
    with archive.open(name) as part:
        end = b""
        while more := part.read(_PART):
            if b"<f>" in end + more or b"<f " in end + more:
                return True
            end = more[-2:]
    return False


def _what_of(formula: object) -> str:
    return "links" if _OTHER_FILE.search(str(formula)) else "formulas"


def _page(sheet: Any, formulas: Mapping[int, Formulas]) -> Page:
    sheet.reset_dimensions()
    lines: list[Line] = []
    # No width is asked for: each row would be filled up to it with blank cells.
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = tuple(map(_cell, row[:MAX_COLUMNS]))
        if any(cell is not None for cell in cells):
            if len(lines) >= MAX_ROWS:
                raise RefusedError("rows", most=MAX_ROWS)
            lines.append(Line(number, _shortened(cells), _unsure(cells, formulas.get(number, {}))))
        elif number - (lines[-1].number if lines else 0) > MAX_BLANK:
            break
    return Page(sheet.title, tuple(lines))


def _unsure(cells: tuple[Cell, ...], formulas: Formulas) -> Formulas:
    """Those that nothing came of, and those whose value another file has."""
    blank = {place for place in formulas if place >= len(cells) or _is_lost(cells[place])}
    return {place: what for place, what in formulas.items() if what == "links" or place in blank}


def _is_lost(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and cell in _ERRORS)


def _shortened(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Without the blank cells behind the last one that is filled."""
    width = max(place for place, cell in enumerate(cells, start=1) if cell is not None)
    return cells[:width]


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return None
    if isinstance(value, str):
        return _text(letters.by_font(cell.font.name or "", value))
    if isinstance(value, bool):
        return value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int):
        zeros = _ZEROS.fullmatch(cell.number_format or "") if value > 0 else None
        return f"{value:0{len(zeros[1])}}" if zeros else value
    return value if isinstance(value, (float, date)) else None if isinstance(value, time) else str(value)


def _text(value: str) -> str | None:
    """The text on one line, composed, without what nobody sees; None where nothing is left."""
    said = letters.one_line(value)
    return None if said.strip(_FILLING) == "" else said


def _in_todays_letters(pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """The pages, read anew where their letters are of another time and no font said so."""
    texts = list(_sampled(pages))
    reread = letters.suspected(texts)
    if reread is not None:
        pages = tuple(_reread(page, reread) for page in pages)
        texts = list(_sampled(pages))
    if letters.marks_lost(texts):
        raise RefusedError("marks_lost")
    return pages


def _sampled(pages: tuple[Page, ...]) -> Iterator[str]:
    found = (cell for page in pages for line in page.lines for cell in line.cells if isinstance(cell, str))
    for _, cell in zip(range(_SAMPLE), (one for one in found if not one.isdecimal()), strict=False):
        yield cell


def _reread(page: Page, read: Callable[[str], str]) -> Page:
    def cell(one: Cell) -> Cell:
        return _text(read(one)) if isinstance(one, str) else one

    return Page(read(page.name), tuple(replace(line, cells=tuple(map(cell, line.cells))) for line in page.lines))
