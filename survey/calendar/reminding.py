"""When a deadline is reminded of. Reminders fall on working days: before the deadline on the one before, after it on the one after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Planned:
    """One reminder to come, on a local date."""

    stage: str
    on: date


def plan_reminders(due_on: date, stages: Sequence[tuple[str, int]]) -> tuple[Planned, ...]:
    """A reminder for each (stage, days before; negative = after), one a day: of two on the same day the later stage stays."""
    by_day: dict[date, Planned] = {}
    for stage, days_before in stages:
        day = due_on - timedelta(days=days_before)
        moved = previous_working_day(day) if days_before >= 0 else next_working_day(day)
        by_day[moved] = Planned(stage, moved)
    return tuple(sorted(by_day.values(), key=lambda one: one.on))


def previous_working_day(day: date) -> date:
    """The day itself from Monday to Friday, else the Friday before."""
    return day - timedelta(days=max(0, day.weekday() - SATURDAY + 1))


def working_days_after(day: date, count: int) -> date:
    """The day that is so many working days later. Holidays are not known here."""
    for _ in range(count):
        day = next_working_day(day + timedelta(days=1))
    return day


def next_working_day(day: date) -> date:
    """The day itself from Monday to Friday, else the Monday after."""
    return day + timedelta(days=(7 - day.weekday()) if day.weekday() >= SATURDAY else 0)
