"""One reply to one interview: a value goes in, facts come out. A wrong answer is a fact too, never an exception."""

from dataclasses import replace
from datetime import date

from survey.interview.answers import group, narrowing, recording, sent, taps, values
from survey.interview.lists import member_list, roster
from survey.interview.path import navigate
from survey.interview.path.events import Attached, Event, Refusal, Reply, Tapped, Typed
from survey.interview.path.passing import wanted_by
from survey.interview.path.pending import Places, Removing
from survey.interview.path.picks import PickWord
from survey.interview.path.position import HERE, Facts, Position
from survey.interview.path.screens import Screen, ScreenKind, Spot, next_screen
from survey.interview.session.session import Session
from survey.read import Control, ControlWord, fold

KEEP_WORDS = frozenset({"giu", "giu nguyen"})
"""Typed where the form has put an answer already: it stays."""

LIST = frozenset({Control.ADD, Control.REMOVE, Control.ENOUGH})


def current(session: Session, position: Position) -> Screen:
    """The screen that the next message asks: the one that was asked for, or the first with something open."""
    if position.focus:
        wanted = navigate.screen_of(session, position.focus)
        if wanted is not None:
            return replace(wanted, chosen=True)
    return next_screen(session)


def advance(session: Session, position: Position, reply: Reply | ControlWord, today: date) -> Facts:
    """Apply a reply or a control word (back, edit, skip, add, remove, enough) to the current screen."""
    screen = current(session, position)
    if isinstance(position.pending, Removing) and isinstance(reply, Typed | Tapped):
        return member_list.removal(session, position, position.pending, reply)
    if isinstance(reply, ControlWord):
        return _controlled(session, position, screen, reply, today)
    if screen.kind is ScreenKind.REVIEW:
        return Facts(position, (Refusal("review.word"),))
    if isinstance(reply, Tapped):
        return taps.tap(session, position, screen, reply)
    if isinstance(reply, Attached):
        return sent.take(session, position, screen, reply)
    return _typed(session, position, screen, reply.text, today)


def _controlled(session: Session, position: Position, screen: Screen, word: ControlWord, today: date) -> Facts:
    """A control word ends what is asked in between, but one that is refused leaves everything as it was."""
    if isinstance(position.pending, Removing) and word.control is Control.BACK:
        return Facts(replace(position, pending=None), ())
    calm = position if word.control is Control.DONE else replace(position, pending=None)
    facts = _steered(session, calm, screen, word, today)
    refused = facts.position == calm and all(isinstance(event, Refusal) for event in facts.events)
    return Facts(position, facts.events) if refused else facts


def _steered(session: Session, position: Position, screen: Screen, word: ControlWord, today: date) -> Facts:
    if word.control is Control.BACK:
        return _moved(position, navigate.back(session, screen))
    if word.control is Control.EDIT:
        return _moved(position, navigate.edit(session, screen, word.argument))
    if word.control is Control.SKIP:
        return recording.skip(session, position, screen)
    if word.control is Control.DONE:
        return _done(session, position, screen, today)
    if word.control in LIST:
        return member_list.change(session, position, screen, word, today)
    return Facts(position, (Refusal("interview.not_here"),))


def _done(session: Session, position: Position, screen: Screen, today: date) -> Facts:
    """The word "xong": it ends a choice of several or a row of places, as its button does, and says of a text that it was read."""
    if isinstance(position.pending, Places):
        return sent.finish(session, position, screen, position.pending)
    if any(spot.question.control.kind == "trigger" for spot in recording.asked_spots(session, screen)):
        return _typed(session, position, screen, PickWord.DONE.value, today)
    return taps.done(session, position, screen)


def _moved(position: Position, moved: tuple[str, Event]) -> Facts:
    focus, event = moved
    return Facts(Position(focus=focus) if focus else position, (event,))


def _typed(session: Session, position: Position, screen: Screen, text: str, today: date) -> Facts:
    if screen.kind is ScreenKind.ROSTER:
        return member_list.typed(session, position, screen, text, today)
    spots = recording.asked_spots(session, screen)
    line = _member_line(session, screen, text, today)
    if line is not None:
        return Facts(HERE, tuple(line))

    def read_one(spot: Spot, part: str) -> str | Refusal:
        return values.read_value(session, spot, part, today)

    if screen.kind is ScreenKind.COLUMN:
        return recording.record_column(session, position, spots, text, read_one)
    if len(spots) == 1 and fold(text) in KEEP_WORDS and (given := session.given(spots[0].items, spots[0].question)):
        return recording.record(session, position, {spots[0]: given})
    if len(spots) == 1 and narrowing.is_searched(session, spots[0]):
        return narrowing.typed(session, position, spots[0], text, today)
    found = group.read_group(text, spots, read_one, group.letters_of(screen.spots, spots))
    typable = tuple(spot for spot in spots if not wanted_by(spot.question))
    if isinstance(found, Refusal) and 0 < len(typable) < len(spots):
        # What can only be sent is not typed: the reply may answer the others alone.
        found = group.read_group(text, typable, read_one, group.letters_of(screen.spots, typable))
    return Facts(position, (found,)) if isinstance(found, Refusal) else recording.record(session, position, found)


def _member_line(session: Session, screen: Screen, text: str, today: date) -> list[Event] | None:
    """A whole line ("Phạm Văn Dắt, nam, 1987, con") typed where a member's own screen is open."""
    if not screen.items or screen.kind is not ScreenKind.PAGE or len(screen.spots) < 2 or group.is_lettered(text):
        return None
    members = session.outline.roster_of(screen.items)
    return roster.correct_line(session, members, screen.items, text, today) if members and members.named else None
