"""Expressions and references in the cells of a form: do the named questions exist, and can the expression be read."""

import re
from difflib import get_close_matches

from survey.sheet.problems import Problem
from survey.sheet.rows import SurveyRows
from survey.sheet.workbook import SURVEY, Record
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
TEXTS = ("label", "hint", "guidance_hint", "constraint_message", "required_message", "trigger", "default")
_REFERENCE = re.compile(r"\$\{(?P<saved>last-saved#)?\s*(?P<name>[^}]*?)\s*\}")
_WORDS = {"yes", "no", "true", "false", "TRUE", "FALSE", "Yes", "No", "YES", "NO", "true()", "false()"}


def expression_problems(survey: SurveyRows) -> list[Problem]:
    """Every unknown question, unreadable expression and unknown function, cell by cell."""
    known = set(survey.by_name())
    problems: list[Problem] = []
    for row in survey.rows:
        for column, text in row.record.cells.items():
            if column in EXPRESSIONS or column.split("::")[0] in TEXTS:
                problems += _references(row.record, column, text, known)
            if column in EXPRESSIONS and not (column in FLAGS and text.strip() in _WORDS):
                problems += _syntax(row.record, column, text)
    return problems


def _references(record: Record, column: str, text: str, known: set[str]) -> list[Problem]:
    found: list[Problem] = []
    for match in _REFERENCE.finditer(text):
        name = match["name"]
        if name in known:
            continue
        near = get_close_matches(name, sorted(known), n=1)
        cure = f"Có phải là ${{{near[0]}}} không?" if near else "Sửa lại tên, hoặc thêm câu hỏi này."
        cause = f"Nhắc đến ${{{name}}}, phiếu không có câu hỏi này."
        found.append(Problem("reference.unknown", SURVEY, record.number, column, cause, cure))
    return found


def _syntax(record: Record, column: str, text: str) -> list[Problem]:
    """The expression with each reference in the shape of a path of the same length, so that positions stay those of the cell."""
    plain = _REFERENCE.sub(lambda match: ("/" + _plain_name(match["name"])).ljust(len(match[0])), text)
    plain = plain.replace("“", '"').replace("”", '"').replace("‘", "'").replace("’", "'")
    try:
        compile_xpath(plain.strip())
    except XPathSyntaxError as error:
        cause = f"{str(error).rstrip('.')}: {text}"
        return [Problem("expression", SURVEY, record.number, column, cause, "Sửa lại biểu thức.")]
    return []


def _plain_name(name: str) -> str:
    return re.sub(r"[^\w.-]", "_", name) or "_"
