"""Lists as CSV: read as the same workbook would be."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from survey.register.found import Found, Kind
from survey.register.reading import read_list
from tests.survey.register.lists import COMMUNE, LEXICON, TODAY, households, read

HEAD = ("Mã hộ", "Họ và tên", "Quan hệ", "Giới tính", "Năm sinh", "Số CCCD", "Tổ dân phố", "Loại hộ", "Năm")
ROWS = (
    HEAD,
    (1, "Phạm Văn Dắt", "chủ hộ", "Nam", 1985, "051085000123", "tổ dân phố 1", "Hộ nghèo", 2024),
    (1, "Đinh Thị Nía", "vợ", "Nữ", 1987, None, "tổ dân phố 1", "Hộ nghèo", 2024),
)


def found(content: bytes) -> Found:
    return read_list(content, COMMUNE, LEXICON, TODAY)


def text(separator: str) -> str:
    return "\r\n".join(separator.join("" if cell is None else str(cell) for cell in row) for row in ROWS)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_list_saved_as_csv_is_read_as_the_workbook(separator: str) -> None:
    read_so = found(b"\xef\xbb\xbf" + text(separator).encode())
    assert households(read_so) == households(read(ROWS))
    assert read_so.households[0].members[0].cccd == "051085000123"


def test_several_in_a_zip_are_pages() -> None:
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("Danh sách.csv", text(",").encode("utf-8-sig"))
    assert households(found(stream.getvalue())) == households(read(ROWS))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\xef\xbb\xbf", "empty"),
        (b"\xef\xbb\xbf\xff\xfe", "damaged"),
        (text(",").encode(), "no_workbook"),
        (b"PK\x03\x04", "no_workbook"),
    ],
)
def test_what_is_no_such_list_is_refused(content: bytes, why: str) -> None:
    from survey.register.complaints import RefusedError

    refused = found(content)
    assert (refused.kind, refused.why) == (Kind.REFUSED, str(RefusedError(why)))
