"""`survey check`: every mistake of a form in one list, each with its place, its cause and its cure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from survey.sheet.cells import cell_problems
from survey.sheet.columns import header_problems
from survey.sheet.data_files import file_problems
from survey.sheet.excel import formula_problems
from survey.sheet.expressions import expression_problems
from survey.sheet.lint import flaws
from survey.sheet.lists import list_problems, setting
from survey.sheet.locating import located
from survey.sheet.markdown import read_with_mistakes
from survey.sheet.never import never_right
from survey.sheet.normal import flag_problems, normal
from survey.sheet.problems import Flaw, Problem, SheetError
from survey.sheet.repair import without
from survey.sheet.rows import SurveyRow, SurveyRows
from survey.sheet.transform import SheetFormat, read_workbook, workbook_to_xform
from survey.sheet.translations import translation_problems
from survey.sheet.trial import trial_flaws
from survey.sheet.workbook import NAMESPACE, SURVEY, Workbook
from survey.xform import Form, FormError, load_form
from survey.xform.form.errors import FormProblem

_MISSING = "file-missing"
_EMPTY = {"xml": b"<root/>", "geojson": b'{"type": "FeatureCollection", "features": []}'}
_NO_FILES: Mapping[str, bytes] = {}
_PATH = re.compile(r"/[\w.\-/]+")
_FILE = re.compile(r"instance (\S+) thiếu tệp (\S+?)\.?\s")
_COLUMNS = {
    "jr:constraintMsg": "constraint_message",
    "jr:requiredMsg": "required_message",
    "calculate": "calculation",
    "jr:count": "repeat_count",
    "choice filter": "choice_filter",
    "lựa chọn của": "choice_filter",
    "setvalue của": "default",
    "lời văn": "label",
}
_PARTS = (*_COLUMNS, "relevant", "constraint", "required", "readonly")
_CONSEQUENCES = frozenset({"xml", "form.unreadable"})
"""What follows from a mistake that is named already, and says nothing about its place."""
MOST_LISTED = 500
"""Mistakes that are told at once."""
_ROUNDS = 60
"""Pyxform stops at its first mistake: it is asked again without that cell, so often at most."""


@dataclass(frozen=True, slots=True)
class Checked:
    """All mistakes of a form, and where there are none but warnings, the form as it was converted and loaded to find them."""

    problems: list[Problem]
    xform: bytes = b""
    form: Form | None = None


def check(name: str, content: bytes, kind: SheetFormat, files: Mapping[str, bytes] = _NO_FILES) -> list[Problem]:
    """All mistakes of a form; none but warnings where it is fit for use. `files`: the data files beside the form, by bare name."""
    return checked(name, content, kind, files).problems


def checked(name: str, content: bytes, kind: SheetFormat, files: Mapping[str, bytes] = _NO_FILES) -> Checked:
    """As `check`, for a form that is to be used afterwards: nothing need be converted once more."""
    try:
        workbook, problems = read_with_mistakes(content) if kind == "md" else (read_workbook(content, kind), [])
    except SheetError as error:
        return Checked(error.problems)
    written, workbook = workbook, normal(workbook)
    sheet = workbook.sheet(SURVEY)
    if sheet is None:
        cause = "Phiếu không có trang survey."
        cure = "Thêm trang survey với các cột type, name, label."
        return Checked([*problems, Problem("sheet.survey", "", 0, "", cause, cure)])
    problems += flag_problems(written, sheet)
    return _checked_sheets(name, content, kind, workbook, problems, files)


def _checked_sheets(
    name: str,
    content: bytes,
    kind: SheetFormat,
    workbook: Workbook,
    problems: list[Problem],
    files: Mapping[str, bytes],
) -> Checked:
    sheet = workbook.sheet(SURVEY)
    assert sheet is not None
    survey = SurveyRows(sheet)
    made = _Conversion([])
    problems += formula_problems(content, workbook) if kind == "xlsx" else []
    problems += header_problems(workbook, sheet)
    problems += _empty(survey) + survey.problems + list_problems(workbook, survey)
    problems += (
        expression_problems(workbook, survey) + cell_problems(workbook, survey) + translation_problems(workbook, survey)
    )
    if survey.rows and not any(one.code == "column.missing" for one in problems):
        later, made = _later_problems(name, workbook, problems, files)
        problems += later
    if any(one.code not in _CONSEQUENCES and not one.warning for one in problems):
        problems = [one for one in problems if one.code not in _CONSEQUENCES or one.row]
    problems = _listed(sorted(dict.fromkeys(problems), key=lambda one: (one.sheet != SURVEY, one.sheet, one.row)))
    is_fit = not any(not one.warning for one in problems)
    return Checked(problems, made.xform, made.form) if is_fit else Checked(problems)


def _listed(problems: list[Problem]) -> list[Problem]:
    """So many as an author can work through; mistakes before warnings, and one more that says how many are left out."""
    if len(problems) <= MOST_LISTED:
        return problems
    kept = sorted(problems, key=lambda one: one.warning)[:MOST_LISTED]
    left = len(problems) - MOST_LISTED
    is_fit = all(one.warning for one in problems)
    cause = f"Còn {left} chỗ nữa không kể ở đây."
    more = Problem("more", "", 0, "", cause, "Sửa các chỗ đã nêu rồi kiểm tra lại.", warning=is_fit)
    return [*(one for one in problems if one in set(kept)), more]


@dataclass(frozen=True, slots=True)
class _Conversion:
    """The mistakes of one conversion; what was converted where it came to its end, so that no mistake is hidden behind these."""

    problems: list[Problem]
    xform: bytes = b""
    form: Form | None = None


def _later_problems(
    name: str, workbook: Workbook, known: list[Problem], files: Mapping[str, bytes]
) -> tuple[list[Problem], _Conversion]:
    """What shows only after conversion, time and again without what has been found: pyxform's rules, data files, cycles, wrong results."""
    wrong = [problem for problem in known if not problem.warning]
    found: list[Problem] = []
    made = _Conversion([])
    for _ in range(_ROUNDS):
        # A form without mistakes is converted as it is: what is published is what its author wrote.
        workbook = without(workbook, wrong) if wrong else workbook
        places = {(problem.sheet, problem.row, problem.column) for problem in (*known, *found)}
        made = _converted(name, workbook, files)
        new = [
            one
            for one in made.problems
            if one not in found and (one.warning or (one.sheet, one.row, one.column) not in places or not one.row)
        ]
        found += new
        wrong = [problem for problem in new if problem.row and not problem.warning]
        if made.form is not None or not wrong:
            break
    return found, made


def _converted(name: str, workbook: Workbook, files: Mapping[str, bytes]) -> _Conversion:
    try:
        xform = workbook_to_xform(name, workbook)
    except SheetError as error:
        return _Conversion([located(one, workbook, partial(_complaint, name)) for one in error.problems])
    sheet = workbook.sheet(SURVEY)
    survey = SurveyRows(sheet) if sheet is not None else None
    assert survey is not None, "a form without a survey sheet is not converted"
    named = [name for name in _stand_in_files(xform) if name in files]
    missing = [problem for name in named for problem in file_problems(name, files[name])]
    try:
        form = load_form(xform, files)
    except FormError as error:
        told = [_placed(problem, survey) for problem in error.problems]
        missing += told
        if any(problem.code != _MISSING for problem in told):
            return _Conversion(missing)
        form = load_form(xform, {**_stand_in_files(xform), **files})
    warnings = (replace(_placed(problem, survey), warning=True) for problem in form.warnings)
    lint = (_of_flaw(flaw, survey) for flaw in form_flaws(form, is_review=_is_review(workbook)))
    return _Conversion([*missing, *warnings, *lint], xform, form)


def form_flaws(form: Form, *, is_review: bool = False) -> list[Flaw]:
    """What is wrong with a form that can be loaded: wrong results, what can never be right, what cannot be opened or computed."""
    return [*flaws(form, is_review=is_review), *never_right(form, is_review=is_review), *trial_flaws(form)]


def _complaint(name: str, workbook: Workbook) -> Problem | None:
    try:
        workbook_to_xform(name, workbook)
    except SheetError as error:
        return error.problems[0]
    return None


def _is_review(workbook: Workbook) -> bool:
    """A form that declares our namespace is one of ours, whose results must not change when it is opened again."""
    return NAMESPACE in setting(workbook, "namespaces")


def _stand_in_files(xform: bytes) -> dict[str, bytes]:
    """Empty data files for those that are missing, so that what else is wrong is found as well."""
    names = (match.decode() for match in re.findall(rb'src="jr://[^"]*/([^"/]+)"', xform))
    return {name: _EMPTY.get(name.rpartition(".")[2].lower(), b"name,label\n") for name in names}


def _empty(survey: SurveyRows) -> list[Problem]:
    if survey.rows or survey.problems:
        return []
    cause = "Trang survey không có câu hỏi nào."
    return [Problem("survey.empty", SURVEY, 0, "", cause, "Thêm ít nhất một dòng, ví dụ: text | ho_ten | Họ và tên?")]


def _placed(problem: FormProblem, survey: SurveyRows) -> Problem:
    words = f"{problem.where} {problem.cause}"
    row = next((row for path in _PATH.findall(words) if (row := _row(path, survey))), None) or _row_of_file(
        words, survey
    )
    part = next((part for part in _PARTS if part in words), "")
    column = _COLUMNS.get(part, part) if row else ""
    cause = problem.cause[:1].upper() + problem.cause[1:] if row else f"{problem.where}: {problem.cause}"
    return Problem(problem.code, SURVEY, row.number if row else 0, column, cause, problem.cure)


def _row_of_file(words: str, survey: SurveyRows) -> SurveyRow | None:
    """The first row that names a data file or its list."""
    found = _FILE.search(words + " ")
    if found is None:
        return None
    named = {f"{quote}{found[1]}{quote}" for quote in "'\""}
    return next(
        (
            row
            for row in survey.rows
            if found[2] in row.kind.split()
            or row.name == found[1]
            or any(one in cell for cell in row.record.cells.values() for one in named)
        ),
        None,
    )


def _of_flaw(flaw: Flaw, survey: SurveyRows) -> Problem:
    row = _row("/" + "/".join(flaw.ref), survey)
    column = _COLUMNS.get(flaw.part, flaw.part)
    return Problem(flaw.code, SURVEY, row.number if row else 0, column, flaw.cause, flaw.cure, not flaw.never)


def _row(path: str, survey: SurveyRows) -> SurveyRow | None:
    names = tuple(path.strip("/").split("/"))[1:]
    names = names[1:] if names[:1] == ("meta",) else names
    return next((row for row in survey.rows if row.path == names), None)
