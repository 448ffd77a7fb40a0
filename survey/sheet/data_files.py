"""The data files of a form, line by line: cells too many or too few, choices that are there twice, columns without a name."""

import csv
from collections.abc import Iterator

from survey.sheet.problems import Problem
from survey.xform.loading.secondary import csv_lines

_MOST = 20
"""So many lines of one file are listed; more of them say nothing new."""
_SHIFTED = "Trong ô có dấu phẩy thì đặt ô giữa hai dấu nháy kép."
_NAME = "name"


def file_problems(name: str, content: bytes) -> list[Problem]:
    """What is wrong in one csv file that a form names; what cannot be read at all is said when the form is loaded."""
    if not name.lower().endswith(".csv"):
        return []
    try:
        lines = list(csv_lines(content))
    except (UnicodeDecodeError, csv.Error):
        return []
    if not lines:
        return [Problem("file.empty", name, 0, "", "Tệp không có dòng nào.", "Thêm dòng tiêu đề và các dòng dữ liệu.")]
    _, header = lines[0]
    return [*_header(name, header), *list(_lines(name, header, lines[1:]))[:_MOST]]


def _header(name: str, header: list[str]) -> Iterator[Problem]:
    for column in dict.fromkeys(header):
        if column and header.count(column) > 1:
            yield Problem(
                "file.header", name, 1, column, f"Có nhiều cột tên {column}.", "Giữ lại một cột.", warning=True
            )
    if "" in header:
        yield Problem(
            "file.header", name, 1, "", "Có cột không có tên.", "Đặt tên cho cột, hoặc xoá cột.", warning=True
        )


def _lines(name: str, header: list[str], lines: list[tuple[int, list[str]]]) -> Iterator[Problem]:
    key = header.index(_NAME) if _NAME in header else -1
    known: dict[str, int] = {}
    for number, row in lines:
        if any(row[len(header) :]):
            cause = f"Dòng có {len(row)} ô, tiêu đề có {len(header)} cột: các ô bị lệch."
            yield Problem("file.long", name, number, "", cause, _SHIFTED)
        elif len(row) < len(header):
            cause = f"Dòng có {len(row)} ô, tiêu đề có {len(header)} cột."
            yield Problem(
                "file.short", name, number, "", cause, "Điền đủ các ô, ô trống cũng cần dấu phẩy.", warning=True
            )
        value = row[key] if 0 <= key < len(row) else ""
        if key < 0:
            continue
        if not value:
            yield Problem("file.name", name, number, _NAME, "Thiếu giá trị ở cột name.", "Điền cột name.", warning=True)
        elif value in known:
            cause = f"Giá trị “{value}” đã có ở dòng {known[value]}."
            yield Problem("file.twice", name, number, _NAME, cause, "Đặt giá trị khác nhau.", warning=True)
        known.setdefault(value, number)
