"""A căn cước that was read: whom of the list it fits, what it would add, and what it says otherwise. Nothing is recorded before a yes."""

from collections.abc import Mapping
from dataclasses import replace

from survey.identity_card import IdentityCard
from survey.interview.asks.outline import Outline, Roster
from survey.interview.lists import adding, likely, sure
from survey.interview.path.events import Carded, Completed, Event, LeftAsIs, MemberAdded, Refusal, Tapped, Typed
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

_ADD_WORDS = frozenset(
    {"them", "them moi", "them nguoi", "them nguoi moi", "nguoi khac", "nguoi moi", "khac nguoi", "la nguoi khac"}
)


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
    if yes is None or members is None:
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


def _completed(session: Session, members: Roster, item: ItemPath, told: Mapping[str, str]) -> Event:
    written = {role: told[role] for role in lacking(session, members, item, told)}
    spots = sure.put_all(session, members, item, written)
    return Completed(spots) if spots else Refusal("identity_card.refused")


def decided(reply: Typed | Tapped | ControlWord) -> int | None:
    """Yes, no, somebody else who is new, or something else."""
    if isinstance(reply, ControlWord):
        return {Control.ADD: ADD, Control.SKIP: sure.NO}.get(reply.control) if not reply.argument else None
    number = reply.pick.number if isinstance(reply, Tapped) and isinstance(reply.pick, Numbered) else 0
    said = fold(reply.text).strip(" .!") if isinstance(reply, Typed) else ""
    if number == ADD or said == str(ADD) or said in _ADD_WORDS:
        return ADD
    yes = sure.decided(reply)
    return None if yes is None else sure.YES if yes else sure.NO
