"""Markdown to .xlsx and back keeps every sheet, row, cell and remark."""

import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.sheet import SheetError, convert, kind_of, to_xform
from survey.sheet.excel import MAX_PACKED, read_excel, write_excel
from survey.sheet.markdown import read_markdown, write_markdown
from survey.sheet.workbook import Row, Sheet, Workbook

FORM = Path(__file__).parents[3] / "content" / "forms" / "phieu-ra-soat-2022-2025.md"
TRICKY = [
    "a|b",
    r"a\|b",
    r"\d{2}",
    "một<br>hai",
    r"\<br>",
    "dòng một\ndòng hai",
    "=1+1",
    "#",
    "---",
    "-",
    r"\-",
    "| |",
    "\\",
    "001",
    "1.0",
]


def test_the_shipped_form_survives_the_way_to_excel_and_back() -> None:
    content = FORM.read_bytes()
    packed = convert(content, "md", "xlsx")
    assert convert(packed, "xlsx", "md") == content
    assert to_xform("a.md", content, "md") == to_xform("a.xlsx", packed, "xlsx")


@pytest.mark.parametrize("cell", TRICKY)
def test_cells_that_look_like_markup_are_kept(cell: str) -> None:
    book = Workbook((Sheet("survey", (Row(1, ("type", "label")), Row(2, (cell,)), Row(3, ("text", cell)))),))
    assert cells(read_markdown(write_markdown(book))) == cells(book)
    assert cells(read_excel(write_excel(book))) == cells(book)


WORDS = st.text(alphabet="ab|\\<br>-# \nÊđ'\"=+1", max_size=8).map(str.strip)
ROWS = st.lists(st.lists(WORDS, max_size=4), max_size=5)


def grid(rows: list[list[str]]) -> Workbook:
    return Workbook((Sheet("survey", tuple(Row(n, trimmed(row)) for n, row in enumerate(rows, 1))),))


@settings(max_examples=150, deadline=None)
@given(ROWS)
def test_any_cells_survive_in_markdown(rows: list[list[str]]) -> None:
    assert cells(read_markdown(write_markdown(grid(rows)))) == cells(grid(rows))


@settings(max_examples=20, deadline=None)
@given(ROWS)
def test_any_cells_survive_in_excel(rows: list[list[str]]) -> None:
    assert cells(read_excel(write_excel(grid(rows)))) == cells(grid(rows))


def trimmed(row: list[str]) -> tuple[str, ...]:
    while row and not row[-1]:
        row = row[:-1]
    return tuple(row)


def cells(book: Workbook) -> list[tuple[str, list[tuple[str, ...]]]]:
    found = [(sheet.name, [row.cells for row in sheet.rows]) for sheet in book.sheets]
    for _, rows in found:
        while rows and not rows[-1]:
            rows.pop()
    return found


def test_remarks_and_sheets_of_other_kinds_are_kept() -> None:
    text = b"# tr\xc3\xaan c\xc3\xb9ng\n\n| survey |\n# ghi ch\xc3\xba\n| | type | name |\n| | note | a |\n# cu\xe1\xbb\x91i\n\n| m\xc3\xb4 t\xe1\xba\xa3 |\n| | x |\n"
    canonical = convert(convert(text, "md", "xlsx"), "xlsx", "md")
    assert b"# ghi ch\xc3\xba\n| | type | name |" in canonical
    assert canonical.startswith(b"# tr\xc3\xaan c\xc3\xb9ng\n")
    assert convert(convert(canonical, "md", "xlsx"), "xlsx", "md") == canonical


def test_ragged_rows_are_read_and_evened_out() -> None:
    text = b"| survey |\n| | type | name | label |\n| | note | a\n| | text | b | B |\n"
    book = read_markdown(text)
    assert [row.cells for row in book.sheets[0].rows] == [("type", "name", "label"), ("note", "a"), ("text", "b", "B")]
    assert b"| | note | a | |\n" in write_markdown(book)


def test_numbers_dates_and_truth_values_of_excel_become_what_is_seen() -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "survey"
    page.append(["type", 1, 1.0, 1.5, True, "  x "])
    stream = BytesIO()
    book.save(stream)
    assert read_excel(stream.getvalue()).sheets[0].rows[0].cells == ("type", "1", "1", "1.5", "TRUE", "x")


def packed(**files: bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "excel.damaged"),
        (b"not a workbook", "excel.damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "excel.old"),
        (bytes(MAX_PACKED + 1), "excel.large"),
        (packed(**{"xl/vbaProject.bin": b"x", "xl/workbook.xml": b"x"}), "excel.macros"),
        (packed(**{"xl/workbook.xml": b"<x"}), "excel.damaged"),
        (packed(**{"xl/big.xml": bytes(51 * 1024 * 1024)}), "excel.large"),
    ],
)
def test_unfit_excel_files_are_refused(content: bytes, code: str) -> None:
    with pytest.raises(SheetError) as caught:
        convert(content, "xlsx", "md")
    assert [problem.code for problem in caught.value.problems] == [code]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (b"\xff\xfe", ["sheet.encoding"]),
        (b"hello\n| a |\n", ["sheet.outside"]),
        (b"| | type | name |\n", ["sheet.no_name"]),
        (b"| survey |\n| | type |\n| Survey |\n| | type |\n", ["sheet.repeated", "sheet.repeated"]),
    ],
)
def test_unfit_markdown_is_refused_with_every_reason(text: bytes, codes: list[str]) -> None:
    with pytest.raises(SheetError) as caught:
        read_markdown(text)
    assert [problem.code for problem in caught.value.problems] == codes


@pytest.mark.parametrize("name", ["a" * 32, "a/b", "a?"])
def test_sheet_names_that_excel_refuses(name: str) -> None:
    with pytest.raises(SheetError, match="Excel"):
        write_excel(Workbook((Sheet(name, ()),)))


def test_a_far_away_cell_costs_no_time() -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page["A1"] = "type"
    page["A1048576"] = " "
    stream = BytesIO()
    book.save(stream)
    assert [row.cells for row in read_excel(stream.getvalue()).sheets[0].rows] == [("type",)]


def test_a_sheet_that_is_too_wide_is_refused() -> None:
    wide = Workbook((Sheet("survey", (Row(1, ("x",) * 501),)),))
    with pytest.raises(SheetError, match="500"):
        read_excel(write_excel(wide))


@pytest.mark.parametrize(("name", "kind"), [("a.md", "md"), ("A.XLSX", "xlsx")])
def test_kind_by_name(name: str, kind: str) -> None:
    assert kind_of(name) == kind


@pytest.mark.parametrize("name", ["a.xls", "a.xlsm", "a.csv", "a"])
def test_other_kinds_are_refused(name: str) -> None:
    with pytest.raises(SheetError, match="xlsx"):
        kind_of(name)
