"""Date and time functions. Dates are strings in ISO form; without an offset they are in the zone of `Context.now`."""

import math
import re
from collections.abc import Callable
from datetime import datetime

from survey.xpath.context import XPathContext
from survey.xpath.errors import EvaluationError
from survey.xpath.functions import Function
from survey.xpath.moments import date_of_days, day_fraction, instant_days, moment_of, moment_of_days, stamp
from survey.xpath.values import Value, string_of, text_from_number

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_FORMATS: dict[str, Callable[[datetime], str]] = {
    "Y": lambda moment: f"{moment.year:04}",
    "y": lambda moment: f"{moment.year % 100:02}",
    "m": lambda moment: f"{moment.month:02}",
    "n": lambda moment: str(moment.month),
    "b": lambda moment: _MONTHS[moment.month - 1],
    "d": lambda moment: f"{moment.day:02}",
    "e": lambda moment: str(moment.day),
    "a": lambda moment: _DAYS[moment.weekday()],
    "H": lambda moment: f"{moment.hour:02}",
    "h": lambda moment: str(moment.hour),
    "M": lambda moment: f"{moment.minute:02}",
    "S": lambda moment: f"{moment.second:02}",
    "3": lambda moment: f"{moment.microsecond // 1000:03}",
    "%": lambda _: "%",
}
_PLACEHOLDER = re.compile(r"%([YymnbdeaHhMS3%])")


def _today(context: XPathContext) -> str:
    return context.now.date().isoformat()


def _now(context: XPathContext) -> str:
    return stamp(context.now)


def _moment(context: XPathContext, value: Value) -> datetime | None:
    """The moment that a value means; None for an empty one. A number counts days since 1970."""
    if isinstance(value, bool):
        raise EvaluationError("true() và false() không phải là ngày")
    if isinstance(value, float):
        if value != value:  # noqa: PLR0124 - the quickest test for NaN
            return None
        found = moment_of_days(value, context.zone)
        text = text_from_number(value)
    else:
        text = string_of(value)
        if not text:
            return None
        found = moment_of(text, context.zone)
    if found is None:
        raise EvaluationError(f"“{text}” không phải là ngày có thật")
    return found


def _date(context: XPathContext, value: Value) -> Value:
    if isinstance(value, float):
        return value if math.isnan(value) else _day(value)
    moment = _moment(context, value)
    return "" if moment is None else moment.date().isoformat()


def _day(days: float) -> str:
    day = date_of_days(int(days)) if math.isfinite(days) else None
    if day is None:
        raise EvaluationError(f"{text_from_number(days)} ngày sau 1970 không phải là ngày có thật")
    return day.isoformat()


def _date_time(context: XPathContext, value: Value) -> str:
    moment = _moment(context, value)
    return "" if moment is None else stamp(moment)


def _decimal_date_time(context: XPathContext, value: Value) -> Value:
    if isinstance(value, float) and (math.isnan(value) or _moment(context, value)):
        return value
    moment = _moment(context, value)
    return "" if moment is None else instant_days(moment)


def _decimal_time(context: XPathContext, value: Value) -> Value:
    if isinstance(value, float) and (math.isnan(value) or _moment(context, value)):
        return value % 1
    text = string_of(value)
    if not text:
        return ""
    fraction = day_fraction(text, context.zone)
    if fraction is None:
        raise EvaluationError(f"“{text}” không phải là giờ có thật")
    return fraction


def _formatted(context: XPathContext, value: Value, pattern: str) -> str:
    moment = _moment(context, value)
    if moment is None:
        return ""
    return _PLACEHOLDER.sub(lambda match: _FORMATS[match[1]](moment), pattern)


DATES = {
    "today": Function("", "string", _today, reads_context=True),
    "now": Function("", "string", _now, reads_context=True),
    "date": Function("v", "any", _date, reads_context=True),
    "date-time": Function("v", "string", _date_time, reads_context=True),
    "decimal-date-time": Function("v", "any", _decimal_date_time, reads_context=True),
    "decimal-time": Function("v", "any", _decimal_time, reads_context=True),
    "format-date": Function("vs", "string", _formatted, reads_context=True),
    "format-date-time": Function("vs", "string", _formatted, reads_context=True),
}
