"""The plan's figures are the plan's, with their place in it."""

from datetime import date, time
from typing import Any

import pytest

from tests.house.tree import ROOT, toml

PLAN = "content/programme/ba-to-2025.toml"
TARGETS = {
    "poor_rate": ("at_most", 6.05, "II.2 a"),
    "poor_reduction": ("at_least", 20, "II.2 a"),
    "near_poor_rate": ("at_most", 5.71, "II.2 b"),
    "near_poor_reduction": ("at_least", 50, "II.2 b"),
}


@pytest.fixture(scope="module")
def plan() -> dict[str, Any]:
    return toml(PLAN)


def test_the_targets_are_those_of_the_plan(plan: dict[str, Any]) -> None:
    assert {t["key"]: (t["bound"], t["value"], t["reference"]) for t in plan["target"]} == TARGETS


def test_everything_says_how_sure_it_is(plan: dict[str, Any]) -> None:
    assert {row["confidence"] for row in plan["target"] + plan["task"]} <= {"stated", "default"}
    assert not [task["key"] for task in plan["task"] if task["confidence"] == "default" and not task.get("note")]


def test_a_task_has_a_lead_a_date_in_the_year_and_a_reference(plan: dict[str, Any]) -> None:
    for task in plan["task"]:
        assert task["lead"]
        assert task["reference"].startswith("V")
        assert isinstance(task["due_on"], date)
        assert plan["programme"]["valid_from"] <= task["due_on"] <= plan["programme"]["valid_to"]


def test_the_stages_go_forward_and_have_one_name_each(plan: dict[str, Any]) -> None:
    stages = plan["reminders"]["stages"]
    days = [stage["days_before"] for stage in stages]
    assert days == sorted(days, reverse=True)
    assert len({stage["key"] for stage in stages}) == len(stages)
    assert isinstance(plan["reminders"]["at"], time)


def test_the_plan_is_written_for_people(plan: dict[str, Any]) -> None:
    """An official reads and edits the file: it begins with what it is."""
    assert (ROOT / PLAN).read_text(encoding="utf-8").startswith("# Kế hoạch")
    assert all(row["title"].strip() for row in plan["target"] + plan["task"])
