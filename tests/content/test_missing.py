"""What is missing for an indicator that is not known: whose answer, and only one that would settle it."""

import pytest

from survey.review.missing import missing
from tests.content.households import Household


def told(home: Household, indicator: str) -> list[tuple[str, str]]:
    return [(one.title, one.member) for one in missing(home.trace, home.instance, indicator)]


def test_the_month_of_birth_is_missing_and_not_the_date_nor_what_is_known(home: Household) -> None:
    home.member("2009", ho_ten="Đinh Văn Mười", dang_hoc="thpt", viec_lam="khong_lam")
    assert told(home, "dependents") == [("tháng sinh", "Đinh Văn Mười")]
    assert told(home, "adult_education") == []


def test_the_month_of_birth_is_missing_where_the_age_decides_about_other_answers(home: Household) -> None:
    home.member("1964", ho_ten="Đinh Văn Mười", viec_lam="tim_viec")
    home.member("2019", ho_ten="Phạm Thị Bơ", bhyt="chua", dang_hoc="tieu_hoc", viec_lam="")
    assert told(home, "employment") == [("tháng sinh", "Đinh Văn Mười")]
    assert told(home, "health_insurance") == [("tháng sinh", "Phạm Thị Bơ")]


@pytest.mark.parametrize("answer", ["", "khong_ro"])
def test_a_benefit_that_is_not_known_is_missing_and_no_birth_date(home: Household, answer: str) -> None:
    home.member("1946", ho_ten="Phạm Thị Nía", tro_cap=answer)
    assert told(home, "dependents") == [("trợ cấp", "Phạm Thị Nía")]


def test_the_weighing_of_a_newborn(home: Household) -> None:
    home.child("2025-10-01", ho_ten="Phạm Văn Nô", dinh_duong="khong_ro")
    assert told(home, "nutrition") == [("cân đo", "Phạm Văn Nô")]


def test_the_date_is_missing_where_the_month_is_this_one(home: Household) -> None:
    home.member("2009-11", ho_ten="Đinh Văn Mười", dang_hoc="thpt", viec_lam="khong_lam")
    assert told(home, "dependents") == [("ngày sinh", "Đinh Văn Mười")]


@pytest.mark.parametrize(("name", "title"), [("nuoc", "nước"), ("thiet_bi", "thiết bị"), ("dien_tich", "diện tích")])
def test_of_the_household(home: Household, name: str, title: str) -> None:
    home.put(name, "")
    indicator = {"nuoc": "water", "thiet_bi": "info_means", "dien_tich": "housing_area"}[name]
    assert told(home, indicator) == [(title, "")]


def test_other_answers_are_only_tried(home: Household) -> None:
    home.member("2009", dang_hoc="thpt", viec_lam="khong_lam", tro_cap="khong_ro")
    before = home.findings()
    for key in home.trace.indicators:
        missing(home.trace, home.instance, key)
    assert home.findings() == before
    assert home.value("tro_cap", 1) == "khong_ro"
