"""What is no list, no workbook, or not calculated: one sentence each, and nothing is read."""

from collections.abc import Mapping

import pytest

from survey.register.found import Kind
from survey.register.reading import read_list
from tests.survey.register.lists import (
    COMMUNE,
    DAT,
    HEAD,
    LEXICON,
    NIA,
    ONE,
    RIN,
    TODAY,
    TWO,
    Rows,
    households,
    read,
    workbook,
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
