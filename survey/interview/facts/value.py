"""Stored values as people read them: the way back from ODK's lexical form."""

from survey.coded import Words, coded
from survey.interview.answers.values import choices_of
from survey.interview.asks.hints import groups_digits, precision
from survey.interview.asks.naming import short_name
from survey.interview.path.screens import Spot
from survey.interview.session.session import Session
from survey.written import grouped, masked, vietnamese_date, vietnamese_number
from survey.xform import Control

SKIPPED = coded("shown.skipped")
NOTHING = coded("shown.nothing")


def shown(session: Session, spot: Spot, *, in_full: bool = False) -> Words:
    """The answer at a spot, or that of last time, with choices by their short names and sensitive values masked."""
    stored = session.stored(spot.items, spot.question) or session.carried(spot.items, spot.question)
    if stored is None:
        return NOTHING
    if stored.skipped or not stored.value:
        return SKIPPED
    return value_text(session, spot, stored.value, in_full=in_full)


def value_text(session: Session, spot: Spot, value: str, *, in_full: bool = False) -> Words:
    """One value of a question as people read it; what is sensitive is masked but `in_full`."""
    question = spot.question
    if value == question.hint_of("not_yet"):
        return coded("shown.not_yet")
    if question.sensitive and not in_full:
        return masked(value)
    if question.control.kind in {"select1", "select", "rank"}:
        labels = {choice.value: short_name(choice) for choice in choices_of(session, spot)}
        values = [value] if question.control.kind == "select1" else value.split()
        return ", ".join(labels.get(one, one) for one in values)
    if question.control.kind == "upload":
        return _UPLOADED.get(question.control.mediatype.partition("/")[0], coded("shown.file"))
    if question.control.kind == "trigger":
        return coded("shown.read")
    return _typed_text(question.control, question.hint_of("unit"), value)


def _typed_text(control: Control, unit: str, value: str) -> Words:
    if control.type in {"int", "decimal"} and (unit or groups_digits(control)):
        return f"{grouped(value)} {unit}".strip()
    if control.type == "date":
        parts = {"year": 4, "month": 7, "day": 10}[precision(control)]
        return vietnamese_date(value[:parts])
    if control.type == "string" and groups_digits(control) and value.isdecimal():
        return vietnamese_number(int(value))
    reader = _SHOWN.get(control.type)
    return reader(value) if reader else value


def _decimal(value: str) -> Words:
    """Without separators below ten thousand, where they are seldom written."""
    written = grouped(value)
    return written if len(written.partition(",")[0].lstrip("-")) > _FOUR_FIGURES else written.replace(".", "")


_FOUR_FIGURES = len("1.234")


def _clock(value: str) -> Words:
    return value[:5]


def _moment(value: str) -> Words:
    return f"{value[11:16]} {vietnamese_date(value)}"


def _point(value: str) -> Words:
    return ", ".join(value.split()[:2])


def _line(value: str) -> Words:
    return coded("shown.line", n=str(len(value.split(";"))))


def _area(value: str) -> Words:
    return coded("shown.area", n=str(len(value.split(";")) - 1))


_UPLOADED = {"image": coded("shown.image"), "audio": coded("shown.audio"), "video": coded("shown.video")}
_SHOWN = {
    "time": _clock,
    "dateTime": _moment,
    "geopoint": _point,
    "geotrace": _line,
    "geoshape": _area,
    "decimal": _decimal,
}
