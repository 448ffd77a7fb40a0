"""The indicators of the members: deprived, not, unknown, at their boundaries, and beside members outside their age band."""

import pytest

from tests.content.households import CHILD, HOUSE, D, Household, N, NewHousehold, U

INFANT = {"bhyt": "", "viec_lam": "", "dang_hoc": "", "bang_cap": ""}
"""What nobody asks of a child of one year is missing; it must hide nobody else's deprivation."""


def test_a_household_in_order_is_deprived_of_nothing(home: Household) -> None:
    assert set(home.findings().values()) == {N}
    assert len(home.findings()) == 12


def test_a_household_without_members_is_known_to_be_nothing(household: NewHousehold) -> None:
    findings = household().findings()
    people = [
        "employment",
        "dependents",
        "nutrition",
        "health_insurance",
        "adult_education",
        "child_school_attendance",
        "housing_area",
    ]
    assert {findings[key] for key in people} == {U}


# --- 1 employment ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("co_hop_dong", N),
        ("khong_hop_dong", D),
        ("tu_lam", N),
        ("tim_viec", D),
        ("khong_lam", N),
        ("khong_ro", U),
        ("", U),
    ],
)
@pytest.mark.parametrize("with_infant", [False, True])
def test_employment(home: Household, answer: str, expected: str, with_infant: bool) -> None:
    if with_infant:
        home.child("2024-10-01", **INFANT)
    home.member("1990-01-01", viec_lam=answer)
    assert home.finding("employment") == expected


def test_employment_one_deprived_member_settles_it_whatever_is_unknown_of_others(home: Household) -> None:
    home.member("1990-01-01", viec_lam="")
    home.member("1995-01-01", viec_lam="tim_viec", bang_cap="thpt")
    assert home.finding("employment") == D


# --- 2 dependents ------------------------------------------------------------------------------------------------------------------


def test_dependents_half_is_not_more_than_half(home: Household) -> None:
    home.child("2015-01-01", dang_hoc="tieu_hoc")
    assert home.finding("dependents") == N
    home.child("2016-01-01", dang_hoc="tieu_hoc")
    assert home.finding("dependents") == D


@pytest.mark.parametrize(
    ("benefit", "expected"),
    [("cao_tuoi", D), ("khuyet_tat", D), ("khac", N), ("khong", N), ("khong_ro", U), ("", U)],
)
def test_dependents_count_the_old_and_the_disabled_with_a_benefit(home: Household, benefit: str, expected: str) -> None:
    home.child("2015-01-01", dang_hoc="tieu_hoc")
    home.member("1946-01-01", tro_cap=benefit)
    assert home.finding("dependents") == expected


@pytest.mark.parametrize(("born", "expected"), [("2009-11-04", D), ("2009-11-03", N), ("2009-11-02", N), ("2009", U)])
def test_dependents_a_child_is_younger_than_16(home: Household, born: str, expected: str) -> None:
    home.child("2015-01-01", dang_hoc="tieu_hoc")
    home.child(born, dang_hoc="thpt")
    assert home.finding("dependents") == expected


# --- 3 nutrition -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "expected"), [("binh_thuong", N), ("thap_coi", D), ("nhe_can", D), ("khong_ro", U), ("", U)]
)
def test_nutrition(home: Household, answer: str, expected: str) -> None:
    home.child("2015-01-01", dang_hoc="tieu_hoc", dinh_duong=answer)
    assert home.finding("nutrition") == expected


@pytest.mark.parametrize(("born", "expected"), [("2009-11-04", D), ("2009-11-03", N), ("2009-11-02", N), ("2009", U)])
def test_nutrition_stops_at_16(home: Household, born: str, expected: str) -> None:
    one = home.child("2010-01-01", dang_hoc="thcs", dinh_duong="thap_coi")
    assert home.finding("nutrition") == D
    home.put("ngay_sinh", "", one)
    home.put("nam_sinh", born[:4], one)
    home.put("ngay_sinh", born if len(born) == 10 else "", one)
    assert home.finding("nutrition") == expected


def test_nutrition_of_a_grown_member_hides_no_child(home: Household) -> None:
    home.member("1990-01-01", dinh_duong="")
    home.child("2015-01-01", dang_hoc="tieu_hoc", dinh_duong="nhe_can")
    assert home.finding("nutrition") == D


# --- 4 health insurance ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("answer", "expected"), [("co", N), ("chua", D), ("khong_ro", U), ("", U)])
@pytest.mark.parametrize("with_infant", [False, True])
def test_health_insurance(home: Household, answer: str, expected: str, with_infant: bool) -> None:
    if with_infant:
        home.child("2024-10-01", **INFANT)
    home.member("1990-01-01", bhyt=answer)
    assert home.finding("health_insurance") == expected


@pytest.mark.parametrize(("born", "expected"), [("2019-11-04", N), ("2019-11-03", D), ("2019-11-02", D), ("2019", U)])
def test_health_insurance_counts_from_6_years_on(home: Household, born: str, expected: str) -> None:
    home.child(born, dang_hoc="tieu_hoc", bhyt="chua")
    assert home.finding("health_insurance") == expected


# --- 5 adult education -------------------------------------------------------------------------------------------------------------

SCHOOL = [
    # age 16-17: lower secondary, attended or finished
    ("2008-01-01", "khong", "thcs", N),
    ("2008-01-01", "khong", "tieu_hoc", D),
    ("2008-01-01", "khong", "khong", D),
    ("2008-01-01", "thcs", "", N),
    ("2008-01-01", "thpt", "", N),
    ("2008-01-01", "tieu_hoc", "khong", D),
    ("2008-01-01", "tieu_hoc", "tai_cho", N),
    ("2008-01-01", "khong", "khong_ro", U),
    ("2008-01-01", "khong", "", U),
    ("2008-01-01", "khong_ro", "tieu_hoc", U),
    # age 18-30: upper secondary or vocational
    ("2000-01-01", "khong", "thcs", D),
    ("2000-01-01", "khong", "thpt", N),
    ("2000-01-01", "khong", "nghe", N),
    ("2000-01-01", "khong", "tai_cho", N),
    ("2000-01-01", "thcs", "thcs", D),
    ("2000-01-01", "nghe", "", N),
    ("2000-01-01", "", "", U),
    # at the boundaries, today being 2025-11-03
    ("2009-11-04", "khong", "khong", N),
    ("2009-11-03", "khong", "khong", D),
    ("2007-11-04", "khong", "thcs", N),
    ("2007-11-03", "khong", "thcs", D),
    ("1994-11-04", "khong", "khong", D),
    ("1994-11-03", "khong", "khong", N),
    # only the year is known: 15 or 16, 17 or 18, 30 or 31
    ("2009", "khong", "khong", U),
    ("2009", "khong", "thcs", N),
    ("2007", "khong", "thcs", U),
    ("2007", "khong", "khong", D),
    ("1994", "khong", "khong", U),
]


@pytest.mark.parametrize(("born", "school", "degree", "expected"), SCHOOL)
def test_adult_education(home: Household, born: str, school: str, degree: str, expected: str) -> None:
    home.member(born, dang_hoc=school, bang_cap=degree)
    assert home.finding("adult_education") == expected


def test_adult_education_of_the_young_and_the_old_hides_nobody(home: Household) -> None:
    home.child("2024-10-01", **INFANT)
    home.member("1946-01-01", dang_hoc="", bang_cap="")
    home.member("2000-01-01", dang_hoc="khong", bang_cap="thcs")
    assert home.finding("adult_education") == D


@pytest.mark.parametrize(
    ("born", "school", "asked"),
    [
        ("2000-01-01", "khong", True),
        ("2000-01-01", "thpt", False),
        ("2008-01-01", "thcs", False),
        ("2009", "thcs", False),
        ("2007", "thcs", True),
        ("1971", "khong", False),
    ],
)
def test_the_highest_qualification_is_asked_only_where_it_matters(
    home: Household, born: str, school: str, asked: bool
) -> None:
    one = home.member(born, dang_hoc=school)
    assert home.asked("bang_cap", one) is asked


# --- 6 children at school ----------------------------------------------------------------------------------------------------------

CHILDREN = [
    ("2022-11-04", "", N),
    ("2022-11-03", "khong", D),
    ("2022-11-03", "mam_non", N),
    ("2022-11-03", "", U),
    ("2019-11-04", "mam_non", N),
    ("2019-11-03", "mam_non", D),
    ("2019-11-03", "tieu_hoc", N),
    ("2019-11-04", "tieu_hoc", N),
    ("2013-11-04", "tieu_hoc", N),
    ("2013-11-03", "tieu_hoc", D),
    ("2013-11-03", "thcs", N),
    ("2014-03-01", "thcs", N),
    ("2009-11-04", "khong", D),
    ("2009-11-04", "thpt", N),
    ("2009-11-03", "khong", N),
    ("2013-01-01", "khong_ro", U),
    ("2022", "khong", U),
    ("2019", "mam_non", U),
    ("2019", "tieu_hoc", N),
    ("2013", "tieu_hoc", U),
    ("2013", "khong", D),
    ("2009", "khong", U),
]


@pytest.mark.parametrize(("born", "school", "expected"), CHILDREN)
def test_child_school_attendance(home: Household, born: str, school: str, expected: str) -> None:
    home.child(born, dang_hoc=school)
    assert home.finding("child_school_attendance") == expected


def test_child_school_attendance_is_not_hidden_by_members_outside_the_band(home: Household) -> None:
    home.child("2024-10-01", **INFANT)
    home.child("2015-01-01", dang_hoc="khong")
    home.member("1946-01-01", dang_hoc="")
    assert home.finding("child_school_attendance") == D


# --- whichever it is ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted({*HOUSE, *CHILD, "bhyt", "tro_cap"} - {"quan_he", "dinh_duong"}))
def test_a_missing_answer_is_never_read_as_no_deprivation(home: Household, name: str) -> None:
    member = None if name in HOUSE else 0
    home.put(name, "", member)
    if name == "tro_cap":
        assert home.finding("dependents") == U
    elif name in {"tuong", "cot", "mai"}:
        assert home.finding("housing_quality") == N, "one of three cannot make the house weak"
    else:
        assert list(home.findings().values()).count(U) == 1
