"""How a household stands with its answers so far: the class, the findings behind it, and what would change it."""

from dataclasses import dataclass
from functools import cached_property

from survey.interview.session import Session
from survey.review import Classification, Ruleset, WhatIf, classify, what_if
from survey.review.evidence import Caution
from survey.review.explain import Explanation, explain


@dataclass(frozen=True)
class Standing:
    """The provisional result. `findings`: indicator key -> "thieu_hut" | "khong" | "chua_ro"."""

    ruleset: Ruleset
    area: str
    result: Classification
    findings: dict[str, str]

    @cached_property
    def changes(self) -> WhatIf:
        """Which single change would change the class."""
        return what_if(self.ruleset, self.area, self.result.score_a, self.findings)


def standing_of(session: Session, ruleset: Ruleset, area: str) -> Standing | None:
    """Read the form's indicators and điểm A and classify; None for a form without indicators."""
    trace = session.outline.trace
    if not trace.indicators:
        return None
    findings = trace.findings(session.instance)
    return Standing(ruleset, area, classify(ruleset, area, trace.points(session.instance), findings), findings)


def explanation(session: Session, standing: Standing) -> Explanation:
    """Each deprived and each unknown indicator with the answers and members behind it."""
    return explain(standing.ruleset, standing.result, session.outline.trace, session.instance)


def cautions(session: Session) -> tuple[Caution, ...]:
    """What the reviewer should look at again before submitting."""
    return session.outline.trace.open_warnings(session.instance)
