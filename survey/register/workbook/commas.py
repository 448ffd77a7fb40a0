"""A list as CSV, or several of them in a zip, as this program and Excel ("CSV UTF-8") write them: text that begins with the mark of UTF-8."""

import csv
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO, StringIO

from survey.register.complaints import RefusedError
from survey.register.workbook import letters

MARK = b"\xef\xbb\xbf"
ENDING = ".csv"
MAX_BYTES, MAX_PAGES = 100 * 1024 * 1024, 60
_ESCAPE, _STARTERS = "'", ("=", "+", "-", "@", "\t", "\r", "\n")
_SEPARATORS = ",;\t"

_WHOLE = re.compile(r"0|[1-9][0-9]{0,14}")

Rows = list[list[str | int | None]]


def comma_pages(content: bytes) -> list[tuple[str, Rows]] | None:
    """(name, rows of cells; None = blank); None where the file is something else. Raises RefusedError for what is too large or damaged."""
    if content.startswith(MARK):
        return [("", _rows(content))]
    if not content.startswith(b"PK"):
        return None
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            if not entries or not all(one.filename.lower().endswith(ENDING) for one in entries):
                return None
            if sum(one.file_size for one in entries) > MAX_BYTES or len(entries) > MAX_PAGES:
                raise RefusedError("large")
            return [(one.filename[: -len(ENDING)], _rows(archive.read(one))) for one in entries]
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError):
        return None


def _rows(content: bytes) -> Rows:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RefusedError("damaged") from error
    return [list(map(_cell, row)) for row in _read(text)]


def _read(text: str) -> Iterator[list[str]]:
    first = text.split("\n", 1)[0]
    separator = max(_SEPARATORS, key=first.count)
    try:
        yield from csv.reader(StringIO(text, newline=""), delimiter=separator, strict=False)
    except csv.Error as error:
        raise RefusedError("damaged") from error


def _cell(field: str) -> str | int | None:
    """A whole number is one, as in a workbook, but for leading zeros; text without the sign that keeps a spreadsheet from taking the cell for a formula."""
    said = field[1:] if field.startswith(_ESCAPE) and field.lstrip(_ESCAPE).startswith(_STARTERS) else field
    whole = letters.one_line(said)
    return int(whole) if _WHOLE.fullmatch(whole) else whole or None
