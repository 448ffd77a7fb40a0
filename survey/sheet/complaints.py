"""What pyxform says about a form, put into our words and in the author's place."""

import re
from typing import NamedTuple

from survey.sheet.problems import Problem
from survey.sheet.workbook import CHOICES, ENTITIES, SETTINGS, SURVEY, Sheet, Workbook

_ROW = re.compile(r"\[row\s*:\s*(\d+)\]|\brow (\d+)")
_SHEET = re.compile(r"[Oo]n the '(\w+)' sheet|[Tt]he (\w+) sheet|sheet: (\w+)")
_COLUMN = re.compile(r"in column '([^']+)'|the '([^']+)' value|column: ([\w:]+)")


class _Complaint(NamedTuple):
    """A pattern of pyxform's sentence and what it becomes; named groups of the pattern fill the braces."""

    pattern: re.Pattern[str]
    code: str
    column: str
    cause: str
    cure: str


def _complaint(pattern: str, code: str, column: str, cause: str, cure: str) -> _Complaint:
    return _Complaint(re.compile(pattern, re.DOTALL), code, column, cause, cure)


_KNOWN = (
    _complaint(
        r"[Uu]nknown question type ['\"](?P<value>[^'\"]*)['\"]",
        "type.unknown",
        "type",
        "Loại câu hỏi “{value}” không có.",
        "Dùng một loại của XLSForm, ví dụ: text, integer, select_one ….",
    ),
    _complaint(r"Question with no type", "type.missing", "type", "Thiếu loại câu hỏi.", "Điền cột type, ví dụ: text."),
    _complaint(r"with no name", "name.missing", "name", "Thiếu tên câu hỏi.", "Đặt tên không dấu, ví dụ: dien_tich."),
    _complaint(
        r"Missing calculation", "calculation.missing", "calculation", "Thiếu phép tính.", "Điền cột calculation."
    ),
    _complaint(
        r"element named '(?P<name>[^']*)' has no label",
        "label.missing",
        "label",
        "Câu “{name}” không có lời hỏi.",
        "Điền cột label hoặc hint.",
    ),
    _complaint(
        r"Unmatched 'begin_(?P<kind>\w+)'(?:.*?name '(?P<name>\w+)')?",
        "group.open",
        "type",
        "Nhóm mở bằng begin_{kind} mà không đóng.",
        "Thêm dòng end_{kind}.",
    ),
    _complaint(
        r"Unmatched 'end_(?P<kind>\w+)'",
        "group.end",
        "type",
        "Dòng end_{kind} không có dòng mở tương ứng.",
        "Xoá dòng này hoặc thêm dòng begin_{kind}.",
    ),
    _complaint(
        r"[Ll]ist name not in (?:choices|external choices) sheet: (?P<value>\S+)",
        "choices.missing",
        "type",
        "Không có danh sách lựa chọn “{value}”.",
        "Thêm danh sách này vào trang choices, hoặc sửa tên.",
    ),
)


def explain(message: str, workbook: Workbook) -> Problem:
    """One problem out of pyxform's sentence: our own words where it is a known one, else its words with the place."""
    place = _SHEET.search(message)
    sheet = next((part for part in place.groups() if part), "") if place else SURVEY
    if sheet not in (SURVEY, CHOICES, SETTINGS, ENTITIES):
        sheet = SURVEY
    row = _row(message, workbook.sheet(sheet))
    for known in _KNOWN:
        found = known.pattern.search(message)
        if found:
            values = {key: value or "" for key, value in found.groupdict().items()}
            row = row or _row_of(values.get("name", ""), workbook.sheet(sheet))
            return Problem(
                known.code, sheet, row, known.column, known.cause.format(**values), known.cure.format(**values)
            )
    column = _COLUMN.search(message)
    where = next((part for part in column.groups() if part), "") if column else ""
    words = " ".join(_ROW.sub("", message, count=1).split())
    return Problem("form.refused", sheet, row, where, f"Bộ chuyển đổi báo: {words}", "Sửa chỗ này rồi kiểm tra lại.")


def _row_of(name: str, sheet: Sheet | None) -> int:
    """The row of the question of that name."""
    records = sheet.records() if name and sheet is not None else iter(())
    return next((record.number for record in records if record.get("name") == name), 0)


def _row(message: str, sheet: Sheet | None) -> int:
    """The author's row number; pyxform counts the header as row 1 whatever stands above it."""
    found = _ROW.search(message)
    if found is None or sheet is None:
        return 0
    index = int(found.group(1) or found.group(2)) - 2
    numbers = [record.number for record in sheet.records()]
    return numbers[index] if 0 <= index < len(numbers) else 0
