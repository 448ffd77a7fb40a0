"""Single cells of a list: cards and births, as they are written and as Excel keeps them."""

import pytest

from tests.survey.register.lists import (
    HEAD,
    RIN,
    left_empty,
    read,
    wrong,
)

CARDS = [
    ("051090123456", "051090123456", False),
    ("051 090 123 456", "051090123456", False),
    (51090123456, "051090123456", False),
    (51190123456, None, True),  # a woman's number
    (51091123456, None, True),  # of another year
    (99090123456, None, True),  # no province
    ("123456789", None, True),
    ("09012345", None, True),
    (None, None, False),
]


@pytest.mark.parametrize(("cell", "card", "warned"), CARDS)
def test_a_card_is_taken_only_where_it_can_be_trusted(cell: object, card: str | None, warned: bool) -> None:
    found = read(((*HEAD, "Số CCCD"), (*RIN, cell)))
    assert found.households[0].members[0].cccd == card
    assert left_empty(found) == ([(2, "cccd")] if warned else [])


BIRTHS = [
    ("12/3/1990", "1990-03-12"),
    ("12-03-1990", "1990-03-12"),
    ("12.3.1990", "1990-03-12"),
    ("1990-03-12", "1990-03-12"),
    ("ngày 12 tháng 3 năm 1990", "1990-03-12"),
    ("3/1990", None),
    ("1990", None),
    (1990, None),
    (32944, "1990-03-12"),
]


@pytest.mark.parametrize(("cell", "day"), BIRTHS)
def test_a_birth_is_read_as_exact_as_it_is_written(cell: object, day: str | None) -> None:
    member = read((HEAD, (*RIN[:4], cell, *RIN[5:]))).households[0].members[0]
    assert (member.birth_year, member.birth_date and member.birth_date.isoformat()) == (1990, day)


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("1. Đinh Văn Rin", "Đinh Văn Rin"),
        ("12 - Đinh Văn Rin", "Đinh Văn Rin"),
        ("a) Đinh Văn Rin", "Đinh Văn Rin"),
        ("A-Lăng Bình", "A-Lăng Bình"),
        ("H-Biên", "H-Biên"),
        ("A.Lăng Bình", "A.Lăng Bình"),
    ],
)
def test_what_numbers_a_name_is_not_of_it_but_a_name_may_begin_with_a_letter(cell: str, name: str) -> None:
    assert read((HEAD, (RIN[0], cell, *RIN[2:]))).households[0].head == name


def test_a_birth_in_words_beside_a_name_is_no_signature() -> None:
    heads = ("STT", "Họ và tên", "Ngày sinh", "Quan hệ", "Giới tính", "Tổ dân phố", "Phân loại hộ", "Năm")
    row = (1, "Đinh Văn Rin", "ngày 12 tháng 3 năm 1990", "chủ hộ", "Nam", "tổ dân phố 12", "Hộ nghèo", 2024)
    wife = (None, "Đinh Thị Nía", "ngày 2 tháng 4 năm 1992", "vợ", "Nữ", "tổ dân phố 12", "Hộ nghèo", 2024)
    sign = (None, None, "Ba Tơ, ngày 5 tháng 12 năm 2024")
    found = read((heads, row, wife, sign))
    assert [(who.name, who.birth_year) for who in found.households[0].members] == [
        ("Đinh Văn Rin", 1990),
        ("Đinh Thị Nía", 1992),
    ]
    assert wrong(found) == []


@pytest.mark.parametrize(
    ("cell", "total"), [("240 hộ", 240), ("240.0", 240), (240, 240), ("1.000 hộ", None), ("1,000", None)]
)
def test_dots_between_thousands_are_never_taken_for_a_decimal_sign(cell: object, total: int | None) -> None:
    found = read((("Tên tổ dân phố", "Số hộ"), ("tổ dân phố 1", cell)))
    assert [one.households_total for one in found.units] == ([] if total is None else [total])
    assert wrong(found) == ([(2, "households_total")] if total is None else [])


def test_a_long_cell_is_kept_whole_and_shown_by_its_beginning() -> None:
    long = "Nhà ở cuối thôn, qua cầu treo rồi rẽ trái, cạnh nhà văn hoá cũ, gần điểm trường mầm non"
    found = read(((*HEAD, "Địa chỉ", "Ghi nhớ"), (*RIN, long, long)))
    assert (found.households[0].address, found.households[0].extra["Ghi nhớ"]) == (long, long)
    (error,) = read((HEAD, (*RIN[:6], long, RIN[7]))).errors
    assert long[:60] in error.text
    assert long[:61] not in error.text
