"""The question whether something is to be taken away: an answer that is recorded, or what was ticked so far."""

from dataclasses import replace

from survey.interview.answers import recording
from survey.interview.answers.unanswered import needs_answer
from survey.interview.path.events import Event, Kept, Recorded, Refusal, Reply, Tapped, Typed
from survey.interview.path.pending import Clearing
from survey.interview.path.picks import Numbered
from survey.interview.path.position import HERE, Facts, Position
from survey.interview.path.screens import Screen, ScreenKind, Spot, path
from survey.interview.session.session import Session
from survey.read import Control, ControlWord, Open, read_clearing, read_open

CLEAR, KEEP = 1, 2
"""The numbers of its answers."""

_ANSWERED = frozenset({ScreenKind.PAGE, ScreenKind.COLUMN})


def spots_of(session: Session, clearing: Clearing) -> tuple[Spot, ...]:
    """The questions it is about, as far as they are still on the path."""
    return tuple(spot for screen in path(session) for spot in screen.spots if spot.id in clearing.spots)


def ask(session: Session, position: Position, screen: Screen, word: ControlWord) -> Facts | None:
    """The bare word "xoá" at a question that was opened again; None where nothing can be cleared here."""
    spots = tuple(spot for spot in recording.asked_spots(session, screen) if recording.holds(session, spot))
    if word.control is not Control.REMOVE or word.argument or screen.kind not in _ANSWERED:
        return None
    if not spots:
        return Facts(position, (Refusal("clear.nothing"),))
    needed = [spot for spot in spots if session.required(spot.items, spot.question)]
    if needed:
        return Facts(position, (needs_answer(session, needed[0], named=len(spots) > 1),))
    return Facts(replace(position, pending=Clearing(tuple(spot.id for spot in spots))), ())


def answered(session: Session, position: Position, clearing: Clearing, reply: Reply | ControlWord) -> Facts | None:
    """Clear or keep; None where the reply is something else."""
    wanted = _decided(reply)
    spots = spots_of(session, clearing)
    if wanted is None or not spots:
        return None
    ticked = bool(position.draft)
    if not wanted:
        kept = tuple(spot for spot in spots if recording.holds(session, spot))
        return Facts(replace(position, pending=None), ()) if ticked or not kept else Facts(HERE, (Kept(kept),))
    needed = [spot for spot in spots if session.required(spot.items, spot.question)]
    if needed:
        refusal: Event = needs_answer(session, needed[0], named=len(spots) > 1)
        return Facts(replace(position, pending=None), (refusal,))
    dropped = recording.leave(session, spots)
    return Facts(HERE, (Recorded(spots, skipped=True, dropped=dropped),))


def _decided(reply: Reply | ControlWord) -> bool | None:
    if isinstance(reply, ControlWord):
        return {Control.REMOVE: True, Control.SKIP: False}.get(reply.control) if not reply.argument else None
    if isinstance(reply, Tapped):
        picked = reply.pick.number if isinstance(reply.pick, Numbered) and reply.spot is None else 0
        return {CLEAR: True, KEEP: False}.get(picked)
    return _said(reply.text) if isinstance(reply, Typed) else None


def _said(text: str) -> bool | None:
    said = read_clearing(text)
    if said is not None:
        return said
    return None if read_open(text, exact=True) is not Open.LATER else False
