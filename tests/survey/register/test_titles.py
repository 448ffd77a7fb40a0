"""What stands above a list and holds for every row: the class and the year, but never those of another paper that is named there."""

import pytest

from tests.survey.register.lists import HEAD, RIN, Rows, read, wrong

TITLES: list[tuple[tuple[str, ...], str, int | None]] = [
    (("DANH SÁCH HỘ CẬN NGHÈO NĂM 2024",), "near_poor", 2024),
    (
        ("DANH SÁCH HỘ NGHÈO", "NĂM 2024", "(Ban hành kèm theo Thông tư số 02/2022/TT ngày 30 tháng 3 năm 2022)"),
        "poor",
        2024,
    ),
    (("DANH SÁCH HỘ NGHÈO NĂM 2024 (Kèm theo Quyết định số 12 ngày 10/1/2025)",), "poor", 2024),
    (("Danh sách hộ nghèo năm 2024", "Theo Nghị định số 07 năm 2021 của Chính phủ"), "poor", 2024),
    (("Ba Tơ, ngày 10 tháng 01 năm 2025", "DANH SÁCH HỘ NGHÈO NĂM 2024"), "poor", 2024),
    (("DANH SÁCH HỘ NGHÈO NĂM 2024", "Ba Tơ, ngày 10 tháng 01 năm 2025"), "poor", 2024),
    (("DANH SÁCH HỘ NGHÈO NĂM 2024", "BIỂU DÙNG CHO NĂM 2025"), "poor", None),
    (("DANH SÁCH HỘ CẬN NGHÈO NĂM 2024", "Theo chuẩn nghèo đa chiều giai đoạn 2022-2025"), "near_poor", 2024),
    (("DANH SÁCH HỘ CẬN NGHÈO NĂM 2024", "Kèm theo báo cáo kết quả rà soát hộ nghèo"), "near_poor", 2024),
    (("danh sach ho can ngheo nam 2024", "(kem theo quyet dinh so 5 nam 2025)"), "near_poor", 2024),
]


def _below(titles: tuple[str, ...]) -> Rows:
    return (*((title,) for title in titles), HEAD[:6], RIN[:6])


@pytest.mark.parametrize(("titles", "category", "year"), TITLES)
def test_the_titles_say_the_class_and_the_year(titles: tuple[str, ...], category: str, year: int | None) -> None:
    (household,) = read(_below(titles)).households
    assert (household.category, household.year) == (category, year)


def test_titles_that_say_two_classes_say_none() -> None:
    found = read(_below(("DANH SÁCH HỘ CẬN NGHÈO NĂM 2024", "PHỤ LỤC HỘ NGHÈO")))
    assert (found.households, wrong(found)) == ([], [(4, "category")])
