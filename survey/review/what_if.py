"""What would have to be different for the household to be classified otherwise: one thing at a time."""

from collections.abc import Mapping
from dataclasses import dataclass

from survey.review.classify import Category, Classification, Finding, classify
from survey.review.ruleset import Area, Ruleset


@dataclass(frozen=True, slots=True)
class IndicatorFlip:
    """If this one indicator were `to`, điểm B would lie between these points and the household would be `category`."""

    indicator: str
    to: Finding
    score_b: int
    score_b_max: int
    category: Category


@dataclass(frozen=True, slots=True)
class ScoreFlip:
    """If điểm A were `score_a` points (the nearest value that changes something), the household would be `category`."""

    score_a: int
    category: Category


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Every single change that would change the class; both empty where one change is not enough or the class is not settled."""

    indicators: tuple[IndicatorFlip, ...]
    score_a: ScoreFlip | None


def what_if(ruleset: Ruleset, area: Area | str | None, score_a: int | None, findings: Mapping[str, str]) -> WhatIf:
    """The single changes that lead to another class than the present one."""
    now = classify(ruleset, area, score_a, findings)
    if now.category is None:
        return WhatIf((), None)
    flips = (_flip(ruleset, area, now, findings, one.key) for one in ruleset.indicators)
    return WhatIf(tuple(flip for flip in flips if flip is not None), _score_flip(ruleset, area, now, findings))


def _flip(
    ruleset: Ruleset, area: Area | str | None, now: Classification, findings: Mapping[str, str], key: str
) -> IndicatorFlip | None:
    if key in now.unknown:
        return None
    to = Finding.MET if key in now.deprived else Finding.DEPRIVED
    then = classify(ruleset, area, now.score_a, {**findings, key: to})
    if then.category is None or then.category is now.category:
        return None
    return IndicatorFlip(key, to, then.score_b_min, then.score_b_max, then.category)


def _score_flip(
    ruleset: Ruleset, area: Area | str | None, now: Classification, findings: Mapping[str, str]
) -> ScoreFlip | None:
    if now.limit_a is None or now.score_a is None:
        return None
    score_a = now.limit_a if now.score_a > now.limit_a else now.limit_a + 1
    then = classify(ruleset, area, score_a, findings)
    return None if then.category is None or then.category is now.category else ScoreFlip(score_a, then.category)
