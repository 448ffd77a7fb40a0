"""One reply to one interview: a value goes in, facts come out. A wrong answer is a fact too, never an exception."""

from dataclasses import replace
from datetime import date

from survey.interview.answers import clearing, examples, group, narrowing, recording, sent, taps, unanswered, values
from survey.interview.answers.said import lettered
from survey.interview.carried import confirming
from survey.interview.lists import carded, correcting, member_list
from survey.interview.lists.sure import decided
from survey.interview.path import navigate
from survey.interview.path.events import (
    Attached,
    Carded,
    Confirmed,
    Event,
    LeftAsIs,
    Recorded,
    Refusal,
    Reply,
    Tapped,
    Typed,
)
from survey.interview.path.passing import is_free, wanted_by
from survey.interview.path.pending import Carding, Clearing, Doubting, Points, Removing, Sharing
from survey.interview.path.picks import PickWord
from survey.interview.path.position import Facts, Position
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


def advance(session: Session, position: Position, reply: Reply | ControlWord | Carded, today: date) -> Facts:
    """Apply a reply or a control word (back, edit, skip, add, remove, enough) to the current screen; a card that was read asks whose it is."""
    screen = current(session, position)
    if isinstance(reply, Carded):
        return carded.shown(session, position, screen, reply)
    between = _between(session, position, screen, reply, today)
    if between is not None:
        return between
    calm = position
    if isinstance(position.pending, Sharing | Carding | Clearing) or (
        isinstance(position.pending, Doubting) and isinstance(reply, Typed | Tapped)
    ):
        calm = replace(position, pending=None)
    return carded.after(session, position, _replied(session, calm, screen, reply, today))


def _between(
    session: Session, position: Position, screen: Screen, reply: Reply | ControlWord, today: date
) -> Facts | None:
    """The answer to what the interview asks in between; None where nothing is, or the reply is something else."""
    said = reply if isinstance(reply, Typed | Tapped) else None
    match position.pending:
        case Removing() as removing if said is not None:
            return member_list.removal(session, position, removing, said)
        case Doubting() as doubting if said is not None:
            return member_list.confirmed(session, position, screen, doubting, said)
        case Sharing() as sharing:
            return _shared(session, position, screen, sharing, reply, today)
        case Carding() as carding if not isinstance(reply, Attached):
            return carded.answered(session, position, carding, reply)
        case Clearing() as asked:
            return clearing.answered(session, position, asked, reply)
    return None


def _shared(
    session: Session, position: Position, screen: Screen, sharing: Sharing, reply: Reply | ControlWord, today: date
) -> Facts | None:
    """Whether one answer is that of all members; None where the reply is something else."""
    yes = decided(reply) if isinstance(reply, Typed | Tapped) else None
    calm = replace(position, pending=None)
    if not yes:
        return None if yes is None else Facts(calm, (LeftAsIs(),))
    read = {
        spot: values.read_value(session, spot, sharing.text, today) for spot in recording.asked_spots(session, screen)
    }
    found = {spot: value for spot, value in read.items() if not isinstance(value, Refusal)}
    return recording.record(session, calm, found) if len(found) == len(read) else None


def _replied(session: Session, position: Position, screen: Screen, reply: Reply | ControlWord, today: date) -> Facts:
    """A reply to the screen itself."""
    if screen.kind is ScreenKind.BLOCK:
        return _to_block(session, position, screen, reply, today)
    if isinstance(reply, ControlWord):
        return _controlled(session, position, screen, reply, today)
    if screen.kind is ScreenKind.REVIEW:
        return Facts(position, (Refusal("review.word"),))
    if isinstance(reply, Tapped):
        return taps.tap(session, position, screen, reply)
    if isinstance(reply, Attached):
        return sent.take(session, position, screen, reply)
    return _typed(session, position, screen, reply.text, today)


def _to_block(session: Session, position: Position, screen: Screen, reply: Reply | ControlWord, today: date) -> Facts:
    """A reply to what was so last time: confirmed, corrected, or one of its questions opened; the block stands again below."""
    word = (
        reply
        if isinstance(reply, ControlWord)
        else confirming.as_edit(reply.text)
        if isinstance(reply, Typed)
        else None
    )
    if word is not None and word.control is Control.EDIT:
        word, rest = confirming.with_rest(word)
        facts = _controlled(session, position, screen, word, today)
        others = confirming.shown_spots(next_screen(session), position) if rest else ()
        if not others or not any(isinstance(one, Recorded) for one in facts.events):
            return facts
        confirming.keep(session, others)
        return Facts(facts.position, (*facts.events, Confirmed(others)))
    found = confirming.answered(session, position, screen, reply)
    if found is not None:
        return found
    if isinstance(reply, ControlWord):
        return _controlled(session, position, screen, reply, today)
    return sent.take(session, position, screen, reply) if isinstance(reply, Attached) else Facts(position, ())


def _controlled(session: Session, position: Position, screen: Screen, word: ControlWord, today: date) -> Facts:
    """A control word ends what is asked in between, but one that is refused leaves everything as it was."""
    if isinstance(position.pending, Removing) and word.control is Control.BACK:
        return Facts(replace(position, pending=None), ())
    calm = position if word.control is Control.DONE else replace(position, pending=None)
    facts = _steered(session, calm, screen, word, today)
    refused = facts.position == calm and all(isinstance(event, Refusal) for event in facts.events)
    if refused and word.said and _is_useless(session, screen, facts):
        return _typed(session, calm, screen, word.said, today)
    return Facts(position, facts.events) if refused else facts


_NO_USE = frozenset({"interview.not_here", "roster.none"})


def _is_useless(session: Session, screen: Screen, facts: Facts) -> bool:
    """Whether a control word does nothing here, and words are what the open question wants: then it is the answer."""
    spots = recording.asked_spots(session, screen)
    codes = {event.code for event in facts.events if isinstance(event, Refusal)}
    return bool(codes) and codes <= _NO_USE and any(is_free(spot.question) for spot in spots)


def _steered(session: Session, position: Position, screen: Screen, word: ControlWord, today: date) -> Facts:
    if word.control is Control.BACK:
        return _moved(position, navigate.back(session, screen))
    if word.control is Control.EDIT:
        return _edited(session, position, screen, word.argument, today)
    if word.control in {Control.SKIP, Control.LATER}:
        return recording.skip(session, position, screen)
    if word.control is Control.DONE:
        if screen.kind is ScreenKind.ROSTER and not word.argument:
            return member_list.typed(session, position, screen, "xong", today)
        return _done(session, position, screen, today)
    if word.control in LIST:
        return clearing.ask(session, position, screen, word) or member_list.change(
            session, position, screen, word, today
        )
    return Facts(position, (Refusal("interview.not_here"),))


def _edited(session: Session, position: Position, screen: Screen, argument: str, today: date) -> Facts:
    """Open an earlier answer; with the new one behind a colon ("sửa 16: 38") it is answered at once, where it is taken."""
    called, colon, said = argument.partition(":")
    focus, event = navigate.edit(session, screen, called) if colon and said.strip() else ("", None)
    if focus and event is not None:
        there = Position(focus=focus)
        facts = _typed(session, there, current(session, there), said.strip(), today)
        refused = bool(facts.events) and all(isinstance(one, Refusal) for one in facts.events)
        return Facts(there, (event, *facts.events)) if refused else facts
    return _moved(position, navigate.edit(session, screen, called if focus or not said.strip() else argument))


def _done(session: Session, position: Position, screen: Screen, today: date) -> Facts:
    """The word "xong": it ends a choice of several or a row of points, as its button does, and says of a text that it was read."""
    if isinstance(position.pending, Points):
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
    if not lettered.is_lettered(text) and (corrected := correcting.typed(session, position, screen, text, today)):
        return corrected
    return _answered(session, position, screen, text, today)


def _answered(session: Session, position: Position, screen: Screen, text: str, today: date) -> Facts:
    """A reply to the questions of a screen."""
    spots = recording.asked_spots(session, screen)
    if confirming.is_all_carried(session, spots) and confirming.says_still(text):
        confirming.keep(session, spots)
        return Facts(navigate.answered(session, position), (Confirmed(spots),))

    def read_one(spot: Spot, part: str) -> str | Refusal:
        found = values.read_value(session, spot, part, today)
        return examples.fitted(session, spot, found) if isinstance(found, Refusal) else found

    if screen.kind is ScreenKind.COLUMN:
        return recording.record_column(session, position, spots, text, read_one)
    if len(spots) == 1 and fold(text) in KEEP_WORDS and (given := session.given(spots[0].items, spots[0].question)):
        return recording.record(session, position, {spots[0]: given})
    left = unanswered.left_open(session, spots, text, read_one)
    if left is not None:
        return Facts(position, (left,)) if isinstance(left, Refusal) else recording.record(session, position, left)
    if len(spots) == 1 and narrowing.is_searched(session, spots[0]):
        return narrowing.typed(session, position, spots[0], text, today)
    found = _read_screen(text, screen, spots, read_one)
    if isinstance(found, Refusal):
        return Facts(position, (correcting.how(session, screen, text, found),))
    return correcting.held(session, position, screen, found, today) or recording.record(session, position, found)


def _read_screen(
    text: str, screen: Screen, spots: tuple[Spot, ...], read_one: group.ReadOne
) -> dict[Spot, str | None] | Refusal:
    found = group.read_group(text, spots, read_one, group.letters_of(screen.spots, spots))
    typable = tuple(spot for spot in spots if not wanted_by(spot.question))
    if isinstance(found, Refusal) and 0 < len(typable) < len(spots):
        # What can only be sent is not typed: the reply may answer the others alone.
        found = group.read_group(text, typable, read_one, group.letters_of(screen.spots, typable))
    return found
