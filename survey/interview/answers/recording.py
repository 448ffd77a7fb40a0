"""Storing what a reply says: all of it, or nothing."""

from survey.interview.answers import column, people, values
from survey.interview.path import navigate
from survey.interview.path.events import NoResult, Recorded, Refusal
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
    spots = asked_spots(session, screen)
    if not spots:
        return Facts(position, (Refusal("interview.cannot_skip"),))
    needed = [spot for spot in spots if session.required(spot.items, spot.question)]
    if needed:
        part = len(needed) < len(spots)
        return Facts(position, (_required(session, needed[0], named=part),))
    for spot in spots:
        session.skip(spot.items, spot.question)
    return Facts(HERE, (Recorded(spots, skipped=True),))


def record_column(
    session: Session, position: Position, spots: tuple[Spot, ...], text: str, read_one: column.ReadOne
) -> Facts:
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


def _record_each(
    session: Session, position: Position, spots: tuple[Spot, ...], text: str, read_one: column.ReadOne
) -> Facts:
    how, control = spots[0].question.column, spots[0].question.control
    assert how is not None
    optional = not any(session.required(spot.items, spot.question) for spot in spots)
    figures = control.kind == "select1" and len(values.choices_of(session, spots[0])) < 10
    one_word = control.kind == "select1" or control.type in {"int", "date"}
    asked = column.Asked(one_word=one_word, figures=figures, none=how.none, optional=optional)
    each = column.read_each(text, spots, people.people_of(session, spots), read_one, asked)
    if isinstance(each, Refusal):
        return Facts(position, (each,))
    # Who is not named in a column that may be left open was left out on purpose, but an earlier answer stays.
    left = {spot for spot in spots if optional and not session.answered(spot.items, spot.question)}
    return record(session, position, {spot: each.get(spot) for spot in spots if spot in each or spot in left})


def _required(session: Session, spot: Spot, *, named: bool) -> Refusal:
    """In the words of the form's author, where there are any."""
    message = session.required_message(spot.items, spot.question)
    return Refusal("interview.required", spot=spot if named else None, message=message)


def _pick(spot: Spot, picked: column.Picked, pick: str, rest: str, unsure: str) -> str:
    number = spot.items[-1][1]
    if number in picked.unknown:
        return unsure
    return pick if number in picked.named else rest


def record(session: Session, position: Position, found: dict[Spot, str] | dict[Spot, str | None]) -> Facts:
    """Store all or nothing: when the form refuses one value, the others of the reply are taken back."""
    needed = [spot for spot, v in found.items() if v is None and session.required(spot.items, spot.question)]
    if needed:
        return Facts(position, (_required(session, needed[0], named=True),))
    known = frozenset(session.failed())
    before = {
        (spot.items, spot.question): session.answers.get(session.key(spot.items, spot.question)) for spot in found
    }
    for spot, value in found.items():
        if value is None:
            session.skip(spot.items, spot.question)
        elif not session.put(spot.items, spot.question, value):
            refusal = _refused(session, spot)
            session.take_back(before)
            return Facts(position, (refusal,))
    return Facts(navigate.answered(session, position), (Recorded(tuple(found)), *_without_result(session, known)))


def _refused(session: Session, spot: Spot) -> Refusal:
    """A limit of the bot's, with its number, or what the form's author says."""
    if session.over is not None:
        return Refusal(_LIMITS[session.over.code], {"most": vietnamese_number(session.over.most)}, spot)
    return Refusal("value.constraint", {}, spot, session.constraint_message(spot.items, spot.question))


def _without_result(session: Session, known: frozenset[Failure]) -> tuple[NoResult, ...]:
    """What this answer leaves without a result, which was not so before."""
    new = [one for one in session.failed() if one not in known]
    return (NoResult(tuple(dict.fromkeys((one.ref[-1] if one.ref else "", one.reason) for one in new))),) if new else ()
