"""The choices sheet: which lists there are, and what is wrong with them."""

from difflib import get_close_matches

from survey.sheet.problems import Problem
from survey.sheet.rows import SurveyRows
from survey.sheet.workbook import CHOICES, SETTINGS, SURVEY, Sheet, Workbook

_LIST_COLUMNS = ("list_name", "list name")
_NAME_COLUMNS = ("name", "value")
LABELS = frozenset({"label", "caption", "media", "image", "audio", "video", "big-image"})
"""What a choice may be shown by."""


def list_problems(workbook: Workbook, survey: SurveyRows) -> list[Problem]:
    """Lists that are asked for and missing, choices without name or label, the same choice twice, blanks in multi-select choices."""
    sheet = workbook.sheet(CHOICES)
    choices = (
        Choices(sheet, may_repeat=setting(workbook, "allow_choice_duplicates").lower() in {"yes", "true"})
        if sheet
        else None
    )
    known = set(choices.lists) if choices else set()
    problems = list(choices.problems) if choices else []
    for row in survey.rows:
        if row.choices and row.choices not in known:
            near = get_close_matches(row.choices, sorted(known), n=1)
            cure = f"Có phải là {near[0]} không?" if near else "Thêm danh sách này vào trang choices."
            cause = f"Không có danh sách lựa chọn “{row.choices}”."
            problems.append(Problem("choices.missing", SURVEY, row.number, "type", cause, cure))
        elif row.kind.startswith("select_multiple") and choices:
            problems += choices.with_blanks(row.choices)
    return list(dict.fromkeys(problems))


class Choices:
    """The lists of a choices sheet: list name -> choice name -> row."""

    def __init__(self, sheet: Sheet, *, may_repeat: bool) -> None:
        self.lists: dict[str, dict[str, int]] = {}
        self.problems: list[Problem] = []
        self._doubled = may_repeat
        self._labelled = any(key.split("::")[0] in LABELS for key in sheet.header)
        for record in sheet.records():
            if not record.cells:
                continue
            name = next((record.get(key) for key in _LIST_COLUMNS if record.get(key)), "")
            value = next((record.get(key) for key in _NAME_COLUMNS if record.get(key)), "")
            if not name:
                self._note(
                    record.number,
                    "list_name",
                    "choice.list",
                    "Thiếu tên danh sách, dòng này không dùng đến.",
                    "Điền cột list_name.",
                    warning=True,
                )
                continue
            if not value:
                self._note(record.number, "name", "choice.name", "Thiếu giá trị lựa chọn.", "Điền cột name, không dấu.")
                continue
            if self._labelled and not any(key.split("::")[0] in LABELS for key in record.cells):
                cause = f"Lựa chọn “{value}” thiếu nhãn, người trả lời thấy “{value}”."
                self._note(record.number, "label", "choice.label", cause, "Điền cột label.", warning=True)
            self._keep(record.number, name, value)

    def with_blanks(self, name: str) -> list[Problem]:
        """Choices whose name holds a blank: in a multi-select they would fall apart."""
        cause = "Giá trị “{}” có dấu cách, không dùng được cho select_multiple."
        return [
            Problem("choice.blank", CHOICES, number, "name", cause.format(value), "Thay dấu cách bằng dấu _.")
            for value, number in self.lists.get(name, {}).items()
            if " " in value
        ]

    def _keep(self, number: int, name: str, value: str) -> None:
        values = self.lists.setdefault(name, {})
        if value in values and not self._doubled:
            cause = f"Lựa chọn “{value}” đã có trong danh sách {name} (dòng {values[value]})."
            self._note(
                number,
                "name",
                "choice.twice",
                cause,
                "Đổi giá trị, xoá một dòng, hoặc đặt allow_choice_duplicates = yes trong settings.",
            )
        values.setdefault(value, number)

    def _note(self, number: int, column: str, code: str, cause: str, cure: str, *, warning: bool = False) -> None:
        self.problems.append(Problem(code, CHOICES, number, column, cause, cure, warning))


def setting(workbook: Workbook, key: str) -> str:
    """A value of the settings sheet, "" where it is not set."""
    sheet = workbook.sheet(SETTINGS)
    first = next((record for record in sheet.records() if record.cells), None) if sheet else None
    return first.get(key) if first else ""
