"""One reply to one interview: a value goes in, facts come out. A wrong answer is a fact too, never an exception."""

from dataclasses import replace
from datetime import date

from survey.interview.answers import group, narrowing, recording, sent, taps, values
from survey.interview.lists import member_list, roster
from survey.interview.path import navigate
from survey.interview.path.events import Attached, Event, Refusal, Reply, Tapped, Typed
from survey.interview.path.passing import wanted_by
from survey.interview.path.place import HERE, Place, Turn
from survey.interview.path.screens import Screen, ScreenKind, Spot, next_screen
from survey.interview.session.session import Session
from survey.read import Command, Control, fold

KEEP_WORDS = frozenset({"giu", "giu nguyen"})
"""Typed where the form has put an answer already: it stays."""

LIST = frozenset({Control.ADD, Control.REMOVE, Control.ENOUGH})


def current(session: Session, place: Place) -> Screen:
    """The screen that the next message asks: the one that was asked for, or the first with something open."""
    if place.focus:
        wanted = navigate.screen_of(session, place.focus)
        if wanted is not None:
            return replace(wanted, chosen=True)
    return next_screen(session)


def advance(session: Session, place: Place, reply: Reply | Command, today: date) -> Turn:
    """Apply a reply or an interview command (back, edit, skip, add, remove, enough) to the current screen."""
    screen = current(session, place)
    if place.pending[0] == "remove" and isinstance(reply, Typed | Tapped):
        return member_list.removal(session, place, reply)
    if isinstance(reply, Command):
        calm = place if reply.control is Control.DONE else replace(place, pending=("", ""))
        return _command(session, calm, screen, reply, today)
    if screen.kind is ScreenKind.REVIEW:
        return Turn(place, (Refusal("review.word"),))
    if isinstance(reply, Tapped):
        return taps.tap(session, place, screen, reply)
    if isinstance(reply, Attached):
        return sent.take(session, place, screen, reply)
    return _typed(session, place, screen, reply.text, today)


def _command(session: Session, place: Place, screen: Screen, command: Command, today: date) -> Turn:
    if command.control is Control.BACK:
        return _moved(place, navigate.back(session, screen))
    if command.control is Control.EDIT:
        return _moved(place, navigate.edit(session, screen, command.argument))
    if command.control is Control.SKIP:
        return recording.skip(session, place, screen)
    if command.control is Control.DONE:
        return _done(session, place, screen, today)
    if command.control in LIST:
        return member_list.change(session, place, screen, command, today)
    return Turn(place, (Refusal("interview.not_here"),))


def _done(session: Session, place: Place, screen: Screen, today: date) -> Turn:
    """The word "xong": it ends a choice of several or a row of places, as its button does, and says of a text that it was read."""
    if place.pending[0] == sent.PENDING:
        return sent.finish(session, place, screen)
    if any(spot.question.control.kind == "trigger" for spot in recording.asked_spots(session, screen)):
        return _typed(session, place, screen, taps.DONE, today)
    return taps.done(session, place, screen)


def _moved(place: Place, moved: tuple[str, Event]) -> Turn:
    focus, event = moved
    return Turn(Place(focus=focus) if focus else place, (event,))


def _typed(session: Session, place: Place, screen: Screen, text: str, today: date) -> Turn:
    if screen.kind is ScreenKind.ROSTER:
        return member_list.typed(session, place, screen, text, today)
    spots = recording.asked_spots(session, screen)
    line = _member_line(session, screen, text, today)
    if line is not None:
        return Turn(HERE, tuple(line))

    def read_one(spot: Spot, part: str) -> str | Refusal:
        return values.read_value(session, spot, part, today)

    if screen.kind is ScreenKind.COLUMN:
        return recording.record_column(session, place, spots, text, read_one)
    if len(spots) == 1 and fold(text) in KEEP_WORDS and (given := session.given(spots[0].items, spots[0].question)):
        return recording.record(session, place, {spots[0]: given})
    if len(spots) == 1 and narrowing.is_searched(session, spots[0]):
        return narrowing.typed(session, place, spots[0], text, today)
    found = group.read_group(text, spots, read_one, group.letters_of(screen.spots, spots))
    typable = tuple(spot for spot in spots if not wanted_by(spot.question))
    if isinstance(found, Refusal) and 0 < len(typable) < len(spots):
        # What can only be sent is not typed: the reply may answer the others alone.
        found = group.read_group(text, typable, read_one, group.letters_of(screen.spots, typable))
    return Turn(place, (found,)) if isinstance(found, Refusal) else recording.record(session, place, found)


def _member_line(session: Session, screen: Screen, text: str, today: date) -> list[Event] | None:
    """A whole line ("Phạm Văn Dắt, nam, 1987, con") typed where a member's own screen is open."""
    if not screen.items or screen.kind is not ScreenKind.PAGE or len(screen.spots) < 2 or group.is_lettered(text):
        return None
    members = session.outline.roster_of(screen.items)
    return roster.correct_line(session, members, screen.items, text, today) if members and members.named else None
