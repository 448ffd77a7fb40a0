"""A căn cước that was read: whom of the list it fits, what it would add, and what it says otherwise. Nothing is recorded before a yes."""

import re
from collections.abc import Mapping
from dataclasses import replace

from survey.identity_card import IdentityCard
from survey.interview.asks.outline import Outline, Roster
from survey.interview.lists import adding, likely, sure
from survey.interview.path.events import (
    Carded,
    CardPutAside,
    Completed,
    Event,
    LeftAsIs,
    MemberAdded,
    Refusal,
    Tapped,
    Typed,
)
from survey.interview.path.pending import Carding, Clearing, Doubting, Pending, Points, Removing, Sharing
from survey.interview.path.picks import Numbered
from survey.interview.path.position import HERE, Facts, Position
from survey.interview.path.screens import Screen, ScreenKind
from survey.interview.session.session import Session
from survey.read import Control, ControlWord, fold
from survey.read.spelling import spell, words
from survey.state import ItemPath

ADD = 3
"""The number of the answer "it is somebody else, who is new"; yes and no have those of `sure`."""

ROLES = ("name", "sex", "birth_year", "birth_date", "cccd")
"""What a card tells; the year before the day, which has to fit it."""

_ADDS = re.compile(
    r"(?:da |u |co )?(?:cu )?them(?: (?:vao|di|moi|nua|nguoi|mot|ho|em|a|nhe|nay))*"
    r"|(?:la )?(?:hai nguoi|nguoi khac|khac nguoi|nguoi moi)(?: (?:khac|nhau|roi|em|a))*"
)
_SAME_PERSON = re.compile(
    r"(?:da |u |dung |dung la |la )?(?:cung )?(?:mot nguoi|nguoi do|nguoi nay)(?: (?:thoi|do|day|roi|em|a))*|trung roi"
)
_YES = re.compile(r"(?:da |u |vang )?(?:dung|chuan|phai|ghi)(?: (?:vao|di|roi|em|a|nhe|the|nguoi))*")
_NO = re.compile(r"(?:da )?khong (?:phai |cung )*(?:mot nguoi|nguoi do|nguoi nay|cung)(?: (?:em|a|dau))*")
_MEANT = ((_ADDS, ADD), (_SAME_PERSON, sure.YES), (_YES, sure.YES), (_NO, sure.NO))
"""Beside what means yes and no anywhere; "hai người", "một người thôi" answer another question of the interview the other way round."""


def list_for_cards(outline: Outline) -> Roster | None:
    """The list of people of whom the form asks the number of a card; None where it has none, or where that list stands within another."""
    lists = (one for one in outline.blocks if isinstance(one, Roster) and one.listed and one.named)
    return next((one for one in lists if outline.role(one.repeat, "cccd") is not None), None)


def is_wanted(session: Session, screen: Screen) -> bool:
    """Whether the open question is about what a card tells: the list of people, or one of its questions about a member."""
    members = list_for_cards(session.outline)
    if screen.kind is ScreenKind.ROSTER:
        return screen.roster is members
    return any(spot.question.hint_of("member") in ROLES for spot in screen.spots)


def told_by(card: IdentityCard) -> dict[str, str]:
    """What it says, as role -> stored value."""
    told = {"name": card.name, "sex": card.sex, "birth_year": card.year, "birth_date": card.day, "cccd": card.number}
    return {role: value for role, value in told.items() if value}


def shown(session: Session, position: Position, screen: Screen, reply: Carded) -> Facts:
    """A photo came: whom the card in it fits is asked, unless another question of that kind is open."""
    members, wanted = list_for_cards(session.outline), is_wanted(session, screen)
    if members is None or (reply.card is None and not wanted):
        return Facts(position, (Refusal("value.unwanted_photo"),))
    if reply.card is None:
        return Facts(position, (Refusal("identity_card.how"),))
    told = told_by(reply.card)
    if _asks_already(position.pending, told):
        return Facts(position, (Refusal("identity_card.first"),))
    people = session.members(members.repeat, ()) or ()
    item = _fitting(session, members, people, told)
    if item and not lacking(session, members, item, told):
        return Facts(position, (Refusal("identity_card.known", {"name": told["name"], "number": item[-1][1]}),))
    if not item and len(people) >= adding.MAX_MEMBERS:
        return Facts(position, (Refusal("roster.too_many", {"max": str(adding.MAX_MEMBERS)}),))
    return Facts(replace(position, pending=Carding(told, item, reply.elsewhere)), ())


def _asks_already(pending: Pending | None, told: Mapping[str, str]) -> bool:
    """Whether something is asked in between that has to be answered first; the same card once more is the same question."""
    if isinstance(pending, Carding):
        return pending.told != told
    return isinstance(pending, Removing | Doubting | Clearing | Sharing | Points)


def lacking(session: Session, members: Roster, item: ItemPath, told: Mapping[str, str]) -> tuple[str, ...]:
    """What the card would write: not recorded so far, recorded otherwise, or so last time and not confirmed."""
    return tuple(
        role
        for role in told
        if not _says(session, members, item, role, told) or _is_carried(session, members, item, role)
    )


def clashes(session: Session, members: Roster, item: ItemPath, told: Mapping[str, str]) -> tuple[str, ...]:
    """What is recorded of the member otherwise than the card says it; a day of birth stands for its year too."""
    found = [
        role
        for role in told
        if (known := value_of(session, members, item, role)) and not _same(role, known, told[role])
    ]
    return tuple(role for role in found if role != "birth_year" or "birth_date" not in found)


def may_be_another(session: Session, members: Roster, item: ItemPath, told: Mapping[str, str]) -> bool:
    """Whether it may well be somebody else: one number is one person, and so are name and birth where nothing speaks against it."""
    if value_of(session, members, item, "cccd") == told["cccd"]:
        return False
    return bool(clashes(session, members, item, told)) or not _is_born(session, members, item, told)


def value_of(session: Session, members: Roster, item: ItemPath, role: str) -> str:
    """The member's answer; a card that is not made yet is none."""
    value = likely.value_of(session, members, item, role)
    return value if role != "cccd" or value.isdecimal() else ""


def _says(session: Session, members: Roster, item: ItemPath, role: str, told: Mapping[str, str]) -> bool:
    known = value_of(session, members, item, role)
    return bool(known) and _same(role, known, told[role])


def _is_carried(session: Session, members: Roster, item: ItemPath, role: str) -> bool:
    question = session.outline.role(members.repeat, role)
    return question is not None and session.carried(item, question) is not None


def _same(role: str, known: str, told: str) -> bool:
    """Names are the same letter by letter, but for capitals and the place of a tone mark: Rế and Rê are two people."""
    if role != "name":
        return known == told
    return list(map(spell, words(known))) == list(map(spell, words(told)))


def _fitting(session: Session, members: Roster, people: tuple[ItemPath, ...], told: Mapping[str, str]) -> ItemPath:
    """The one member whom the card fits: by its number, by name and birth, else by one of the two, which is asked; () where it is none or several."""
    numbers = {item: value_of(session, members, item, "cccd") for item in people}
    by_number = [item for item in people if numbers[item] == told["cccd"]]
    if by_number:
        return by_number[0]
    named = [item for item in people if _says(session, members, item, "name", told)]
    born = [item for item in people if _is_born(session, members, item, told)]
    alike = [item for item in people if fold(value_of(session, members, item, "name")) == fold(told["name"])]
    same_day = [item for item in born if _says(session, members, item, "birth_date", told)]
    for found in ([one for one in named if one in born], named, [one for one in alike if one in born], same_day):
        free = [item for item in found if not numbers[item]] or found
        if found:
            return free[0] if len(free) == 1 else ()
    return ()


def _is_born(session: Session, members: Roster, item: ItemPath, told: Mapping[str, str]) -> bool:
    """Nothing that is recorded says otherwise, and something says so."""
    days = value_of(session, members, item, "birth_date"), told.get("birth_date", "")
    return days[0] == days[1] if all(days) else _says(session, members, item, "birth_year", told)


def answered(
    session: Session, position: Position, carding: Carding, reply: Typed | Tapped | ControlWord
) -> Facts | None:
    """The answer to "is it theirs?"; None where the reply is something else."""
    members, yes = list_for_cards(session.outline), decided(reply)
    if yes is None or members is None or (yes == ADD and carding.item and not offers_add(session, carding)):
        return None
    if yes == sure.NO:
        return Facts(replace(position, pending=None), (LeftAsIs(),))
    item = carding.item if yes == sure.YES else ()
    if item and session.instance.item(item) is None:
        return Facts(replace(position, pending=None), (Refusal("roster.no_member", {"number": item[-1][1]}),))
    if item:
        after = HERE if position.focus else replace(position, pending=None)
        return Facts(after, (_completed(session, members, item, carding.told),))
    new = session.add(members.repeat, ())
    sure.put_all(session, members, new, carding.told)
    session.reopen(members.repeat, ())
    return Facts(HERE, (MemberAdded(new),))


def offers_add(session: Session, carding: Carding) -> bool:
    """Whether it may be somebody else than the member whom it fits."""
    members = list_for_cards(session.outline)
    there = bool(carding.item) and session.instance.item(carding.item) is not None
    return there and members is not None and may_be_another(session, members, carding.item, carding.told)


def _completed(session: Session, members: Roster, item: ItemPath, told: Mapping[str, str]) -> Event:
    written = {role: told[role] for role in lacking(session, members, item, told)}
    spots = sure.put_all(session, members, item, written)
    return Completed(spots) if spots else Refusal("identity_card.refused")


def after(session: Session, position: Position, facts: Facts) -> Facts:
    """What became of a reply that did not say whose card it is: where it was not understood either, the card stays asked about; else it is put aside, and told."""
    if not isinstance(position.pending, Carding):
        return facts
    name = position.pending.told["name"]
    if facts.events and all(isinstance(event, Refusal) for event in facts.events):
        code = "identity_card.decide_whose" if offers_add(session, position.pending) else "identity_card.decide"
        return Facts(position, (Refusal(code, {"name": name}),))
    return replace(facts, events=(*facts.events, CardPutAside(name)))


def decided(reply: Typed | Tapped | ControlWord) -> int | None:
    """Yes, no, somebody else who is new, or something else."""
    if isinstance(reply, ControlWord):
        adds = _ADDS.fullmatch(f"them {fold(reply.argument)}".strip()) if reply.control is Control.ADD else None
        return ADD if adds else sure.NO if reply.control is Control.SKIP and not reply.argument else None
    number = reply.pick.number if isinstance(reply, Tapped) and isinstance(reply.pick, Numbered) else 0
    said = fold(reply.text).strip(" .!") if isinstance(reply, Typed) else ""
    if number == ADD or said == str(ADD):
        return ADD
    for pattern, meant in _MEANT:
        if pattern.fullmatch(said):
            return meant
    yes = sure.decided(reply)
    return None if yes is None else sure.YES if yes else sure.NO
