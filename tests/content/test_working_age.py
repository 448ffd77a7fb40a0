"""Whom the employment indicator asks and counts: people of working age, by thresholds that rise each year, and children out of school."""

from datetime import date

import pytest

from tests.content.households import D, Household, N, NewHousehold, U

BANDS = [
    # from 15 on, today being 2025-11-03
    ("2010-11-04", "nam", "tim_viec", N),
    ("2010-11-03", "nam", "tim_viec", D),
    ("2010-11-02", "nu", "khong_hop_dong", D),
    # until 61 years and 3 months for men, 56 years and 8 months for women, in 2025
    ("1964-08-04", "nam", "tim_viec", D),
    ("1964-08-03", "nam", "tim_viec", N),
    ("1964-08-02", "nam", "tim_viec", N),
    ("1969-03-04", "nu", "khong_hop_dong", D),
    ("1969-03-03", "nu", "khong_hop_dong", N),
    ("1969-03-02", "nu", "khong_hop_dong", N),
    ("1945-01-01", "nu", "tim_viec", N),
    # only the year is known
    ("1964", "nam", "tim_viec", U),
    ("1964", "nam", "tu_lam", N),
    ("1964", "nu", "tim_viec", N),
    ("1969", "nu", "tim_viec", U),
    ("1990", "nam", "tim_viec", D),
]


@pytest.mark.parametrize(("born", "sex", "work", "expected"), BANDS)
def test_only_people_of_working_age_are_counted(
    home: Household, *, born: str, sex: str, work: str, expected: str
) -> None:
    home.member(born, gioi_tinh=sex, viec_lam=work, dang_hoc="thcs", bang_cap="thpt")
    assert home.finding("employment") == expected


@pytest.mark.parametrize(
    ("year", "born", "expected"),
    [
        (2022, "1962-05-04", D),
        (2022, "1962-05-03", N),
        (2026, "1965-05-04", D),
        (2026, "1965-05-03", N),
        (2028, "1966-11-04", D),
        (2028, "1966-11-03", N),
        (2035, "1973-11-03", N),
    ],
)
def test_the_age_of_retirement_rises_to_its_highest(
    household: NewHousehold, year: int, born: str, expected: str
) -> None:
    home = household(date(year, 11, 3))
    home.member(born, viec_lam="tim_viec")
    assert home.finding("employment") == expected


@pytest.mark.parametrize(
    ("born", "school", "asked"),
    [
        ("2016-05-20", "tieu_hoc", False),
        ("2013-05-20", "thcs", False),
        ("2013-05-20", "khong", True),
        ("2020-05-20", "khong", False),
        ("2010-11-04", "thcs", False),
        ("2010-11-03", "thpt", True),
        ("1971-05-20", "", True),
        ("1946-05-20", "", False),
    ],
)
def test_work_is_asked_of_people_of_working_age_and_of_children_out_of_school(
    home: Household, *, born: str, school: str, asked: bool
) -> None:
    one = home.member(born, dang_hoc=school, dinh_duong="binh_thuong")
    assert home.value("hoi_viec_lam", one) == ("1" if asked else "0")


@pytest.mark.parametrize("school", ["khong", "thcs"])
def test_a_working_child_is_not_counted_but_pointed_out(home: Household, school: str) -> None:
    home.child("2013-05-20", dang_hoc=school, viec_lam="khong_hop_dong")
    assert home.finding("employment") == N
    assert "w_tre_em_lam" in [one.name for one in home.trace.open_warnings(home.instance)]


@pytest.mark.parametrize(
    ("born", "sex", "asked"),
    [
        ("2010", "nam", True),
        ("1964", "nam", True),
        ("1964", "nu", False),
        ("1969", "nu", True),
        ("1962", "nam", False),
        ("1966", "nam", False),
    ],
)
def test_the_month_of_birth_is_asked_where_it_decides_the_working_age(
    home: Household, *, born: str, sex: str, asked: bool
) -> None:
    assert home.asked("thang_sinh", home.member(born, gioi_tinh=sex)) is asked


def test_what_was_said_of_somebody_too_old_before_the_age_was_corrected_is_kept(home: Household) -> None:
    one = home.member("1990-01-01", viec_lam="tim_viec", bang_cap="thpt")
    for name, value in (("ngay_sinh", ""), ("nam_sinh", "1940")):
        home.put(name, value, one)
    assert (home.finding("employment"), home.value("viec_lam", one)) == (N, "tim_viec")
    home.put("nam_sinh", "1990", one)
    assert (home.finding("employment"), home.value("viec_lam", one)) == (D, "tim_viec")
