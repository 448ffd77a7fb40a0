"""Tables as CSV, a file each, together in one zip: for programs and for Excel, which knows the letters by the mark at the beginning."""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from survey.exports.tables import Kind, Table, Value
from survey.xform.exchange.writing import UNSAFE

MARK = "\ufeff"
ESCAPE = "'"
STARTERS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""By these a spreadsheet takes a cell for a formula; what begins so, or would after the escape, gets the escape before it."""
_NO_NAME = re.compile(r"[^\w .-]+")
_ALWAYS = (1980, 1, 1, 0, 0, 0)
"""The same tables are the same bytes."""


def comma_text(table: Table) -> str:
    """One table, beginning with the mark of UTF-8; days in ISO form."""
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([_said(column.title) for column in table.columns])
    for row in table.rows:
        writer.writerow([_field(value, column.kind) for column, value in zip(table.columns, row, strict=True)])
    return MARK + stream.getvalue()


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Files in one; the same files are the same bytes."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in files:
            entry = ZipInfo(name, _ALWAYS)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, content)
    return stream.getvalue()


def comma_files(tables: Sequence[Table]) -> bytes:
    """The zip."""
    names: list[str] = []
    for table in tables:
        plain = _NO_NAME.sub("-", table.name).strip(" .-") or "table"
        tries = (plain, *(f"{plain}-{number}" for number in range(2, 1000)))
        names.append(next(name for name in tries if name.lower() not in {one.lower() for one in names}))
    return zipped((f"{name}.csv", comma_text(one).encode()) for name, one in zip(names, tables, strict=True))


def _field(value: Value, kind: Kind) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return _said(value) if isinstance(value, str) and kind is not Kind.NUMBER else str(value)


def _said(text: str) -> str:
    safe = UNSAFE.sub("", text)
    return ESCAPE + safe if safe.lstrip(ESCAPE).startswith(STARTERS) else safe
