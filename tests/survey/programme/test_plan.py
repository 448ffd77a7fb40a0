"""Plans live by date: which is in force on a day, and which have begun."""

from datetime import date
from pathlib import Path

import pytest

from survey.content.mistakes import ContentError
from survey.programme.plan import Programme, choose_plan, load_plans, plans_begun

NAME = "programme/ba-to-2025.toml"
SHIPPED = (Path(__file__).parents[3] / "content" / NAME).read_bytes()
DATES = b"valid_from = 2025-01-01\nvalid_to = 2025-12-31\n"


def other(key: str, *changes: tuple[bytes, bytes]) -> bytes:
    made = SHIPPED.replace(b'key = "ba-to-2025"', f'key = "{key}"'.encode())
    for old, new in changes:
        assert old in made
        made = made.replace(old, new)
    return made


@pytest.fixture(scope="module")
def plans() -> tuple[Programme, ...]:
    """A year's plan, one that takes its place in July, and next year's, which says no dates."""
    merged = other("july", (DATES, b"valid_from = 2025-07-01\nvalid_to = 2025-12-31\n"))
    following = other("next", (b"year = 2025", b"year = 2026"), (DATES, b""))
    return load_plans({NAME: SHIPPED, "programme/merged.toml": merged, "programme/next.toml": following})


@pytest.mark.parametrize(
    ("day", "key"),
    [
        (date(2024, 12, 31), None),
        (date(2025, 1, 1), "ba-to-2025"),
        (date(2025, 6, 30), "ba-to-2025"),
        (date(2025, 7, 1), "july"),
        (date(2025, 12, 31), "july"),
        (date(2026, 1, 1), "next"),
        (date(2026, 12, 31), "next"),
        (date(2027, 1, 1), None),
    ],
)
def test_the_plan_of_a_day(plans: tuple[Programme, ...], day: date, key: str | None) -> None:
    found = choose_plan(plans, day)
    assert (found and found.key) == key


@pytest.mark.parametrize(
    ("day", "keys"),
    [
        (date(2024, 12, 31), []),
        (date(2025, 6, 30), ["ba-to-2025"]),
        (date(2025, 7, 1), ["july"]),
        (date(2026, 1, 1), ["july", "next"]),
        (date(2030, 1, 1), ["july", "next"]),
    ],
)
def test_of_each_year_the_plan_that_began_last(plans: tuple[Programme, ...], day: date, keys: list[str]) -> None:
    assert [plan.key for plan in plans_begun(plans, day)] == keys


def test_a_plan_without_dates_is_that_of_its_year(plans: tuple[Programme, ...]) -> None:
    assert (plans[2].valid_from, plans[2].valid_to) == (date(2026, 1, 1), date(2026, 12, 31))


def test_a_year_that_no_calendar_has_is_told() -> None:
    with pytest.raises(ContentError, match="quá lớn"):
        load_plans({NAME: other("x", (b"year = 2025", b"year = 20255"), (DATES, b""))})
