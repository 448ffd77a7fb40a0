"""Lists made for tests: a sheet as rows of cells, read with the groups and words of the demo commune."""

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from survey.register.found import Found
from survey.register.lexicon import FILE, load_lexicon
from survey.register.reading import Commune, folded, read_list
from tests.support.conversation import content

TODAY = date(2025, 11, 3)
LEXICON = load_lexicon({FILE: content()[FILE]})
RELATIONS = {
    "chu_ho": ["chủ hộ"],
    "vo": ["vợ"],
    "chong": ["chồng"],
    "con": ["con", "con đẻ"],
    "me": ["mẹ"],
    "chau": ["cháu", "cháu nội"],
}
COMMUNE = Commune(
    "xã Ba Tơ (địa bàn thị trấn cũ)",
    tuple(f"tổ dân phố {number}" for number in (1, 2, 3, 4, 5, 6, 12)),
    folded(RELATIONS.items()),
    folded({"19": ["Hrê", "H'rê", "Hre"], "01": ["Kinh"]}.items()),
)
Rows = Sequence[Sequence[Any]]


def workbook(pages: Mapping[str, Rows] | Rows) -> bytes:
    """An .xlsx of these pages; a single one is called "Danh sách"."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in (pages if isinstance(pages, Mapping) else {"Danh sách": pages}).items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(list(row))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(pages: Mapping[str, Rows] | Rows, answers: Mapping[str, Mapping[str, str | None]] | None = None) -> Found:
    """What is read of it."""
    return read_list(workbook(pages), COMMUNE, LEXICON, TODAY, answers)


def households(found: Found) -> list[str]:
    """One line each: "1 Phạm Văn Dắt (tổ dân phố 1, poor, 2024): nam 1985 chu_ho, Đinh Thị Nía nu 1987 vo"."""
    return [
        f"{one.number} {one.head} ({one.unit}, {one.category}, {one.year}): "
        + ", ".join(
            f"{'' if who.name == one.head else who.name + ' '}{who.sex} {who.birth_year} {who.relation}"
            for who in one.members
        )
        for one in found.households
    ]


def wrong(found: Found) -> list[tuple[int, str]]:
    """(row, about) of every error."""
    return [(one.row, one.about) for one in found.errors]


def left_empty(found: Found) -> list[tuple[int, str]]:
    """(row, about) of every warning."""
    return [(one.row, one.about) for one in found.warnings]


HEAD = ("Mã hộ", "Họ và tên", "Quan hệ", "Giới tính", "Năm sinh", "Tổ dân phố", "Phân loại hộ", "Năm")
DAT = (1, "Phạm Văn Dắt", "chủ hộ", "Nam", 1985, "tổ dân phố 1", "Hộ nghèo", 2024)
NIA = (1, "Đinh Thị Nía", "vợ", "Nữ", 1987, "tổ dân phố 1", "Hộ nghèo", 2024)
RIN = (2, "Đinh Văn Rin", "chủ hộ", "Nam", 1990, "tổ dân phố 12", "Hộ cận nghèo", 2024)
ONE = "1 Phạm Văn Dắt (tổ dân phố 1, poor, 2024): nam 1985 chu_ho, Đinh Thị Nía nu 1987 vo"
TWO = "2 Đinh Văn Rin (tổ dân phố 12, near_poor, 2024): nam 1990 chu_ho"
