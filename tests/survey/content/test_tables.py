"""A TOML file is read as a whole: each value or its stand-in, and every mistake with its line."""

from datetime import date

import pytest

from survey.content.lines import Lines, Place
from survey.content.mistakes import ContentError, Gathered, Mistake
from survey.content.tables import distinct, read_tables

FILE = '''# a remark
"a.b" = 1
long = """
[[row]]
key = 1
"""

[head]
on = 2025-12-15
parts = { x = 1 }

[[row]]
key = "one"
n = 1

[[row]]
key = "two"
n = "2"

[head.below]
last = true
'''


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("a.b",), 2),
        (("long",), 3),
        (("head",), 8),
        (("head", "on"), 9),
        (("head", "parts", "x"), 10),
        (("head", "nothing"), 8),
        (("row",), 12),
        (("row", 1, "n"), 14),
        (("row", 2), 16),
        (("row", 2, "n"), 18),
        (("head", "below", "last"), 21),
        (("nothing",), 0),
    ],
)
def test_the_line_of_a_place(place: Place, line: int) -> None:
    assert Lines.of(FILE).at(place) == line


def test_all_mistakes_of_a_file_come_together() -> None:
    tables = read_tables("x.toml", FILE.encode())
    head = tables.table("head")
    assert head.day("on") == date(2025, 12, 15)
    assert head.table("parts").whole("x") == 1
    assert head.text("title") == "?"
    rows = list(tables.tables("row"))
    assert [row.whole("n", 0) for row in rows] == [1, 0]
    assert [row.text("key") for row in rows] == ["one", "two"]
    assert tables.text("a.b") == "?"
    with pytest.raises(ContentError) as caught:
        tables.settle()
    assert [str(one) for one in caught.value.mistakes] == [
        "x.toml, dòng 8, [head], title: thiếu mục này. Thêm title: một câu trong dấu nháy.",
        'x.toml, dòng 18, [[row]] số 2 (two), n: không dùng được "2". Ghi một số nguyên.',
        "x.toml, dòng 2, a.b: không dùng được 1. Ghi một câu trong dấu nháy.",
        "x.toml, dòng 3, long: không có mục nào tên này. Xoá đi, hoặc sửa lại tên.",
        "x.toml, dòng 20, [head], below: không có mục nào tên này. Xoá đi, hoặc sửa lại tên.",
    ]


def test_a_table_that_is_missing_is_told_once_and_not_each_of_its_keys() -> None:
    tables = read_tables("x.toml", b"")
    assert tables.table("head").text("title") == "?"
    assert [one.place for one in tables.mistakes] == ["head"]


@pytest.mark.parametrize(
    ("content", "place", "cause"),
    [
        (b"a = [1,\n", "cuối tệp", "tệp dừng giữa chừng: thiếu dấu nháy, dấu ] hoặc dấu } đóng lại."),
        (b'a = "x\nb = 1\n', "dòng 1, cột 7", "thiếu dấu nháy đóng, hoặc có ký tự không dùng được."),
        (b"a = 1\na = 2\n", "dòng 2, cột 6", "tên mục này đã có ở trên."),
        (b"a = x\n", "dòng 1, cột 5", "giá trị không đọc được; câu chữ phải ở trong dấu nháy."),
        (b"a\n", "dòng 1, cột 2", "thiếu dấu = sau tên mục."),
        (b"a = 1 b\n", "dòng 1, cột 7", "thừa chữ ở cuối dòng."),
        (b"a = 1\nb = '\xed'\n", "dòng 2", "không phải mã UTF-8."),
    ],
)
def test_what_is_no_toml_is_told_with_its_place(content: bytes, place: str, cause: str) -> None:
    with pytest.raises(ContentError) as caught:
        read_tables("x.toml", content)
    (found,) = caught.value.mistakes
    assert (found.file, found.place, found.cause) == ("x.toml", place, cause)


def test_rows_of_one_name_are_told_at_the_second() -> None:
    tables = read_tables("x.toml", b'[[r]]\nkey = "a"\n[[r]]\nkey = "b"\n[[r]]\nkey = "a"\n')
    distinct(tables.tables("r"), "key")
    assert [one.place for one in tables.mistakes] == ["dòng 6, [[r]] số 3 (a), key"]


def test_one_broken_file_does_not_hide_another() -> None:
    def broken() -> int:
        raise ContentError([Mistake("x", "", "hỏng.", "Sửa.")])

    gathered = Gathered()
    assert [gathered.of(broken, -1), gathered.of(lambda: 1, -1), gathered.of(broken, -1)] == [-1, 1, -1]
    with pytest.raises(ContentError, match=r"x: hỏng\. Sửa\."):
        gathered.settle()
