"""Real channels on a bad day, each platform in a process of its own: a small part of what `make proof` does."""

from pathlib import Path

import pytest

from tests.faults.support import roads
from tests.faults.support.roads_judge import out_of_order
from tests.support.databases import KINDS, copied_database_url

SHARE = 0.1


@pytest.mark.long
def test_reviews_on_all_channels_end_as_on_a_good_day(tmp_path: Path) -> None:
    with copied_database_url(KINDS[-1], tmp_path) as url:
        found = roads.run(url, tmp_path, roads.Day(3, "webhook", SHARE, most=8))
    assert found.problems == []
    assert found.reminders >= 3 * 4
    assert len(found.happened) >= 4


@pytest.mark.parametrize(
    ("shown", "problem"),
    [
        (["a", "b1", "b2", "c"], ""),
        (["a", "a", "b1", "b1", "b2", "c", "c"], ""),
        (["a", "b1", "b2", "b1", "b2", "c"], ""),
        (["a", "b1", "c"], "message 1"),
        (["b1", "b2", "a", "c"], "message 0"),
        (["a", "b1", "b2", "c", "a"], "nobody sent"),
    ],
)
def test_what_is_missing_or_in_another_order_is_seen(shown: list[str], problem: str) -> None:
    assert out_of_order([("a",), ("b1", "b2"), ("c",)], shown).startswith(problem)
    assert bool(problem) == bool(out_of_order([("a",), ("b1", "b2"), ("c",)], shown))
