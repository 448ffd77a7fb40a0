"""Who is poor: the ruleset in force, the classification, its explanation, and what would change it."""

from survey.review.classify import Category, Classification, Finding, classify
from survey.review.load import RulesetError, load_ruleset
from survey.review.ruleset import Area, Confidence, Indicator, Ruleset, Threshold, choose_ruleset
from survey.review.what_if import IndicatorFlip, ScoreFlip, WhatIf, what_if

__all__ = [
    "Area",
    "Category",
    "Classification",
    "Confidence",
    "Finding",
    "Indicator",
    "IndicatorFlip",
    "Ruleset",
    "RulesetError",
    "ScoreFlip",
    "Threshold",
    "WhatIf",
    "choose_ruleset",
    "classify",
    "load_ruleset",
    "what_if",
]
