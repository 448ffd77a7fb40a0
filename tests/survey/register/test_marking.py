"""The workbook that goes back: the same one, with what is wrong beside each row, and nothing in it that a program would carry out."""

from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from survey.register.found import Found, Kind
from survey.register.work import examine, outcome, task
from tests.survey.register.lists import COMMUNE, LEXICON, TODAY, read, workbook

HEAD = ("Mã hộ", "Họ và tên", "Quan hệ", "Giới tính", "Năm sinh", "Tổ dân phố", "Loại hộ")
GOOD = (1, "Phạm Văn Dắt", "chủ hộ", "Nam", 1985, "tổ dân phố 1", "Hộ nghèo")
WRONG = (2, "Đinh Văn Rin", "chủ hộ", "Nam", "=31/02", "tổ dân phố 2", "Hộ nghèo")


def examined(content: bytes) -> tuple[Found, bytes | None]:
    sent = task(content, COMMUNE, LEXICON.written, TODAY, {})
    steps: list[int] = []
    made = examine(sent, lambda done, _total: steps.append(done))
    assert steps == [1, 2, 3]
    return outcome(made)


def cells(content: bytes) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in load_workbook(BytesIO(content)).worksheets[0].iter_rows()]


def text_workbook(*rows: tuple[Any, ...]) -> bytes:
    """Every cell with letters is text, whatever it begins with."""
    book = Workbook()
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            cell = book.worksheets[0].cell(number, column, value)
            cell.data_type = "s" if isinstance(value, str) else cell.data_type
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_what_is_read_elsewhere_is_what_is_read_here() -> None:
    pages = {"Danh sách": (HEAD, GOOD, (*WRONG[:4], date(1990, 3, 4), *WRONG[5:]), (*GOOD[:3], "?", *GOOD[4:]))}
    found, _ = examined(workbook(pages))
    assert found == read(pages)


def test_the_workbook_comes_back_with_a_column_of_what_is_wrong() -> None:
    found, book = examined(text_workbook(("DANH SÁCH HỘ NGHÈO",), HEAD, GOOD, WRONG))
    assert [one.row for one in found.errors] == [4]
    assert book is not None
    rows = cells(book)
    assert rows[1][7] == "Lỗi"
    assert rows[2][:7] == list(GOOD)
    assert rows[2][7] is None
    assert rows[3][7].startswith('Năm sinh: Không có ngày sinh như "=31/02"')
    sheet = load_workbook(BytesIO(book)).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s", "n"}


def test_sent_again_the_column_is_no_column_of_the_list_and_is_written_anew() -> None:
    _, book = examined(text_workbook(HEAD, GOOD, WRONG))
    assert book is not None
    found, again = examined(book)
    assert found.unknown_columns == []
    assert again is not None
    assert cells(again)[0].count("Lỗi") == 1
    assert cells(again)[2][7] == cells(book)[2][7]


def test_a_list_without_mistakes_is_not_sent_back() -> None:
    assert examined(text_workbook(HEAD, GOOD))[1] is None


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no workbook", b"\xd0\xcf\x11\xe0 old"])
def test_what_is_no_list_is_told_in_a_sentence(content: bytes) -> None:
    found, book = examined(content)
    assert (found.kind, book) == (Kind.REFUSED, None)
    assert found.why.endswith(".")


DRAWING = """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing" Target="../drawings/drawing1.xml"/></Relationships>"""


def test_a_workbook_that_can_be_read_but_not_written_anew_comes_back_as_a_list_of_what_is_wrong() -> None:
    stream = BytesIO(workbook((HEAD, (*WRONG[:4], "31/02/1985", *WRONG[5:]))))
    with ZipFile(stream, "a") as packed:
        packed.writestr("xl/worksheets/_rels/sheet1.xml.rels", DRAWING)
    found, book = examined(stream.getvalue())
    (error,) = found.errors
    assert book is not None
    assert cells(book) == [["Trang", "Dòng", "Cột", "Lỗi"], ["Danh sách", "2", "Năm sinh", error.text]]
