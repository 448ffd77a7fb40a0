"""`survey check`: every mistake of a form in one list, each with its place, its cause and its cure."""

import re
from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches

from survey.sheet.expressions import EXPRESSIONS, expression_problems
from survey.sheet.lint import Flaw, flaws
from survey.sheet.lists import list_problems, setting
from survey.sheet.problems import Problem, SheetError
from survey.sheet.rows import SurveyRow, SurveyRows
from survey.sheet.transform import Kind, read_workbook, workbook_to_xform
from survey.sheet.workbook import NAMESPACE, SETTINGS, SURVEY, Row, Sheet, Workbook
from survey.xform import FormError, load_form
from survey.xform.errors import FormProblem

_MISSING = "file-missing"
_EMPTY = {"xml": b"<root/>", "geojson": b'{"type": "FeatureCollection", "features": []}'}
_NO_FILES: Mapping[str, bytes] = {}
_PATH = re.compile(r"/[\w.\-/]+")
_COLUMNS = {"calculate": "calculation", "jr:count": "repeat_count", "choice filter": "choice_filter"}
_PARTS = ("calculate", "relevant", "constraint", "required", "readonly", "jr:count", "choice filter")
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
]


def check(name: str, content: bytes, kind: Kind, files: Mapping[str, bytes] = _NO_FILES) -> list[Problem]:
    """All mistakes of a form; none but warnings where it is fit for use. `files`: the data files beside the form, by bare name."""
    try:
        workbook = read_workbook(content, kind)
    except SheetError as error:
        return error.problems
    sheet = workbook.sheet(SURVEY)
    if sheet is None:
        cause = "Phiếu không có trang survey."
        return [Problem("sheet.survey", "", 0, "", cause, "Thêm trang survey với các cột type, name, label.")]
    survey = SurveyRows(sheet)
    broken = _header_problems(sheet) + _overlong_rows(workbook) + _namespace_problems(workbook, sheet)
    broken += _empty(survey) + survey.problems + list_problems(workbook, survey)
    wrong = expression_problems(survey)
    problems = broken + wrong
    if not broken:
        problems += _later_problems(name, _without(workbook, wrong), survey, files)
    return sorted(dict.fromkeys(problems), key=lambda one: (one.sheet != SURVEY, one.sheet, one.row))


def _later_problems(name: str, workbook: Workbook, survey: SurveyRows, files: Mapping[str, bytes]) -> list[Problem]:
    """What shows only after conversion: pyxform's own rules, data files, cycles, and results that would be wrong."""
    try:
        xform = workbook_to_xform(name, workbook)
    except SheetError as error:
        return error.problems
    missing: list[Problem] = []
    try:
        form = load_form(xform, files)
    except FormError as error:
        missing = [_placed(problem, survey) for problem in error.problems]
        if any(problem.code != _MISSING for problem in missing):
            return missing
        form = load_form(xform, {**_stand_in_files(xform), **files})
    return [
        *missing,
        *(replace(_placed(problem, survey), warning=True) for problem in form.warnings),
        *(_of_flaw(flaw, survey) for flaw in flaws(form, is_review=_is_review(workbook))),
    ]


def _is_review(workbook: Workbook) -> bool:
    """A form that declares our namespace is one of ours, whose results must not change when it is opened again."""
    return NAMESPACE in setting(workbook, "namespaces")


def _stand_in_files(xform: bytes) -> dict[str, bytes]:
    """Empty data files for those that are missing, so that what else is wrong is found as well."""
    names = (match.decode() for match in re.findall(rb'src="jr://[^"]*/([^"/]+)"', xform))
    return {name: _EMPTY.get(name.rpartition(".")[2].lower(), b"name,label\n") for name in names}


def _header_problems(sheet: Sheet) -> list[Problem]:
    header = [column for column in sheet.header if column]
    number = next((row.number for row in sheet.rows if not row.is_blank), 0)
    found = [
        Problem("column.missing", SURVEY, number, key, f"Thiếu cột {key}.", f"Thêm cột {key} vào dòng tiêu đề.")
        for key, old in (("type", "command"), ("name", "tag"))
        if key not in header and old not in header
    ]
    for column in dict.fromkeys(header):
        if header.count(column) > 1:
            cause = f"Có nhiều cột tên {column}."
            found.append(Problem("column.twice", SURVEY, number, column, cause, "Giữ lại một cột."))
        near = get_close_matches(column, _USUAL, n=1, cutoff=0.85)
        if near and column not in _USUAL and column not in EXPRESSIONS:
            cause = f"Không có cột {column}."
            found.append(Problem("column.unknown", SURVEY, number, column, cause, f"Có phải là {near[0]} không?"))
    return found


def _empty(survey: SurveyRows) -> list[Problem]:
    if survey.rows or survey.problems:
        return []
    cause = "Trang survey không có câu hỏi nào."
    return [Problem("survey.empty", SURVEY, 0, "", cause, "Thêm ít nhất một dòng, ví dụ: text | ho_ten | Họ và tên?")]


def _overlong_rows(workbook: Workbook) -> list[Problem]:
    """Cells beyond the headers would be dropped in silence; in Markdown they mostly come from an unescaped "|"."""
    cause = "Dòng có nhiều ô hơn tiêu đề."
    cure = "Bỏ bớt ô; dấu | trong một ô của tệp .md thì viết thành \\|."
    return [
        Problem("row.long", sheet.name, row.number, "", cause, cure)
        for sheet in workbook.sheets
        if sheet.name.lower() in {"survey", "choices", "settings"}
        for row in sheet.rows
        if any(row.cells[len(sheet.header) :])
    ]


def _namespace_problems(workbook: Workbook, sheet: Sheet) -> list[Problem]:
    """Pyxform drops attributes of ours in silence where the settings do not declare their namespace."""
    if not any("rasoat:" in column for column in sheet.header) or NAMESPACE in setting(workbook, "namespaces"):
        return []
    cause = "Trang settings chưa khai báo không gian tên rasoat, mà trang survey có cột rasoat:."
    return [Problem("settings.namespace", SETTINGS, 0, "namespaces", cause, f'Điền: rasoat="{NAMESPACE}"')]


def _without(workbook: Workbook, wrong: list[Problem]) -> Workbook:
    """The form with the cells that are already known to be wrong left out, so that later steps can find what else is."""
    places = {(problem.row, problem.column) for problem in wrong}

    def cleaned(sheet: Sheet) -> Sheet:
        if sheet.name.lower() != SURVEY:
            return sheet
        header = sheet.header
        rows = (
            Row(
                row.number,
                tuple(
                    _stand_in(column) if (row.number, column) in places else cell
                    for column, cell in zip(header, row.cells, strict=False)
                ),
            )
            for row in sheet.rows
        )
        return replace(sheet, rows=tuple(rows))

    return replace(workbook, sheets=tuple(cleaned(sheet) for sheet in workbook.sheets))


def _stand_in(column: str) -> str:
    """A calculation may not be empty; any other cell may."""
    return (
        "1" if column in {"calculation", "calculate", "bind::calculate"} else "x" if column.startswith("label") else ""
    )


def _placed(problem: FormProblem, survey: SurveyRows) -> Problem:
    words = f"{problem.where} {problem.cause}"
    row = next((row for path in _PATH.findall(words) if (row := _row(path, survey))), None)
    part = next((part for part in _PARTS if part in words), "")
    column = _COLUMNS.get(part, part) if row else ""
    cause = problem.cause[:1].upper() + problem.cause[1:] if row else f"{problem.where}: {problem.cause}"
    return Problem(problem.code, SURVEY, row.number if row else 0, column, cause, problem.cure)


def _of_flaw(flaw: Flaw, survey: SurveyRows) -> Problem:
    row = _row("/" + "/".join(flaw.ref), survey)
    column = _COLUMNS.get(flaw.part, flaw.part)
    return Problem(flaw.code, SURVEY, row.number if row else 0, column, flaw.cause, flaw.cure)


def _row(path: str, survey: SurveyRows) -> SurveyRow | None:
    names = tuple(path.strip("/").split("/"))[1:]
    names = names[1:] if names[:1] == ("meta",) else names
    return next((row for row in survey.rows if row.path == names), None)
