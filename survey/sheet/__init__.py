"""Forms as their authors keep them: XLSForm in .xlsx or in Markdown tables."""

from survey.sheet.checking import Checked, check, checked, form_flaws
from survey.sheet.looking import sheet_names, table_names
from survey.sheet.marking import marked
from survey.sheet.mistakes import form_mistakes
from survey.sheet.problems import Problem, SheetError
from survey.sheet.transform import SheetFormat, convert, kind_of, read_workbook, to_xform
from survey.sheet.workbook import NAMESPACE, Workbook

__all__ = [
    "NAMESPACE",
    "Checked",
    "Problem",
    "SheetError",
    "SheetFormat",
    "Workbook",
    "check",
    "checked",
    "convert",
    "form_flaws",
    "form_mistakes",
    "kind_of",
    "marked",
    "read_workbook",
    "sheet_names",
    "table_names",
    "to_xform",
]
