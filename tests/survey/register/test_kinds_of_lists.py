"""Lists in the shapes that communes keep: what comes of each."""

from collections.abc import Mapping
from typing import Any

import pytest

from survey.register.found import Kind
from survey.register.reading import read_list
from survey.register.workbook.letters import tcvn3, vni
from tests.survey.register.lists import COMMUNE, LEXICON, TODAY, Rows, households, left_empty, read, workbook, wrong

HEAD = ("Mã hộ", "Họ và tên", "Quan hệ", "Giới tính", "Năm sinh", "Tổ dân phố", "Phân loại hộ", "Năm")
DAT = (1, "Phạm Văn Dắt", "chủ hộ", "Nam", 1985, "tổ dân phố 1", "Hộ nghèo", 2024)
NIA = (1, "Đinh Thị Nía", "vợ", "Nữ", 1987, "tổ dân phố 1", "Hộ nghèo", 2024)
RIN = (2, "Đinh Văn Rin", "chủ hộ", "Nam", 1990, "tổ dân phố 12", "Hộ cận nghèo", 2024)
ONE = "1 Phạm Văn Dắt (tổ dân phố 1, poor, 2024): nam 1985 chu_ho, Đinh Thị Nía nu 1987 vo"
TWO = "2 Đinh Văn Rin (tổ dân phố 12, near_poor, 2024): nam 1990 chu_ho"

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


REFUSED: dict[str, tuple[Mapping[str, Rows] | Rows, str]] = {
    "an account book": ((("Ngày", "Thu", "Chi"), ("1/1/2025", 5, 3)), "không thấy danh sách"),
    "households that left": ((("DANH SÁCH HỘ THOÁT NGHÈO NĂM 2024",), HEAD, DAT), "thoát nghèo"),
    "another commune's": ((("UỶ BAN NHÂN DÂN XÃ BA VÌ",), HEAD, DAT), "không phải của xã Ba Tơ"),
    "a year to come": ((("Danh sách hộ nghèo năm 2031",), HEAD[:7], DAT[:7]), "năm chưa tới"),
    "a column twice": (((*HEAD, "Họ và tên"), (*DAT, "Võ Văn Sáo")), 'hai cột "Họ và tên"'),
    "marks that are lost": (
        (HEAD, (1, "Ph?m V?n D?t", "ch? h?", "Nam", 1985, "t? dân ph? 1", "H? nghèo", 2024)),
        "dấu hỏi",
    ),
    "nothing": ((), "không có dòng nào"),
    "two lists at once": (
        {"Hộ": (HEAD, DAT), "Cán bộ": (("Họ và tên", "Chức danh"), ("Võ Thị Mơ", "Rà soát viên"))},
        "mỗi danh sách một tệp",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_list_is_refused_with_a_sentence(what: str) -> None:
    rows, words = REFUSED[what]
    found = read(rows)
    assert (found.kind, found.households) == (Kind.REFUSED, [])
    assert words in found.why


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "không phải là Excel"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        (b"\xd0\xcf\x11\xe0", "Excel cũ"),
        (workbook((HEAD, DAT))[:3000], "không phải là Excel"),
    ],
)
def test_what_is_no_workbook_is_refused_with_a_sentence(content: bytes, words: str) -> None:
    assert words in read_list(content, COMMUNE, LEXICON, TODAY).why


def test_letters_of_old_fonts_are_read_where_no_font_tells() -> None:
    old = {
        ord(new): old
        for old, new in zip(
            "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ",
            "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ",
            strict=True,
        )
    }
    rows = [
        tuple(cell.translate(old) if isinstance(cell, str) else cell for cell in row) for row in (HEAD, DAT, NIA, RIN)
    ]
    assert households(read(rows)) == [ONE, TWO]


def test_old_letters_one_by_one() -> None:
    assert tcvn3("§Æng ThÞ Ph­îng") == "Đặng Thị Phượng"
    assert vni("Ñaëng Thò Phöôïng") == "Đặng Thị Phượng"


def test_utf8_that_was_read_as_western_letters_is_read_again() -> None:
    rows = [
        tuple(cell.encode().decode("cp1252", "replace") if isinstance(cell, str) else cell for cell in row)
        for row in (HEAD, (1, "Trần Văn Tế", "chủ hộ", "Nam", 1985, "tổ dân phố 1", "Hộ nghèo", 2024))
    ]
    found = read(rows)
    assert found.kind in {Kind.HOUSEHOLDS, Kind.REFUSED}
    assert all("Ã" not in one.head and "á»" not in one.head for one in found.households)


def test_staff_by_what_they_do() -> None:
    found = read(
        (
            ("DANH SÁCH CÁN BỘ",),
            ("TT", "Họ và tên", "Nhiệm vụ", "Địa bàn", "SĐT"),
            (1, "ĐINH VĂN GIN", "Cộng tác viên", "tổ dân phố 12", "0905 111 222"),
            (2, "Lê Thị Tấm", "Công chức Văn hoá - Xã hội", "toàn xã", 905111224),
            (3, "Trần Văn Quý", "Phó Chủ tịch UBND xã", None, None),
            (4, "Võ Văn Sáo", "Thủ quỹ", "toàn xã", "0905111226"),
            (5, "Võ Thị Mơ", "Rà soát viên", "TDP 2", "09051"),
        )
    )
    assert found.kind is Kind.STAFF
    assert [(one.name, one.role, one.duty, one.unit, one.phone) for one in found.people] == [
        ("Đinh Văn Gin", "collaborator", "", "tổ dân phố 12", "+84905111222"),
        ("Lê Thị Tấm", "official", "culture_social", "commune", "+84905111224"),
        ("Trần Văn Quý", "leader", "", "commune", None),
    ]
    assert (wrong(found), left_empty(found), [one.value for one in found.questions]) == (
        [(6, "role")],
        [(7, "phone")],
        ["TDP 2"],
    )


FORMULAS = [
    ("nobody calculated it", 4, "=1900+85", "Năm sinh"),
    ("of another file", 4, "='[1]Trang 1'!B2", "Năm sinh"),
    ("of another file by its name", 6, "='C:/[so-ho.xlsx]Trang 1'!B2", "Phân loại hộ"),
    ("of the name", 1, '=PROPER("phạm văn dắt")', "Họ và tên"),
]


@pytest.mark.parametrize(("what", "place", "formula", "column"), FORMULAS, ids=[one[0] for one in FORMULAS])
def test_a_formula_without_a_value_is_told(what: str, place: int, formula: str, column: str) -> None:
    found = read((HEAD, (*DAT[:place], formula, *DAT[place + 1 :]), NIA))
    assert found.kind is Kind.REFUSED
    assert column in found.why
    assert ("tệp khác" in found.why) == ("another file" in what)


HARMLESS = [
    ("a sum", [("Tổng cộng", "=COUNTA(B2:B4)", None, None, "=SUM(E2:E4)")]),
    ("numbers of rows", []),
]


@pytest.mark.parametrize(("what", "below"), HARMLESS, ids=[one[0] for one in HARMLESS])
def test_a_formula_that_is_not_needed_does_no_harm(what: str, below: Rows) -> None:
    rows = [("STT", *HEAD), ("=ROW()-1", *DAT), ("=ROW()-1", *NIA), ("=ROW()-1", *RIN)]
    found = read([*rows, *((None, *row) for row in below)])
    assert households(found) == [ONE, TWO]
