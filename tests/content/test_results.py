"""The form, the ruleset and the classification together: results, boundaries of points, explanations and warnings."""

from datetime import date

import pytest

from survey.review import Category, Finding, Ruleset, classify, explain, what_if
from survey.review.explain import Reason
from tests.content.households import Household, NewHousehold

POOR, NEAR, NOT = Category.POOR, Category.NEAR_POOR, Category.NOT_POOR
WEAK = ("nuoc", "khac"), ("nha_tieu", "khong_co"), ("internet", "khong"), ("thiet_bi", "khong_co")


@pytest.fixture
def home(household: NewHousehold) -> Household:
    one = household()
    one.member("1971-05-20")
    return one


@pytest.mark.parametrize(
    ("area", "score_a", "deprived", "expected"),
    [
        ("rural", 139, 3, POOR),
        ("rural", 140, 3, POOR),
        ("rural", 141, 3, NOT),
        ("rural", 141, 4, NOT),
        ("rural", 140, 2, NEAR),
        ("rural", 140, 4, POOR),
        ("rural", 140, 0, NEAR),
        ("urban", 174, 3, POOR),
        ("urban", 175, 3, POOR),
        ("urban", 176, 3, NOT),
        ("urban", 175, 2, NEAR),
        ("urban", 141, 3, POOR),
    ],
)
def test_boundaries_of_points(
    home: Household, ruleset: Ruleset, *, area: str, score_a: int, deprived: int, expected: Category
) -> None:
    home.put("diem_a", str(score_a))
    for name, value in WEAK[:deprived]:
        home.put(name, value)
    found = classify(ruleset, area, home.trace.points(home.instance), home.findings())
    assert (found.category, found.score_b) == (expected, 10 * deprived)


def test_without_score_a_there_is_no_class(home: Household, ruleset: Ruleset) -> None:
    found = classify(ruleset, "rural", home.trace.points(home.instance), home.findings())
    assert found.category is None
    assert found.possible == {NEAR, NOT}


def test_what_is_unknown_matters_only_while_it_could_change_the_class(home: Household, ruleset: Ruleset) -> None:
    home.put("diem_a", "120")
    home.put("nuoc", "khong_ro")
    assert classify(ruleset, "rural", 120, home.findings()).category is NEAR
    home.put("nha_tieu", "khac")
    home.put("internet", "khong")
    found = classify(ruleset, "rural", 120, home.findings())
    assert (found.category, found.unknown) == (None, ("water",))
    home.put("thiet_bi", "khong_co")
    assert classify(ruleset, "rural", 120, home.findings()).category is POOR


def behind(reason: Reason) -> list[tuple[str, list[tuple[str, str]]]]:
    """The answers that a reason rests on, with their titles, by member; "" = the household's own."""
    answers = [(fact.name, fact.answers) for fact in reason.members] or [("", reason.answers)]
    return [(name, [(one.title, one.text) for one in listed]) for name, listed in answers]


def test_the_explanation_names_members_answers_and_the_legal_line(home: Household, ruleset: Ruleset) -> None:
    home.member("1998-02-01", ho_ten="Phạm Văn Lót", bhyt="chua", dang_hoc="khong", bang_cap="thpt")
    home.put("dien_tich", "15.2")
    home.put("nuoc", "khong_ro")
    home.put("diem_a", "132")
    found = classify(ruleset, "rural", 132, home.findings())
    told = explain(ruleset, found, home.trace, home.instance)
    insured, housed = told.deprived
    assert (insured.indicator.name, housed.indicator.name) == ("bảo hiểm y tế", "diện tích nhà ở bình quân đầu người")
    assert behind(insured) == [("Phạm Văn Lót", [("thẻ bảo hiểm y tế", "chưa có thẻ")])]
    area = [("diện tích", "15,2 m²"), ("nhân khẩu", "2 người"), ("bình quân", "7,6 m²/người")]
    assert behind(housed) == [("", area)]
    (watered,) = told.unknown
    assert [(answer.text) for answer in watered.answers] == ["không rõ"]
    assert told.deprived[1].indicator.line == "diện tích nhà ở bình quân nhỏ hơn 8 m² mỗi người"
    assert told.deprived[0].members[0].answers[0].key.items == (("thanh_vien", "2"),)


def test_whole_square_metres_are_read_out_without_a_comma(home: Household) -> None:
    home.put("dien_tich", "40.0")
    answers = home.trace.evidence(home.instance, "housing_area").answers
    assert [answer.text for answer in answers] == ["40 m²", "1 người", "40 m²/người"]


def test_the_explanation_says_what_is_missing(home: Household, ruleset: Ruleset) -> None:
    home.put("bhyt", "", 0)
    told = explain(ruleset, classify(ruleset, "rural", 132, home.findings()), home.trace, home.instance)
    assert [behind(one) for one in told.unknown] == [[("Phạm Văn Dắt", [("thẻ bảo hiểm y tế", "")])]]


def test_every_indicator_of_the_ruleset_is_calculated_and_explained(home: Household, ruleset: Ruleset) -> None:
    assert list(home.trace.indicators) == [one.key for one in ruleset.indicators]
    for one in ruleset.indicators:
        evidence = home.trace.evidence(home.instance, one.key)
        assert evidence.members or evidence.answers or one.key in home.trace.markers


def test_health_and_disability_behind_an_indicator_are_marked_sensitive(home: Household) -> None:
    home.child("2015-01-01", dang_hoc="tieu_hoc", dinh_duong="thap_coi")
    evidence = home.trace.evidence(home.instance, "nutrition")
    assert [answer.sensitive for answer in evidence.members[0].answers] == [True]


def test_one_card_would_change_the_class(home: Household, ruleset: Ruleset) -> None:
    for name, value in WEAK[:2]:
        home.put(name, value)
    home.put("bhyt", "chua", 0)
    told = what_if(ruleset, "rural", 132, home.findings())
    assert [(one.indicator, one.score_b, one.category) for one in told.indicators] == [
        ("health_insurance", 20, NEAR),
        ("water", 20, NEAR),
        ("toilet", 20, NEAR),
    ]
    assert told.score_a is not None
    assert (told.score_a.score_a, told.score_a.category) == (141, NOT)


WARNINGS: list[tuple[str, dict[str, str], list[str]]] = [
    ("2019-11-04", {"dang_hoc": "tieu_hoc"}, []),
    ("2014-01-01", {"dang_hoc": "thcs", "dinh_duong": "binh_thuong"}, []),
    ("2014-12-31", {"dang_hoc": "thcs", "dinh_duong": "binh_thuong"}, []),
    ("2010-12-31", {"dang_hoc": "thpt", "dinh_duong": "binh_thuong"}, []),
    ("2015-01-01", {"dang_hoc": "thcs", "dinh_duong": "binh_thuong"}, ["w_hoc_vuot_cap"]),
    ("2011-01-01", {"dang_hoc": "thpt", "dinh_duong": "binh_thuong"}, ["w_hoc_vuot_cap"]),
    ("2020-01-01", {"dang_hoc": "tieu_hoc"}, ["w_hoc_vuot_cap"]),
    ("2013-05-20", {"dang_hoc": "khong", "viec_lam": "khong_hop_dong"}, ["w_khong_di_hoc", "w_tre_em_lam"]),
    ("1966-05-20", {"tro_cap": "cao_tuoi"}, ["w_chua_cao_tuoi"]),
    ("2018-05-20", {"quan_he": "vo", "gioi_tinh": "nu", "dang_hoc": "tieu_hoc"}, ["w_chua_lon"]),
    ("1972-05-20", {"quan_he": "vo", "gioi_tinh": "nam"}, ["w_gioi_tinh"]),
    ("1972-05-20", {"quan_he": "chong", "gioi_tinh": "nu"}, ["w_gioi_tinh"]),
    ("1972-05-20", {"quan_he": "vo", "gioi_tinh": "nu"}, []),
    ("1970-05-20", {"quan_he": "con"}, ["w_the_he"]),
    ("1965-05-20", {"quan_he": "me", "gioi_tinh": "nu"}, ["w_the_he"]),
    ("2019-11-03", {"dang_hoc": "mam_non"}, ["w_hoc_duoi_cap"]),
    ("2019-11-03", {"dang_hoc": "tieu_hoc"}, []),
    ("2009-05-20", {"dang_hoc": "khong", "bang_cap": "thcs"}, ["w_khong_di_hoc"]),
    ("2007-05-20", {"dang_hoc": "khong", "bang_cap": "thpt"}, []),
    ("1998-05-20", {"dang_hoc": "mam_non", "bang_cap": "thpt"}, ["w_hoc_tuoi_lon"]),
    ("1998-05-20", {"dang_hoc": "tieu_hoc", "bang_cap": "thpt"}, ["w_hoc_tuoi_lon"]),
    ("1998-05-20", {"dang_hoc": "thpt"}, ["w_hoc_tuoi_lon"]),
    ("1998-05-20", {"dang_hoc": "nghe"}, []),
    ("2009-11-03", {"dang_hoc": "thcs"}, ["w_hoc_tuoi_lon"]),
    ("2009-11-04", {"dang_hoc": "thcs", "dinh_duong": "binh_thuong"}, []),
    ("2007-11-03", {"dang_hoc": "thpt"}, ["w_hoc_tuoi_lon"]),
    ("2007-11-04", {"dang_hoc": "thpt"}, []),
    ("2013-11-03", {"dang_hoc": "tieu_hoc", "dinh_duong": "binh_thuong"}, ["w_hoc_duoi_cap"]),
    ("1946-05-20", {"tro_cap": "khuyet_tat"}, ["w_tro_cap"]),
    ("1946-05-20", {"tro_cap": "khuyet_tat", "khuyet_tat": "co"}, []),
    ("1946-05-20", {"cccd": "051046001234"}, []),
    ("1946-05-20", {"cccd": "051047001234"}, ["w_cccd_nam_sinh"]),
    ("1946-05-20", {"cccd": "051146001234"}, ["w_cccd_gioi_tinh"]),
    ("2016-05-20", {"cccd": "051216001234", "dang_hoc": "tieu_hoc"}, []),
    ("2016-05-20", {"cccd": "051016001234", "dang_hoc": "tieu_hoc"}, ["w_cccd_the_ky"]),
]


@pytest.mark.parametrize(("born", "answers", "expected"), WARNINGS)
def test_what_looks_odd_is_shown_and_blocks_nothing(
    home: Household, born: str, answers: dict[str, str], expected: list[str]
) -> None:
    home.member(born, **{"ho_ten": "Phạm Văn Nô", "quan_he": "chau", "viec_lam": "khong_lam", **answers})
    found = home.trace.open_warnings(home.instance)
    assert [one.name for one in found] == expected
    assert {one.member for one in found} <= {"Phạm Văn Nô"}


@pytest.mark.parametrize(("relations", "warned"), [(["chu_ho"], False), (["vo"], True), (["chu_ho", "chu_ho"], True)])
def test_there_is_one_head_of_household(household: NewHousehold, relations: list[str], warned: bool) -> None:
    home = household(date(2025, 11, 3))
    for relation in relations:
        home.member("1971-05-20", quan_he=relation, gioi_tinh="nu")
    assert ([one.name for one in home.trace.open_warnings(home.instance)] == ["w_chu_ho"]) is warned


def test_a_warning_about_health_says_which_answers_and_not_what_they_are(home: Household) -> None:
    home.member("1946-05-20", ho_ten="Phạm Thị Nía", quan_he="me", gioi_tinh="nu", tro_cap="khuyet_tat")
    found = home.trace.open_warnings(home.instance)
    assert [one.because for one in found] == [("khuyet_tat", "tro_cap")]
    assert "khuyết tật" not in found[0].text.lower()
    assert "trợ cấp" not in found[0].text.lower()


def test_no_warning_names_what_a_sensitive_answer_says(home: Household) -> None:
    choices = {"khuyet_tat": "khuyết tật", "tro_cap": "trợ cấp", "dinh_duong": "còi"}
    for one in home.trace.warnings:
        text = one.bind.attributes["rasoat:warning"].lower()
        assert not [word for word in choices.values() if word in text], one.name


TURNS = [
    ("nutrition", Finding.DEPRIVED, [], False),
    ("nutrition", Finding.DEPRIVED, [("2015-01-01", {"dinh_duong": "binh_thuong", "dang_hoc": "tieu_hoc"})], True),
    ("child_school_attendance", Finding.DEPRIVED, [("2003-01-01", {"dang_hoc": "nghe"})], False),
    ("child_school_attendance", Finding.DEPRIVED, [("2015-01-01", {"dang_hoc": "tieu_hoc"})], True),
    ("adult_education", Finding.DEPRIVED, [("2015-01-01", {"dang_hoc": "tieu_hoc"})], False),
    ("adult_education", Finding.DEPRIVED, [("2003-01-01", {"dang_hoc": "nghe"})], True),
    ("dependents", Finding.MET, [("2015-01-01", {"dang_hoc": "tieu_hoc"}), ("2017-01-01", {})], False),
    ("dependents", Finding.MET, [("1946-01-01", {"tro_cap": "cao_tuoi"})], True),
    ("health_insurance", Finding.DEPRIVED, [], True),
    ("housing_area", Finding.DEPRIVED, [], True),
]


@pytest.mark.parametrize(("indicator", "to", "others", "possible"), TURNS)
def test_only_what_an_answer_could_change_is_a_way_to_another_class(
    home: Household, *, indicator: str, to: Finding, others: list[tuple[str, dict[str, str]]], possible: bool
) -> None:
    for born, answered in others:
        home.member(born, quan_he="con", **answered)
    assert home.trace.could_turn(home.instance, indicator, to) is possible


@pytest.mark.parametrize(("born", "today"), [("2020-02-01", date(2026, 3, 2)), ("2019-12-31", date(2026, 3, 2))])
def test_a_child_in_the_class_of_its_school_year_is_not_deprived(
    household: NewHousehold, born: str, today: date
) -> None:
    """Born in 2020: six in February 2026, and rightly in kindergarten until summer."""
    home = household(today)
    home.child(born, dang_hoc="mam_non" if born > "2020" else "tieu_hoc")
    assert home.finding("child_school_attendance") == "khong"
    assert [one.name for one in home.trace.open_warnings(home.instance) if one.name.startswith("w_hoc")] == []


def test_internet_without_any_device_is_pointed_out(home: Household) -> None:
    home.put("thiet_bi", "khong_co")
    assert [one.name for one in home.trace.open_warnings(home.instance)] == ["w_internet"]


@pytest.mark.parametrize(
    ("area", "score_a", "asked"),
    [
        ("rural", "140", True),
        ("rural", "141", False),
        ("urban", "175", True),
        ("urban", "176", False),
        ("", "175", True),
        ("rural", "", True),
    ],
)
def test_why_a_household_has_it_hard_is_asked_where_it_may_be_poor(
    home: Household, *, area: str, score_a: str, asked: bool
) -> None:
    home.put("khu_vuc", area)
    home.put("diem_a", score_a)
    (node,) = home.instance.nodes(home.trace.by_name["nguyen_nhan"].ref)
    assert node.relevant is asked


@pytest.mark.parametrize(
    ("born", "asked"), [("2011-11-04", False), ("2011-11-03", True), ("2011", True), ("2024-10-01", False)]
)
def test_the_identity_card_is_asked_from_14_years_on(home: Household, *, born: str, asked: bool) -> None:
    assert home.value("hoi_can_cuoc", home.member(born)) == ("1" if asked else "0")


@pytest.mark.parametrize(("born", "asked"), [("2019-11-04", False), ("2019-11-03", True), ("2019", True)])
def test_the_health_card_is_asked_from_the_age_at_which_it_counts(home: Household, *, born: str, asked: bool) -> None:
    assert home.value("hoi_bhyt", home.member(born)) == ("1" if asked else "0")
