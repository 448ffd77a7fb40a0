"""Why a household is classified as it is: each indicator that counts, its legal line and the answers behind it."""

from dataclasses import dataclass

from survey.review.classify import Classification, Finding
from survey.review.evidence import Answer, Evidence, MemberFact, Trace
from survey.review.ruleset import Indicator, Ruleset
from survey.xform import Instance


@dataclass(frozen=True, slots=True)
class Reason:
    """An indicator that is deprived, or unknown, with what it rests on."""

    indicator: Indicator
    finding: Finding
    answers: tuple[Answer, ...]
    members: tuple[MemberFact, ...]

    @property
    def because(self) -> str:
        """What it rests on, in words: "Phạm Văn Lót: chưa có thẻ" or "diện tích: 38 m², bình quân: 7,6 m²/người"."""
        if self.members:
            return "; ".join(_member(fact) for fact in self.members)
        return _listed(self.answers)


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
    return Reason(indicator, finding, evidence.answers, members)


def _member(fact: MemberFact) -> str:
    name = fact.name or f"người số {fact.item[-1][1]}"
    if not fact.answers:
        return name
    listed = _listed(fact.answers)
    return f"{name}: {listed}" if len(fact.answers) == 1 else f"{name} ({listed})"


def _listed(answers: tuple[Answer, ...]) -> str:
    """The answers with their titles; a single one speaks for itself."""
    texts = [answer.text or "chưa trả lời" for answer in answers]
    if len(answers) == 1:
        return texts[0]
    return ", ".join(f"{answer.title}: {text}" for answer, text in zip(answers, texts, strict=True))
