"""Times of day and moments as people type them: "8h30 sáng", "20:30", "5/3/2025 lúc 7 giờ tối"."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from survey.read.birth import read_any_date
from survey.read.outcome import Read, Refused, Value
from survey.read.spelling import fold, words
from survey.read.statement import is_rough, polite_core, says_unknown, sized

_PART = r"(?: ?(?:buoi )?(?P<part>sang|trua|chieu|toi|dem|khuya|am|pm))?(?![a-z0-9])"
_COLON = re.compile(rf"(?<![0-9/.,-])(?P<hour>[0-9]{{1,2}}):(?P<minute>[0-9]{{2}})(?::[0-9]{{2}}(?:\.[0-9]+)?)?{_PART}")
_MINUTES = r" ?(?P<minute>[0-9]{1,2})(?: ?(?:p|phut))?| (?P<half>ruoi)| ?kem ?(?P<before>[0-9]{1,2})(?: ?(?:p|phut))?"
_HOURS = re.compile(rf"(?<![0-9/.,-])(?P<hour>[0-9]{{1,2}}) ?(?:h|g|gio)(?:{_MINUTES})?{_PART}")
_YESTERDAY = re.compile(r"\bh[ôo]m qua\b")
"""Its "qua" without diacritics could be "quá"."""
_NOW = frozenset({"bay gio", "luc nay", "hien tai", "bay h"})
_JOINING = re.compile(r"\b(?:luc|vao|hoi|ngay)\b|[,;]|(?<=[0-9])t(?![a-z])")

_AFTERNOON = 12
_SPANS = {
    "sang": (range(12), range(0)),
    "trua": (range(10, 14), range(1, 3)),
    "chieu": (range(13, 19), range(1, 7)),
    "toi": (range(17, 24), range(5, 12)),
    "dem": (frozenset({0, 1, 2, 3, 22, 23}), range(9, 12)),
    "khuya": (frozenset({0, 1, 2, 3, 22, 23}), range(9, 12)),
    "am": (range(12), range(0)),
    "pm": (range(12, 24), range(1, 12)),
}
"""Part of the day -> the hours it fits as they are, and those to which twelve are added."""


@dataclass(frozen=True, slots=True)
class _Found:
    clock: Read[time]
    start: int
    end: int


def read_time(text: str, now: datetime) -> Read[time]:
    """A time of day to the minute. "8h" alone may be morning or evening and is refused; "08:00", "8 giờ tối" and "20h" are not."""
    core = _core(text)
    if isinstance(core, Refused):
        return core
    plain = fold(core.value)
    if plain in _NOW:
        return Value(now.time().replace(second=0, microsecond=0))
    plain = _JOINING.sub("", plain).strip()
    found = _find(plain)
    if found is None or (found.start, found.end) != (0, len(plain)):
        return Refused("time.unreadable", {"text": core.value})
    return found.clock


def read_moment(text: str, now: datetime) -> Read[datetime]:
    """A day with a time of day, in either order, in the zone of `now`; both must be said."""
    core = _core(text)
    if isinstance(core, Refused):
        return core
    plain = fold(core.value)
    if plain in _NOW:
        return Value(now.replace(second=0, microsecond=0))
    found = _find(plain)
    if found is None:
        return Refused("time.no_time", {"text": core.value})
    if isinstance(found.clock, Refused):
        return found.clock
    rest = " ".join(_JOINING.sub(" ", f"{plain[: found.start]} {plain[found.end :]}").split())
    if not rest:
        return Refused("time.no_day", {"text": core.value})
    day = _full_day(rest, now.date())
    return day if isinstance(day, Refused) else Value(datetime.combine(day.value, found.clock.value, now.tzinfo))


def _core(text: str) -> Read[str]:
    short = sized(text)
    if isinstance(short, Refused):
        return short
    core = polite_core(short.value)
    if says_unknown(core):
        return Refused("time.unknown")
    said = words(_YESTERDAY.sub("", core))
    if "tới" in said or is_rough(said) or re.search("[~?≈<>]", core):
        return Refused("time.approximate", {"text": core})
    return Value(core)


def _full_day(text: str, today: date) -> Read[date]:
    found = read_any_date(text, today)
    if isinstance(found, Refused):
        return found
    day = found.value.full
    return Refused("time.no_day", {"text": text}) if day is None else Value(day)


def _find(plain: str) -> _Found | None:
    match = _COLON.search(plain)
    if match is not None:
        hour, minute, part = int(match["hour"]), int(match["minute"]), match["part"] or ""
        return _Found(_clock(hour, minute, part, is_digital=True), match.start(), match.end())
    match = _HOURS.search(plain)
    if match is None:
        return None
    minute = 30 if match["half"] else int(match["minute"] or 0)
    digital = match["hour"].startswith("0") and len(match["hour"]) == 2
    clock = _clock(int(match["hour"]), minute, match["part"] or "", is_digital=digital)
    if match["before"] and isinstance(clock, Value):
        clock = _earlier(clock.value, int(match["before"]))
    return _Found(clock, match.start(), match.end())


def _earlier(clock: time, minutes: int) -> Read[time]:
    """Of "9 giờ kém 15" the hour is named, the minutes are those before it."""
    if not 0 < minutes < 60:
        return Refused("time.impossible", {"text": f"kém {minutes}"})
    return Value(time((clock.hour - 1) % 24, 60 - minutes))


def _clock(hour: int, minute: int, part: str, *, is_digital: bool) -> Read[time]:
    if hour > 23 or minute > 59:
        return Refused("time.impossible", {"text": f"{hour}:{minute:02}"})
    if part:
        return _in_part(hour, minute, part)
    if 0 < hour < _AFTERNOON and not is_digital:
        early, late = f"{hour:02}:{minute:02}", f"{hour + _AFTERNOON}:{minute:02}"
        return Refused("time.which_half", {"early": early, "late": late})
    return Value(time(hour, minute))


def _in_part(hour: int, minute: int, part: str) -> Read[time]:
    as_it_is, later = _SPANS[part]
    if hour == 12 and part in {"dem", "khuya", "am"}:
        return Value(time(0, minute))
    if hour in later:
        return Value(time(hour + _AFTERNOON, minute))
    if hour in as_it_is:
        return Value(time(hour, minute))
    return Refused("time.impossible", {"text": f"{hour}:{minute:02} {_NAMES[part]}"})


_NAMES = {"sang": "sáng", "trua": "trưa", "chieu": "chiều", "toi": "tối", "dem": "đêm", "khuya": "khuya"} | {
    name: name.upper() for name in ("am", "pm")
}
