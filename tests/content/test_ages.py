"""Completed years by the calendar at the day of the review, and what follows where only the year or the month is known."""

from datetime import date, datetime, timedelta

import pytest

from survey.xform import Instance
from tests.content.households import ICT, NewHousehold

DECISIVE = (3, 6, 12, 16, 18, 31)
CODES = {3: "mam_non", 6: "tieu_hoc", 12: "thcs", 16: "tre_em", 18: "thpt", 31: "het_hoc_van"}


@pytest.mark.parametrize("age", DECISIVE)
@pytest.mark.parametrize(("today", "reached"), [((11, 19), "0"), ((11, 20), "1"), ((11, 21), "1")])
def test_age_is_reached_on_the_birthday_itself(
    household: NewHousehold, age: int, today: tuple[int, int], reached: str
) -> None:
    home = household(date(2025, *today))
    one = home.member(f"{2025 - age}-11-20")
    assert home.value(f"du_tuoi_{CODES[age]}", one) == reached
    assert home.value("tuoi_thap_nhat", one) == home.value("tuoi_cao_nhat", one) == str(age - (reached == "0"))


@pytest.mark.parametrize("age", DECISIVE)
def test_who_was_born_on_29_february_has_a_birthday_on_1_march_in_other_years(
    household: NewHousehold, age: int
) -> None:
    year = 2012 + age
    birthday = date(year, 3, 1) if year % 4 else date(year, 2, 29)
    for today, reached in [(birthday - timedelta(days=1), "0"), (birthday, "1"), (birthday + timedelta(days=1), "1")]:
        home = household(today)
        home.member("2012-02-29")
        assert home.value(f"du_tuoi_{CODES[age]}", 0) == reached


@pytest.mark.parametrize("age", DECISIVE)
def test_the_year_alone_leaves_a_decisive_age_open_and_asks_for_the_month(household: NewHousehold, age: int) -> None:
    home = household()
    one = home.member(str(2025 - age))
    assert home.value(f"du_tuoi_{CODES[age]}", one) == "0.5"
    assert home.asked("thang_sinh", one)


@pytest.mark.parametrize("age", [0, 1, 4, 13, 17, 19, 30, 32, 70])
def test_the_month_is_not_asked_where_it_decides_nothing(household: NewHousehold, age: int) -> None:
    home = household()
    assert not home.asked("thang_sinh", home.member(str(2025 - age)))


def test_the_month_is_not_asked_where_the_birth_date_is_known(household: NewHousehold) -> None:
    home = household()
    assert not home.asked("thang_sinh", home.member("2009-05-20"))


@pytest.mark.parametrize(
    ("today", "month", "reached"),
    [
        (date(2025, 10, 31), "11", "0"),
        (date(2025, 11, 1), "11", "0.5"),
        (date(2025, 11, 29), "11", "0.5"),
        (date(2025, 11, 30), "11", "1"),
        (date(2025, 12, 30), "12", "0.5"),
        (date(2025, 12, 31), "12", "1"),
        (date(2025, 2, 28), "2", "1"),
        (date(2025, 1, 31), "2", "0"),
    ],
)
def test_the_month_settles_the_age_unless_it_is_this_month(
    household: NewHousehold, today: date, month: str, reached: str
) -> None:
    home = household(today)
    home.member(f"2009-{int(month):02}")
    assert home.value("du_tuoi_tre_em", 0) == reached


def test_the_last_day_of_february_of_a_leap_birth_year_is_the_29th(household: NewHousehold) -> None:
    home = household(date(2026, 2, 28))
    home.member("2008-02")
    assert home.value("du_tuoi_thpt", 0) == "0.5"


def test_a_birth_date_of_another_year_leaves_the_age_unknown(household: NewHousehold) -> None:
    home = household()
    one = home.member("2015-05-20")
    home.put("nam_sinh", "1990", one)
    assert home.value("du_tuoi_tre_em", one) == "0.5"
    assert [one.name for one in home.trace.open_warnings(home.instance)] == ["w_ngay_sinh"]


def test_no_birth_year_leaves_every_age_unknown(household: NewHousehold) -> None:
    home = household()
    one = home.member(nam_sinh="")
    assert {home.value(f"du_tuoi_{code}", one) for code in CODES.values()} == {"0.5"}


def test_the_day_of_the_review_is_kept(household: NewHousehold) -> None:
    """A child of 15 stays 15 for this review, whenever the draft is opened again."""
    home = household(date(2025, 11, 3))
    home.child("2009-11-04", dang_hoc="thcs")
    assert home.value("du_tuoi_tre_em", 0) == "0"
    later = home.instance.record()
    again = Instance.restore(home.form, later, now=datetime(2026, 11, 5, 8, tzinfo=ICT))
    assert home.trace.findings(again) == home.findings()
