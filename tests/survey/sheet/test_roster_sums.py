"""Results that would be wrong: sums over a roster with gaps, and a day that moves."""

import pytest

from tests.survey.sheet.support.sheets import SETTINGS, found, survey


def roster(member: str, total: str, *more: str) -> str:
    return survey("begin_repeat | m | M", *more, member, "end_repeat", f"calculate | total | | {total}")


GAPS = [
    ("integer | x | X | | | yes", "sum(${x})", []),
    ("integer | x | X", "sum(${x})", ["roster.gap"]),
    ("integer | x | X | | ${y} > 5 | yes", "sum(${x})", ["roster.gap"]),
    ("integer | x | X", "max(${x})", ["roster.gap"]),
    ("integer | x | X", "if(min(${x}) > 0, 1, 0)", ["roster.gap"]),
    ("integer | x | X", "sum(${x}[. != ''])", []),
    ("integer | x | X", "count(${x})", []),
    ("calculate | x | | if(${y} > 1, 1, 0)", "sum(${x})", []),
    ("calculate | x | | if(${y} > 1, 1, 0) | ${y} > 0", "sum(${x})", ["roster.gap"]),
    ("calculate | x | | ${y} + 1", "sum(${x})", ["roster.gap"]),
    ("calculate | x | | coalesce(${y}, 0) + 1", "sum(${x})", []),
    ("calculate | x | | if(${y} > 1, ${y}, 0)", "sum(${x})", ["roster.gap"]),
    ("calculate | x | | ${y} > 1", "sum(${x})", []),
    ("calculate | x | | '' ", "sum(${x})", ["roster.gap"]),
    ("calculate | x | | if(${y} = 1, 1, '')", "sum(${x})", ["roster.gap"]),
]


@pytest.mark.parametrize(("member", "total", "codes"), GAPS)
def test_a_sum_over_a_roster_may_have_no_gap(member: str, total: str, codes: list[str]) -> None:
    problems = found(roster(member, total, "integer | y | Y"))
    assert [one.code for one in problems] == codes
    assert all((one.row, one.column) == (7, "calculation") for one in problems)


def test_a_gap_by_the_group_around_the_question() -> None:
    text = roster("integer | x | X | | | yes", "sum(${x})", "integer | y | Y", "begin_group | g | G | | ${y} = 1")
    text = text.replace("| | end_repeat |", "| | end_group |\n| | end_repeat |")
    assert [one.code for one in found(text)] == ["roster.gap"]


def test_the_sum_inside_one_members_own_item_is_no_roster_sum() -> None:
    assert (
        found(survey("begin_repeat | m | M", "integer | x | X", "calculate | c | | max(${x}, 1)", "end_repeat")) == []
    )


@pytest.mark.parametrize("clock", ["today()", "now()"])
def test_the_day_of_a_review_may_not_move(clock: str) -> None:
    rows = survey("date | d | D", f"calculate | c | | if(${{d}} < {clock}, 1, 0)")
    assert [(one.code, one.row) for one in found(rows + SETTINGS)] == [("review.clock", 4)]
    assert found(rows) == [], "a plain ODK form may use the day"
