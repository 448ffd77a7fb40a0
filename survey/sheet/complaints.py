"""What pyxform says about a form, put into our words and in the author's place."""

import re

from survey.sheet.converter_words import COMPLAINTS
from survey.sheet.problems import Problem
from survey.sheet.workbook import CHOICES, ENTITIES, SETTINGS, SURVEY, Sheet, Workbook

REFUSED = "form.refused"
"""The code of what pyxform says in words that we do not know yet."""
_ROW = re.compile(r"\[row\s*:\s*(\d+)\]|\brow (\d+)")
_SHEET = re.compile(r"[Oo]n the '(\w+)' sheet|[Tt]he (\w+) sheet|sheet: '?(\w+)")
_COLUMN = re.compile(r"in column '([^']+)'|the '([^']+)' value|column: ([\w:]+)")
_SHEETS = (SURVEY, CHOICES, SETTINGS, ENTITIES)
_COLUMNS = {"bind::calculate": "calculation", "bind::relevant": "relevant", "dataset": "list_name"}


def explain(message: str, workbook: Workbook) -> Problem:
    """One problem out of pyxform's sentence: our own words where it is a known one, else its words with the place."""
    place = _SHEET.search(message)
    sheet = next((part for part in place.groups() if part), "") if place else SURVEY
    if sheet not in _SHEETS:
        sheet = SURVEY
    row, where = _row(message, workbook.sheet(sheet)), _column(message)
    for known in COMPLAINTS:
        found = known.pattern.search(message)
        if found:
            values = {key: value or "" for key, value in found.groupdict().items()}
            if known.code.startswith("choice.") or known.code == "sheet.choices":
                sheet = CHOICES if known.code.startswith("choice.") else SURVEY
            row = row or _row_of(values.get("name") or _choice(known.code, values), workbook.sheet(sheet))
            cause, cure = known.cause.format_map(_Filled(values)), known.cure.format_map(_Filled(values))
            return Problem(known.code, sheet, row, known.column or where, cause, cure)
    words = " ".join(_ROW.sub("", message, count=1).split())
    cause = f"Bộ chuyển đổi không nhận chỗ này (nguyên văn: {words})"
    return Problem(REFUSED, sheet, row, where, cause, "Sửa chỗ này rồi kiểm tra lại.")


class _Filled(dict[str, str]):
    def __missing__(self, _key: str) -> str:
        return ""


def _choice(code: str, values: dict[str, str]) -> str:
    return values.get("value", "") if code == "choice.blank" else ""


def _column(message: str) -> str:
    found = _COLUMN.search(message)
    where = next((part for part in found.groups() if part), "") if found else ""
    return _COLUMNS.get(where, where)


def _row_of(name: str, sheet: Sheet | None) -> int:
    """The row of the question or choice of that name."""
    records = sheet.records() if name and sheet is not None else iter(())
    return next((record.number for record in records if record.get("name") == name), 0)


def _row(message: str, sheet: Sheet | None) -> int:
    """The author's row number; pyxform counts the header as row 1 whatever stands above it."""
    found = _ROW.search(message)
    if found is None or sheet is None:
        return 0
    index = int(found.group(1) or found.group(2)) - 2
    numbers = [record.number for record in sheet.records()]
    if index == -1:
        return next((row.number for row in sheet.rows if not row.is_blank), 0)
    return numbers[index] if 0 <= index < len(numbers) else 0
