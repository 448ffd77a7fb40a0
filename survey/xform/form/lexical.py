"""ODK's lexical form of values: what is stored for each data type."""

import math
import re
from collections.abc import Mapping
from datetime import date, timedelta

TYPES = frozenset(
    {
        "string",
        "int",
        "decimal",
        "boolean",
        "date",
        "time",
        "dateTime",
        "geopoint",
        "geotrace",
        "geoshape",
        "binary",
        "barcode",
        "intent",
    },
)
MAX_LENGTH = 100_000
"""Characters of a single value."""

_ALIASES = {
    "integer": "int",
    "long": "int",
    "rank": "string",
    "select": "string",
    "select1": "string",
    "note": "string",
    "text": "string",
}
_NUMBER = re.compile(r"^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$")
_WHOLE = re.compile(r"^[+-]?\d{1,18}$")
_FRACTION = re.compile(r"^([+-]?\d+)\.\d*$")
_POINTS = {"geopoint": 1, "geotrace": 2, "geoshape": 3}
_PLACE_PARTS = 4
_MOST_DEGREES = (90, 180)
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})([T ]\d{2}:.*)?$")
_CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?")
_EPOCH = date(1970, 1, 1)


def data_type(name: str | None) -> str:
    """A bind's type without prefix and under its ODK name; a type that ODK does not know is a string."""
    plain = (name or "string").rpartition(":")[2]
    plain = _ALIASES.get(plain, plain)
    return plain if plain in TYPES else "string"


def canonical(value: str, type_: str) -> str:
    """The value as ODK would write it: "007" as int is "7", "10" as decimal "10.0"; what does not fit the type is "".

    A number where a date is expected counts days since 1970-01-01, as ODK's date arithmetic gives.
    """
    if not value:
        return value
    if type_ == "int":
        return _int(value.strip())
    if type_ == "decimal":
        return _decimal(value.strip())
    if type_ in _MOMENTS:
        return _MOMENTS[type_](value.strip())
    return _places(value, type_) if type_ in _POINTS else value


def _places(value: str, type_: str) -> str:
    """Places as ODK writes them: "latitude longitude [altitude [accuracy]]" as decimals, ";" between those of a trace or shape.

    A shape ends where it begins and a trace does not; 0 0 is no place but a device that has not found any.
    """
    texts = value.rstrip().removesuffix(";").split(";") if type_ != "geopoint" else [value]
    points = [_place(text) for text in texts]
    closed = points[0].split()[:2] == points[-1].split()[:2]
    fits = len(points) >= _POINTS[type_] and "" not in points
    return ";".join(points) if fits and (type_ == "geopoint" or closed == (type_ == "geoshape")) else ""


def _place(text: str) -> str:
    parts = [_decimal(part) for part in text.split()[:_PLACE_PARTS]]
    if len(parts) < 2 or "" in parts:
        return ""
    degrees = [abs(float(part)) for part in parts[:2]]
    is_place = any(degrees) and all(one <= most for one, most in zip(degrees, _MOST_DEGREES, strict=True))
    return " ".join(parts) if is_place else ""


def within_range(value: str, bounds: Mapping[str, str]) -> str:
    """The value of a range question, "" where it lies outside `start` and `end`."""
    ends = [float(text) for name in ("start", "end") if _NUMBER.match(text := bounds.get(name, ""))]
    if not value or len(ends) < 2 or (_NUMBER.match(value) and min(ends) <= float(value) <= max(ends)):
        return value
    return ""


def _int(value: str) -> str:
    if _WHOLE.match(value):
        return str(int(value))
    fraction = _FRACTION.match(value)
    if fraction and len(fraction.group(1)) < 19:
        return str(int(fraction.group(1)))
    if not _NUMBER.match(value):
        return ""
    number = float(value)
    return str(int(number)) if math.isfinite(number) and abs(number) < 1e18 else ""


def _decimal(value: str) -> str:
    if not _NUMBER.match(value):
        return ""
    number = float(value)
    if not math.isfinite(number):
        return ""
    if number == int(number) and abs(number) < 1e16:
        return f"{int(number)}.0"
    return format(number, "f") if "e" in repr(number) else repr(number)


def _date(value: str) -> str:
    """A moment is the day that it lies in; what is no day is nothing."""
    if not _NUMBER.match(value):
        found = _DAY.match(value)
        return found[1] if found and _is_real(found[1]) else ""
    days = float(value)
    try:
        return (_EPOCH + timedelta(days=math.floor(days))).isoformat()
    except (OverflowError, ValueError):
        return ""


def _date_time(value: str) -> str:
    """A day is its first moment."""
    if _NUMBER.match(value):
        days, seconds = divmod(round(float(value) * 86_400), 86_400) if abs(float(value)) < 1e7 else (0, -1)
        day = _date(str(days)) if seconds >= 0 else ""
        clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
        return f"{day}T{clock}.000" if day else ""
    found = _DAY.match(value)
    if found is None or not _is_real(found[1]):
        return ""
    return value.replace(" ", "T", 1) if found[2] else f"{value}T00:00:00.000"


def _time(value: str) -> str:
    return value if _CLOCK.fullmatch(value) else ""


def _is_real(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


_MOMENTS = {"date": _date, "dateTime": _date_time, "time": _time}
