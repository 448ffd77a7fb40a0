"""What was read wrongly once, or could be: rows that are no people, columns twice, households that would come out wrong."""

from collections.abc import Mapping

import pytest

from tests.survey.register.lists import DAT, HEAD, NIA, ONE, RIN, TWO, Rows, households, left_empty, read, wrong

COLUMN_LETTERS = tuple("ABCDEFGH")
AS_THEY_COME: dict[str, tuple[Mapping[str, Rows] | Rows, list[str]]] = {
    "a row of letters below the heading": ((HEAD, COLUMN_LETTERS, DAT, NIA), [ONE]),
    "how to fill it in, in brackets": ((HEAD, *[("(số)", "(chữ hoa)", None, "(nam/nữ)", "(năm)")], DAT, NIA), [ONE]),
    "the heading once more on the next page": ((HEAD, DAT, NIA, (), HEAD, RIN), [ONE, TWO]),
    "numbered names and dashes": ((HEAD, (1, "1. Phạm Văn Dắt", *DAT[2:]), (1, "- Đinh Thị Nía", *NIA[2:])), [ONE]),
    "a code with noughts": ((HEAD, ("001", *DAT[1:]), NIA), [ONE]),
    "only the year, as registers write it": ((HEAD, (*DAT[:4], "00/00/1985", *DAT[5:]), NIA), [ONE]),
    "an old and a new card": (((*HEAD, "CMND", "CCCD"), (*DAT, "212345678", None), NIA), [ONE]),
    "a day and a year of birth": (
        ((*HEAD[:5], "Ngày sinh", *HEAD[5:]), (*DAT[:5], "05/03/1985", *DAT[5:]), (*NIA[:5], None, *NIA[5:])),
        [ONE],
    ),
    "a cross for the sex": (
        (
            ("Mã hộ", "Họ và tên chủ hộ", "Năm sinh", "Nam", "Nữ", "Tổ dân phố", "Phân loại hộ", "Năm"),
            (2, "Đinh Văn Rin", 1990, "x", None, "tổ dân phố 12", "Hộ cận nghèo", 2024),
        ),
        [TWO],
    ),
    "heads and members on two sheets, by their number in the list": (
        {
            "Hộ": (
                ("STT hộ", "Họ và tên chủ hộ", "Giới tính", "Năm sinh", "Tổ dân phố", "Phân loại hộ", "Năm"),
                (1, "Phạm Văn Dắt", "Nam", 1985, "tổ dân phố 1", "Hộ nghèo", 2024),
                (2, "Đinh Văn Rin", "Nam", 1990, "tổ dân phố 12", "Hộ cận nghèo", 2024),
            ),
            "Nhân khẩu": (
                ("STT hộ", "Họ và tên", "Quan hệ với chủ hộ", "Giới tính", "Năm sinh"),
                (1, "Phạm Văn Dắt", "chủ hộ", "Nam", 1985),
                (None, "Đinh Thị Nía", "vợ", "Nữ", 1987),
                (2, "Đinh Văn Rin", "chủ hộ", "Nam", 1990),
            ),
        },
        [ONE.replace("1 ", "None ", 1), TWO.replace("2 ", "None ", 1)],
    ),
    "a sheet of those who left beside": (
        {"HN": (HEAD, DAT, NIA), "Thoát": (("DANH SÁCH HỘ THOÁT NGHÈO",), HEAD, RIN)},
        [ONE],
    ),
    "our commune in a column": (((*HEAD, "Xã"), (*DAT, "Ba Tơ"), (*NIA, "xã Ba Tơ")), [ONE]),
}


@pytest.mark.parametrize("shape", AS_THEY_COME)
def test_lists_as_they_come(shape: str) -> None:
    rows, expected = AS_THEY_COME[shape]
    found = read(rows)
    assert (found.errors, found.questions, found.why) == ([], [], "")
    assert households(found) == expected


@pytest.mark.parametrize("said", ["Không nghèo", "hộ không nghèo", "KHÔNG", "Hộ thoát nghèo", "Thoát cận nghèo"])
def test_a_household_that_is_not_poor_belongs_to_the_register(said: str) -> None:
    """A commune's list of all its households has them, and so has what we gave out ourselves."""
    found = read((HEAD, (*DAT[:6], said, 2024)))
    assert households(found) == ["1 Phạm Văn Dắt (tổ dân phố 1, not_poor, 2024): nam 1985 chu_ho"]
    assert found.errors == []


KEPT_OUT = {
    "somebody twice in one household": ((HEAD, DAT, NIA, NIA), "member"),
    "two households with one code, once with noughts": ((HEAD, DAT, ("01", *RIN[1:])), "number"),
    "another commune in a column": (((*HEAD, "Xã"), (*DAT, "Ba Tô")), "commune"),
    "a class that is none": ((HEAD, (*DAT[:6], "Hộ khá", 2024)), "category"),
}


@pytest.mark.parametrize("fault", KEPT_OUT)
def test_what_would_make_a_wrong_household_keeps_it_out(fault: str) -> None:
    rows, about = KEPT_OUT[fault]
    found = read(rows)
    assert found.households == []
    assert {one.about for one in found.errors} == {about}


REFUSED = {
    "another commune whose name differs in a mark": ((("UBND XÃ BA TÔ",), HEAD, DAT), "không phải của"),
    "nobody is a head": ((HEAD[:2] + HEAD[3:], DAT[:2] + DAT[3:]), "ai là chủ hộ"),
    "a report with groups and figures": (
        (("TỔNG HỢP HỘ NGHÈO",), ("TT", "Thôn, tổ", "Tổng số hộ dân cư", "Hộ nghèo"), (1, "tổ dân phố 1", 50, 5)),
        "báo cáo",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_would_be_read_wrongly_is_refused(what: str) -> None:
    rows, why = REFUSED[what]
    assert why in read(rows).why


def test_a_span_of_years_is_no_year() -> None:
    found = read((("HỘ NGHÈO GIAI ĐOẠN 2022-2025",), HEAD[:7], DAT[:7]))
    assert [one.year for one in found.households] == [None]


def test_a_sheet_that_sounds_like_a_group_is_asked_about() -> None:
    rows = [(*row[:5], row[6]) for row in (HEAD, DAT)]
    assert [one.value for one in read({"TDP 1": rows}).questions] == ["TDP 1"]
    found = read({"TDP 1": rows}, {"unit": {"TDP 1": "tổ dân phố 1"}})
    assert [one.unit for one in found.households] == ["tổ dân phố 1"]


def test_a_note_behind_a_name_is_told() -> None:
    found = read((HEAD, (1, "Phạm Văn Dắt (đã chết)", *DAT[2:])))
    assert [one.head for one in found.households] == ["Phạm Văn Dắt"]
    assert left_empty(found) == [(2, "name")]


def test_a_collaborator_without_a_group_is_no_collaborator_of_the_whole_commune() -> None:
    found = read((("Họ và tên", "Chức vụ", "Tổ", "Số ĐT"), ("Đinh Văn Gin", "Rà soát viên", None, "0905111222")))
    assert (found.people, wrong(found)) == ([], [(2, "unit")])


SECTIONS = [("I", "Tổ dân phố 1: 1 hộ"), ("II", "TỔ DÂN PHỐ 12", "1 hộ"), ("1", "Tổ dân phố 12 (có 1 hộ)")]


@pytest.mark.parametrize("row", SECTIONS)
def test_a_row_that_begins_a_group_is_nobody(row: tuple[str, ...]) -> None:
    heads = [("TT", "Họ và tên chủ hộ", "Năm sinh", "Giới tính"), ("I", "Tổ dân phố 2"), (1, "Lê Văn Bốn", 1970, "Nam")]
    found = read((("DANH SÁCH HỘ NGHÈO NĂM 2024",), *heads, row, (1, "Phạm Văn Dắt", 1985, "Nam")))
    assert (found.errors, found.questions) == ([], [])
    units = [(one.head, one.unit) for one in found.households]
    assert units == [
        ("Lê Văn Bốn", "tổ dân phố 2"),
        ("Phạm Văn Dắt", "tổ dân phố 12" if "12" in row[1] else "tổ dân phố 1"),
    ]


def test_a_group_of_another_name_between_the_rows_is_asked_about() -> None:
    rows = [("TT", "Họ và tên chủ hộ", "Năm sinh", "Giới tính"), ("I", "TDP 2"), (1, "Lê Văn Bốn", 1970, "Nam")]
    found = read((("DANH SÁCH HỘ NGHÈO NĂM 2024",), *rows))
    assert ([one.value for one in found.questions], found.households, found.errors) == (["TDP 2"], [], [])


def test_one_household_in_two_years_is_two_lists() -> None:
    pages = {year: ((f"DANH SÁCH NĂM {year}",), HEAD[:7], DAT[:7]) for year in ("2023", "2024")}
    assert "mỗi năm một tệp" in read(pages).why


VNI = [
    ("Maõ hoä", "Hoï vaø teân chuû hoä", "Giôùi tính", "Naêm sinh", "Toå daân phoá", "Loaïi hoä"),
    (1, "Phaïm Vaên Daét", "Nam", 1985, "toå daân phoá 1", "Hoä ngheøo"),
]
TCVN3 = [
    ("M· hé", "Hä vµ tªn chñ hé", "Giíi tÝnh", "N¨m sinh", "Tæ d©n phè", "Lo¹i hé"),
    (1, "Ph¹m V¨n D¾t", "Nam", 1985, "tæ d©n phè 1", "Hé nghÌo"),
]


@pytest.mark.parametrize("rows", [VNI, TCVN3], ids=["VNI", "TCVN3"])
def test_old_letters_whose_font_is_gone_are_told_apart(rows: Rows) -> None:
    assert households(read(rows)) == ["1 Phạm Văn Dắt (tổ dân phố 1, poor, None): nam 1985 chu_ho"]
