"""Lists in the shapes that communes keep: what comes of each."""

from collections.abc import Mapping
from typing import Any

import pytest

from survey.register.found import Kind
from tests.survey.register.lists import (
    DAT,
    HEAD,
    NIA,
    ONE,
    RIN,
    TWO,
    Rows,
    households,
    left_empty,
    read,
    wrong,
)

SHAPES: dict[str, Mapping[str, Rows] | Rows] = {
    "one person a row": (HEAD, DAT, NIA, RIN),
    "columns in another order": [tuple(reversed(row)) for row in (HEAD, DAT, NIA, RIN)],
    "code and facts on the head's row only": (HEAD, DAT, (None, "Đinh Thị Nía", "vợ", "Nữ", 1987), RIN),
    "rows of one household apart": (HEAD, DAT, RIN, NIA),
    "listed twice": (HEAD, DAT, NIA, RIN, DAT, NIA, RIN),
    "on two sheets, one a copy": {"2024": (HEAD, DAT, NIA, RIN), "2024 (2)": (HEAD, DAT, NIA, RIN)},
    "sums and signatures": (
        ("UỶ BAN NHÂN DÂN XÃ BA TƠ",),
        ("Danh sách hộ",),
        HEAD,
        tuple(range(1, 9)),
        DAT,
        NIA,
        ("Cộng trang 1", None, None, 2),
        (),
        RIN,
        ("Tổng cộng: 2 hộ",),
        (None, "NGƯỜI LẬP BIỂU", None, None, None, "CHỦ TỊCH"),
        (None, "Lê Văn Khoa"),
        (None, "Ba Tơ, ngày 5 tháng 12 năm 2024"),
    ),
    "the class and the group between the rows": (
        ("DANH SÁCH NĂM 2024",),
        HEAD[:5],
        ("I. Hộ nghèo",),
        (None, "Tổ dân phố 1"),
        DAT[:5],
        NIA[:5],
        ("II. HỘ CẬN NGHÈO",),
        ("Tổ dân phố 12",),
        RIN[:5],
    ),
    "a sheet of heads, another of members": {
        "Chủ hộ": (HEAD, DAT, RIN),
        "Thành viên": (
            ("Mã hộ", "Họ tên thành viên", "Quan hệ với chủ hộ", "Năm sinh", "Giới tính"),
            (1, "Đinh Thị Nía", "vợ", 1987, "Nữ"),
        ),
    },
    "the head again among the members": {
        "Chủ hộ": (HEAD, DAT, RIN),
        "Thành viên": (
            ("Mã hộ", "Họ tên", "Quan hệ", "Năm sinh", "Giới tính"),
            (1, "Phạm Văn Dắt", "chủ hộ", 1985, "Nam"),
            (1, "Đinh Thị Nía", "vợ", 1987, "Nữ"),
        ),
    },
    "members beside the head": (
        (
            "Mã hộ",
            "Chủ hộ",
            "Giới tính",
            "Năm sinh",
            "Thôn",
            "Diện",
            "Năm",
            "TV1 họ tên",
            "TV1 năm sinh",
            "TV1 giới tính",
            "TV1 quan hệ",
        ),
        (1, "Phạm Văn Dắt", "Nam", 1985, "tổ dân phố 1", "HN", 2024, "Đinh Thị Nía", 1987, "Nữ", "vợ"),
        (2, "Đinh Văn Rin", "Nam", 1990, "Tổ dân phố 12", "HCN", 2024),
    ),
    "head and members in columns of their own": (
        ("Mã hộ", "Chủ hộ", "Thành viên", "Quan hệ", "Giới tính", "Năm sinh", "Tổ", "Phân loại", "Năm"),
        (1, "Phạm Văn Dắt", None, None, "Nam", 1985, "tổ dân phố 1", 1, 2024),
        (None, None, "Đinh Thị Nía", "vợ", "Nữ", 1987),
        (2, "Đinh Văn Rin", None, None, "Nam", 1990, "tổ dân phố 12", 2, 2024),
    ),
    "a legend that turns the numbers round": (
        HEAD,
        (None, None, None, "1. Nữ; 2. Nam", None, None, "1. Hộ cận nghèo; 2. Hộ nghèo"),
        (1, "Phạm Văn Dắt", "chủ hộ", 2, 1985, "tổ dân phố 1", 2, 2024),
        (1, "Đinh Thị Nía", "vợ", 1, 1987, "tổ dân phố 1", 2, 2024),
        (2, "Đinh Văn Rin", "chủ hộ", 2, 1990, "tổ dân phố 12", 1, 2024),
    ),
    "capitals, blanks and composed otherwise": (
        HEAD,
        (" 001 ", "PHẠM\u00a0 VĂN DẮT", "CH", "NAM", "'1985", "TỔ DÂN PHỐ  1", "HỘ NGHÈO", "2024"),
        ("001", "ĐINH THI\u0323 NI\u0301A", "VỢ", "NỮ", "1987", "Tổ dân phố 1", "nghèo", 2024.0),
        ("2", "Đinh Văn Rin", "Chủ hộ", "nam", 1990, "tổ dân phố 12", "hộ cận nghèo", 2024),
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape_of_a_list(shape: str) -> None:
    found = read(SHAPES[shape])
    assert found.kind is Kind.HOUSEHOLDS, found.why
    assert (households(found), wrong(found), left_empty(found), found.questions) == ([ONE, TWO], [], [], [])


FAULTS: dict[str, tuple[dict[int, Any], str]] = {
    "a day that is none": ({4: "31/02/1985"}, "birth"),
    "a year of two figures": ({4: "5/3/85"}, "birth"),
    "a birth to come": ({4: "5/3/2031"}, "birth"),
    "too old to be": ({4: 1885}, "birth"),
    "a sex that is none": ({3: "Nma"}, "sex"),
    "a class of another kind": ({6: "Hộ khá"}, "category"),
    "no class": ({6: None}, "category"),
    "no group": ({5: None}, "unit"),
    "a year to come": ({7: 2031}, "year"),
    "no name": ({1: None}, "name"),
    "nobody is the head": ({2: "con"}, "head"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_keeps_the_household_out_and_no_other(fault: str) -> None:
    cells, about = FAULTS[fault]
    spoilt = tuple(cells.get(place, cell) for place, cell in enumerate(RIN))
    found = read((HEAD, DAT, NIA, spoilt))
    assert (households(found), wrong(found)) == ([ONE], [(4, about)])


def test_an_error_of_a_member_keeps_the_whole_household_out() -> None:
    found = read((HEAD, DAT, (*NIA[:4], "31/11/1987", *NIA[5:]), RIN))
    assert (households(found), wrong(found)) == ([TWO], [(3, "birth")])


def test_two_households_of_one_code_are_both_kept_out() -> None:
    other = (1, "Võ Văn Sáo", "chủ hộ", "Nam", 1970, "tổ dân phố 2", "Hộ nghèo", 2024)
    found = read((HEAD, DAT, NIA, other, RIN))
    assert (households(found), wrong(found)) == ([TWO], [(2, "number"), (4, "number")])


def test_groups_by_other_names_are_asked_once_and_remembered() -> None:
    rows = (
        HEAD,
        (*DAT[:5], "TDP 1", *DAT[6:]),
        (*RIN[:5], "TDP 12", *RIN[6:]),
        (3, "Võ Thị Mơ", "chủ hộ", "Nữ", 1970, "TDP 1", "Hộ nghèo", 2024),
    )
    asked = read(rows)
    assert [(one.about, one.value, one.choices[0]) for one in asked.questions] == [
        ("unit", "TDP 1", "tổ dân phố 1"),
        ("unit", "TDP 12", "tổ dân phố 12"),
    ]
    assert (asked.households, asked.errors) == ([], [])
    told = read(rows, {"unit": {"TDP 1": "tổ dân phố 1", "TDP 12": None}})
    assert [one.number for one in told.households] == [1, 3]
    assert wrong(told) == [(3, "unit")]


def test_a_group_is_never_matched_without_its_marks() -> None:
    assert [one.value for one in read((HEAD, (*RIN[:5], "to dan pho 12", *RIN[6:]))).questions] == ["to dan pho 12"]


def test_what_may_be_the_same_is_shown_and_never_merged() -> None:
    card = "051090123456"
    rows = (
        (*HEAD, "CCCD"),
        (*RIN, card),
        (3, "Đinh Văn Rin", "chủ hộ", "Nam", 1990, "tổ dân phố 12", "Hộ nghèo", 2024, card),
    )
    found = read(rows)
    assert len(found.households) == 2
    assert [(one.about, one.rows) for one in found.duplicates] == [("cccd", (2, 3)), ("head", (2, 3))]


def test_a_column_that_nobody_knows_is_kept_as_text() -> None:
    found = read(((*HEAD, "Diện tích rừng", "Ghi nhớ"), (*RIN, "0,5 ha", None)))
    assert (found.unknown_columns, dict(found.households[0].extra)) == (
        ["Diện tích rừng"],
        {"Diện tích rừng": "0,5 ha"},
    )
