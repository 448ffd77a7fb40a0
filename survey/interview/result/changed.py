"""What is not as it was last time: who came and left, and which answers are others now."""

from collections.abc import Mapping
from dataclasses import dataclass

from survey.interview.asks.outline import Question, Roster
from survey.interview.path.screens import ScreenKind, Spot, path
from survey.interview.session.session import Session
from survey.state import AnswerKey, ItemPath, Record


@dataclass(frozen=True, slots=True)
class Changed:
    """`came`: who is on the list now and was not; `left`: who is not any more, with the names of then.

    `answers`: questions whose answer of last time is another now, with that value ("" = was left open).
    """

    came: tuple[ItemPath, ...]
    left: tuple[tuple[ItemPath, str], ...]
    answers: tuple[tuple[Spot, str], ...]


def changed(session: Session, before: Record) -> Changed:
    """Only what was answered both times is compared, of whoever was on the list both times."""
    roster = next((one for one in session.outline.rosters if one.listed and one.named), None)
    then = {item.path for item in before.items}
    members = session.members(roster.repeat, ()) or () if roster is not None else ()
    return Changed(
        came=tuple(item for item in members if item not in then),
        left=_left(session, roster, before, frozenset(members)),
        answers=tuple(_answers(session, before, then)),
    )


def _left(
    session: Session, roster: Roster | None, before: Record, members: frozenset[ItemPath]
) -> tuple[tuple[ItemPath, str], ...]:
    question = session.outline.role(roster.repeat, "name") if roster is not None else None
    if roster is None or question is None:
        return ()
    gone = [one.path for one in before.items if len(one.path) == 1 and one.path[0][0] == roster.repeat.name]
    names = {path: before.answers.get(AnswerKey(path, question.control.definition.key)) for path in gone}
    return tuple((path, name.value) for path, name in names.items() if path not in members and name is not None)


def _answers(session: Session, before: Record, then: set[ItemPath]) -> list[tuple[Spot, str]]:
    found: Mapping[Spot, str] = {
        spot: _value(session, spot, before)
        for screen in path(session)
        if screen.kind is not ScreenKind.ROSTER
        for spot in screen.spots
        if (not spot.items or spot.items in then) and _compares(spot) and session.key(*_at(spot)) in before.answers
    }
    now = {spot: stored.value if (stored := session.stored(*_at(spot))) else "" for spot in found}
    return [(spot, value) for spot, value in found.items() if now[spot] != value]


def _value(session: Session, spot: Spot, before: Record) -> str:
    return before.answers[session.key(*_at(spot))].value


def _at(spot: Spot) -> tuple[ItemPath, Question]:
    return spot.items, spot.question


def _compares(spot: Spot) -> bool:
    """Not what is another at each visit: pictures, what was read, and where the phone thinks it is."""
    control = spot.question.control
    return control.kind not in {"upload", "trigger"} and control.type != "geopoint"
