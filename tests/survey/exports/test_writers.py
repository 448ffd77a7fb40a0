"""Tables written as a workbook and as CSV: what was in them comes back, and nothing of it is ever carried out."""

import csv
import re
from datetime import date
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from survey.exports.comma_files import ESCAPE, STARTERS, comma_files, comma_text
from survey.exports.tables import Column, Kind, Table, of_json, to_json
from survey.exports.workbook import MOST_IN_A_CELL, workbook

LIST = Table(
    "Danh sách hộ nghèo",
    (
        Column("Họ và tên"),
        Column("Số căn cước", sensitive=True),
        Column("Số khẩu", Kind.NUMBER),
        Column("Ngày", Kind.DATE),
    ),
    (
        ("Đinh Thị Nía", "051187001234", 4, date(2025, 11, 3)),
        ('=HYPERLINK("http://x";"bấm")', "001085000001", -2, None),
        ("+84905123456", None, 1.5, date(1990, 1, 31)),
    ),
)
DANGEROUS = ["=1+1", "+84905", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "'=1"]


def cells(content: bytes) -> list[list[object]]:
    return [[cell.value for cell in row] for row in load_workbook(BytesIO(content)).worksheets[0].iter_rows()]


def fields(text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text.removeprefix("\ufeff"), newline="")))


def test_a_workbook_says_what_the_table_said() -> None:
    page = load_workbook(BytesIO(workbook([LIST]))).worksheets[0]
    assert page.title == "Danh sách hộ nghèo"
    assert [cell.value for cell in page[1]] == ["Họ và tên", "Số căn cước", "Số khẩu", "Ngày"]
    assert page["A3"].value == '=HYPERLINK("http://x";"bấm")'
    assert page["C2"].value == 4
    assert page["D2"].value.date() == date(2025, 11, 3)
    assert page["D2"].number_format == "dd/mm/yyyy"


def test_numbers_that_nobody_reckons_with_are_text() -> None:
    """A căn cước in a number cell would lose its zero; without the format "@" it would when somebody types into the cell."""
    page = load_workbook(BytesIO(workbook([LIST]))).worksheets[0]
    assert (page["B2"].value, page["B2"].data_type, page["B2"].number_format) == ("051187001234", "s", "@")
    assert page["A4"].number_format == "@"


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_is_a_formula(text: str) -> None:
    table = Table("x", (Column(text),), ((text,),))
    content = workbook([table])
    page = load_workbook(BytesIO(content)).worksheets[0]
    assert {page["A1"].data_type, page["A2"].data_type} == {"s"}
    with ZipFile(BytesIO(content)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    (heading,), (field,) = fields(comma_text(table))
    assert heading == field
    assert field.startswith(ESCAPE)
    assert not field.startswith(STARTERS)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1))
def test_a_table_of_any_text_is_written_and_never_begins_a_formula(said: list[str]) -> None:
    table = Table("x", (Column("a"), Column("b")), tuple((one, "end") for one in said))
    assert len(cells(workbook([table]))) == len(said) + 1
    written = fields(comma_text(table))
    assert len(written) == len(said) + 1
    assert not any(field.startswith(STARTERS) for row in written for field in row)


def test_what_xml_cannot_hold_is_left_out_and_what_excel_cuts_is_marked() -> None:
    table = Table("x", (Column("a"),), (("tổ\x00 6\x0b",), ("á" * (MOST_IN_A_CELL + 5),)))
    _, (first,), (second,) = cells(workbook([table]))
    assert first == "tổ 6"
    assert str(second).endswith("á …")
    assert len(str(second)) == MOST_IN_A_CELL
    assert len(fields(comma_text(table))[2][0]) == MOST_IN_A_CELL + 5


def test_negative_numbers_stay_numbers() -> None:
    assert fields(comma_text(LIST))[2][2] == "-2"


def test_csv_begins_with_the_mark_by_which_excel_knows_the_letters() -> None:
    with ZipFile(BytesIO(comma_files([LIST, LIST]))) as archive:
        assert archive.namelist() == ["Danh sách hộ nghèo.csv", "Danh sách hộ nghèo-2.csv"]
        assert archive.read("Danh sách hộ nghèo.csv").startswith(b"\xef\xbb\xbf")
    assert comma_files([LIST]) == comma_files([LIST])


def test_sheets_are_named_as_excel_takes_it() -> None:
    tables = [Table(name, (Column("a"),), ()) for name in ("Tổ 1/2: [mới]", "Tổ 1 2 mới", "x" * 40, "X" * 50)]
    names = load_workbook(BytesIO(workbook(tables))).sheetnames
    assert len({name.lower() for name in names}) == 4
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in names)


def test_what_is_sensitive_can_be_left_out() -> None:
    plain = LIST.plain()
    assert [column.title for column in plain.columns] == ["Họ và tên", "Số khẩu", "Ngày"]
    assert plain.rows[0] == ("Đinh Thị Nía", 4, date(2025, 11, 3))
    assert b"051187001234" not in comma_text(plain).encode()


def test_tables_go_to_another_process_and_back() -> None:
    assert list(of_json(to_json([LIST]))) == [LIST]


def test_many_rows_tell_how_far_they_are() -> None:
    seen: list[tuple[int, int]] = []
    table = Table("x", (Column("a"),), tuple((str(n),) for n in range(1200)))
    workbook([table], lambda done, total: seen.append((done, total)))
    assert seen == [(500, 1200), (1000, 1200)]
