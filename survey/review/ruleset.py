"""The rules of a review as data: who is poor, by which indicators and thresholds, on which legal ground and between which dates."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from io import StringIO


class Confidence(StrEnum):
    """How sure a number is: read in a source, known from memory and still to be compared, or not known at all."""

    VERIFIED = "VERIFIED"
    MEMORY = "MEMORY"
    UNKNOWN = "UNKNOWN"


class Area(StrEnum):
    """The kind of area of a unit: it decides the limit of điểm A."""

    RURAL = "rural"
    URBAN = "urban"


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number that the form reads by `code` (`pulldata('nguong', 'gia_tri', 'ma', code)`); `value` in `unit`."""

    code: str
    value: int | float
    unit: str
    meaning: str
    reference: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Indicator:
    """One of the deprivation indicators, in the order of the sheet; `line` is the legal line in short, its numbers from the thresholds."""

    key: str
    dimension: str
    name: str
    line: str
    reference: str
    confidence: Confidence
    note: str = ""
    said: str = ""
    """What is said in place of an answer that says nothing by itself ("không ai dùng internet")."""


@dataclass(frozen=True, slots=True)
class ScoreA:
    """The income score: `limit` in points by kind of area, inclusive; `income` in đồng per person and month."""

    limit: dict[Area, int]
    income: dict[Area, int]
    reference: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class ScoreB:
    """The deprivation score in points: so many for each deprived indicator, poor from `poor_from` on, inclusive."""

    points_per_indicator: int
    poor_from: int
    reference: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class RoundTerm:
    """Between which days a kind of round is held: "dd/mm" in each year, or "dd" in each month; `until` "" = to the end of the month.

    `rule`: "last_list" = the households that were poor or near poor on the last list are reviewed, "requests" = only those that are put on the list one by one.
    """

    kind: str
    since: str
    until: str
    rule: str
    reference: str
    confidence: Confidence

    def days(self, year: int, month: int) -> tuple[date, date]:
        """The first and the last day in that year, or in that month of it."""
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return _day(self.since, year, month), _day(self.until, year, month) if self.until else last


def _day(said: str, year: int, month: int) -> date:
    day, _, of_month = said.partition("/")
    return date(year, int(of_month or month), int(day))


@dataclass(frozen=True, slots=True)
class QuickReview:
    """Phiếu A: of a household that asks to be reviewed so many `columns` are looked at; where fewer than `listed_below` apply, it is on the list."""

    columns: int
    listed_below: int
    reference: str
    confidence: Confidence

    def lists(self, marks: int) -> bool:
        return marks < self.listed_below


@dataclass(frozen=True, slots=True)
class Ruleset:
    """Everything a review under one standard needs; valid on both its first and its last day."""

    id: str
    title: str
    legal: str
    reference: str
    valid_from: date
    valid_to: date
    confidence: Confidence
    score_a: ScoreA
    score_b: ScoreB
    thresholds: tuple[Threshold, ...]
    indicators: tuple[Indicator, ...]
    rounds: tuple[RoundTerm, ...] = ()
    quick_review: QuickReview | None = None
    """None: the rules say nothing of Phiếu A, an official decides."""

    def applies(self, on: date) -> bool:
        return self.valid_from <= on <= self.valid_to

    def indicator(self, key: str) -> Indicator:
        """The indicator of that key. Raises KeyError."""
        found = next((one for one in self.indicators if one.key == key), None)
        if found is None:
            raise KeyError(key)
        return found

    def round_term(self, kind: str) -> RoundTerm | None:
        """When a kind of round is held; None where the rules say nothing of it."""
        return next((one for one in self.rounds if one.kind == kind), None)

    def threshold_csv(self) -> bytes:
        """The file `nguong.csv` that the form reads, with the columns `ma` and `gia_tri`: the thresholds, and the limits of điểm A by area."""
        stream = StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("ma", "gia_tri"))
        writer.writerows((threshold.code, f"{threshold.value:g}") for threshold in self.thresholds)
        writer.writerows((f"diem_a_{area.value}", f"{limit:g}") for area, limit in self.score_a.limit.items())
        return stream.getvalue().encode()


def choose_ruleset(rulesets: Sequence[Ruleset], on: date) -> Ruleset | None:
    """The ruleset in force on a day; None where there is no guidance for it. Of two, the one that came into force later."""
    return max((one for one in rulesets if one.applies(on)), key=lambda one: one.valid_from, default=None)
