"""Commands on the list of members: add, remove, enough; and why somebody was removed."""

from dataclasses import replace
from datetime import date

from survey.interview.asks.outline import Roster
from survey.interview.lists import item_list, roster
from survey.interview.path.events import (
    Event,
    ListConfirmed,
    MemberAdded,
    MemberRemoved,
    ReasonWanted,
    Refusal,
    Tapped,
    Typed,
)
from survey.interview.path.place import HERE, Place, Turn
from survey.interview.path.screens import Screen, ScreenKind
from survey.interview.session.session import Session
from survey.read import Command, Control, fold
from survey.state import ItemPath, path_of, path_text

UNCHANGED = frozenset(
    {"khong", "khong co", "khong co gi", "khong thay doi", "khong co gi thay doi", "khong doi", "giu nguyen", "nhu cu"}
)
"""Answers to "Có gì thay đổi không?" that leave the list as it is."""


def _roster_of(session: Session, screen: Screen) -> Roster | None:
    """The roster that a list command means: the screen's own, or the only one of the form that stands in no other."""
    if screen.roster is not None:
        return screen.roster
    listed = [one for one in session.outline.blocks if isinstance(one, Roster) and one.listed]
    return listed[0] if len(listed) == 1 else None


def change(session: Session, place: Place, screen: Screen, command: Command, today: date) -> Turn:
    members = _roster_of(session, screen)
    if members is None or not members.listed:
        return Turn(place, (Refusal("roster.none"),))
    parent = screen.items if screen.roster is members else ()
    if not members.named:
        return item_list.change(session, place, screen, members, parent, command)
    if command.control is Control.ENOUGH:
        return _enough(session, place, screen, members)
    if command.control is Control.ADD:
        events = roster.add_lines(session, members, parent, command.argument, today)
    else:
        events = roster.remove(session, members, parent, command.argument)
    return _after(session, place, members, parent, events)


def typed(session: Session, place: Place, screen: Screen, text: str, today: date) -> Turn:
    """Words on the list's own screen: "không" (nothing changes), "xoá 5 đã mất", or members, one a line.

    Without the word "thêm" a line is a member only if it says more than a name: "hôm nay mưa" is nobody.
    """
    members = screen.roster
    assert members is not None
    if not members.named:
        return item_list.typed(session, place, screen, text)
    listed = bool(session.members(members.repeat, screen.items))
    words = fold(text).strip(" .!")
    if listed and words in UNCHANGED:
        return _enough(session, place, screen, members)
    first, _, rest = text.partition(" ")
    if fold(first) == "xoa":
        return _after(session, place, members, screen.items, roster.remove(session, members, screen.items, rest))
    lines = [line for line in text.splitlines() if line.strip()]
    if not all(roster.is_member_line(line, today, alone=not listed) for line in lines):
        return Turn(place, (Refusal("roster.how" if listed else "roster.how_empty", {"text": text[:40]}),))
    events = roster.add_lines(session, members, screen.items, text, today)
    return _after(session, place, members, screen.items, events)


def _after(session: Session, place: Place, members: Roster, parent: ItemPath, events: list[Event]) -> Turn:
    wanted = next((event for event in events if isinstance(event, ReasonWanted)), None)
    if wanted is not None:
        return Turn(replace(place, pending=("remove", " ".join(map(path_text, wanted.items)))), tuple(events))
    if any(isinstance(event, MemberAdded | MemberRemoved) for event in events):
        session.reopen(members.repeat, parent)
        return Turn(HERE, tuple(events))
    return Turn(place, tuple(events))


def _enough(session: Session, place: Place, screen: Screen, members: Roster) -> Turn:
    if screen.kind is not ScreenKind.ROSTER:
        return Turn(place, (Refusal("interview.not_here"),))
    if not session.members(members.repeat, screen.items):
        return Turn(place, (Refusal("roster.empty"),))
    session.confirm(members.repeat, screen.items)
    return Turn(HERE, (ListConfirmed(screen),))


def removal(session: Session, place: Place, reply: Typed | Tapped) -> Turn:
    """Why the members named before leave: one reason for all of them."""
    items = leaving(place.pending[1])
    members = session.outline.roster_of(items[0])
    gone = [item for item in items if members is None or roster.find(session, members, item[:-1], item[-1][1]) is None]
    if members is None or gone:
        return Turn(replace(place, pending=("", "")), (Refusal("roster.no_member", {"number": gone[0][-1][1]}),))
    reason = roster.reason_of(reply.text if isinstance(reply, Typed) else reply.choice)
    if not reason:
        return Turn(place, (Refusal("roster.reason"),))
    events: list[Event] = [roster.remove_for(session, members, item, reason) for item in items]
    return _after(session, HERE, members, items[0][:-1], events)


def leaving(pending: str) -> tuple[ItemPath, ...]:
    """The members about whom the question for a reason is, as `Place.pending` holds them."""
    return tuple(path_of(text) for text in pending.split(" "))
