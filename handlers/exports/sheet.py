"""One household's sheet with its answers, as it is filled in a template."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from handlers.exports.households import round_of
from handlers.exports.wanted import NothingToExportError, Wanted
from handlers.talk.services import Services
from handlers.talk.texts import Texts
from handlers.talk.wording import VIETNAM, in_words, local
from storage.records import Assignment, Interview, InterviewState
from storage.work import Work
from survey.interview.asks.outline import Question
from survey.interview.facts.spot import whose
from survey.interview.facts.value import shown
from survey.interview.path.screens import Spot, path
from survey.interview.session.session import Session
from survey.written import day_text, moment_text


def sheet_of(
    work: Work, services: Services, wanted: Wanted, units: Collection[str] | None, now: datetime
) -> Mapping[str, Any]:
    """What the template is filled with. Raises NothingToExportError where there is no such household, or nothing was asked of it."""
    assignment, interview = filled_of(work, wanted, units, now)
    outline = services.outline(work, interview.form_version_id, interview.ruleset)
    at = (interview.submitted_at or interview.updated_at).astimezone(VIETNAM)
    session = Session(outline, work.filled.record(interview.id), now=at, seed=interview.id)
    rows = list(answered(session, services.texts.plain, in_full=wanted.sensitive))
    session.close()
    return _about(work, services, assignment, interview) | {
        "title": outline.form.title,
        "rows": rows,
        "printed": day_text(local(now).date()),
    }


def filled_of(work: Work, wanted: Wanted, units: Collection[str] | None, now: datetime) -> tuple[Assignment, Interview]:
    """The household in its round, and its interview. Raises NothingToExportError."""
    held = round_of(work, wanted, now)
    assignment = work.assignments.of_number(held.id, wanted.household) if held is not None else None
    if assignment is None or (
        units is not None and not {assignment.household.unit, held.unit if held else ""} & set(units)
    ):
        raise NothingToExportError("export.no.household", number=str(wanted.household))
    interview = work.interviews.latest_of(assignment.id)
    if interview is None or interview.state in {InterviewState.CANCELLED, InterviewState.REFUSED}:
        raise NothingToExportError("export.no.answers", number=str(wanted.household))
    return assignment, interview


def _about(work: Work, services: Services, assignment: Assignment, interview: Interview) -> dict[str, Any]:
    texts, household, found = services.texts, assignment.household, interview.result
    held, person = work.rounds.get(assignment.round_id), work.people.get(interview.opened_by)
    category = found.category.value if found is not None and found.category is not None else "unclear"
    score_b = "" if found is None else _span(found.score_b_min, found.score_b_max)
    submitted = interview.submitted_at
    return {
        "commune": _commune_of(work, household.unit),
        "number": str(household.number),
        "head": household.head_name,
        "unit": household.unit_name,
        "address": household.address,
        "round": str(held.year) if held is not None else "",
        "person": person.name if person is not None else "",
        "submitted": moment_text(submitted.astimezone(VIETNAM)) if submitted else "",
        "state": texts(f"state.{interview.state.value}"),
        "result": texts(f"category.{category}"),
        "score_a": "" if found is None or found.score_a is None else str(found.score_a),
        "score_b": score_b,
    }


def _commune_of(work: Work, group: str) -> str:
    unit = work.units.get(group)
    above = work.units.get(unit.parent) if unit is not None and unit.parent else None
    return above.name if above is not None else ""


def _span(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}–{high}"


def answered(
    session: Session, texts: Texts, *, in_full: bool, only: Callable[[Question], bool] = lambda _: True
) -> Iterator[dict[str, str]]:
    """Every question that applies and was answered, in the order of the form, with whose answer it is."""
    for screen in path(session):
        for spot in screen.spots:
            if only(spot.question) and session.answered(spot.items, spot.question):
                yield _row(session, texts, spot, in_full=in_full)


def _row(session: Session, texts: Texts, spot: Spot, *, in_full: bool) -> dict[str, str]:
    label = in_words(texts, session.label_at(spot.items, spot.question))
    who = in_words(texts, whose(session, spot)) if spot.items else ""
    answer = in_words(texts, shown(session, spot, in_full=in_full))
    number = spot.number or (str(spot.question.number) if spot.question.number else "")
    return {"number": number, "label": f"{who}: {label}" if who else label, "answer": answer}
