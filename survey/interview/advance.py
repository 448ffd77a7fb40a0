"""One reply to one interview: a value goes in, facts come out. A wrong answer is a fact too, never an exception."""

from dataclasses import dataclass, replace
from datetime import date

from survey.interview import column_reply, group_reply, navigate, roster, values
from survey.interview.outline import Roster
from survey.interview.replies import (
    Attached,
    Event,
    ListConfirmed,
    MemberAdded,
    MemberRemoved,
    ReasonWanted,
    Recorded,
    Refusal,
    Reply,
    Tapped,
    Toggled,
    Typed,
)
from survey.interview.screens import REVIEW, Screen, ScreenKind, Spot, is_open, next_screen, open_spots
from survey.interview.session import Session
from survey.read import Command, Control
from survey.state import path_of, path_text

DONE = "xong"
SKIP_WORD = "bo-qua"
LIST = frozenset({Control.ADD, Control.REMOVE, Control.ENOUGH})


@dataclass(frozen=True, slots=True)
class Place:
    """Where the interview stands beyond what the path says: see `handlers.dialog.Dialog` for the fields."""

    focus: str = ""
    pending: tuple[str, str] = ("", "")
    draft: tuple[str, ...] = ()


HERE = Place()


@dataclass(frozen=True, slots=True)
class Turn:
    """What came of a reply."""

    place: Place
    events: tuple[Event, ...]


def current(session: Session, place: Place) -> Screen:
    """The screen that the next message asks: the one that was asked for, or the first with something open."""
    if place.focus:
        wanted = navigate.screen_of(session, place.focus)
        if wanted is not None:
            return replace(wanted, chosen=True)
    return next_screen(session)


def asked_spots(session: Session, screen: Screen) -> tuple[Spot, ...]:
    """The questions that a reply to this screen answers: the open ones, or all of a screen opened again."""
    waiting = open_spots(session, screen)
    return screen.spots if screen.chosen or not waiting else waiting


def advance(session: Session, place: Place, reply: Reply | Command, today: date) -> Turn:
    """Apply a reply or an interview command (back, edit, skip, add, remove, enough) to the current screen."""
    screen = current(session, place)
    if place.pending[0] == "remove" and isinstance(reply, Typed | Tapped):
        return _removal(session, place, reply)
    if isinstance(reply, Command):
        return _command(session, replace(place, pending=("", "")), screen, reply, today)
    if screen.kind is ScreenKind.REVIEW:
        return Turn(place, (Refusal("review.word"),))
    if isinstance(reply, Tapped):
        return _tap(session, place, screen, reply)
    if isinstance(reply, Attached):
        return _attach(session, place, screen, reply)
    return _typed(session, place, screen, reply.text, today)


def _command(session: Session, place: Place, screen: Screen, command: Command, today: date) -> Turn:
    if command.control is Control.BACK:
        return _moved(place, navigate.back(session, screen))
    if command.control is Control.EDIT:
        return _moved(place, navigate.edit(session, screen, command.argument))
    if command.control is Control.SKIP:
        return _skip(session, place, screen)
    if command.control in LIST:
        return _roster(session, place, screen, command, today)
    return Turn(place, (Refusal("interview.not_here"),))


def _moved(place: Place, moved: tuple[str, Event]) -> Turn:
    focus, event = moved
    return Turn(Place(focus=focus) if focus else place, (event,))


def _skip(session: Session, place: Place, screen: Screen) -> Turn:
    spots = asked_spots(session, screen)
    if not spots:
        return Turn(place, (Refusal("interview.cannot_skip"),))
    needed = [spot for spot in spots if session.required(spot.items, spot.question)]
    if needed:
        return Turn(place, (Refusal("interview.required", spot=needed[0]),))
    for spot in spots:
        session.skip(spot.items, spot.question)
    return Turn(HERE, (Recorded(spots, skipped=True),))


# --- rosters ---------------------------------------------------------------------------------------------------------------------------


def _roster_of(session: Session, screen: Screen) -> Roster | None:
    """The roster that a list command means: the screen's own, or the only one of the form."""
    if screen.roster is not None:
        return screen.roster
    listed = [one for one in session.outline.rosters if one.listed]
    return listed[0] if len(listed) == 1 else None


def _roster(session: Session, place: Place, screen: Screen, command: Command, today: date) -> Turn:
    members = _roster_of(session, screen)
    if members is None or not members.listed:
        return Turn(place, (Refusal("roster.none"),))
    parent = screen.items if screen.roster is members else ()
    if command.control is Control.ENOUGH:
        return _enough(session, place, screen, members)
    if command.control is Control.ADD:
        events = roster.add_lines(session, members, parent, command.argument, today)
    else:
        events = roster.remove(session, members, parent, command.argument)
    return _after_list(session, place, members, events)


def _after_list(session: Session, place: Place, members: Roster, events: list[Event]) -> Turn:
    wanted = next((event for event in events if isinstance(event, ReasonWanted)), None)
    if wanted is not None:
        return Turn(replace(place, pending=("remove", path_text(wanted.item))), tuple(events))
    if any(isinstance(event, MemberAdded | MemberRemoved) for event in events):
        session.reopen(members.repeat, ())
        return Turn(HERE, tuple(events))
    return Turn(place, tuple(events))


def _enough(session: Session, place: Place, screen: Screen, members: Roster) -> Turn:
    if screen.kind is not ScreenKind.ROSTER:
        return Turn(place, (Refusal("interview.not_here"),))
    if not session.members(members.repeat, screen.items):
        return Turn(place, (Refusal("roster.empty"),))
    session.confirm(members.repeat, screen.items)
    return Turn(HERE, (ListConfirmed(screen),))


def _removal(session: Session, place: Place, reply: Typed | Tapped) -> Turn:
    item = path_of(place.pending[1])
    members = next((one for one in session.outline.rosters if one.repeat.name == item[-1][0]), None)
    if members is None or roster.find(session, members, item[:-1], item[-1][1]) is None:
        return Turn(replace(place, pending=("", "")), (Refusal("roster.no_member", {"number": item[-1][1]}),))
    reason = roster.reason_of(reply.text if isinstance(reply, Typed) else reply.choice)
    if not reason:
        return Turn(place, (Refusal("roster.reason"),))
    event = roster.remove_for(session, members, item, reason)
    return _after_list(session, HERE, members, [event])


# --- answers ---------------------------------------------------------------------------------------------------------------------------


def _typed(session: Session, place: Place, screen: Screen, text: str, today: date) -> Turn:
    if screen.kind is ScreenKind.ROSTER:
        assert screen.roster is not None
        events = roster.add_lines(session, screen.roster, screen.items, text, today)
        if isinstance(events[0], Refusal):
            events = [Refusal("roster.how", {"text": text[:40]}) if events[0].code == "roster.no_name" else events[0]]
        return _after_list(session, place, screen.roster, events)
    spots = asked_spots(session, screen)
    line = _member_line(session, screen, text, today)
    if line is not None:
        return Turn(HERE, tuple(line))

    def read_one(spot: Spot, part: str) -> str | Refusal:
        return values.read_value(session, spot, part, today)

    if screen.kind is ScreenKind.COLUMN:
        return _column(session, place, spots, text, read_one)
    found = group_reply.read_group(text, spots, read_one)
    return Turn(place, (found,)) if isinstance(found, Refusal) else _record(session, place, found)


def _member_line(session: Session, screen: Screen, text: str, today: date) -> list[Event] | None:
    """A whole line ("Phạm Văn Dắt, nam, 1987, con") typed where a member's own screen is open."""
    if screen.kind is not ScreenKind.PAGE or not screen.items or len(screen.spots) < 2:
        return None
    members = next((one for one in session.outline.rosters if one.repeat.name == screen.items[-1][0]), None)
    return roster.correct_line(session, members, screen.items, text, today) if members else None


def _column(session: Session, place: Place, spots: tuple[Spot, ...], text: str, read_one: group_reply.ReadOne) -> Turn:
    column = spots[0].question.column
    assert column is not None
    if not column.pick:
        one_word = spots[0].question.control.kind == "select1" or spots[0].question.control.type in {"int", "date"}
        each = column_reply.read_each(text, spots, read_one, one_word=one_word)
        return Turn(place, (each,)) if isinstance(each, Refusal) else _record(session, place, dict(each))
    members = [spot.items[-1][1] for spot in spots]
    picked = column_reply.read_pick(text, members)
    if isinstance(picked, Refusal):
        return Turn(place, (picked,))
    unsure = spots[0].question.hint_of("column_unknown")
    if picked.unknown and not unsure:
        return Turn(place, (Refusal("column.no_unknown"),))
    return _record(session, place, {spot: _pick(spot, picked, column.pick, column.rest, unsure) for spot in spots})


def _pick(spot: Spot, picked: column_reply.Picked, pick: str, rest: str, unsure: str) -> str:
    number = spot.items[-1][1]
    if number in picked.unknown:
        return unsure
    return pick if number in picked.named else rest


def _record(session: Session, place: Place, found: dict[Spot, str] | dict[Spot, str | None]) -> Turn:
    """Store all or nothing: when the form refuses one value, the others of the reply are taken back."""
    needed = [spot for spot, v in found.items() if v is None and session.required(spot.items, spot.question)]
    if needed:
        return Turn(place, (Refusal("interview.required", spot=needed[0]),))
    before = {(spot.items, spot.question): session.stored(spot.items, spot.question) for spot in found}
    for spot, value in found.items():
        if value is None:
            session.skip(spot.items, spot.question)
        elif not session.put(spot.items, spot.question, value):
            message = session.constraint_message(spot.items, spot.question)
            session.take_back(before)
            return Turn(place, (Refusal("value.constraint", {}, spot, message),))
    return Turn(_stay(session, place), (Recorded(tuple(found)),))


def _stay(session: Session, place: Place) -> Place:
    """A screen that was opened again is left once answered, but not while a part of it has become open."""
    if not place.focus:
        return HERE
    wanted = navigate.screen_of(session, place.focus)
    return Place(focus=place.focus) if wanted is not None and is_open(session, wanted) else HERE


def _tap(session: Session, place: Place, screen: Screen, tap: Tapped) -> Turn:
    spot = next((one for one in screen.spots if one.number == tap.spot), None)
    if tap.choice == SKIP_WORD:
        return _skip(session, place, screen)
    if (
        screen.kind is ScreenKind.COLUMN
        and screen.spots
        and (column := screen.spots[0].question.column)
        and column.pick
    ):
        return _tap_members(session, place, screen, tap)
    if spot is None:
        return Turn(place, (Refusal("interview.old_button"),))
    if spot.question.control.kind in {"select", "rank"}:
        return _tap_many(session, place, spot, tap.choice)
    choices = values.choices_of(session, spot)
    if not tap.choice.isdigit() or not 0 < int(tap.choice) <= len(choices):
        return Turn(place, (Refusal("interview.old_button"),))
    return _record(session, place, {spot: choices[int(tap.choice) - 1].value})


def _tap_many(session: Session, place: Place, spot: Spot, choice: str) -> Turn:
    choices = values.choices_of(session, spot)
    if choice == DONE:
        if not place.draft:
            return Turn(place, (Refusal("value.nothing_chosen"),))
        return _record(session, replace(place, draft=()), {spot: " ".join(place.draft)})
    if not choice.isdigit() or not 0 < int(choice) <= len(choices):
        return Turn(place, (Refusal("interview.old_button"),))
    draft = _toggle(place.draft, choices[int(choice) - 1].value, values.exclusive(spot, choices))
    order = [one.value for one in choices]
    kept = tuple(sorted(draft, key=order.index)) if spot.question.control.kind == "select" else draft
    return Turn(replace(place, draft=kept), (Toggled(spot, kept),))


def _toggle(draft: tuple[str, ...], value: str, alone: frozenset[str]) -> tuple[str, ...]:
    if value in draft:
        return tuple(one for one in draft if one != value)
    if value in alone:
        return (value,)
    return (*(one for one in draft if one not in alone), value)


def _tap_members(session: Session, place: Place, screen: Screen, tap: Tapped) -> Turn:
    """Members are tapped on and off; "không ai" and "xong" end it."""
    spots = asked_spots(session, screen)
    numbers = [spot.items[-1][1] for spot in spots]
    if tap.choice == "khong-ai":
        return _column(session, replace(place, draft=()), spots, "không ai", lambda _spot, part: part)
    if tap.choice == DONE:
        if not place.draft:
            return Turn(place, (Refusal("column.nobody_chosen"),))
        return _column(session, replace(place, draft=()), spots, ",".join(place.draft), lambda _spot, part: part)
    if tap.choice not in numbers:
        return Turn(place, (Refusal("interview.old_button"),))
    draft = _toggle(place.draft, tap.choice, frozenset())
    return Turn(replace(place, draft=draft), (Toggled(spots[0], draft),))


def _attach(session: Session, place: Place, screen: Screen, attached: Attached) -> Turn:
    wanted = {"photo": "upload", "place": "input"}[attached.kind]
    for spot in asked_spots(session, screen):
        control = spot.question.control
        if control.kind == wanted and (wanted == "upload" or control.type == "geopoint"):
            return _record(session, place, {spot: attached.value})
    return Turn(place, (Refusal(f"value.unwanted_{attached.kind}"),))


__all__ = ["HERE", "REVIEW", "Place", "Turn", "advance", "asked_spots", "current"]
