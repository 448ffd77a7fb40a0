"""The same household answered straight through, in memory, with the final values only: what the result must be."""

from dataclasses import dataclass, replace

from survey.interview.advance import advance, current
from survey.interview.answers.recording import asked_spots
from survey.interview.path.events import Recorded, Reply, Typed
from survey.interview.path.pending import Doubting
from survey.interview.path.position import HERE
from survey.interview.path.screens import Screen, ScreenKind, Spot, path
from survey.interview.result.standing import Standing, standing_of
from survey.interview.session.session import Session
from survey.read import Control, ControlWord
from survey.review import Ruleset
from survey.state import ItemPath, Record, Stored
from tests.properties.support import values as typed
from tests.support.conversation import START

MOST_REPLIES = 200

Name = tuple[str, int]
"""A question and the place of its member on the list (-1 = of the household)."""


@dataclass(frozen=True)
class Outcome:
    """What counts of an interview: the class with its grounds, and every answer on the path."""

    category: str
    scores: tuple[int | None, int, int]
    findings: dict[str, str]
    answers: dict[Name, Stored | None]


def outcome(session: Session, ruleset: Ruleset, area: str) -> Outcome:
    standing = standing_of(session, ruleset, area)
    assert standing is not None
    return Outcome(_class_of(standing), _scores(standing), standing.findings, on_path(session))


def _class_of(standing: Standing) -> str:
    return standing.result.category.value if standing.result.category else "?"


def _scores(standing: Standing) -> tuple[int | None, int, int]:
    found = standing.result
    return found.score_a, found.score_b_min, found.score_b_max


def without_unasked(found: Outcome, session: Session) -> Outcome:
    """Without answers that a correction left behind where the form need not ask: they stay, and nobody else is asked for them."""
    spots = [spot for screen in path(session) for spot in screen.spots]
    unasked = {name_of(session, spot) for spot in spots if _spared(session, spot)}
    return replace(found, answers={name: one for name, one in found.answers.items() if name not in unasked})


def _spared(session: Session, spot: Spot) -> bool:
    when = session.outline.trace.by_name.get(spot.question.hint_of("ask_when"))
    node = session.node(spot.items, spot.question)
    if when is None or node is None:
        return False
    return all(one.value in {"", "0"} for one in session.instance.nodes(when.ref, node))


def on_path(session: Session) -> dict[Name, Stored | None]:
    spots = [spot for screen in path(session) for spot in screen.spots]
    return {name_of(session, spot): session.stored(spot.items, spot.question) for spot in spots}


def name_of(session: Session, spot: Spot) -> Name:
    return spot.question.name, _members(session).index(spot.items) if spot.items else -1


def _members(session: Session) -> list[ItemPath]:
    roster = next(one for one in session.outline.rosters if one.listed)
    return list(session.members(roster.repeat, ()) or ())


def straight(session: Session, first: Record, wanted: dict[Name, Stored | None]) -> Session:
    """A fresh interview in which nobody is on the list yet, answered question by question without a step back.

    Raises LookupError where it is asked something that the other interview was not asked.
    """
    facts = {key: stored for key, stored in first.answers.items() if not key.items}
    fresh = Session(session.outline, Record(facts, ()), now=session.now)
    names = sorted((place, stored.value) for (name, place), stored in wanted.items() if name == "ho_ten" and stored)
    for _, name in names:
        _reply(fresh, ControlWord(Control.ADD, name))
    for _ in range(MOST_REPLIES):
        screen = current(fresh, HERE)
        if screen.kind is ScreenKind.REVIEW:
            return fresh
        if screen.kind is ScreenKind.ROSTER:
            _reply(fresh, ControlWord(Control.ENOUGH))
        else:
            _answer(fresh, screen, wanted)
    raise LookupError(f"no end after {MOST_REPLIES} replies, at {current(fresh, HERE).id}")


def _answer(session: Session, screen: Screen, wanted: dict[Name, Stored | None]) -> None:
    values: typed.Values = {}
    for spot in asked_spots(session, screen):
        stored = wanted.get(name_of(session, spot))
        if stored is None:
            raise LookupError(f"{name_of(session, spot)} is asked and has no answer")
        values[spot] = None if stored.skipped else stored.value
    if all(value is None for value in values.values()):
        _reply(session, ControlWord(Control.SKIP))
        return
    column = screen.kind is ScreenKind.COLUMN
    text = typed.column_text(session, values) if column else typed.page_text(session, values)
    events = _reply(session, Typed(text))
    if not any(isinstance(event, Recorded) for event in events):
        raise LookupError(f"{screen.id} does not take {text!r}: {events}")


def _reply(session: Session, reply: Reply | ControlWord) -> tuple[object, ...]:
    facts = advance(session, HERE, reply, START.date())
    if isinstance(facts.position.pending, Doubting):
        # Somebody like another one, or a wife of eight: it is meant so.
        facts = advance(session, facts.position, Typed("1"), START.date())
    return facts.events
