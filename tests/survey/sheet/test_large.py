"""A file of some kilobytes costs seconds at most: limits of rows, of shared texts and of listed mistakes, and no entities in .xlsx."""

import sys
import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook as Book
from openpyxl.xml import DEFUSEDXML

from survey.sheet import check, marked
from survey.sheet.checking import MOST_LISTED
from survey.sheet.markdown import MAX_TEXT
from survey.sheet.workbook import MAX_ROWS
from tests.survey.sheet.support.sheets import found, survey


def excel(rows: list[tuple[str, ...]]) -> bytes:
    book = Book()
    page = book.active
    assert page is not None
    page.title = "survey"
    for row in (("type", "name", "label"), *rows):
        page.append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            if entry.filename != name:
                target.writestr(entry.filename, source.read(entry))
        target.writestr(name, part)
    return stream.getvalue()


def test_only_so_many_mistakes_are_listed_and_marked() -> None:
    content = excel([("texxt", f"a{n}", "A") for n in range(1_200)])
    problems = check("f.xlsx", content, "xlsx")
    assert len(problems) == MOST_LISTED + 1
    assert problems[-1].sentence() == "tệp: Còn 700 chỗ nữa không kể ở đây. Sửa các chỗ đã nêu rồi kiểm tra lại."
    assert not problems[-1].warning
    assert marked(content, problems) is not None


def test_mistakes_are_listed_before_warnings() -> None:
    rows = [*(f"text | a{n} | A | có" for n in range(600)), "texxt | b | B |"]
    codes = [one.code for one in found(survey(*rows, header="type | name | label | required"))]
    assert "type.unknown" in codes
    assert len(codes) == MOST_LISTED + 1


def test_markdown_has_limits_too() -> None:
    assert [one.code for one in found("x" * (MAX_TEXT + 1))] == ["sheet.large"]
    assert [one.code for one in found("| survey |\n" + "| | a |\n" * (MAX_ROWS + 1))] == ["sheet.large"]


def test_texts_that_the_cells_share_are_counted_before_they_are_read() -> None:
    shared = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' + b"<si><t>a</t></si>" * 600_000
    content = with_part(excel([("text", "a", "A")]), "xl/sharedStrings.xml", shared + b"</sst>")
    assert len(content) < 200_000
    assert [one.code for one in check("f.xlsx", content, "xlsx")] == ["excel.large"]


ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&b;</t></si></sst>"""


@pytest.mark.parametrize(
    "part", ["xl/sharedStrings.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"]
)
def test_a_workbook_with_a_doctype_is_refused(part: str) -> None:
    content = excel([("text", "a", "A")])
    with zipfile.ZipFile(BytesIO(content)) as archive:
        whole = archive.read(part) if part in archive.namelist() else b""
    head = whole[whole.index(b"?>") + 2 :] if whole.startswith(b"<?xml") else whole
    spoilt = ENTITIES if part.endswith("Strings.xml") else ENTITIES[: ENTITIES.index(b"<sst")] + head
    assert [one.code for one in check("f.xlsx", with_part(content, part, spoilt), "xlsx")] == ["excel.doctype"]


def test_openpyxl_reads_through_the_package_that_refuses_entities() -> None:
    """It takes it where it is there; without it an entity in a cell would be resolved, and a file of 10 KB take a minute."""
    assert DEFUSEDXML
    assert "defusedxml" in sys.modules
