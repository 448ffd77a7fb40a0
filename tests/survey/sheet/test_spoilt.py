"""Odd cells of Excel, choices without columns and spoilt workbooks: told in sentences with their places."""

import random
from datetime import date, timedelta
from io import BytesIO

import pytest
from openpyxl import Workbook as Book

from survey.sheet import check, convert
from tests.survey.sheet.support.sheets import CHOICES, EVERYTHING, SETTINGS, found, survey


def excel(*rows: tuple[object, ...]) -> bytes:
    book = Book()
    page = book.active
    assert page is not None
    page.title = "survey"
    for row in (("type", "name", "label", "default"), *rows):
        page.append(list(row))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_cells_of_excel_that_hold_no_text() -> None:
    content = excel(
        ("integer", "a", "A", 5.0),
        ("date", "b", "B", date(2025, 1, 31)),
        ("time", "c", "C", timedelta(hours=7, minutes=5)),
        ("text", "d", "=1+1", None),
        ("text", "e", "E", "#REF!"),
        ("text", "f", True, None),
    )
    problems = check("f.xlsx", content, "xlsx")
    assert [(one.code, one.row, one.column) for one in problems] == [
        ("excel.formula", 5, "label"),
        ("label.missing", 5, "label"),
        ("excel.error", 6, "default"),
    ]
    text = convert(content, "xlsx", "md").decode()
    assert "| date | b | B | 2025-01-31 |" in text
    assert "| time | c | C | 07:05:00 |" in text
    assert "| integer | a | A | 5 |" in text


def test_choices_without_labels_or_with_columns_that_are_no_names() -> None:
    text = (
        survey("select_one l | a | A")
        + "| choices |\n| | list_name | name | số 1 ở |\n| | l | x | X |\n| | l | y | Y |\n"
    )
    assert [(one.code, one.row, one.column) for one in found(text)] == [
        ("column.invalid", 5, "số 1 ở"),
        ("column.missing", 5, "label"),
    ]


FORMS = [
    survey("text | a | A", "select_one yn | b | B | | ${a} = 1", "calculate | c | | ${a} + 1") + CHOICES + SETTINGS,
    EVERYTHING,
]
JUNK = [
    "",
    "${",
    "${a}",
    "(",
    "::",
    "bind::",
    "label::",
    "select_one",
    "begin_repeat",
    "end_group",
    "\x01",
    "1 +",
    "x" * 300,
    "name",
    "=",
    "audit",
    "loop",
]


@pytest.mark.parametrize("seed", range(40))
def test_a_spoilt_workbook_is_answered_in_sentences(seed: int) -> None:
    rng = random.Random(seed)
    lines = [line.split("|") for line in rng.choice(FORMS).splitlines()]
    for _ in range(rng.randint(1, 4)):
        line = rng.choice(lines)
        if rng.random() < 0.2:
            lines.remove(line)
        else:
            line[rng.randrange(len(line))] = rng.choice(JUNK)
    problems = found("\n".join("|".join(line) for line in lines))
    assert all(one.cause and one.code for one in problems)
