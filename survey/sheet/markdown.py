r"""XLSForms kept as Markdown tables: `| survey |` opens a sheet, its rows follow with an empty first cell.

In a cell `\|` is a pipe, `<br>` a line break and `\<br>` the four letters themselves. Lines that start with `#` are
remarks. The dialect is the one pyxform reads; this reader forgives ragged rows and knows line numbers.
"""

import re
from itertools import pairwise

from survey.sheet.problems import Problem, SheetError
from survey.sheet.workbook import MAX_ROWS, Comment, Row, Sheet, Workbook
from survey.written import vietnamese_number

MAX_TEXT = 5 * 1024 * 1024
"""Bytes of a form in Markdown."""
_SEPARATOR = re.compile(r"[\s|:-]*-[\s|:-]*")
_BREAK = "<br>"
_BROKEN, _BREAKING = re.compile(r"(\\*)<br>"), re.compile(r"(\\*)(\n|<br>)")
"""Backslashes in front of a line break are doubled; one more says that "<br>" is meant as it stands."""
_GUARDED_DASH = re.compile(r"\\+-")
"""A row of nothing but dashes would be a separator: its first dash is written with a backslash."""


def read_markdown(content: bytes) -> Workbook:
    """Read the tables. Raises SheetError for text that is not UTF-8, rows before any sheet, and sheets of the same name."""
    workbook, problems = read_with_mistakes(content)
    if problems:
        raise SheetError(problems)
    return workbook


def read_with_mistakes(content: bytes) -> tuple[Workbook, list[Problem]]:
    """What can be read, and what is wrong with the rest. Raises SheetError for text that is not UTF-8."""
    if len(content) > MAX_TEXT:
        raise SheetError([_too_large(f"Tệp lớn hơn {MAX_TEXT // (1024 * 1024)} MB.")])
    reader = _Reader()
    for number, line in enumerate(_text(content).split("\n"), start=1):
        reader.take(number, line.strip())
    if any(len(rows) > MAX_ROWS for rows in reader.rows):
        raise SheetError([_too_large(f"Có trang dài hơn {vietnamese_number(MAX_ROWS)} dòng.")])
    sheets = (Sheet(name, _without_tail(rows)) for name, rows in zip(reader.names, reader.rows, strict=True))
    return Workbook(tuple(sheets), tuple(reader.comments)), reader.problems + _repeated(reader.names)


class _Reader:
    """What has been read so far, line by line."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.rows: list[list[Row]] = []
        self.comments: list[Comment] = []
        self.problems: list[Problem] = []

    def take(self, number: int, text: str) -> None:
        if text.startswith("#"):
            self._remark(text)
        elif text.startswith("|"):
            if not _SEPARATOR.fullmatch(text):
                self._row(number, text)
        elif text:
            self.problems.append(_outside(number))

    def _row(self, number: int, text: str) -> None:
        name, *cells = _split(text)
        if cells and cells[-1].startswith("#") and not text.endswith("|"):
            self._remark(cells.pop())
        if name:
            self.names.append(name)
            self.rows.append([])
        if not self.names:
            self.problems.append(_no_sheet(number))
        elif any(cells) or not name:
            self.rows[-1].append(Row(number, _trimmed(cells)))

    def _remark(self, text: str) -> None:
        self.comments.append(Comment(len(self.names) - 1, len(self.rows[-1]) if self.rows else 0, text))


def write_markdown(workbook: Workbook) -> bytes:
    """The tables in one fixed layout, so that two versions can be compared line by line."""
    parts: list[str] = []
    lead = [comment.text for comment in workbook.comments if comment.sheet < 0]
    if lead:
        parts.append("\n".join(lead))
    for index, sheet in enumerate(workbook.sheets):
        width = max((len(row.cells) for row in sheet.rows), default=0)
        lines = [_line(sheet.name, (), width)]
        for position, row in enumerate(sheet.rows):
            lines += _remarks(workbook, index, position)
            lines.append(_line("", row.cells, width))
        lines += _remarks(workbook, index, len(sheet.rows))
        parts.append("\n".join(lines))
    return ("\n\n".join(parts) + "\n").encode()


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        cause = f"Tệp không phải là văn bản UTF-8 (byte thứ {error.start + 1})."
        raise SheetError([Problem("sheet.encoding", "", 0, "", cause, "Lưu lại tệp với bảng mã UTF-8.")]) from error


def _split(line: str) -> list[str]:
    """Cells of one table row; a pipe behind a backslash belongs to its cell."""
    body = line[1:]
    bars = [-1, *(match.start() for match in re.finditer(r"(?<!\\)\|", body))]
    if body.endswith("\\|") or not body.endswith("|"):
        bars.append(len(body))
    return [_decode(body[left + 1 : right].strip()) for left, right in pairwise(bars)]


def _without_tail(rows: list[Row]) -> tuple[Row, ...]:
    """The rows without blank ones at the end: they say nothing and .xlsx does not keep them."""
    end = len(rows)
    while end and rows[end - 1].is_blank:
        end -= 1
    return tuple(rows[:end])


def _decode(cell: str) -> str:
    if _GUARDED_DASH.match(cell):
        cell = cell[1:]
    return _BROKEN.sub(_decoded_break, cell.replace("\\|", "|"))


def _decoded_break(match: re.Match[str]) -> str:
    slashes = len(match[1])
    return "\\" * (slashes // 2) + (_BREAK if slashes % 2 else "\n")


def _encode(cell: str) -> str:
    text = _BREAKING.sub(lambda match: match[1] * 2 + (_BREAK if match[2] == "\n" else "\\" + _BREAK), cell)
    text = text.replace("|", "\\|")
    return "\\" + text if _GUARDED_DASH.match(text) else text


def _line(name: str, cells: tuple[str, ...], width: int) -> str:
    padded = [name, *cells, *[""] * (width - len(cells))]
    line = "|" + "".join(f" {_encode(cell)} |" if cell else " |" for cell in padded)
    return line.replace("-", "\\-", 1) if _SEPARATOR.fullmatch(line) else line


def _trimmed(cells: list[str]) -> tuple[str, ...]:
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return tuple(cells[:end])


def _remarks(workbook: Workbook, sheet: int, position: int) -> list[str]:
    return [comment.text for comment in workbook.comments if (comment.sheet, comment.position) == (sheet, position)]


def _outside(number: int) -> Problem:
    cause = "Dòng này không thuộc bảng nào."
    return Problem("sheet.outside", "", number, "", cause, "Thêm dấu | ở đầu dòng, hoặc dấu # nếu là ghi chú.")


def _no_sheet(number: int) -> Problem:
    cause = "Dòng này đứng trước tên trang."
    return Problem("sheet.no_name", "", number, "", cause, "Thêm một dòng có tên trang ở trên, ví dụ: | survey |")


def _too_large(cause: str) -> Problem:
    return Problem("sheet.large", "", 0, "", cause, "Bỏ bớt dòng không dùng, hoặc chia thành nhiều phiếu.")


def _repeated(names: list[str]) -> list[Problem]:
    lowered = [name.lower() for name in names]
    twice = dict.fromkeys(name for name in names if lowered.count(name.lower()) > 1)
    return [
        Problem("sheet.repeated", name, 0, "", f"Có nhiều trang tên {name}.", "Gộp lại thành một trang.")
        for name in twice
    ]
