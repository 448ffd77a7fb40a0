"""Commands on the list of members: add, remove, enough; and why a member was removed."""

import re
from dataclasses import replace
from datetime import date

from survey.interview.asks.outline import Roster
from survey.interview.lists import adding, item_list, known, roster, sure
from survey.interview.path.events import (
    Event,
    ListConfirmed,
    MemberAdded,
    MemberRemoved,
    ReasonWanted,
    Refusal,
    SureWanted,
    Tapped,
    Typed,
)
from survey.interview.path.pending import Doubting, Removing
from survey.interview.path.picks import Numbered, Pick
from survey.interview.path.position import HERE, Facts, Position
from survey.interview.path.screens import Screen, ScreenKind
from survey.interview.session.session import Session
from survey.read import Control, ControlWord, fold, read_members
from survey.state import ItemPath

_SAME = re.compile(
    r"(?:da |vang )?(?:(?:tat ca |may nguoi )?(?:con lai|kia) )?(?:(?:nha|ho|gia dinh)(?: (?:minh|em|nay|van|ho))* )?(?:"
    r"(?:khong|ko|k|kh|hong|chang)(?: co)?(?: (?:gi|ai))?(?: (?:thay doi|doi|khac|moi|them bot|them))?(?: (?:gi|ai))?"
    r"|(?:dung|du|het|xong|chuan|chinh xac)(?: (?:roi|het|ca|du|ca roi|het roi))*"
    r"|(?:van |giu |y |nhu |giong |y nhu )*(?:nhu |nguyen |het )?(?:cu|nam ngoai|nam truoc|truoc|nguyen|vay|the)"
    r"|(?:nhu )?(?:vay|the)(?: (?:thoi|la du|la dung))?|ok|oke|on|van du|van vay"
    r")(?: (?:dau|a|nhe|nha|em|anh|chi|roi|het|ca|thoi|ca nha))*"
)
"""Answers to "Có gì thay đổi không?" that leave the list as it is."""


def is_unchanged(text: str) -> bool:
    """Whether somebody says that nothing has changed; a question is none of these."""
    return "?" not in text and bool(_SAME.fullmatch(" ".join(fold(text).replace(",", " ").strip(" .!").split())))


def _roster_of(session: Session, screen: Screen) -> Roster | None:
    """The roster that a control word of lists means: the screen's own, or the only one of the form that stands in no other."""
    if screen.roster is not None:
        return screen.roster
    listed = [one for one in session.outline.blocks if isinstance(one, Roster) and one.listed]
    return listed[0] if len(listed) == 1 else None


def change(session: Session, position: Position, screen: Screen, word: ControlWord, today: date) -> Facts:
    members = _roster_of(session, screen)
    if members is None or not members.listed:
        return Facts(position, (Refusal("roster.none"),))
    parent = screen.items if screen.roster is members else ()
    if not members.named:
        return item_list.change(session, position, screen, members, parent, word)
    if word.control is Control.ENOUGH:
        return _enough(session, position, screen, members)
    if word.control is Control.ADD:
        events = adding.add_lines(session, members, parent, word.argument, today)
    else:
        events = roster.remove(session, members, parent, word.argument)
    return _after(session, position, members, parent, events)


def typed(session: Session, position: Position, screen: Screen, text: str, today: date) -> Facts:
    """Words on the list's own screen: "không" (nothing changes), "xoá 5 đã mất", or members, one a line.

    Without the word "thêm" a line is a member only if it says more than a name: "hôm nay mưa" is nobody.
    """
    members = screen.roster
    assert members is not None
    if not members.named:
        return item_list.typed(session, position, screen, text)
    listed = bool(session.members(members.repeat, screen.items))
    if listed and (is_unchanged(text) or _counted(text) == len(session.members(members.repeat, screen.items) or ())):
        return _enough(session, position, screen, members)
    first, _, rest = text.partition(" ")
    if added := _ADDED.fullmatch(text.strip()):
        events = adding.add_lines(session, members, screen.items, added.group(1), today)
        return _after(session, position, members, screen.items, events)
    if fold(first) == "xoa":
        return _after(session, position, members, screen.items, roster.remove(session, members, screen.items, rest))
    left = roster.leaving(session, members, screen.items, text) if listed else None
    if left is not None:
        return Facts(position, (left,))
    found = read_members(text, today)
    if not adding.says_members(found, alone=not listed):
        return Facts(position, (Refusal("roster.how" if listed else "roster.how_empty", {"text": text[:40]}),))
    events = adding.add(session, members, screen.items, found, today)
    return _after(session, position, members, screen.items, events)


_ADDED = re.compile(
    r"(?:(?:dạ|da|nhà|nha|hộ|ho|này|nay|có|co|em|chị|chi|giúp|giup),? )+(?:thêm|them) (.+)", re.IGNORECASE
)
_COUNTED = re.compile(
    r"(?:da |vang )?(?:(?:nha|ho)(?: nay)? )?(?:van )?(?:co|du) (\d{1,3}) nguoi(?: (?:em|a|nhe|thoi|roi))*"
)


def _counted(text: str) -> int | None:
    """How many people the household is said to have: "dạ nhà này có 5 người em ạ"."""
    found = _COUNTED.fullmatch(fold(text).strip(" .!"))
    return int(found.group(1)) if found else None


def _after(session: Session, position: Position, members: Roster, parent: ItemPath, events: list[Event]) -> Facts:
    wanted = next((event for event in events if isinstance(event, ReasonWanted)), None)
    if wanted is not None:
        return Facts(replace(position, pending=Removing(wanted.items)), tuple(events))
    doubled = next((event for event in events if isinstance(event, SureWanted)), None)
    if any(isinstance(event, MemberAdded | MemberRemoved) for event in events):
        session.reopen(members.repeat, parent)
        position = HERE
    if doubled is not None:
        return Facts(replace(position, pending=Doubting(doubled.claims)), tuple(events))
    return Facts(position, tuple(events))


def _enough(session: Session, position: Position, screen: Screen, members: Roster) -> Facts:
    if screen.kind is not ScreenKind.ROSTER:
        return Facts(position, (Refusal("interview.not_here"),))
    if not session.members(members.repeat, screen.items):
        return Facts(position, (Refusal("roster.empty"),))
    known.confirm(session, members, screen.items)
    session.confirm(members.repeat, screen.items)
    return Facts(HERE, (ListConfirmed(screen),))


def confirmed(
    session: Session, position: Position, screen: Screen, doubting: Doubting, reply: Typed | Tapped
) -> Facts | None:
    """The answer to "is it really so?"; None where the reply is something else."""
    yes = sure.decided(reply)
    items = [claim.item for claim in doubting.claims if claim.item]
    members = session.outline.roster_of(items[0]) if items else _roster_of(session, screen)
    if yes is None or members is None:
        return None
    return sure.answered(session, position, members, doubting, yes=yes)


def removal(session: Session, position: Position, removing: Removing, reply: Typed | Tapped) -> Facts:
    """Why the members named before leave: one reason for all of them."""
    items = removing.items
    members = session.outline.roster_of(items[0])
    gone = [item for item in items if members is None or roster.find(session, members, item[:-1], item[-1][1]) is None]
    if members is None or gone:
        return Facts(replace(position, pending=None), (Refusal("roster.no_member", {"number": gone[0][-1][1]}),))
    reason = roster.reason_of(reply.text if isinstance(reply, Typed) else _number(reply.pick))
    if not reason:
        return Facts(position, (Refusal("roster.reason"),))
    events: list[Event] = [roster.remove_for(session, members, item, reason) for item in items]
    return _after(session, HERE, members, items[0][:-1], events)


def _number(pick: Pick) -> str:
    return str(pick.number) if isinstance(pick, Numbered) else ""
