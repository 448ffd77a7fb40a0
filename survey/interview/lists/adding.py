"""Members are added from what is typed: what is sure is recorded, who may be on the list already is asked about, the rest is told."""

from datetime import date

from survey.interview.asks.outline import Roster
from survey.interview.lists import likely, roster
from survey.interview.lists.sure import put_all
from survey.interview.path.events import Event, MemberAdded, Refusal, SureWanted
from survey.interview.path.pending import Claim
from survey.interview.session.session import Session
from survey.read import LeftLine, MemberDraft, read_members
from survey.read.kinship import LABELS
from survey.state import ItemPath

MAX_MEMBERS = 200

Found = tuple[MemberDraft | LeftLine, ...]
"""The people and the lines of one message."""


def add_lines(session: Session, members: Roster, parent: ItemPath, text: str, today: date) -> list[Event]:
    """What stands behind "thêm": a member a line, or several in one."""
    found = read_members(text, today, introduced=True)
    return add(session, members, parent, found, today) if found else [Refusal("roster.add_how")]


def says_members(found: Found, *, alone: bool) -> bool:
    """Whether words that "thêm" did not introduce name somebody: a name and more; `alone`: a full name is enough."""
    return any(
        isinstance(one, MemberDraft) and (len(roster.fields_of(one)) > 1 or (alone and not one.leftovers))
        for one in found
    )


def add(session: Session, members: Roster, parent: ItemPath, found: Found, today: date) -> list[Event]:
    """Add everybody who is new; the lines that name nobody for sure are told, each in its own words."""
    drafts = [one for one in found if isinstance(one, MemberDraft)]
    if len(session.members(members.repeat, parent) or ()) + len(drafts) > MAX_MEMBERS:
        return [Refusal("roster.too_many", {"max": str(MAX_MEMBERS)})]
    events: list[Event] = []
    twins: list[Claim] = []
    for one in found:
        if isinstance(one, LeftLine):
            events.append(Refusal(one.refused.code, one.refused.params))
        elif likely.twin(dict(roster.fields_of(one)), household(session, members, parent)):
            twins.append(Claim(dict(roster.fields_of(one)), parent=parent))
        else:
            events.append(_add(session, members, parent, one, today))
    return [*events, SureWanted(tuple(twins))] if twins else events


def household(
    session: Session, members: Roster, parent: ItemPath, without: ItemPath | None = None
) -> list[likely.Told]:
    """What is known of everybody on the list."""
    listed = session.members(members.repeat, parent) or ()
    return [likely.told_of(session, members, item) for item in listed if item != without]


def _add(session: Session, members: Roster, parent: ItemPath, draft: MemberDraft, today: date) -> Event:
    """One member; what can hardly be so is left open, so that the member's own questions ask for it."""
    told = dict(roster.fields_of(draft))
    doubts = likely.unlikely(told, household(session, members, parent), today)
    kept = {role: value for role, value in told.items() if not any(role in doubt.roles for doubt in doubts)}
    item = session.add(members.repeat, parent)
    taken = {spot.question.hint_of("member") for spot in put_all(session, members, item, kept)}
    refused = [LABELS.get(value, value) for role, value in kept.items() if role not in taken]
    age = draft.age if "birth_year" in kept else None
    return MemberAdded(item, " · ".join([*refused, *draft.leftovers]), doubts, age)
