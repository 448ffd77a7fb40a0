"""Expressions and references in the cells of a form: do the named questions exist, and can the expression be read."""

import re
from collections.abc import Mapping
from difflib import get_close_matches

from survey.sheet.lists import LABELS
from survey.sheet.problems import Problem
from survey.sheet.rows import SurveyRow, SurveyRows
from survey.sheet.workbook import CHOICES, ENTITIES, SETTINGS, SURVEY, Record, Workbook
from survey.xpath import XPathSyntaxError, compile_xpath

FLAGS = {"required", "readonly", "read_only"}
EXPRESSIONS = {
    "relevant",
    "relevance",
    "constraint",
    "calculation",
    "calculate",
    "choice_filter",
    "repeat_count",
    "bind::relevant",
    "bind::constraint",
    "bind::calculate",
    "bind::required",
} | FLAGS
_NAMES = {"type", "command", "name", "tag"}
_REFERENCE = re.compile(r"\$\{\s*(?P<saved>last-saved#)?\s*(?P<name>[^\s{}$#]+)\s*\}")
_PLACED = "indexed-repeat"
_OPENING = re.compile(r"\$\{")
_META = {"instanceID": 1, "instanceName": 1}
"""What every form has without a row of its own."""
_WORDS = {"yes", "no", "true", "false", "TRUE", "FALSE", "Yes", "No", "YES", "NO", "true()", "false()"}


def expression_problems(workbook: Workbook, survey: SurveyRows) -> list[Problem]:
    """Every unknown or doubtful question that a cell names, every unreadable expression and unknown function, cell by cell."""
    rows = survey.by_name()
    known = {name: len(found) for name, found in rows.items()} | _META
    problems = [problem for row in survey.rows for problem in _of_row(row, known, rows)]
    for name in (CHOICES, SETTINGS, ENTITIES):
        sheet = workbook.sheet(name)
        for record in sheet.records() if sheet is not None else ():
            for column, text in record.cells.items():
                if name != CHOICES or column.split("::")[0] in LABELS:
                    problems += _references(name, record, column, text, known)
    return problems


def _of_row(row: SurveyRow, known: Mapping[str, int], rows: Mapping[str, list[SurveyRow]]) -> list[Problem]:
    problems: list[Problem] = []
    for column, text in row.record.cells.items():
        if column not in _NAMES or column == "type":
            problems += _references(SURVEY, row.record, column, text, known)
        if column in EXPRESSIONS and not (column in FLAGS and text.strip() in _WORDS):
            problems += _syntax(row, column, text, rows)
    return problems


def _references(sheet: str, record: Record, column: str, text: str, known: Mapping[str, int]) -> list[Problem]:
    if "${" not in text:
        return []
    found: list[Problem] = []
    if len(_OPENING.findall(text)) > len(_REFERENCE.findall(text)):
        cause = f"Chỗ nhắc đến câu hỏi viết chưa đúng: {text}"
        found.append(
            Problem("reference.form", sheet, record.number, column, cause, "Viết dạng ${ten}, không có dấu cách.")
        )
    for match in _REFERENCE.finditer(text):
        name = match["name"]
        if name not in known:
            near = get_close_matches(name, sorted(known), n=1)
            cure = f"Có phải là ${{{near[0]}}} không?" if near else "Sửa lại tên, hoặc thêm câu hỏi này."
            cause = f"Nhắc đến ${{{name}}}, phiếu không có câu hỏi này."
            found.append(Problem("reference.unknown", sheet, record.number, column, cause, cure))
        elif known[name] > 1:
            cause = f"Nhắc đến ${{{name}}}, phiếu có {known[name]} câu cùng tên."
            found.append(
                Problem(
                    "reference.ambiguous", sheet, record.number, column, cause, "Đặt tên khác nhau cho các câu này."
                )
            )
    return found


def _syntax(row: SurveyRow, column: str, text: str, rows: Mapping[str, list[SurveyRow]]) -> list[Problem]:
    """The expression with each reference in the shape of a path of the same length, so that positions stay those of the cell."""
    plain = text.replace("“", '"').replace("”", '"').replace("‘", "'").replace("’", "'")
    try:
        if _PLACED in plain:
            # It asks where its questions lie: the references must be the paths that they stand for.
            compile_xpath(_REFERENCE.sub(lambda match: _path(rows.get(match["name"], [])), plain).strip())
        else:
            short = _REFERENCE.sub(lambda match: ("/" + _plain_name(match["name"])).ljust(len(match[0])), plain)
            compile_xpath(short.strip())
    except XPathSyntaxError as error:
        cause = f"{str(error).rstrip('.')}: {text}"
        return [Problem("expression", SURVEY, row.number, column, cause, "Sửa lại biểu thức.")]
    return []


def _path(rows: list[SurveyRow]) -> str:
    names = rows[0].path if rows else ("_",)
    return "/" + "/".join(("data", *(_plain_name(name) for name in names)))


def _plain_name(name: str) -> str:
    return re.sub(r"[^\w.-]", "_", name) or "_"
