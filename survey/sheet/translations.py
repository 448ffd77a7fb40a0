"""Texts that a form has in one language and not in another: people are shown the other one, and the author is told."""

import re
from collections.abc import Iterator

from survey.sheet.problems import Problem
from survey.sheet.rows import SurveyRows
from survey.sheet.workbook import CHOICES, SURVEY, Record, Sheet, Workbook

_TEXTS = frozenset({"label", "hint", "guidance_hint", "constraint_message", "required_message"})
_MEDIA = frozenset({"image", "audio", "video", "big-image"})


def translation_problems(workbook: Workbook, survey: SurveyRows) -> list[Problem]:
    """One warning for each text that is missing in a language that the form has."""
    choices = workbook.sheet(CHOICES)
    lists = {row.choices for row in survey.rows if row.choices}
    names = (SURVEY, CHOICES) if lists else (SURVEY,)
    asked = {} if choices is None else {one.number: one.get("list_name") for one in choices.records()}
    return [
        problem
        for name in names
        if (sheet := workbook.sheet(name)) is not None
        for problem in _missing(name, sheet, _languages(workbook, names))
        if name == SURVEY or asked.get(problem.row) in lists
    ]


def _languages(workbook: Workbook, names: tuple[str, ...]) -> list[str]:
    """The languages of labels, in their order; "" = columns without one."""
    headers = [column for name in names if (sheet := workbook.sheet(name)) for column in sheet.header]
    found = [part[1] for column in headers if (part := _parts(column))[0] == "label"]
    return list(dict.fromkeys(found))


def _missing(name: str, sheet: Sheet, languages: list[str]) -> Iterator[Problem]:
    families: dict[str, dict[str, str]] = {}
    for column in sheet.header:
        text, language = _parts(column)
        if text:
            families.setdefault(text, {})[language] = column
    for text, columns in families.items():
        wanted = dict.fromkeys([*columns, *(languages if set(columns) - {""} else [])])
        if len(wanted) < 2:
            continue
        for record in sheet.records():
            yield from _of_row(name, record, text, {one: columns.get(one, "") for one in wanted})


def _of_row(name: str, record: Record, text: str, columns: dict[str, str]) -> Iterator[Problem]:
    empty = [one for one, column in columns.items() if not column or not record.get(column)]
    if len(empty) == len(columns):
        return
    for language in empty:
        column = columns[language] or (f"{text}::{language}" if language else text)
        cause = f"Thiếu {text} bằng {language or 'ngôn ngữ chính'}: người trả lời thấy câu của ngôn ngữ khác."
        yield Problem("translation.missing", name, record.number, column, cause, "Điền ô này.", warning=True)


def _parts(column: str) -> tuple[str, str]:
    """(kind of text, language); ("", "") for any other column."""
    parts = [part.strip() for part in re.split("::?", column)]
    if parts[0] == "media":
        parts = parts[1:]
    if parts and parts[0] in _TEXTS | _MEDIA and len(parts) <= 2:
        return parts[0], parts[1] if len(parts) == 2 else ""
    return "", ""
