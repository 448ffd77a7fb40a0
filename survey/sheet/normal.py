"""A form's sheets as XLSForm reads them: headers in any case and spacing, cells with plain blanks and composed letters.

What an author sees and what convert keeps is the workbook as it was written; checking and conversion read this one.
"""

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache

from pyxform import aliases
from pyxform.question import MultipleChoiceQuestion, Option
from pyxform.survey import Survey

from survey.sheet.problems import Problem
from survey.sheet.workbook import CHOICES, ENTITIES, SETTINGS, SURVEY, Row, Sheet, Workbook

_BLANKS = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t]")
_UNSEEN = re.compile(r"[\u00ad\u200b\u2060\ufeff]")
"""Characters that nobody sees and that no word is written with: they come along when text is copied from a page."""

_SURVEY_KEYS = frozenset(
    {*aliases.survey_header, *MultipleChoiceQuestion.get_slot_names(), "constraint_message", "required_message"}
    | {"save_to", "list_name", "repeat_count", "readonly", "disabled", "big-image", "intent", "instance", "media"}
)
_CHOICE_KEYS = frozenset({*aliases.list_header, *Option.get_slot_names(), "list_name", "media"})
_SETTING_KEYS = frozenset({*aliases.settings_header, *Survey.get_slot_names()})
_ENTITY_KEYS = frozenset({"list_name", "dataset", "label", "entity_id", "create_if", "update_if", "repeat"})
_KEYS = {
    SURVEY: _SURVEY_KEYS,
    CHOICES: _CHOICE_KEYS,
    SETTINGS: _SETTING_KEYS,
    ENTITIES: _ENTITY_KEYS,
    "external_choices": _CHOICE_KEYS,
    "osm": _CHOICE_KEYS,
}
_OTHER_NAMES = {
    "command": "type",
    "tag": "name",
    "value": "name",
    "caption": "label",
    "relevance": "relevant",
    "calculate": "calculation",
    "read_only": "readonly",
    "count": "repeat_count",
    "jr:count": "repeat_count",
    "constraining_message": "constraint_message",
    "requiredmsg": "required_message",
    "no_app_error_string": "noapperrorstring",
}
"""Old names of columns: one name each, so that a column that is there twice is seen."""
_FLAGS = frozenset({"required", "readonly", "read_only", "bind::required", "bind::readonly"})
_OWN = frozenset({"yes", "no", "true", "false", "true()", "false()"})
_WORD = re.compile(r"\w+")
YES = frozenset({"yes", "true", "true()", "có", "co", "x", "✓", "✔", "đúng", "bắt buộc", "y"})
NO = frozenset({"no", "false", "false()", "không", "khong", "ko", "k", "sai", "-", "n"})


def normal(workbook: Workbook) -> Workbook:
    """The same rows under the names that XLSForm knows; sheets that it does not read keep their headers."""
    sheets = tuple(_sheet(sheet) for sheet in workbook.sheets)
    if (
        len(sheets) == 1
        and sheets[0].name.lower() not in _KEYS
        and "type" in _sheet(replace(sheets[0], name=SURVEY)).header
    ):
        # A workbook of one sheet is the survey, whatever the program that wrote it calls its first sheet.
        sheets = (_sheet(replace(workbook.sheets[0], name=SURVEY)),)
    return replace(workbook, sheets=sheets)


def plain(text: str) -> str:
    """The text with composed letters and plain blanks, without what nobody sees."""
    if text.isascii() and "\t" not in text:
        return text.strip()
    return _UNSEEN.sub("", _BLANKS.sub(" ", unicodedata.normalize("NFC", text))).strip()


def header_name(sheet: str, header: str) -> str:
    """A column's name as XLSForm knows it; one that it does not know stays as it is, for filters that name it."""
    return _header_name(sheet.strip().lower(), header)


@lru_cache(4096)
def _header_name(sheet: str, header: str) -> str:
    keys = _KEYS.get(sheet)
    text = " ".join(plain(header).split())
    if keys is None:
        return text
    first, double, rest = text.partition("::")
    first = first.strip()
    if not double and ":" in first and not first.lower().startswith("jr:"):
        first, double, rest = first.partition(":")
    key = "_".join(first.split()).lower()
    first = key if key in keys else first.lower() if first.lower() in keys else first
    if sheet in {SURVEY, CHOICES}:
        first = _OTHER_NAMES.get(first, first)
    return f"{first}{double}{'::'.join(part.strip() for part in rest.split('::'))}" if double else first


def as_flag(text: str) -> str:
    """The word for yes or no that XLSForm knows; any other text as it is."""
    word = " ".join(text.split()).lower()
    return "yes" if word in YES else "no" if word in NO else text


def flag_problems(written: Workbook, survey: Sheet) -> list[Problem]:
    """Words for yes and no that XLSForm does not know and that are taken as yes or no all the same, with their places; and other bare words."""
    known = {record.number for record in survey.records()}
    sheet = next((one for one in written.sheets if _is_survey(one)), None)
    found: list[Problem] = []
    for record in sheet.records() if sheet is not None else ():
        for header, cell in record.cells.items():
            column = header_name(SURVEY, header)
            if column in _FLAGS and record.number in known:
                found += _flag(record.number, column, plain(cell))
    return found


def _is_survey(sheet: Sheet) -> bool:
    return " ".join(plain(sheet.name).split()).lower() == SURVEY


def _flag(number: int, column: str, text: str) -> list[Problem]:
    if not text or text.lower() in _OWN:
        return []
    word = as_flag(text)
    if word in {"yes", "no"}:
        cause, cure = f"“{text}” được hiểu là {word}.", f"Đúng ý thì để nguyên; nên ghi {word}."
        return [Problem("flag.word", SURVEY, number, column, cause, cure, warning=True)]
    if not _WORD.fullmatch(text) or text.isdecimal():
        return []
    cause = f"“{text}” ở cột {column} không phải yes hay no: ô này bị coi là no."
    return [
        Problem("flag.unknown", SURVEY, number, column, cause, "Ghi yes hoặc no, hoặc một biểu thức.", warning=True)
    ]


def _sheet(sheet: Sheet) -> Sheet:
    name = " ".join(plain(sheet.name).split())
    header: tuple[str, ...] | None = None
    rows: list[Row] = []
    for row in sheet.rows:
        if header is None and not row.is_blank:
            header = tuple(header_name(name, cell) for cell in row.cells)
            rows.append(Row(row.number, header))
        else:
            rows.append(Row(row.number, tuple(_cell(header or (), at, cell) for at, cell in enumerate(row.cells))))
    return Sheet(name, tuple(rows))


def _cell(header: tuple[str, ...], place: int, cell: str) -> str:
    text = plain(cell)
    column = header[place] if place < len(header) else ""
    return as_flag(text) if text and column in _FLAGS else text
