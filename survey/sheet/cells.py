"""What pyxform lets pass cell by cell: constructs that would be dropped in silence, filters and defaults that can never fit."""

import re
from collections.abc import Iterator

from survey.sheet.problems import Problem
from survey.sheet.rows import UNASKED, SurveyRow, SurveyRows
from survey.sheet.workbook import CHOICES, ENTITIES, SETTINGS, SURVEY, Workbook
from survey.xform.exchange.fit import fitting
from survey.xform.exchange.writing import UNSAFE
from survey.xpath import XPathSyntaxError
from survey.xpath.parser import parse
from survey.xpath.syntax import Call, Expr, Literal, Negation, Operation, Path

_DATA_TYPES = {
    "integer": "int",
    "int": "int",
    "decimal": "decimal",
    "date": "date",
    "time": "time",
    "dateTime": "dateTime",
}
_EXCEL_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})
_CONVERTED = frozenset({SURVEY, CHOICES, SETTINGS, ENTITIES})
_DYNAMIC = re.compile(r"\$\{|\(|^\s*-?\d[\d.]*\s*[-+*]|\bdiv\b")
_FILE = re.compile(r"select[ _](?:one|multiple)[ _]from[ _]file (?P<file>\S+)")
_ENDINGS = ("csv", "xml", "geojson")
_TRIGGER = re.compile(r"[\s,]*\$\{[^}]+\}(?:\s*,[\s,]*\$\{[^}]+\})*[\s,]*")
_SEARCH = re.compile(r"\bsearch\s*\(")
_SHOWN = frozenset({"label", "caption", "hint", "media", "image", "audio", "video", "big-image"})
_SILENT = frozenset({"calculation", "calculate", "trigger"})
_UNASKED = UNASKED | {"background-audio", "background-geopoint", "start-geopoint", "begin_group", "begin_repeat"}


def cell_problems(workbook: Workbook, survey: SurveyRows) -> list[Problem]:
    """Every such cell of the survey sheet, and settings that a chat does not follow."""
    sheet = workbook.sheet(CHOICES)
    columns = {column for column in sheet.header if column} if sheet else set()
    found = [problem for row in survey.rows for check in _CHECKS for problem in check(row)]
    found += [problem for row in survey.rows for problem in _filter(row, columns)]
    return [*found, *_settings(workbook), *_unprintable(workbook)]


def _problem(row: SurveyRow, code: str, column: str, cause: str, cure: str, *, warning: bool = False) -> Problem:
    return Problem(code, SURVEY, row.number, column, cause, cure, warning)


def _unsupported(row: SurveyRow) -> Iterator[Problem]:
    """Constructs whose answers or choices would be lost."""
    kind = row.kind.partition(" ")[0]
    if kind == "select_one_external" or row.kind.startswith("select one external"):
        cure = "Dùng select_one_from_file với tệp csv và cột choice_filter."
        yield _problem(row, "type.unsupported", "type", "select_one_external không dùng được trong chat.", cure)
    if kind == "osm":
        yield _problem(
            row, "type.unsupported", "type", "Loại osm không dùng được trong chat.", "Dùng geopoint hoặc text."
        )
    if _SEARCH.search(row.record.get("appearance")):
        cure = "Dùng select_one_from_file với tệp csv và cột choice_filter."
        yield _problem(row, "appearance.search", "appearance", "search() không dùng được trong chat.", cure)
    for column in row.record.cells:
        if column.lower() in {"intent", "body::intent", "control::intent"}:
            cause = "Chat không mở được ứng dụng khác: câu này được hỏi như câu thường."
            yield _problem(row, "type.intent", column, cause, "Bỏ cột này nếu không dùng ở nơi khác.", warning=True)


def _file(row: SurveyRow) -> Iterator[Problem]:
    found = _FILE.fullmatch(row.kind)
    name = found["file"] if found else ""
    if name and (name.rpartition(".")[2].lower() not in _ENDINGS or "/" in name or "\\" in name):
        cause = f"Tệp danh sách “{name}” không dùng được."
        yield _problem(row, "file.name", "type", cause, "Chỉ ghi tên tệp .csv, .xml hoặc .geojson đặt cạnh phiếu.")


def _trigger(row: SurveyRow) -> Iterator[Problem]:
    text = row.record.get("trigger")
    if text and not _TRIGGER.fullmatch(text):
        yield _problem(
            row,
            "trigger",
            "trigger",
            f"Ô này chỉ nhận tên câu hỏi: {text}",
            "Viết dạng ${ten}, nhiều câu thì cách bằng dấu phẩy.",
        )


def _label(row: SurveyRow) -> Iterator[Problem]:
    """Pyxform refuses such a question, one at a time."""
    plain = {re.split("::?", column)[0].lower() for column in row.record.cells}
    if (
        not plain & _SHOWN
        and not plain & _SILENT
        and "bind::calculate" not in row.record.cells
        and row.kind not in _UNASKED
    ):
        yield _problem(
            row, "label.missing", "label", f"Câu “{row.name}” không có lời hỏi.", "Điền cột label hoặc hint."
        )


def _default(row: SurveyRow) -> Iterator[Problem]:
    """A default that is no value of the question's type would be dropped."""
    text, type_ = row.record.get("default"), _DATA_TYPES.get(row.kind)
    if text and type_ is not None and not _DYNAMIC.search(text) and fitting(text.strip(), type_) is None:
        cause = f"Giá trị mặc định “{text}” không hợp với loại {row.kind}."
        yield _problem(row, "default", "default", cause, "Ví dụ: số 5, ngày 2025-01-31, giờ 07:30.", warning=True)


_NOT = frozenset({"", "no", "false()"})

_CHECKS = (_unsupported, _file, _trigger, _label, _default)


def _filter(row: SurveyRow, columns: set[str]) -> Iterator[Problem]:
    """A filter on a column that the choices do not have never offers anything: a question that must be answered would never end.

    Any other question runs so; that it offers nothing is told among what can never be right.
    """
    text = row.record.get("choice_filter")
    if not text or not row.choices or not _is_required(row):
        return
    for name in sorted(_columns_read(text) - columns - {"name", "value", "label"}):
        cause = f"Bộ lọc dùng cột “{name}”, trang choices không có cột này."
        yield _problem(row, "filter.column", "choice_filter", cause, "Sửa tên cột, hoặc thêm cột vào trang choices.")


def _is_required(row: SurveyRow) -> bool:
    """Whether the question must be answered, at least at times."""
    return any(row.record.get(column) not in _NOT for column in ("required", "bind::required"))


def _columns_read(text: str) -> set[str]:
    plain = re.sub(r"\$\{[^}]*\}", "/x", text)
    try:
        return set(_names(parse(plain.strip())))
    except XPathSyntaxError:
        return set()


def _names(expr: Expr) -> Iterator[str]:
    """Names of children that an expression reads from the choice itself."""
    if isinstance(expr, Literal):
        return
    if isinstance(expr, Path):
        first = expr.steps[0] if expr.steps else None
        if expr.start == "." and first is not None and first.axis == "child" and first.name.replace("_", "").isalnum():
            yield first.name
        return
    for part in _parts(expr):
        yield from _names(part)


def _parts(expr: Negation | Operation | Call) -> tuple[Expr, ...]:
    if isinstance(expr, Negation):
        return (expr.operand,)
    return expr.operands if isinstance(expr, Operation) else expr.arguments


def _unprintable(workbook: Workbook) -> Iterator[Problem]:
    """Characters that no XML can hold (they come along when text is copied from elsewhere), and errors of Excel's formulas."""
    for sheet in workbook.sheets:
        rows = sheet.rows if sheet.name.lower() in _CONVERTED else ()
        for row in rows:
            for place, cell in enumerate(row.cells):
                is_error = cell in _EXCEL_ERRORS
                if not is_error and not UNSAFE.search(cell):
                    continue
                column = sheet.header[place] if place < len(sheet.header) and row.cells is not sheet.header else ""
                code = "excel.error" if is_error else "cell.character"
                cause = f"Ô có lỗi {cell} của Excel." if is_error else "Ô có ký tự điều khiển không nhìn thấy được."
                yield Problem(code, sheet.name.lower(), row.number, column, cause, "Gõ lại nội dung ô này.")


def _settings(workbook: Workbook) -> Iterator[Problem]:
    sheet = workbook.sheet(SETTINGS)
    for record in sheet.records() if sheet else ():
        for column in ("public_key", "submission_url", "auto_send", "auto_delete"):
            if record.get(column):
                cause = f"Chat không theo thiết lập {column}: câu trả lời nằm trong cơ sở dữ liệu của xã."
                yield Problem(
                    "settings.ignored",
                    SETTINGS,
                    record.number,
                    column,
                    cause,
                    "Bỏ ô này nếu không dùng ở nơi khác.",
                    warning=True,
                )
