"""Stored values as people read them: the way back from ODK's lexical form."""

from collections.abc import Sequence

from survey.interview.answers.values import choices_of
from survey.interview.asks.hints import groups_digits, precision
from survey.interview.asks.outline import Roster
from survey.interview.lists.roster import name_of
from survey.interview.path.screens import Spot
from survey.interview.session.session import Session
from survey.written import masked, vietnamese_date, vietnamese_number
from survey.xform import Control

SKIPPED = "bỏ qua"
NOTHING = "chưa trả lời"


def shown(session: Session, spot: Spot) -> str:
    """The answer at a spot, with choices by label and sensitive values masked."""
    stored = session.stored(spot.items, spot.question)
    if stored is None:
        return NOTHING
    if stored.skipped or not stored.value:
        return SKIPPED
    return value_text(session, spot, stored.value)


def column_text(session: Session, roster: Roster, spots: Sequence[Spot]) -> str:
    """The answers of several members, grouped: "A, B: có thẻ; C: chưa có thẻ", or "cả 5 người: có thẻ"."""
    by_value: dict[str, list[str]] = {}
    for spot in spots:
        by_value.setdefault(shown(session, spot), []).append(name_of(session, roster, spot.items))
    if len(by_value) == 1 and len(spots) > 1:
        return f"cả {len(spots)} người: {next(iter(by_value))}"
    return "; ".join(f"{', '.join(names)}: {value}" for value, names in by_value.items())


def value_text(session: Session, spot: Spot, value: str) -> str:
    """One value of a question as people read it."""
    question = spot.question
    if question.sensitive:
        return masked(value)
    if question.control.kind in {"select1", "select", "rank"}:
        labels = {choice.value: choice.label for choice in choices_of(session, spot)}
        values = [value] if question.control.kind == "select1" else value.split()
        return ", ".join(labels.get(one, one) for one in values)
    if question.control.kind == "upload":
        return _UPLOADED.get(question.control.mediatype.partition("/")[0], "đã có tệp")
    if question.control.kind == "trigger":
        return "đã đọc"
    return _typed_text(question.control, question.hint_of("unit"), value)


def _typed_text(control: Control, unit: str, value: str) -> str:
    if control.type in {"int", "decimal"} and (unit or groups_digits(control)):
        return f"{vietnamese_number(float(value))} {unit}".strip()
    if control.type == "date":
        parts = {"year": 4, "month": 7, "day": 10}[precision(control)]
        return vietnamese_date(value[:parts])
    if control.type == "string" and groups_digits(control) and value.isdecimal():
        return vietnamese_number(int(value))
    reader = _SHOWN.get(control.type)
    return reader(value) if reader else value


def _clock(value: str) -> str:
    return value[:5]


def _moment(value: str) -> str:
    return f"{value[11:16]} {vietnamese_date(value)}"


def _place(value: str) -> str:
    return ", ".join(value.split()[:2])


def _decimal(value: str) -> str:
    return value.replace(".", ",")


def _line(value: str) -> str:
    return f"{len(value.split(';'))} điểm"


def _area(value: str) -> str:
    return f"vùng {len(value.split(';')) - 1} góc"


_UPLOADED = {"image": "đã có ảnh", "audio": "đã có ghi âm", "video": "đã có đoạn phim"}
_SHOWN = {
    "time": _clock,
    "dateTime": _moment,
    "geopoint": _place,
    "geotrace": _line,
    "geoshape": _area,
    "decimal": _decimal,
}
