"""An example of an answer that the question itself would take: shown where a reply was not understood."""

import re
from collections.abc import Sequence
from dataclasses import replace

from survey.coded import Words
from survey.interview.answers.group import example_of, example_type
from survey.interview.answers.values import choices_of
from survey.interview.asks.hints import is_listed
from survey.interview.path.events import Refusal
from survey.interview.path.screens import Spot
from survey.interview.session.session import Session
from survey.read import EXAMPLES
from survey.written import vietnamese_date

_NUMBERS = ("40", "5", "3", "1", "10", "100", "0", "1000", "1990", "-5")
_OF_HINT = re.compile(r"ví dụ: ([0-9]+)\s*$")
_DAYS = ("2025-03-05", "1990-03-05", "2030-03-05")


def example_for(session: Session, spot: Spot) -> Words:
    """An answer to this question as it is typed; where the form refuses the usual one, another that it takes."""
    control, usual = spot.question.control, example_of(spot)
    if control.kind == "rank":
        return ",".join(str(number) for number in range(len(choices_of(session, spot)), 0, -1))
    if control.is_select:
        choices = choices_of(session, spot)
        return "1" if is_listed(control, choices) or not choices else choices[0].label
    if spot.question.hint_of("example"):
        return usual
    kind = example_type(control)
    if kind == "date":
        return vietnamese_date(_taken(session, spot, _days(session, spot)))
    if kind in {"int", "decimal"} and control.kind == "input" and not isinstance(usual, str):
        return usual
    if kind in {"int", "decimal"} and control.kind == "input":
        told = _OF_HINT.search(session.hint(spot.items, spot.question))
        return _taken(session, spot, (*((told[1],) if told else ()), str(usual), *_NUMBERS))
    return usual


def fitted(session: Session, spot: Spot, refusal: Refusal) -> Refusal:
    """The refusal with an example for this question, where its sentence shows one."""
    if "example" not in refusal.params or refusal.code.partition(".")[0] not in EXAMPLES:
        return refusal
    return replace(refusal, params={**refusal.params, "example": example_for(session, spot)})


def _taken(session: Session, spot: Spot, values: Sequence[str]) -> str:
    return next((value for value in values if session.takes(spot.items, spot.question, value)), values[0])


def _days(session: Session, spot: Spot) -> tuple[str, ...]:
    """A day of the year in which the member was born comes first."""
    year = _birth_year(session, spot)
    return (*((f"{year}-03-05",) if year else ()), *_DAYS)


def _birth_year(session: Session, spot: Spot) -> str:
    roster = spot.question.repeat
    question = session.outline.role(roster, "birth_year") if roster is not None else None
    stored = session.stored(spot.items, question) if question is not None else None
    return stored.value if stored is not None else ""
