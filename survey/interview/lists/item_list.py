"""Repeats whose entries are no people with names: how many there are is typed, and each is then asked on its own."""

import re

from survey.interview.asks.outline import Roster
from survey.interview.lists import roster
from survey.interview.path.events import Event, ItemsAdded, ListConfirmed, Refusal
from survey.interview.path.position import HERE, Facts, Position
from survey.interview.path.screens import Screen
from survey.interview.session.session import Session
from survey.read import Control, ControlWord, Value, fold, read_integer
from survey.state import ItemPath

MAX_ITEMS = 200
UNASKED = "ghi_nham"
"""Why an entry goes that is no person: nobody is asked."""

_NONE = frozenset({"khong", "khong co", "khong co gi", "chua co", "ko", "ko co"})


def typed(session: Session, position: Position, screen: Screen, text: str) -> Facts:
    """A number on the list's own screen: how many there are, where there are none yet."""
    entries = screen.roster
    assert entries is not None
    listed = session.members(entries.repeat, screen.items) or ()
    words = fold(text).strip(" .!")
    if words in _NONE:
        return _confirmed(session, screen, entries)
    if listed:
        return Facts(position, (Refusal("items.how", {"text": text[:40], "last": listed[-1][-1][1]}),))
    many = read_integer(text)
    if not isinstance(many, Value):
        return Facts(position, (Refusal("items.how_many", {"text": text[:40]}),))
    return (
        _add(session, position, entries, screen.items, many.value)
        if many.value
        else _confirmed(session, screen, entries)
    )


def change(
    session: Session, position: Position, screen: Screen, entries: Roster, parent: ItemPath, word: ControlWord
) -> Facts:
    """Add one or several ("thêm", "thêm 3"), remove by number ("xoá 2"), or go on ("đủ")."""
    if word.control is Control.ENOUGH:
        here = screen.roster is entries
        return _confirmed(session, screen, entries) if here else Facts(position, (Refusal("interview.not_here"),))
    argument = word.argument.strip()
    if word.control is Control.ADD:
        if argument and not argument.isdecimal():
            return Facts(position, (Refusal("items.add_how", {"text": argument[:40]}),))
        return _add(session, position, entries, parent, int(argument or 1))
    return _remove(session, position, entries, parent, argument)


def _add(session: Session, position: Position, entries: Roster, parent: ItemPath, many: int) -> Facts:
    known = len(session.members(entries.repeat, parent) or ())
    if not 0 < many <= MAX_ITEMS - known:
        return Facts(position, (Refusal("items.too_many", {"max": str(MAX_ITEMS)}),))
    for _ in range(many):
        session.add(entries.repeat, parent)
    session.reopen(entries.repeat, parent)
    return Facts(HERE, (ItemsAdded(entries, many),))


def _remove(session: Session, position: Position, entries: Roster, parent: ItemPath, argument: str) -> Facts:
    numbers = list(dict.fromkeys(str(int(number)) for number in re.findall(r"\d{1,4}", argument)))
    found = [roster.find(session, entries, parent, number) for number in numbers]
    items = [item for item in found if item is not None]
    if not items or len(items) < len(found):
        missing = next((number for number, item in zip(numbers, found, strict=True) if item is None), argument)
        return Facts(position, (Refusal("items.no_item", {"number": missing[:20] or "?"}),))
    events: list[Event] = [roster.remove_for(session, entries, item, UNASKED) for item in items]
    session.reopen(entries.repeat, parent)
    return Facts(HERE, tuple(events))


def _confirmed(session: Session, screen: Screen, entries: Roster) -> Facts:
    session.confirm(entries.repeat, screen.items)
    return Facts(HERE, (ListConfirmed(screen),))
