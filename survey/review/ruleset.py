"""The rules of a review as data: who is poor, by which indicators and thresholds, on which legal ground and between which dates."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
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

    def applies(self, on: date) -> bool:
        return self.valid_from <= on <= self.valid_to

    def indicator(self, key: str) -> Indicator:
        """The indicator of that key. Raises KeyError."""
        found = next((one for one in self.indicators if one.key == key), None)
        if found is None:
            raise KeyError(key)
        return found

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
