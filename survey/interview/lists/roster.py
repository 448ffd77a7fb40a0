"""The list of members: kept, added to, corrected and shortened by typing."""

import re
from datetime import date

from survey import read
from survey.coded import Words, coded
from survey.interview.asks.outline import Roster
from survey.interview.path.events import Event, MemberAdded, MemberRemoved, ReasonWanted, Recorded, Refusal
from survey.interview.path.screens import Spot
from survey.interview.session.session import Session
from survey.read import fold
from survey.state import ItemPath

REASONS = {"da_mat": ("da mat",), "chuyen_di": ("chuyen di", "chuyen di noi khac"), "ghi_nham": ("ghi nham",)}
"""Why a member is taken off the list: stored value -> what may be typed for it, without diacritics."""

MAX_MEMBERS = 200
_NUMBERS_AND_WHY = re.compile(r"(\d+(?:(?:\s*,\s*|\s+(?:và\s+|va\s+)?)\d+)*)(?![\d.])[\s,:]*(.*)")


def name_of(session: Session, roster: Roster, item: ItemPath) -> Words:
    """The member's name, or a number where it is not known yet; an entry that is no person is "Cây 3", within others "Thửa 1, Cây 3"."""
    question = session.outline.role(roster.repeat, "name")
    if question is None:
        return _entry(session, item)
    stored = session.stored(item, question)
    return stored.value if stored and stored.value else coded("roster.person", number=item[-1][1])


def _entry(session: Session, item: ItemPath) -> Words:
    """Each entry within the one around it."""
    name: Words = ""
    for depth in range(1, len(item) + 1):
        outer = session.outline.roster_of(item[:depth])
        if outer is not None:
            one = coded("items.entry", title=title_of(session, outer, item[:depth]), number=item[depth - 1][1])
            name = coded("items.entry_within", outer=name, entry=one) if name else one
    return name


def title_of(session: Session, roster: Roster, around: ItemPath) -> Words:
    """What the form calls an entry of this list, without the mark of a question; a word of ours where it has no name for it."""
    node = session.instance.item(around) if around else session.instance.root
    label = session.label(roster.repeat, node)
    return label.rstrip("?:. ") or coded("items.untitled")


def find(session: Session, roster: Roster, parent: ItemPath, number: str) -> ItemPath | None:
    """The member with that number on the list."""
    members = session.members(roster.repeat, parent) or ()
    return next((item for item in members if item[-1][1] == number), None)


def add_lines(session: Session, roster: Roster, parent: ItemPath, text: str, today: date) -> list[Event]:
    """Add a member for each line; where a line holds no name, nothing of the whole message is recorded."""
    lines = [line for line in text.splitlines() if line.strip()]
    drafts = [read.read_member(line, today) for line in lines]
    if not drafts:
        return [Refusal("roster.add_how")]
    for line, draft in zip(lines, drafts, strict=True):
        if not draft.name:
            return [Refusal("roster.no_name", {"line": line[:60]})]
    if len(session.members(roster.repeat, parent) or ()) + len(drafts) > MAX_MEMBERS:
        return [Refusal("roster.too_many", {"max": str(MAX_MEMBERS)})]
    return [_add(session, roster, parent, draft) for draft in drafts]


def is_member_line(line: str, today: date, *, alone: bool) -> bool:
    """Whether a line that was not introduced by "thêm" is a member: a name and more; `alone`: a full name in capitals is enough."""
    draft = read.read_member(line, today)
    if not draft.name:
        return False
    words = draft.name.split()
    full = len(words) > 1 and all(word[0].isupper() for word in words) and not draft.leftovers
    return len(fields_of(draft)) > 1 or (alone and full)


def _add(session: Session, roster: Roster, parent: ItemPath, draft: read.MemberDraft) -> Event:
    item = session.add(roster.repeat, parent)
    refused = [word for role, word in fields_of(draft) if not _put(session, roster, item, role, word)]
    return MemberAdded(item, " ".join([*refused, *draft.leftovers]))


def fields_of(draft: read.MemberDraft) -> list[tuple[str, str]]:
    """What a line says for sure, as (role, value in ODK's lexical form)."""
    known = {
        "name": draft.name,
        "sex": draft.sex,
        "birth_year": str(draft.birth_year) if draft.birth_year else None,
        "birth_month": str(draft.birth_month) if draft.birth_month else None,
        "birth_date": draft.birth_date.isoformat() if draft.birth_date else None,
        "relation": draft.relation,
        "ethnicity": draft.ethnicity,
        "cccd": draft.cccd,
    }
    return [(role, value) for role, value in known.items() if value]


def _put(session: Session, roster: Roster, item: ItemPath, role: str, value: str) -> bool:
    """Record one field of a member; False where the form has no such question or refuses the value."""
    question = session.outline.role(roster.repeat, role)
    if question is None or session.node(item, question) is None:
        return False
    if question.control.kind == "select1":
        node = session.node(item, question)
        assert node is not None
        values = {choice.value for choice in session.instance.choices(question.control, node)}
        if value not in values:
            return False
    return session.put(item, question, value)


def remove(session: Session, roster: Roster, parent: ItemPath, argument: str) -> list[Event]:
    """Take member "5", or "1,2,3", off the list; "5 đã mất" gives the reason at once, otherwise it is asked once for all of them."""
    found = _NUMBERS_AND_WHY.fullmatch(argument.strip())
    numbers = list(dict.fromkeys(re.findall(r"\d+", found.group(1)))) if found else []
    items = [find(session, roster, parent, str(int(number))) for number in numbers]
    known = [item for item in items if item is not None]
    if not known or len(known) < len(items):
        missing = next((number for number, item in zip(numbers, items, strict=True) if item is None), argument.strip())
        return [Refusal("roster.no_member", {"number": missing[:20] or "?"})]
    reason = reason_of(found.group(2)) if found else ""
    if not reason:
        return [ReasonWanted(tuple(known))]
    return [remove_for(session, roster, item, reason) for item in known]


def reason_of(text: str) -> str:
    """The stored reason for a number or for words; "" where it is none."""
    words = fold(text).strip()
    numbered = enumerate(REASONS.items(), start=1)
    return next((reason for number, (reason, typed) in numbered if words in {str(number), *typed}), "")


def remove_for(session: Session, roster: Roster, item: ItemPath, reason: str) -> Event:
    name = name_of(session, roster, item)
    session.remove(item, reason)
    return MemberRemoved(item, name, reason)


def identity_spots(session: Session, roster: Roster, item: ItemPath) -> tuple[Spot, ...]:
    """The questions of a member that one line can answer (name, sex, birth year, relation)."""
    roles = (session.outline.role(roster.repeat, role) for role in ("name", "sex", "birth_year", "relation"))
    return tuple(Spot(question, item) for question in roles if question is not None and session.asks(item, question))


def correct_line(session: Session, roster: Roster, item: ItemPath, text: str, today: date) -> list[Event] | None:
    """A whole line for a member who is being corrected; None where the text is not such a line."""
    draft = read.read_member(text, today)
    if not draft.name or draft.leftovers:
        return None
    fields = fields_of(draft)
    if len(fields) < 2:
        return None
    spots: list[Spot] = []
    for role, value in fields:
        question = session.outline.role(roster.repeat, role)
        if question is not None and _put(session, roster, item, role, value):
            spots.append(Spot(question, item))
    return [Recorded(tuple(spots))]
