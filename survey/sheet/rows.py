"""The survey sheet row by row: what each row is, under which name and in which group, and what is wrong with that."""

import re
from dataclasses import dataclass, field
from difflib import get_close_matches

from pyxform import aliases
from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

from survey.sheet.problems import Problem
from survey.sheet.workbook import SURVEY, Record, Sheet

_NAME = re.compile(r"[^\W\d][\w.-]*")
_LISTED = re.compile(
    r"(?:add )?(?:select[ _]one|select1|select[ _]multiple|select all that apply(?: from)?|rank)(?:[ _](?:prompt )?(?:from|using))?"
    r" (?P<list>\S+)(?: or[ _](?:specify )?other)?"
)
_FROM_FILE = re.compile(r"select[ _](?:one|multiple)[ _]from[ _]file (?P<file>\S+)")
_EXTERNAL = re.compile(r"select[ _]one[ _]external (?P<list>\S+)")
BEGIN = re.compile(r"begin[ _](?P<kind>group|repeat|loop|lgroup|looped group)(?: .*)?")
END = re.compile(r"end[ _](?P<kind>group|repeat|loop|lgroup|looped group)")
KINDS = {"lgroup": "repeat", "looped group": "repeat", "loop": "repeat"}
_UNNAMED = {"audit", "background-audio", "start", "end", "today", "deviceid", "username", "email", "phonenumber"}
_COMMON = [
    "text",
    "integer",
    "decimal",
    "date",
    "time",
    "dateTime",
    "select_one",
    "select_multiple",
    "note",
    "calculate",
    "image",
    "geopoint",
    "geotrace",
    "geoshape",
    "audio",
    "video",
    "file",
    "barcode",
    "range",
    "rank",
    "hidden",
    "acknowledge",
    "today",
    "start",
    "end",
    "begin_group",
    "end_group",
    "begin_repeat",
    "end_repeat",
    "csv-external",
    "xml-external",
]
_FREE = {"metadata", "audit"}
UNASKED = frozenset(kind for kind, what in QUESTION_TYPE_DICT.items() if "control" not in what)
"""Types that nobody is asked: pyxform writes no question for them, so that they need no label."""
SETTINGS_TYPES = frozenset(aliases.settings_header)
"""Settings that old forms keep as rows of the survey sheet."""


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """A row that is a question, group or repeat. `path` = the names of the groups around it and its own; `choices` = its list."""

    record: Record
    kind: str
    name: str
    path: tuple[str, ...]
    repeats: tuple[str, ...]
    choices: str = ""

    @property
    def number(self) -> int:
        return self.record.number


@dataclass(slots=True)
class _Open:
    record: Record
    kind: str
    name: str
    names: set[str]
    lowered: set[str] = field(default_factory=set)


class SurveyRows:
    """All rows of a survey sheet; `rows` in order, `problems` with their structure."""

    def __init__(self, sheet: Sheet) -> None:
        self.rows: list[SurveyRow] = []
        self.problems: list[Problem] = []
        self._repeats: set[str] = set()
        self._twice: set[str] = set()
        self._stack: list[_Open] = [_Open(Record(0, {}), "", "", set())]
        for place, record in enumerate(sheet.records(), start=2):
            if record.cells and aliases.yes_no.get(record.get("disabled")) is not True:
                self._take(record, f"generated_note_name_{place}")
        for left in self._stack[1:]:
            cause, cure = f"begin_{left.kind} “{left.name}” mở mà không đóng.", f"Thêm dòng end_{left.kind}."
            self._note("group.open", left.record, "type", cause, cure)

    def by_name(self) -> dict[str, list[SurveyRow]]:
        found: dict[str, list[SurveyRow]] = {}
        for row in self.rows:
            found.setdefault(row.name, []).append(row)
        return found

    def _note(self, code: str, record: Record, column: str, cause: str, cure: str, *, warning: bool = False) -> None:
        self.problems.append(Problem(code, SURVEY, record.number, column, cause, cure, warning))

    def _take(self, record: Record, note_name: str) -> None:
        kind = " ".join(cell_of(record, "type").split())
        if not kind:
            self._untyped(record)
            return
        if kind in SETTINGS_TYPES:
            return
        end = END.fullmatch(kind)
        if end:
            self._close(record, KINDS.get(end["kind"], end["kind"]))
            return
        begin = BEGIN.fullmatch(kind)
        name = self._name(record, kind, note_name)
        path = (*(one.name for one in self._stack[1:]), name)
        repeats = tuple(one.name for one in self._stack[1:] if one.kind == "repeat")
        if begin:
            self._once(record, begin, name)
            opened = KINDS.get(begin["kind"], begin["kind"])
            self.rows.append(SurveyRow(record, f"begin_{opened}", name, path, repeats))
            self._stack.append(_Open(record, opened, name, set()))
            return
        listed = _LISTED.fullmatch(kind)
        if listed is None and not _is_known(kind):
            self._unknown(record, kind)
        from_file = _FROM_FILE.fullmatch(kind)
        choices = listed["list"] if listed and from_file is None and not is_reference(listed["list"]) else ""
        self.rows.append(SurveyRow(record, kind, name, path, repeats, choices))

    def _once(self, record: Record, begin: re.Match[str], name: str) -> None:
        """The name of a repeat is its own in the whole form."""
        if KINDS.get(begin["kind"], begin["kind"]) != "repeat":
            return
        if name in self._repeats and name not in self._twice:
            cause = f"Tên nhóm lặp “{name}” đã dùng ở chỗ khác trong phiếu."
            self._note("name.twice", record, "name", cause, "Đặt tên khác nhau cho các nhóm lặp.")
        self._repeats.add(name)

    def _close(self, record: Record, kind: str) -> None:
        last = self._stack[-1]
        if last.kind == kind:
            self._stack.pop()
        elif last.kind:
            cause = f"end_{kind} đứng ở chỗ phải đóng begin_{last.kind} “{last.name}” (dòng {last.record.number})."
            self._note("group.end", record, "type", cause, f"Đổi thành end_{last.kind}, hoặc chuyển dòng.")
            self._stack.pop()
        else:
            self._note(
                "group.end", record, "type", f"end_{kind} không có dòng mở.", f"Xoá dòng, hoặc thêm begin_{kind}."
            )

    def _untyped(self, record: Record) -> None:
        """A row of the author's own remarks (headings, notes) is passed over, as by pyxform."""
        if any(re.split("::?", column)[0] in {"name", "tag", "value", "label", "caption"} for column in record.cells):
            self._note("type.missing", record, "type", "Thiếu loại câu hỏi.", "Điền cột type, ví dụ: text.")
            return
        cause = "Dòng không có type, name và label: coi là ghi chú, không hỏi."
        self._note("row.note", record, "", cause, "Nếu là câu hỏi thì điền các cột đó.", warning=True)

    def _name(self, record: Record, kind: str, note_name: str) -> str:
        name = cell_of(record, "name")
        if not name and kind == "note":
            return note_name
        if not name:
            if kind not in _UNNAMED:
                self._note("name.missing", record, "name", "Thiếu tên câu hỏi.", "Đặt tên không dấu, ví dụ: dien_tich.")
            return kind
        if not _NAME.fullmatch(name):
            cause = f"Tên “{name}” không dùng được."
            self._note(
                "name.invalid", record, "name", cause, "Bắt đầu bằng chữ, chỉ dùng chữ, số, dấu _, ví dụ: dien_tich."
            )
        taken = self._stack[-1].names
        if name in taken:
            cause = f"Tên “{name}” đã dùng trong cùng nhóm."
            self._note("name.twice", record, "name", cause, "Đặt tên khác cho một trong hai câu.")
            self._twice.add(name)
        elif name.lower() in self._stack[-1].lowered:
            cause = f"Tên “{name}” chỉ khác một tên khác ở chữ hoa, chữ thường: dễ nhầm."
            self._note("name.case", record, "name", cause, "Nên đặt tên khác hẳn nhau.", warning=True)
        taken.add(name)
        self._stack[-1].lowered.add(name.lower())
        return name

    def _unknown(self, record: Record, kind: str) -> None:
        near = get_close_matches(kind.split(maxsplit=1)[0], _COMMON, n=1)
        cure = (
            f"Có phải là {near[0]} không?" if near else "Dùng một loại của XLSForm, ví dụ: text, integer, select_one …."
        )
        self._note("type.unknown", record, "type", f"Loại câu hỏi “{kind}” không có.", cure)


def cell_of(record: Record, column: str) -> str:
    """The cell of a column that has old names too ("tag" for name, "command" for type)."""
    for key in (column, *_OLD_NAMES.get(column, ())):
        if record.get(key):
            return record.get(key)
    return ""


_OLD_NAMES = {"type": ("command",), "name": ("tag", "value")}


def is_reference(text: str) -> bool:
    """Whether the cell names a question (`${name}`) and no list."""
    return text.startswith("${")


def _is_known(kind: str) -> bool:
    if kind in QUESTION_TYPE_DICT or kind in _FREE or kind.replace("_", " ") in QUESTION_TYPE_DICT:
        return True
    return any(pattern.fullmatch(kind) for pattern in (_FROM_FILE, _EXTERNAL)) or kind.split(maxsplit=1)[0] in {
        "osm",
        "range",
    }
