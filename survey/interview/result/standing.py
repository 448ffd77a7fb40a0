"""How a household stands with its answers so far: the class, the findings behind it, and what would change it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

from survey.interview.session.session import Session
from survey.review import Classification, IndicatorFlip, Ruleset, WhatIf, classify, what_if
from survey.review.evidence import Caution
from survey.review.explain import Explanation, explain
from survey.review.missing import Missing, missing
from survey.xform import Instance


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
    with _confirmed(session) as instance:
        findings = trace.findings(instance)
        return Standing(ruleset, area, classify(ruleset, area, trace.points(instance), findings), findings)


def explanation(session: Session, standing: Standing) -> Explanation:
    """Each deprived and each unknown indicator with the answers and members behind it."""
    with _confirmed(session) as instance:
        return explain(standing.ruleset, standing.result, session.outline.trace, instance)


def could_change(session: Session, flip: IndicatorFlip) -> bool:
    """Whether some answer could bring about a change of an indicator: no household without children has an undernourished child."""
    with _trial(session) as trial:
        return session.outline.trace.could_turn(trial, flip.indicator, flip.to)


def missing_for(session: Session, indicators: Iterable[str]) -> dict[str, tuple[Missing, ...]]:
    """The answers that would settle each of these indicators that are not known."""
    trace = session.outline.trace
    with _trial(session) as trial:
        return {key: missing(trace, trial, key) if key in trace.indicators else () for key in indicators}


@contextmanager
def _trial(session: Session) -> Iterator[Instance]:
    """The interview once more, to try answers out; without what was only so last time."""
    record = session.confirmed_record() if session.carries else session.instance.record()
    trial = Instance.restore(session.outline.form, record, now=session.now)
    try:
        yield trial
    finally:
        trial.close()


@contextmanager
def _confirmed(session: Session) -> Iterator[Instance]:
    """The interview without what was only so last time: a class rests on what was said now."""
    if not session.carries:
        yield session.instance
        return
    with _trial(session) as trial:
        yield trial


def cautions(session: Session) -> tuple[Caution, ...]:
    """What the reviewer should look at again before submitting."""
    with _confirmed(session) as instance:
        return session.outline.trace.open_warnings(instance)
