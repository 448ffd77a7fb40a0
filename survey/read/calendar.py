"""The calendar behind typed dates: what a day, a month, a two-digit year may be."""

from dataclasses import dataclass
from datetime import date

from survey.read.outcome import Read, Refused, Value
from survey.written import day_text

OLDEST = 120
"""Years before today beyond which nobody living was born."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which only the year, or year and month, may be known."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def iso(self) -> str:
        """ISO 8601 with as much as is known: "1990", "1990-03", "1990-03-05"."""
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None)]
        return "-".join(parts)

    @property
    def full(self) -> date | None:
        """The day, where it is known."""
        return date(self.year, self.month, self.day) if self.month and self.day else None


def century_of(digits: str, today: date) -> int | None:
    """The year that one to four digits mean: of two digits the latest one that has begun.

    None where that is not sure: two digits up to ten years ahead may be a slip for a coming date or a person of ninety.
    """
    if len(digits) == 4:
        return int(digits)
    if len(digits) != 2:
        return None
    short, now = int(digits), today.year % 100
    base = today.year - now
    if short <= now:
        return base + short
    return base - 100 + short if short > now + 10 else None


def day_of(day: str, month: str, year: str, today: date, *, ever: bool = False) -> Read[PartialDate]:
    """A day of the past or today from its three numbers; with `ever` also one to come, or of long ago."""
    full_year = century_of(year, today)
    if full_year is None:
        return Refused("date.century", {"text": f"{day}/{month}/{year}"})
    try:
        found = date(full_year, int(month), int(day))
    except ValueError:
        return Refused("date.impossible", {"text": f"{day}/{month}/{full_year}"})
    if found > today and not ever:
        return Refused("date.future", {"text": day_text(found)})
    return _recent(PartialDate(full_year, found.month, found.day), today, ever=ever)


def month_of(month: str, year: str, today: date, *, ever: bool = False) -> Read[PartialDate]:
    """A month of the past or the current one; with `ever` any month."""
    full_year = century_of(year, today)
    if full_year is None:
        return Refused("date.century", {"text": f"{month}/{year}"})
    if not 1 <= int(month) <= 12:
        return Refused("date.impossible", {"text": f"{month}/{full_year}"})
    if (full_year, int(month)) > (today.year, today.month) and not ever:
        return Refused("date.future", {"text": f"{month}/{full_year}"})
    return _recent(PartialDate(full_year, int(month)), today, ever=ever)


def year_of(year: str, today: date, *, ever: bool = False) -> Read[PartialDate]:
    """A year of the past or the current one; with `ever` any year."""
    full_year = century_of(year, today)
    if full_year is None:
        return Refused("date.century", {"text": year})
    if full_year > today.year and not ever:
        return Refused("date.future", {"text": year})
    return _recent(PartialDate(full_year), today, ever=ever)


def _recent(found: PartialDate, today: date, *, ever: bool) -> Read[PartialDate]:
    if found.year < today.year - OLDEST and not ever:
        return Refused("date.too_old", {"text": str(found.year)})
    return Value(found)
