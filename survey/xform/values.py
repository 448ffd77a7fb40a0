"""ODK's lexical form of values: what is stored for each data type."""

import math
import re
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
    if type_ == "date":
        return _date(value.strip())
    return value


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
    if not _NUMBER.match(value):
        return value
    days = float(value)
    try:
        return (_EPOCH + timedelta(days=math.floor(days))).isoformat()
    except (OverflowError, ValueError):
        return ""
