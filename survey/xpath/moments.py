"""Dates, dateTimes and times in ODK's lexical forms, and their day numbers since 1970-01-01."""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

_EPOCH_DAY = date(1970, 1, 1).toordinal()
_SECONDS_A_DAY = 86_400
_MOMENT = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?",
    re.ASCII,
)
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}(?::?\d{2})?)?", re.ASCII)
_LONGEST = 40
_FARTHEST_DAY = date.max.toordinal() - _EPOCH_DAY - 1
_EARLIEST_DAY = date.min.toordinal() - _EPOCH_DAY + 1


def moment_of(text: str, zone: tzinfo) -> datetime | None:
    """A date (its midnight) or dateTime in `zone`; None where `text` is neither or names a day that does not exist."""
    if len(text) > _LONGEST:
        return None
    match = _MOMENT.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day, hour, minute, second, fraction, offset = match.groups()
    try:
        moment = datetime(int(year), int(month), int(day), tzinfo=zone)
        if hour is None:
            return moment
        clock = _clock(hour, minute, second, fraction)
        return _placed(datetime.combine(moment.date(), clock), offset, zone)
    except (ValueError, OverflowError):
        return None


def days_of(text: str, zone: tzinfo) -> float | None:
    """Days since 1970-01-01: whole for a date, by the instant for a dateTime (without an offset: in `zone`); None for other text."""
    if len(text) < len("1970-1-1") or text[4] != "-":
        return None
    if len(text) == len("1970-01-01"):
        try:
            return float(date.fromisoformat(text).toordinal() - _EPOCH_DAY)
        except ValueError:
            pass
    moment = moment_of(text, zone)
    if moment is None:
        return None
    if "T" not in text and ":" not in text:
        return float(moment.toordinal() - _EPOCH_DAY)
    return instant_days(moment)


def instant_days(moment: datetime) -> float:
    """Days since 1970-01-01T00:00Z with their fraction."""
    return moment.timestamp() / _SECONDS_A_DAY


def date_of_days(days: int) -> date | None:
    """The date so many days after 1970-01-01; None outside the years 1 to 9999."""
    if not _EARLIEST_DAY <= days <= _FARTHEST_DAY:
        return None
    return date.fromordinal(days + _EPOCH_DAY)


def moment_of_days(days: float, zone: tzinfo) -> datetime | None:
    """The instant so many days after 1970-01-01T00:00Z, in `zone`; None outside the years 1 to 9999."""
    if not _EARLIEST_DAY < days < _FARTHEST_DAY:
        return None
    start = datetime(1970, 1, 1, tzinfo=UTC)
    return (start + timedelta(milliseconds=round(days * _SECONDS_A_DAY * 1000))).astimezone(zone)


def day_fraction(text: str, zone: tzinfo) -> float | None:
    """The local time of day of a time or dateTime as a fraction of a day: noon is 0.5."""
    match = _TIME.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if match is None:
        moment = moment_of(text, zone)
        return None if moment is None else _fraction(moment.time())
    hour, minute, second, fraction, offset = match.groups()
    try:
        clock = _clock(hour, minute, second, fraction)
        return _fraction(_placed(datetime.combine(date(1970, 1, 2), clock), offset, zone).time())
    except (ValueError, OverflowError):
        return None


def stamp(moment: datetime) -> str:
    """A dateTime as ODK stores it: milliseconds and the offset."""
    return moment.isoformat(timespec="milliseconds")


def _clock(hour: str, minute: str, second: str | None, fraction: str | None) -> time:
    micro = int((fraction or "0").ljust(6, "0")[:6])
    return time(int(hour), int(minute), int(second or 0), micro)


def _placed(naive: datetime, offset: str | None, zone: tzinfo) -> datetime:
    if offset is None:
        return naive.replace(tzinfo=zone)
    if offset == "Z":
        return naive.replace(tzinfo=UTC).astimezone(zone)
    digits = offset[1:].replace(":", "").ljust(4, "0")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    behind = timedelta(minutes=minutes if offset[0] == "+" else -minutes)
    return (naive - behind).replace(tzinfo=UTC).astimezone(zone)


def _fraction(clock: time) -> float:
    seconds = clock.hour * 3600 + clock.minute * 60 + clock.second + clock.microsecond / 1e6
    return seconds / _SECONDS_A_DAY
