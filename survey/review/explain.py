"""Why a household is classified as it is: each indicator that counts, its legal line and the answers behind it."""

from dataclasses import dataclass

from survey.review.classify import Classification, Finding
from survey.review.evidence import Answer, Evidence, MemberFact, Share, Trace
from survey.review.ruleset import Indicator, Ruleset
from survey.xform import Instance


@dataclass(frozen=True, slots=True)
class Reason:
    """An indicator that is deprived, or unknown, with what it rests on."""

    indicator: Indicator
    finding: Finding
    answers: tuple[Answer, ...]
    members: tuple[MemberFact, ...]
    share: Share | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """The reasons of a classification, in the order of the sheet."""

    classification: Classification
    deprived: tuple[Reason, ...]
    unknown: tuple[Reason, ...]


def explain(ruleset: Ruleset, classification: Classification, trace: Trace, instance: Instance) -> Explanation:
    """Name every deprived and every unknown indicator with its legal line, and the members and answers it comes from."""

    def reasons(keys: tuple[str, ...], finding: Finding) -> tuple[Reason, ...]:
        return tuple(_reason(ruleset.indicator(key), finding, _evidence(trace, instance, key)) for key in keys)

    return Explanation(
        classification,
        reasons(classification.deprived, Finding.DEPRIVED),
        reasons(classification.unknown, Finding.UNKNOWN),
    )


def _evidence(trace: Trace, instance: Instance, key: str) -> Evidence | None:
    return trace.evidence(instance, key) if key in trace.indicators else None


def _reason(indicator: Indicator, finding: Finding, evidence: Evidence | None) -> Reason:
    """A deprived indicator rests on the members who make it so; those of whom something is unknown do not matter to it."""
    if evidence is None:
        return Reason(indicator, finding, (), ())
    members = tuple(fact for fact in evidence.members if fact.finding is finding)
    return Reason(indicator, finding, evidence.answers, members, evidence.share)
