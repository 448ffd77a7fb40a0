"""The check begins the form once and answers each question alone: what fails is named with its cell, what cannot be opened is refused."""

import pytest

from tests.survey.sheet.support.sheets import found, survey

HEADER = "type | name | label | calculation | relevant | constraint | repeat_count"


def codes(*rows: str) -> list[tuple[str, int, str, bool]]:
    return [(one.code, one.row, one.column, one.warning) for one in found(survey(*rows, header=HEADER))]


YEAR = ("integer | nam | Năm?", "integer | thang | Tháng?")
DOUBLED = (
    "calculate | c0 | | 'abcdefgh'",
    *(f"calculate | c{n} | | concat(${{c{n - 1}}}, ${{c{n - 1}}})" for n in range(1, 60)),
)
FAILS = [
    ((*YEAR, "calculate | c | | date(concat(${nam}, '-', ${thang}, '-01'))"), 5, "calculation"),
    ((*YEAR, "calculate | c | | if(${nam} = '', '', date(concat(${nam}, '-', ${thang}, '-01')))"), 5, "calculation"),
    ((*YEAR, "text | c | C | | ${nam} = '' or date(concat(${nam}, '-x')) < today()"), 5, "relevant"),
    (("integer | a | A | | | . = '' or date(concat('x', .)) < today()",), 3, "constraint"),
    (("begin_repeat | r | R", "integer | a | A", "calculate | c | | date(concat(${a}, '-'))", "end_repeat"), 5, "calculation"),
    (("calculate | c | | date(today() + 99999999999)", "text | t | T"), 3, "calculation"),
    ((*DOUBLED, "text | t | T"), 17, "calculation"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "row", "column"), FAILS)
def test_what_has_no_result_is_named_with_its_cell(rows: tuple[str, ...], row: int, column: str) -> None:
    told = codes(*rows)
    assert ("calculation.fails", row, column, True) in told
    assert all(code == "calculation.fails" for code, *_ in told)


R, S, END = "begin_repeat | r | R | | | | ", "begin_repeat | s | S | | | | ", "end_repeat"
CUBE = "calculate | c | | count(${r}[count(${r}[count(${r}[position() > 1]) > 2]) > 3])"
SHUT = [
    ((R + "1000000000", "text | a | A", END), 3, "repeat_count"),
    ((R + "1000", S + "1000", "text | a | A", END, END), 4, "repeat_count"),
    ((R + "300", "integer | a | A", END, CUBE, "text | t | T"), 6, "calculation"),
]


@pytest.mark.parametrize(("rows", "row", "column"), SHUT)
def test_a_form_that_nobody_can_open_is_refused(rows: tuple[str, ...], row: int, column: str) -> None:
    told = codes(*rows)
    assert [one[1:3] for one in told] == [(row, column)], told


@pytest.mark.parametrize(
    "rows",
    [
        (*YEAR, "calculate | c | | if(${nam} = '' or ${thang} = '', '', concat(${nam}, '-', ${thang}))"),
        ("begin_repeat | r | R | | | | 3", "text | a | A", "end_repeat"),
        ("date | d | D | | | . < today()", "calculate | c | | ${d} + 1"),
    ],
)
def test_a_form_in_order_is_left_alone(rows: tuple[str, ...]) -> None:
    assert codes(*rows) == []
