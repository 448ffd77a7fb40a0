"""What sort of file something is, by a short look that costs no reading of it."""

import re
import zipfile
import zlib
from html import unescape
from io import BytesIO

from survey.sheet.excel import MAX_PACKED

_LIST = "xl/workbook.xml"
_LONGEST_LIST = 256 * 1024
_SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*?\bname=\"([^\"]*)\"")
_HEADING = re.compile(r"^\|[ \t]*([^|\s][^|\n]*?)[ \t]*\|", re.MULTILINE)
_LOOKED_AT = 64 * 1024


def sheet_names(content: bytes) -> tuple[str, ...] | None:
    """The sheets of an .xlsx, in small letters; None where it is none, or too large or damaged to tell."""
    if len(content) > MAX_PACKED:
        return None
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive, archive.open(_LIST) as listed:
            head = listed.read(_LONGEST_LIST).decode("utf-8", "replace")
    except (KeyError, OSError, EOFError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error):
        return None
    return tuple(unescape(name).strip().lower() for name in _SHEET.findall(head)) or None


def table_names(content: bytes) -> tuple[str, ...] | None:
    """The sheets of a form in Markdown, in small letters; None where it has no words at all, or none in UTF-8."""
    try:
        text = content[:_LOOKED_AT].decode("utf-8-sig", "strict" if len(content) <= _LOOKED_AT else "ignore")
    except UnicodeDecodeError:
        return None
    return tuple(name.lower() for name in _HEADING.findall(text)) if text.strip() else None
