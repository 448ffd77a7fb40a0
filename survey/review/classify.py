"""From indicator values and điểm A to hộ nghèo, hộ cận nghèo or không nghèo: three-valued, so that a gap is never read as "không"."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from survey.review.ruleset import Area, Ruleset


class Finding(StrEnum):
    """What the answers say of one indicator; the values are those of the form's calculations."""

    DEPRIVED = "thieu_hut"
    MET = "khong"
    UNKNOWN = "chua_ro"


class Category(StrEnum):
    """What a household is under the standard."""

    POOR = "poor"
    NEAR_POOR = "near_poor"
    NOT_POOR = "not_poor"


@dataclass(frozen=True, slots=True)
class Classification:
    """The result. `category` is None ("chưa đủ thông tin") while what is missing could still change it: see `possible`.

    Scores are in points. điểm B lies between `score_b_min` (what is known to be deprived) and `score_b_max` (all unknown ones deprived).
    `limit_a` is None where the kind of area is not set. `deprived` and `unknown` are indicator keys in the order of the ruleset.
    """

    ruleset: str
    category: Category | None
    possible: frozenset[Category]
    score_a: int | None
    limit_a: int | None
    score_b_min: int
    score_b_max: int
    deprived: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def score_b(self) -> int | None:
        """Điểm B where it is settled."""
        return self.score_b_min if self.score_b_min == self.score_b_max else None


def classify(
    ruleset: Ruleset, area: Area | str | None, score_a: int | None, findings: Mapping[str, str]
) -> Classification:
    """Classify a household. `findings`: indicator key -> value of `Finding`; a missing or odd one counts as chưa rõ.

    Điểm A and điểm B are compared apart and never added; both limits are inclusive (TT 07/2021/TT-BLĐTBXH). Above the limit of điểm A a
    household is not poor whatever điểm B is.
    """
    values = {one.key: _finding(findings.get(one.key)) for one in ruleset.indicators}
    deprived = tuple(key for key, value in values.items() if value is Finding.DEPRIVED)
    unknown = tuple(key for key, value in values.items() if value is Finding.UNKNOWN)
    points = ruleset.score_b.points_per_indicator
    low, high = points * len(deprived), points * (len(deprived) + len(unknown))
    limits = _limits(ruleset, area)
    possible = _possible(ruleset, limits, score_a, (low, high))
    return Classification(
        ruleset=ruleset.id,
        category=next(iter(possible)) if len(possible) == 1 else None,
        possible=possible,
        score_a=score_a,
        limit_a=limits[0] if len(limits) == 1 else None,
        score_b_min=low,
        score_b_max=high,
        deprived=deprived,
        unknown=unknown,
    )


def _finding(value: str | None) -> Finding:
    return Finding(value) if value in {Finding.DEPRIVED, Finding.MET} else Finding.UNKNOWN


def _limits(ruleset: Ruleset, area: Area | str | None) -> tuple[int, ...]:
    """The limits of điểm A that may apply: one where the kind of area is set, else all."""
    if area in set(Area):
        return (ruleset.score_a.limit[Area(area)],)
    return tuple(ruleset.score_a.limit.values())


def _possible(
    ruleset: Ruleset, limits: tuple[int, ...], score_a: int | None, score_b: tuple[int, int]
) -> frozenset[Category]:
    low, high = score_b
    found: set[Category] = set()
    within = {True, False} if score_a is None else {score_a <= limit for limit in limits}
    if False in within:
        found.add(Category.NOT_POOR)
    if True in within:
        if high >= ruleset.score_b.poor_from:
            found.add(Category.POOR)
        if low < ruleset.score_b.poor_from:
            found.add(Category.NEAR_POOR)
    return frozenset(found)
