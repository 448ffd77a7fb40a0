"""One typed answer read by its data type and appearance into ODK's lexical form."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from survey import read
from survey.interview.answers.numbers import in_range, read_figures, read_signed
from survey.interview.asks.hints import is_counted, precision
from survey.interview.asks.outline import Question
from survey.interview.path.events import Refusal
from survey.read.location import Point
from survey.written import vietnamese_date
from survey.xform import Control

MAX_TEXT = 2000


@dataclass(frozen=True, slots=True)
class TypedText:
    """A typed text with the question it answers and the moment at which it was read (in local time)."""

    text: str
    question: Question
    today: date
    now: datetime

    @property
    def control(self) -> Control:
        return self.question.control


def read_typed(typed: TypedText) -> str | Refusal:
    """The answer, or why it is none; nothing is stored here."""
    control = typed.control
    if control.kind == "range":
        number = _integer(typed) if control.type == "int" else _decimal(typed)
        return number if isinstance(number, Refusal) else in_range(control, number)
    return _BY_TYPE.get(control.type, _text)(typed)


def _text(typed: TypedText) -> str | Refusal:
    cleaned = read.normalise(typed.text)
    if not cleaned:
        return Refusal("value.empty")
    if is_counted(typed.control):
        return read_figures(cleaned)
    if len(cleaned) > MAX_TEXT:
        return Refusal("value.too_long", {"max": str(MAX_TEXT), "got": str(len(cleaned))})
    return _lines(typed.text) if "multiline" in typed.control.appearance.split() else cleaned


def _lines(text: str) -> str:
    """Line breaks stay where the form asks for several lines."""
    return "\n".join(line for line in map(read.normalise, text.splitlines()) if line)


def _integer(typed: TypedText) -> str | Refusal:
    return read_signed(typed.text, read.read_integer)


def _decimal(typed: TypedText) -> str | Refusal:
    return read_signed(typed.text, read.read_decimal)


def _date(typed: TypedText) -> str | Refusal:
    """A day; of a year or month question as much as is asked, its first day standing for it as in ODK."""
    if typed.question.hint_of("member") == "birth_date":
        return lexical(read.read_date(typed.text, typed.today), str)
    wanted = precision(typed.control)
    found = (read.read_month if wanted == "month" else read.read_any_date)(typed.text, typed.today)
    if isinstance(found, read.Refused):
        return Refusal(found.code, found.params)
    day = found.value
    if wanted != "day":
        month = day.month if wanted == "month" else 1
        return f"{day.year:04}-{month:02}-01"
    if day.full is None:
        return Refusal("date.incomplete", {"text": vietnamese_date(day.iso), "example": read.EXAMPLES["date"]})
    return day.iso


def _time(typed: TypedText) -> str | Refusal:
    found = read.read_time(typed.text, typed.now)
    if isinstance(found, read.Refused):
        return Refusal(found.code, found.params)
    moment = datetime.combine(typed.today, found.value, typed.now.tzinfo)
    return moment.isoformat(timespec="milliseconds").partition("T")[2]


def _moment(typed: TypedText) -> str | Refusal:
    return lexical(read.read_moment(typed.text, typed.now), lambda moment: moment.isoformat(timespec="milliseconds"))


def _point(typed: TypedText) -> str | Refusal:
    return lexical(read.read_point(typed.text), lambda point: lexical_points([point]))


def _line(typed: TypedText) -> str | Refusal:
    return lexical(read.read_line(typed.text), lexical_points)


def _area(typed: TypedText) -> str | Refusal:
    return lexical(read.read_area_outline(typed.text), lexical_points)


def lexical_points(points: Iterable[Point]) -> str:
    """Points as ODK writes them, "latitude longitude altitude accuracy" each."""
    return ";".join(f"{latitude} {longitude} 0.0 0.0" for latitude, longitude in points)


def lexical(one: "read.Value[Any] | read.Refused", form: Callable[[Any], str]) -> str | Refusal:
    """What a reader found, in ODK's lexical form, or its refusal."""
    return Refusal(one.code, one.params) if isinstance(one, read.Refused) else form(one.value)


_BY_TYPE: dict[str, Callable[[TypedText], str | Refusal]] = {
    "int": _integer,
    "decimal": _decimal,
    "date": _date,
    "time": _time,
    "dateTime": _moment,
    "geopoint": _point,
    "geotrace": _line,
    "geoshape": _area,
}
