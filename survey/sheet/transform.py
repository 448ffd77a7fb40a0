"""From one kind of form file to another: Markdown, .xlsx, and the ODK XForm that the engine runs."""

from typing import Any, Literal

from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert as pyxform_convert

from survey.sheet.complaints import explain
from survey.sheet.excel import read_excel, write_excel
from survey.sheet.markdown import read_markdown, write_markdown
from survey.sheet.normal import normal
from survey.sheet.problems import Problem, SheetError
from survey.sheet.workbook import SURVEY, Workbook

SheetFormat = Literal["md", "xlsx"]
_OTHER_KINDS = {
    ".xls": "Tệp .xls (Excel cũ) không dùng được.",
    ".xlsm": "Tệp Excel có macro (.xlsm) không dùng được.",
    ".xlsb": "Tệp .xlsb không dùng được.",
    ".ods": "Tệp .ods (LibreOffice) không dùng được.",
    ".csv": "Một tệp .csv chỉ có một trang, không đủ cho một phiếu.",
}
_SHEETS = ("survey", "choices", "settings", "external_choices", "entities", "osm")


def kind_of(name: str) -> SheetFormat:
    """The kind of a form file by its name. Raises SheetError for any other ending than .md and .xlsx."""
    lowered = name.lower()
    if lowered.endswith(".md"):
        return "md"
    if lowered.endswith(".xlsx"):
        return "xlsx"
    cause = next((text for ending, text in _OTHER_KINDS.items() if lowered.endswith(ending)), "")
    cause = cause or f"Tệp {name} không phải là .md hoặc .xlsx."
    raise SheetError([Problem("sheet.kind", "", 0, "", cause, "Lưu phiếu thành .xlsx hoặc .md.")])


def read_workbook(content: bytes, kind: SheetFormat) -> Workbook:
    """The form's sheets. Raises SheetError."""
    return read_markdown(content) if kind == "md" else read_excel(content)


def convert(content: bytes, source: SheetFormat, target: SheetFormat) -> bytes:
    """The same sheets, rows and cells in the other kind of file, and back, without loss. Raises SheetError."""
    workbook = read_workbook(content, source)
    return write_markdown(workbook) if target == "md" else write_excel(workbook)


def to_xform(name: str, content: bytes, kind: SheetFormat) -> bytes:
    """The form as ODK XForm XML (UTF-8). `name` is the file's name, for forms without a `form_id`. Raises SheetError."""
    return workbook_to_xform(name, normal(read_workbook(content, kind)))


def workbook_to_xform(name: str, workbook: Workbook) -> bytes:
    """The same for a form that is already read, as `normal` gives it."""
    if workbook.sheet(SURVEY) is None:
        cause = "Phiếu không có trang survey."
        raise SheetError(
            [Problem("sheet.survey", "", 0, "", cause, "Thêm trang survey với các cột type, name, label.")]
        )
    try:
        result = pyxform_convert(_definition(name, workbook))
    except PyXFormError as error:
        raise SheetError([explain(str(error), workbook)]) from error
    except Exception as error:
        cause = f"Bộ chuyển đổi không hiểu phiếu này ({type(error).__name__}: {error})."
        cure = "Xem lại tên các cột, nhất là cột có dấu ::, rồi kiểm tra lại."
        raise SheetError([Problem("form.unreadable", "", 0, "", cause, cure)]) from error
    xform: str = result.xform
    return xform.encode()


def _definition(name: str, workbook: Workbook) -> dict[str, Any]:
    """The sheets in the shape in which pyxform takes them."""
    found: dict[str, Any] = {"sheet_names": [sheet.name for sheet in workbook.sheets]}
    for key in _SHEETS:
        sheet = workbook.sheet(key)
        if sheet is not None:
            found[key] = [dict(record.cells) for record in sheet.records()]
            found[f"{key}_header"] = [{column: None for column in sheet.header if column}]
    found["fallback_form_name"] = name.rpartition("/")[2].rpartition(".")[0] or name
    return found
