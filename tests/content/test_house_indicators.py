"""The indicators of the house and the household: deprived, not, unknown, and at their boundaries."""

import pytest

from tests.content.households import D, Household, N, NewHousehold, U


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ("ben ben ben", N),
        ("khong_ben ben ben", N),
        ("khong_ben khong_ben ben", D),
        ("khong_ben ben khong_ben", D),
        ("khong_ben khong_ben khong_ben", D),
        ("khong_ro ben ben", N),
        ("khong_ro khong_ben ben", U),
        ("khong_ro khong_ben khong_ben", D),
        ("khong_ro khong_ro ben", U),
    ],
)
def test_housing_quality(home: Household, parts: str, expected: str) -> None:
    for name, value in zip(("tuong", "cot", "mai"), parts.split(), strict=True):
        home.put(name, value)
    assert home.finding("housing_quality") == expected


@pytest.mark.parametrize("people", [1, 3, 5, 7])
@pytest.mark.parametrize(("each", "expected"), [(79, D), (80, N), (81, N)])
def test_housing_area(home: Household, people: int, each: int, expected: str) -> None:
    for _ in range(people - 1):
        home.member("1990-01-01")
    home.put("dien_tich", str(each * people / 10))
    assert home.finding("housing_area") == expected
    assert home.value("dien_tich_moi_nguoi") == f"{each / 10:g}"


AVERAGES = [
    (5, "39.99", "7.99", "thieu_hut"),
    (5, "39.999999", "7.99", "thieu_hut"),
    (5, "40", "8", "khong"),
    (5, "40.01", "8", "khong"),
    (3, "23.99", "7.99", "thieu_hut"),
    (3, "24.6", "8.2", "khong"),
    (1, "8.2", "8.2", "khong"),
    (7, "55.99", "7.99", "thieu_hut"),
]


@pytest.mark.parametrize(("people", "area", "average", "expected"), AVERAGES)
def test_the_average_that_is_read_out_never_contradicts_the_finding(
    household: NewHousehold, *, people: int, area: str, average: str, expected: str
) -> None:
    home = household()
    for _ in range(people):
        home.member("1971-05-20")
    home.put("dien_tich", area)
    assert (home.value("dien_tich_moi_nguoi"), home.finding("housing_area")) == (average, expected)


def test_housing_area_unknown(home: Household) -> None:
    home.put("dien_tich", "")
    assert home.finding("housing_area") == U


def test_housing_area_follows_the_list_of_members(home: Household) -> None:
    home.put("dien_tich", "15")
    assert home.finding("housing_area") == N
    home.child("2024-10-01")
    assert home.finding("housing_area") == D
    home.instance.remove_item(home.instance.nodes(home.trace.by_name["ho_ten"].repeats[-1].ref)[1])
    assert home.finding("housing_area") == N


PLAIN = [
    *[
        ("nuoc", value, N, "water")
        for value in ["nuoc_may", "gieng_khoan", "gieng_dao", "khe_mo", "nuoc_mua", "dong_chai"]
    ],
    ("nuoc", "khac", D, "water"),
    ("nuoc", "khong_ro", U, "water"),
    ("nuoc", "", U, "water"),
    *[("nha_tieu", value, N, "toilet") for value in ["tu_hoai", "tham_doi", "cai_tien", "hai_ngan"]],
    ("nha_tieu", "khac", D, "toilet"),
    ("nha_tieu", "khong_co", D, "toilet"),
    ("nha_tieu", "khong_ro", U, "toilet"),
    ("nha_tieu", "", U, "toilet"),
    ("internet", "co", N, "telecom"),
    ("internet", "khong", D, "telecom"),
    ("internet", "khong_ro", U, "telecom"),
    ("internet", "", U, "telecom"),
    *[
        ("thiet_bi", value, N, "info_means")
        for value in [
            "tivi",
            "radio",
            "may_tinh_ban",
            "dien_thoai",
            "may_tinh_xach_tay",
            "may_tinh_bang",
            "dien_thoai_thong_minh",
        ]
    ],
    ("thiet_bi", "tivi radio", N, "info_means"),
    ("thiet_bi", "khong_co", D, "info_means"),
    ("thiet_bi", "khong_ro", U, "info_means"),
    ("thiet_bi", "", U, "info_means"),
]


@pytest.mark.parametrize(("name", "value", "expected", "indicator"), PLAIN)
def test_indicators_of_the_household(home: Household, name: str, value: str, expected: str, indicator: str) -> None:
    home.put(name, value)
    assert home.finding(indicator) == expected
    others = {key: found for key, found in home.findings().items() if key != indicator}
    assert set(others.values()) == {N}
