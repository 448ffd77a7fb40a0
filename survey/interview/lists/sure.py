"""The question "is it really so?": what it is about is kept between two messages, and recorded once the answer is yes."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from survey.interview.asks.outline import Roster
from survey.interview.lists import roster
from survey.interview.path.events import Event, LeftAsIs, MemberAdded, Recorded, Tapped, Typed
from survey.interview.path.position import HERE, Facts, Position
from survey.interview.path.screens import Spot
from survey.interview.session.session import Session
from survey.read import Value, read_yesno
from survey.state import ItemPath, path_of, path_text

PENDING = "sure"
"""The kind of this small question in `Position.pending`."""

YES, NO = "1", "2"
"""The numbers of its answers."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What waits for a yes: role -> value of a member (`item`), or of somebody new in the list of `parent`."""

    told: Mapping[str, str]
    item: ItemPath = ()
    parent: ItemPath = ()


def claims_text(claims: Iterable[Claim]) -> str:
    """As the position keeps them: JSON."""
    return json.dumps(
        [[path_text(claim.item), path_text(claim.parent), dict(claim.told)] for claim in claims], ensure_ascii=False
    )


def claims_of(text: str) -> tuple[Claim, ...]:
    """The reverse of `claims_text`."""
    return tuple(Claim(told, _path(item), _path(parent)) for item, parent, told in json.loads(text))


def _path(text: str) -> ItemPath:
    return path_of(text) if text else ()


def decided(reply: Typed | Tapped) -> bool | None:
    """Yes, no, or something else."""
    said = reply.text.strip(" .!") if isinstance(reply, Typed) else reply.choice
    if said in {YES, NO}:
        return said == YES
    found = read_yesno(said)
    return found.value if isinstance(found, Value) else None


def answered(session: Session, position: Position, members: Roster, *, yes: bool) -> Facts:
    """Record what waited, or leave everything as it is."""
    calm = replace(position, pending=("", ""))
    if not yes:
        return Facts(calm, (LeftAsIs(),))
    events: list[Event] = []
    for claim in claims_of(position.pending[1]):
        if claim.item:
            events.append(Recorded(put_all(session, members, claim.item, claim.told), sure=True))
        else:
            item = session.add(members.repeat, claim.parent)
            put_all(session, members, item, claim.told)
            session.reopen(members.repeat, claim.parent)
            events.append(MemberAdded(item))
    return Facts(HERE, tuple(events))


def put_all(session: Session, members: Roster, item: ItemPath, told: Mapping[str, str]) -> tuple[Spot, ...]:
    """The questions that have these answers now."""
    taken = [role for role, value in told.items() if roster.put(session, members, item, role, value)]
    questions = [question for role in taken if (question := session.outline.role(members.repeat, role)) is not None]
    return tuple(Spot(question, item) for question in questions)
