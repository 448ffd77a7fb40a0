"""The headers of a form's sheets: what is missing, twice, misspelt, or would be left out in silence."""

import re
from difflib import get_close_matches

from pyxform import aliases

from survey.sheet.expressions import EXPRESSIONS
from survey.sheet.lists import LABELS, setting
from survey.sheet.problems import Problem
from survey.sheet.workbook import CHOICES, ENTITIES, NAMESPACE, SETTINGS, SURVEY, Sheet, Workbook

_USUAL = [
    "type",
    "name",
    "label",
    "hint",
    "guidance_hint",
    "required",
    "required_message",
    "relevant",
    "constraint",
    "constraint_message",
    "calculation",
    "choice_filter",
    "appearance",
    "parameters",
    "default",
    "repeat_count",
    "readonly",
    "trigger",
    "media::image",
    "save_to",
]
_KNOWN = {
    *_USUAL,
    *aliases.survey_header,
    *EXPRESSIONS,
    *("id", "$given_id", "query", "list_name", "disabled", "jr:constraintmsg", "big-image", "itemset", "intent"),
}
_TRANSLATED = {
    "label",
    "hint",
    "guidance_hint",
    "constraint_message",
    "required_message",
    "image",
    "audio",
    "video",
    "big-image",
    "media",
}
_NOTES = {"note", "notes", "comment", "comments", "ghi_chu", "ghi chú"}
_FREE = {"bind", "body", "instance", "control", "media"}
_QUALIFIED = re.compile(r"[^\W\d][\w.-]*(?::[^\W\d][\w.-]*)?")
_SURVEY_NEEDS: tuple[tuple[str, set[str]], ...] = (("type", {"command"}), ("name", {"tag", "value"}))
_CHOICES_NEED: tuple[tuple[str, set[str]], ...] = (("list_name", {"list name"}), ("name", {"value"}))
_SHEETS = [SURVEY, CHOICES, SETTINGS, ENTITIES, "external_choices", "osm"]


def header_problems(workbook: Workbook, sheet: Sheet) -> list[Problem]:
    """What is wrong with the columns of the survey sheet, the cells beside them, and the names of the sheets."""
    return [
        *_missing(sheet, _SURVEY_NEEDS),
        *(one for choices in workbook.sheets if _is_list(choices) for one in _missing(choices, _CHOICES_NEED)),
        *(problem for one in workbook.sheets if one.name.lower() in _SHEETS for problem in _twice(one)),
        *(problem for column in dict.fromkeys(sheet.header) if column for problem in _column(sheet, column)),
        *(problem for choices in workbook.sheets if _is_list(choices) for problem in _list_columns(choices)),
        *_overlong_rows(workbook),
        *_namespace(workbook, sheet),
        *_sheet_names(workbook),
    ]


def header_row(sheet: Sheet) -> int:
    """The number of the row that holds the headers."""
    return next((row.number for row in sheet.rows if not row.is_blank), 0)


def _missing(sheet: Sheet, needed: tuple[tuple[str, set[str]], ...]) -> list[Problem]:
    name, number = sheet.name.lower(), header_row(sheet)
    return [
        Problem("column.missing", name, number, key, f"Thiếu cột {key}.", f"Thêm cột {key} vào dòng tiêu đề.")
        for key, others in needed
        if key not in sheet.header and not others & set(sheet.header)
    ]


def _is_list(sheet: Sheet) -> bool:
    return sheet.name.lower() == CHOICES and any(sheet.header)


def _list_columns(sheet: Sheet) -> list[Problem]:
    """The columns of the choices become elements of the lists."""
    cure = "Bắt đầu bằng chữ, chỉ dùng chữ, số, dấu _, ví dụ: vung."
    found = [
        Problem(
            "column.invalid",
            CHOICES,
            header_row(sheet),
            column,
            f"Cột “{column}” không dùng được, bỏ qua.",
            cure,
            warning=True,
        )
        for column in dict.fromkeys(sheet.header)
        if column and column != "list name" and not _QUALIFIED.fullmatch(re.split("::?", column)[0].strip())
    ]
    if not any(re.split("::?", column)[0].strip().lower() in LABELS for column in sheet.header):
        cause = "Thiếu cột label."
        found.append(
            Problem("column.missing", CHOICES, header_row(sheet), "label", cause, "Thêm cột label.", warning=True)
        )
    return found


def _twice(sheet: Sheet) -> list[Problem]:
    header = [column for column in sheet.header if column]
    return [
        Problem(
            "column.twice",
            sheet.name.lower(),
            header_row(sheet),
            column,
            f"Có nhiều cột tên {column}.",
            "Giữ lại một cột.",
        )
        for column in dict.fromkeys(header)
        if header.count(column) > 1
    ]


def _column(sheet: Sheet, column: str) -> list[Problem]:
    """A column that pyxform would misread or leave out."""
    number = header_row(sheet)
    first, *rest = [part.strip() for part in column.split("::")]
    if rest and _is_wrongly_qualified(first, rest):
        cause, cure = (
            f"Tên cột “{column}” không dùng được.",
            "Sau dấu :: phải là một tên, ví dụ label::Tiếng Việt (vi).",
        )
        return [Problem("column.invalid", SURVEY, number, column, cause, cure)]
    plain = first.lower()
    translated = bool(rest) or ":" in plain
    if plain in _KNOWN | _NOTES or (translated and plain.partition(":")[0] in _TRANSLATED | _FREE):
        return []
    near = get_close_matches(first, _USUAL, n=1, cutoff=0.85)
    if near:
        return [
            Problem("column.unknown", SURVEY, number, column, f"Không có cột {column}.", f"Có phải là {near[0]} không?")
        ]
    if not _QUALIFIED.fullmatch(first):
        return []
    cause = f"Cột {column} không thuộc XLSForm nên không được dùng đến."
    return [
        Problem("column.ignored", SURVEY, number, column, cause, "Bỏ qua nếu là ghi chú của anh/chị.", warning=True)
    ]


def _is_wrongly_qualified(first: str, rest: list[str]) -> bool:
    """Whether something is missing around "::", or what stands behind it cannot be a name."""
    foreign = first.lower() in _FREE - {"media"}
    return not all(rest) or not first or (foreign and not _QUALIFIED.fullmatch(rest[0]))


def _overlong_rows(workbook: Workbook) -> list[Problem]:
    """Cells beyond the headers would be dropped in silence; in Markdown they mostly come from an unescaped "|"."""
    cause = "Có ô nằm ngoài các cột có tiêu đề, không dùng đến."
    cure = "Bỏ bớt ô; dấu | trong một ô của tệp .md thì viết thành \\|."
    return [
        Problem("row.long", sheet.name.lower(), row.number, "", cause, cure, warning=True)
        for sheet in workbook.sheets
        if sheet.name.lower() in _SHEETS
        for row in sheet.rows
        if any(row.cells[len(sheet.header) :])
    ]


def _namespace(workbook: Workbook, sheet: Sheet) -> list[Problem]:
    """Pyxform drops attributes of ours in silence where the settings do not declare their namespace."""
    if not any("rasoat:" in column for column in sheet.header) or NAMESPACE in setting(workbook, "namespaces"):
        return []
    cause = "Trang settings chưa khai báo không gian tên rasoat, mà trang survey có cột rasoat:."
    return [Problem("settings.namespace", SETTINGS, 0, "namespaces", cause, f'Điền: rasoat="{NAMESPACE}"')]


def _sheet_names(workbook: Workbook) -> list[Problem]:
    """Sheets whose names look like those of XLSForm and are not."""
    found: list[Problem] = []
    for sheet in workbook.sheets:
        near = get_close_matches(sheet.name.lower(), _SHEETS, n=1, cutoff=0.8)
        if near and sheet.name.lower() not in _SHEETS and workbook.sheet(near[0]) is None:
            cause = f"Trang “{sheet.name}” không được đọc."
            cure = f"Có phải là {near[0]} không?"
            found.append(Problem("sheet.unknown", sheet.name, 0, "", cause, cure, warning=True))
    return found
