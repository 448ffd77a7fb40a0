"""XLSForms kept as .xlsx workbooks, read without trusting them."""

import re
import warnings
import zipfile
import zlib
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from openpyxl import Workbook as Book
from openpyxl import load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils.exceptions import InvalidFileException

from survey.sheet.problems import Problem, SheetError
from survey.sheet.workbook import MAX_ROWS, Comment, Row, Sheet, Workbook

MAX_PACKED = 5 * 1024 * 1024
MAX_UNPACKED = 50 * 1024 * 1024
MAX_COLUMNS = 500
MAX_STRINGS = 500_000
"""Texts that the cells of a workbook may share: no form has a tenth of them, and each costs time to read."""
MAX_BLANK = 1000
"""After so many blank rows a sheet is at its end: formatted but empty rows reach down to row 1,048,576 in many files."""
MAX_CELL = 32_767
"""Characters a cell of .xlsx can hold."""
_STRINGS, _READ = "xl/sharedStrings.xml", (".xml", ".rels")
_DOCTYPE = tuple("<!DO".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))
"""How a declaration of entities begins, in whichever letters the part is written."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""Excel puts a workbook with a password into a container of the old kind, under this name."""
_NAME = re.compile(r"[^:\\/?*\[\]]{1,31}")
REMARKS = "_ghi_chu"
"""The sheet that carries the remark lines of a Markdown form."""
MARKED, MARK = "_loi", "_loi_rasoat"
"""The sheet, and the last column of the others, in which an author is told what is wrong: not part of the form."""


def read_excel(content: bytes) -> Workbook:
    """Read every sheet as text. Raises SheetError for files that are too large, damaged, of another kind or with macros."""
    _guard(content)
    sheets = tuple(_without_marks(sheet) for sheet in _sheets(content, values=True) if sheet.name != MARKED)
    remarks = next((sheet for sheet in sheets if sheet.name == REMARKS), None)
    if remarks is None:
        return Workbook(sheets)
    kept = tuple(sheet for sheet in sheets if sheet is not remarks)
    comments = (Comment(int(row.cells[0]), int(row.cells[1]), row.cells[2]) for row in remarks.rows if _is_remark(row))
    return Workbook(kept, tuple(comments))


def _without_marks(sheet: Sheet) -> Sheet:
    """The sheet without the column that tells an author what is wrong."""
    if MARK not in sheet.header:
        return sheet
    place = sheet.header.index(MARK)
    return Sheet(sheet.name, tuple(Row(row.number, row.cells[:place]) for row in sheet.rows))


def formula_problems(content: bytes, workbook: Workbook) -> list[Problem]:
    """Formulas that have no value yet: the program that wrote the file did not compute them, so that their cells seem empty."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        pages = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        if not any(b"<f" in archive.read(name) for name in pages):
            return []
    cause, cure = "Ô có công thức chưa được tính.", "Mở bằng Excel rồi lưu lại, hoặc gõ giá trị thay cho công thức."
    return [
        Problem("excel.formula", sheet.name.lower(), row.number, _column(known, place), cause, cure)
        for sheet in _sheets(content, values=False)
        if (known := workbook.sheet(sheet.name.strip().lower())) is not None
        for row in sheet.rows
        for place, cell in enumerate(row.cells)
        if cell.startswith("=") and not _cell_at(known, row.number, place)
    ]


def _column(sheet: Sheet, place: int) -> str:
    return sheet.header[place] if place < len(sheet.header) else ""


def _cell_at(sheet: Sheet, number: int, place: int) -> str:
    cells = sheet.rows[number - 1].cells if number <= len(sheet.rows) else ()
    return cells[place] if place < len(cells) else ""


def _sheets(content: bytes, *, values: bool) -> tuple[Sheet, ...]:
    """Every sheet, formulas by their values or as they are written."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore", UserWarning
            )  # a date out of range is read as "#VALUE!", which is complained about
            book = load_workbook(BytesIO(content), read_only=True, data_only=values, keep_links=False)
            sheets = tuple(_sheet(page) for page in book.worksheets)
            book.close()
    except (
        InvalidFileException,
        KeyError,
        ValueError,
        TypeError,
        OSError,
        EOFError,
        SyntaxError,
        IndexError,
        RuntimeError,  # an entry that has a password of its own; NotImplementedError: packed in a way that nobody unpacks
        zipfile.BadZipFile,
        zlib.error,
    ) as error:
        raise _refused(
            "excel.damaged", "Không đọc được tệp Excel này.", "Mở bằng Excel rồi lưu lại thành .xlsx."
        ) from error
    return sheets


def write_excel(workbook: Workbook) -> bytes:
    """The same sheets as .xlsx, every cell as text (a leading "=" stays text). Raises SheetError for what no workbook can hold."""
    if not workbook.sheets:
        raise _refused("sheet.none", "Tệp không có trang nào.", "Thêm trang survey với các cột type, name, label.")
    book = Book(write_only=False)
    assert book.active is not None
    book.remove(book.active)
    for sheet in workbook.sheets:
        _write_sheet(book, sheet)
    if workbook.comments:
        rows = (Row(0, (str(remark.sheet), str(remark.position), remark.text)) for remark in workbook.comments)
        _write_sheet(book, Sheet(REMARKS, tuple(rows)))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _guard(content: bytes) -> None:
    if len(content) > MAX_PACKED:
        raise _refused("excel.large", "Tệp Excel lớn hơn 5 MB.", "Bỏ bớt hình ảnh và trang không dùng.")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        if _ENCRYPTED in content:
            cause, cure = "Tệp Excel này có mật khẩu.", "Mở bằng Excel, bỏ mật khẩu, lưu lại rồi gửi lại."
            raise _refused("excel.password", cause, cure)
        raise _refused("excel.old", "Tệp .xls (Excel cũ) không dùng được.", "Lưu lại thành .xlsx.")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile as error:
        raise _refused("excel.damaged", "Tệp này không phải là .xlsx.", "Lưu lại thành .xlsx.") from error
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED or len(entries) > 1000:
        raise _refused("excel.large", "Nội dung tệp Excel lớn hơn 50 MB.", "Bỏ bớt hình ảnh và trang không dùng.")
    _parts(content)
    if any("vbaproject" in entry.filename.lower() for entry in entries):
        raise _refused(
            "excel.macros", "Tệp Excel có macro (.xlsm) không dùng được.", "Lưu lại thành .xlsx không có macro."
        )


def _parts(content: bytes) -> None:
    """Look through the parts of a workbook without reading them: no part may declare entities, and texts that cells share have a limit."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for entry in archive.infolist():
                if entry.filename.lower().endswith(_READ):
                    _part(archive, entry)
    except (KeyError, OSError, EOFError, ValueError, RuntimeError, zipfile.BadZipFile, zlib.error):
        return  # it cannot be unpacked: the reader says so


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    shared, tail = 0, b""
    with archive.open(entry) as stream:
        while part := stream.read(1 << 20):
            seen = tail + part
            if any(mark in seen for mark in _DOCTYPE):
                raise _refused(
                    "excel.doctype", "Tệp Excel có khai báo DOCTYPE.", "Mở bằng Excel rồi lưu lại thành .xlsx."
                )
            shared += seen.count(b"<si>") if entry.filename == _STRINGS else 0
            if shared > MAX_STRINGS:
                raise _refused("excel.large", "Tệp Excel có quá nhiều ô chữ.", "Bỏ các trang và ô không dùng.")
            tail = part[-7:]


def _sheet(page: Any) -> Sheet:
    rows: list[tuple[str, ...]] = []
    blank = 0
    for values in page.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS + 1, values_only=True):
        rows.append(_cells(values))
        blank = 0 if rows[-1] else blank + 1
        if blank > MAX_BLANK:
            break
    rows = rows[: len(rows) - blank]
    if len(rows) > MAX_ROWS or any(len(cells) > MAX_COLUMNS for cells in rows):
        cause = f"Trang {page.title} dài hơn {MAX_ROWS} dòng hoặc rộng hơn {MAX_COLUMNS} cột."
        raise _refused("excel.large", cause, "Xoá các dòng và cột không dùng.")
    return Sheet(page.title, tuple(Row(number, cells) for number, cells in enumerate(rows, start=1)))


def _cells(values: tuple[Any, ...]) -> tuple[str, ...]:
    cells = [_text(value) for value in values]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _text(value: object) -> str:
    """The cell as a form author reads it: 1.0 is "1", TRUE is "TRUE", a date is ISO."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    return str(value).replace("\r\n", "\n").replace("_x000D_", "").strip()


def _write_sheet(book: Book, sheet: Sheet) -> None:
    if not _NAME.fullmatch(sheet.name) or sheet.name.lower() in {name.lower() for name in book.sheetnames}:
        cause = f"Excel không nhận tên trang “{sheet.name}”."
        cure = "Tên trang dài tối đa 31 ký tự, không trùng nhau, không có : \\ / ? * [ ]"
        raise SheetError([Problem("excel.name", sheet.name, 0, "", cause, cure)])
    page = book.create_sheet(sheet.name)
    for number, row in enumerate(sheet.rows, start=1):
        for index, cell in enumerate(row.cells, start=1):
            if len(cell) > MAX_CELL or ILLEGAL_CHARACTERS_RE.search(cell):
                raise SheetError([_unfit(sheet.name, row.number)])
            if cell:
                target = page.cell(number, index)
                target.value = cell
                target.data_type = "s"


def _is_remark(row: Row) -> bool:
    return len(row.cells) == 3 and row.cells[0].lstrip("-").isdecimal() and row.cells[1].isdecimal()


def _unfit(sheet: str, row: int) -> Problem:
    cause = f"Có ô dài hơn {MAX_CELL} ký tự hoặc chứa ký tự điều khiển, Excel không giữ được."
    return Problem("excel.cell", sheet, row, "", cause, "Rút ngắn hoặc gõ lại nội dung ô này.")


def _refused(code: str, cause: str, cure: str) -> SheetError:
    return SheetError([Problem(code, "", 0, "", cause, cure)])
