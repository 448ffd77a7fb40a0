"""Who is poor: the ruleset in force, the classification, its explanation, and what would change it."""

from survey.review.classify import Category, Classification, Finding, classify
from survey.review.evidence import Answer, Caution, Evidence, MemberFact, Trace
from survey.review.explain import Explanation, Reason, explain
from survey.review.fitness import Offers, lacking, offers
from survey.review.load import load_ruleset, load_rulesets
from survey.review.ruleset import (
    Area,
    Confidence,
    Indicator,
    QuickReview,
    RoundTerm,
    Ruleset,
    Threshold,
    choose_ruleset,
)
from survey.review.what_if import IndicatorFlip, ScoreFlip, WhatIf, what_if

__all__ = [
    "Answer",
    "Area",
    "Category",
    "Caution",
    "Classification",
    "Confidence",
    "Evidence",
    "Explanation",
    "Finding",
    "Indicator",
    "IndicatorFlip",
    "MemberFact",
    "Offers",
    "QuickReview",
    "Reason",
    "RoundTerm",
    "Ruleset",
    "ScoreFlip",
    "Threshold",
    "Trace",
    "WhatIf",
    "choose_ruleset",
    "classify",
    "explain",
    "lacking",
    "load_ruleset",
    "load_rulesets",
    "offers",
    "what_if",
]
