"""Who is what to a new head, and how a household came onto the list or off it."""

import pytest

from survey.register.history.heads import relations_after
from survey.register.history.passages import Passage, passages
from survey.review.classify import Category

POOR, NEAR, NONE = Category.POOR, Category.NEAR_POOR, Category.NOT_POOR


def test_a_spouse_who_becomes_head_leaves_the_children_children() -> None:
    before = {1: "chu_ho", 2: "vo", 3: "con", 4: "me", 5: None}
    assert relations_after(before, 2) == {1: "chong", 2: "chu_ho", 3: "con", 4: None, 5: None}


def test_of_a_son_who_becomes_head_nobody_knows_who_the_others_are() -> None:
    assert relations_after({1: "chu_ho", 2: "vo", 3: "con", 4: "con"}, 3) == {1: None, 2: None, 3: "chu_ho", 4: None}


WAYS = [
    ([POOR, NEAR, NONE], [Passage.POOR_TO_NEAR, Passage.NEAR_TO_NONE]),
    ([POOR, NONE, POOR], [Passage.POOR_TO_NONE, Passage.POOR_AGAIN]),
    ([NONE, POOR, NONE, NEAR], [Passage.NEW_POOR, Passage.POOR_TO_NONE, Passage.NEW_NEAR]),
    ([NEAR, POOR, NONE, NEAR], [Passage.NEAR_TO_POOR, Passage.POOR_TO_NONE, Passage.NEAR_AGAIN]),
    ([POOR, POOR], []),
    ([POOR], []),
    ([], []),
]


@pytest.mark.parametrize(("classes", "ways"), WAYS)
def test_from_year_to_year(classes: list[Category], ways: list[Passage]) -> None:
    years = list(enumerate(classes, start=2020))
    assert [one.passage for one in passages(reversed(years))] == ways
