"""Storing what a reply says: all of it, or nothing."""

from dataclasses import replace

from survey.coded import coded
from survey.interview.answers import column, people, values
from survey.interview.answers.examples import example_for
from survey.interview.answers.group import ReadOne
from survey.interview.answers.unanswered import needs_answer, of_one
from survey.interview.path import navigate
from survey.interview.path.events import Event, Kept, NoResult, Recorded, Refusal
from survey.interview.path.pending import Clearing, Sharing
from survey.interview.path.position import HERE, Facts, Position
from survey.interview.path.screens import Screen, Spot, open_spots
from survey.interview.session.session import Session
from survey.written import vietnamese_number
from survey.xform.form.errors import Failure

_LIMITS = {
    "items": "value.limit_items",
    "nodes": "value.limit_nodes",
    "length": "value.limit_length",
    "steps": "value.limit_steps",
}


def asked_spots(session: Session, screen: Screen) -> tuple[Spot, ...]:
    """The questions that a reply to this screen answers: the open ones, or all of a screen opened again."""
    waiting = open_spots(session, screen)
    return screen.spots if screen.chosen or not waiting else waiting


def skip(session: Session, position: Position, screen: Screen) -> Facts:
    """Pass the screen over: an answer that is there stays, the rest is left open."""
    spots = asked_spots(session, screen)
    if not spots:
        return Facts(position, (Refusal("interview.cannot_skip"),))
    if _is_ticked(position, spots):
        return Facts(replace(position, pending=Clearing(tuple(spot.id for spot in spots))), ())
    kept = tuple(spot for spot in spots if holds(session, spot))
    passed = tuple(spot for spot in spots if spot not in kept)
    needed = [spot for spot in passed if session.required(spot.items, spot.question)]
    if needed:
        part = len(needed) < len(spots)
        return Facts(position, (needs_answer(session, needed[0], named=part),))
    dropped = leave(session, passed)
    return Facts(HERE, (Kept(spots) if kept else Recorded(passed, skipped=True, dropped=dropped),))


def holds(session: Session, spot: Spot) -> bool:
    """Whether there is an answer that the form still takes, also one of last time that waits to be confirmed."""
    carried = session.carried(spot.items, spot.question)
    if carried is not None and carried.value:
        return True
    stored = session.stored(spot.items, spot.question)
    return stored is not None and stored.value != "" and session.settled(spot.items, spot.question)


def leave(session: Session, spots: tuple[Spot, ...]) -> bool:
    """Leave these questions open; whether any of them had an answer."""
    before = [session.stored(spot.items, spot.question) for spot in spots]
    for spot in spots:
        session.skip(spot.items, spot.question)
    return any(stored is not None and stored.value for stored in before)


def _is_ticked(position: Position, spots: tuple[Spot, ...]) -> bool:
    """Whether choices or members were ticked, and are not recorded yet."""
    first = spots[0].question
    ticks = first.control.kind in {"select", "rank"} or bool(first.column and first.column.pick)
    return bool(position.draft) and ticks


def record_column(session: Session, position: Position, spots: tuple[Spot, ...], text: str, read_one: ReadOne) -> Facts:
    how = spots[0].question.column
    assert how is not None
    if not how.pick:
        return _record_each(session, position, spots, text, read_one)
    lacking, said = people.words_of_pick(session, spots[0])
    picked = column.read_pick(text, people.people_of(session, spots), lacking=lacking, said=said)
    return record_picked(session, position, spots, picked)


def record_picked(
    session: Session, position: Position, spots: tuple[Spot, ...], picked: column.Picked | Refusal
) -> Facts:
    """One choice for the members who are named, the other for the rest ("Ai chưa có thẻ?")."""
    if isinstance(picked, Refusal):
        return Facts(position, (picked,))
    how = spots[0].question.column
    assert how is not None
    unsure = spots[0].question.hint_of("column_unknown")
    if picked.unknown and not unsure:
        return Facts(position, (Refusal("column.no_unknown"),))
    return record(session, position, {spot: _pick(spot, picked, how.pick, how.rest, unsure) for spot in spots})


def _record_each(session: Session, position: Position, spots: tuple[Spot, ...], text: str, read_one: ReadOne) -> Facts:
    how, control = spots[0].question.column, spots[0].question.control
    assert how is not None
    optional = not any(session.required(spot.items, spot.question) for spot in spots)
    figures = control.kind == "select1" and len(values.choices_of(session, spots[0])) < 10
    one_word = control.kind == "select1" or control.type in {"int", "date"}

    def read_member(spot: Spot, part: str) -> str | Refusal | None:
        return of_one(session, spot, part, read_one)

    words = people.words_of_none(session, spots[0])
    asked = column.Asked(one_word=one_word, figures=figures, none=how.none, optional=optional, words=words)
    each = column.read_each(text, spots, people.people_of(session, spots), read_member, asked)
    if isinstance(each, Refusal):
        return _not_even(session, position, spots, text, each, read_one)
    # Who is not named in a column that may be left open was left out on purpose, but an earlier answer stays.
    left = {spot for spot in spots if optional and not session.answered(spot.items, spot.question)}
    left = {spot for spot in left if session.carried(spot.items, spot.question) is None}
    return record(session, position, {spot: each.get(spot) for spot in spots if spot in each or spot in left})


def _not_even(
    session: Session, position: Position, spots: tuple[Spot, ...], text: str, refusal: Refusal, read_one: ReadOne
) -> Facts:
    """One choice for several members may be meant for all of them: that is asked."""
    if refusal.code not in {"column.count", "who.vague"}:
        return Facts(position, (refusal,))
    if refusal.code == "column.count" and spots[0].question.control.kind == "select1":
        read = [read_one(spot, text) for spot in spots]
        if not any(isinstance(value, Refusal) for value in read):
            return Facts(replace(position, pending=Sharing(text)), ())
    last = spots[-1]
    example = coded("column.example", number=last.items[-1][1], value=example_for(session, last))
    return Facts(position, (replace(refusal, params={**refusal.params, "example": example}),))


def _pick(spot: Spot, picked: column.Picked, pick: str, rest: str, unsure: str) -> str:
    number = spot.items[-1][1]
    if number in picked.unknown:
        return unsure
    return pick if number in picked.named else rest


def record(session: Session, position: Position, found: dict[Spot, str] | dict[Spot, str | None]) -> Facts:
    """Store all or nothing: when the form refuses one value, the others of the reply are taken back.

    An answer that is there is not given up for none without a question.
    """
    needed = [spot for spot, v in found.items() if v is None and session.required(spot.items, spot.question)]
    if needed:
        return Facts(position, (needs_answer(session, needed[0], named=len(found) > 1),))
    asked = tuple(spot.id for spot, value in found.items() if value is None and holds(session, spot))
    given = {spot: value for spot, value in found.items() if spot.id not in asked}
    known = frozenset(session.failed())
    refused = _put(session, given)
    if refused is not None:
        return Facts(position, (refused,))
    if asked and all(value is None for value in given.values()):
        return Facts(replace(position, pending=Clearing(asked), draft=()), ())
    events: tuple[Event, ...] = (_recorded(given), *_without_result(session, known)) if given else ()
    if asked:
        return Facts(replace(position, pending=Clearing(asked), draft=()), events)
    return Facts(navigate.answered(session, position), events)


def _recorded(given: dict[Spot, str | None]) -> Recorded:
    return Recorded(tuple(given), skipped=all(value is None for value in given.values()))


def _put(session: Session, given: dict[Spot, str | None]) -> Refusal | None:
    before = {
        (spot.items, spot.question): session.answers.get(session.key(spot.items, spot.question)) for spot in given
    }
    for spot, value in given.items():
        if value is None:
            session.skip(spot.items, spot.question)
        elif not session.put(spot.items, spot.question, value):
            refusal = _refused(session, spot)
            session.take_back(before)
            return refusal
    return None


def _refused(session: Session, spot: Spot) -> Refusal:
    """A limit of the bot's, with its number, or what the form's author says."""
    if session.over is not None:
        return Refusal(_LIMITS[session.over.code], {"most": vietnamese_number(session.over.most)}, spot)
    return Refusal("value.constraint", {}, spot, session.constraint_message(spot.items, spot.question))


def _without_result(session: Session, known: frozenset[Failure]) -> tuple[NoResult, ...]:
    """What this answer leaves without a result, which was not so before."""
    new = [one for one in session.failed() if one not in known]
    return (NoResult(tuple(dict.fromkeys((one.ref[-1] if one.ref else "", one.reason) for one in new))),) if new else ()
