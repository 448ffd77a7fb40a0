"""The list of members: kept, added to, corrected and shortened by typing."""

import re

from survey import read
from survey.coded import Words, coded
from survey.interview.asks.naming import other_names
from survey.interview.asks.outline import Question, Roster
from survey.interview.path.events import Event, MemberRemoved, ReasonWanted, Refusal
from survey.interview.path.screens import Spot
from survey.interview.session.session import Session
from survey.read import fold
from survey.read.leaving import REASONS, spelled_reason
from survey.read.person_name import titled
from survey.read.spelling import same_words
from survey.state import ItemPath

_TITLES = frozenset(
    ("con", "chau", "ong", "ba", "chu", "co", "anh", "chi", "em", "bac", "be", "thang", "dua", "nguoi", "ten")
)

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


def fields_of(draft: read.MemberDraft) -> list[tuple[str, str]]:
    """What a line says for sure, as (role, value in ODK's lexical form)."""
    known = {
        "name": titled(draft.name) if draft.name else None,
        "sex": draft.sex,
        "birth_year": str(draft.birth_year) if draft.birth_year else None,
        "birth_month": str(draft.birth_month) if draft.birth_month else None,
        "birth_date": draft.birth_date.isoformat() if draft.birth_date else None,
        "relation": draft.relation,
        "ethnicity": draft.ethnicity,
        "cccd": draft.cccd,
    }
    return [(role, value) for role, value in known.items() if value]


def put(session: Session, roster: Roster, item: ItemPath, role: str, value: str) -> bool:
    """Record one field of a member; False where the form has no such question or refuses the value."""
    question = session.outline.role(roster.repeat, role)
    if question is None or session.node(item, question) is None:
        return False
    if role == "ethnicity" and question.control.kind == "select1":
        # Told in people's words, kept as the form's own choice.
        chosen = _chosen(session, item, question, value)
        return chosen is not None and session.put(item, question, chosen)
    if question.control.kind == "select1":
        node = session.node(item, question)
        assert node is not None
        values = {choice.value for choice in session.instance.choices(question.control, node)}
        if value not in values:
            return False
    return session.put(item, question, value)


def _chosen(session: Session, item: ItemPath, question: Question, words: str) -> str | None:
    node = session.node(item, question)
    assert node is not None
    choices = session.instance.choices(question.control, node)
    named = read.Choices([(choice.value, choice.label) for choice in choices], other_names(choices), shown=False)
    found = read.match_choice(words, named)
    return found.value if isinstance(found, read.Value) else None


def remove(session: Session, roster: Roster, parent: ItemPath, argument: str) -> list[Event]:
    """Take member "5", or "1,2,3", or "Ro" off the list; "5 đã mất" gives the reason at once, otherwise it is asked once for all of them."""
    found = _NUMBERS_AND_WHY.fullmatch(argument.strip())
    if found is None and re.match(r"[^\W\d_]", argument.strip()):
        return _remove_named(session, roster, parent, argument.strip())
    numbers = list(dict.fromkeys(re.findall(r"\d+", found.group(1)))) if found else []
    items = [find(session, roster, parent, str(int(number))) for number in numbers]
    known = [item for item in items if item is not None]
    if not known or len(known) < len(items):
        missing = next((number for number, item in zip(numbers, items, strict=True) if item is None), argument.strip())
        return [Refusal("roster.no_member", {"number": missing[:20] or "?"})]
    return _leave(session, roster, known, reason_of(found.group(2)) if found else "")


def _remove_named(session: Session, roster: Roster, parent: ItemPath, words: str) -> list[Event]:
    """One member by the name or a part of it, with the reason behind it or without; of several the numbers are told."""
    why = next((end for end in range(len(words)) if words[end - 1 : end] == " " and reason_of(words[end:])), len(words))
    said = words[:why].strip(" ,:").split()
    name = " ".join(said[1:] if len(said) > 1 and fold(said[0]) in _TITLES else said)
    members = session.members(roster.repeat, parent) or ()
    named = [item for item in members if _is_called(name, _name(session, roster, item))]
    if not named:
        return [Refusal("roster.no_name_like", {"name": name[:40]})]
    if len(named) > 1:
        lines = ", ".join(f"{item[-1][1]}. {_name(session, roster, item)}" for item in named)
        return [Refusal("roster.which", {"name": name[:40], "lines": lines, "number": named[0][-1][1]})]
    return _leave(session, roster, named, reason_of(words[why:]))


def _name(session: Session, roster: Roster, item: ItemPath) -> str:
    question = session.outline.role(roster.repeat, "name")
    stored = session.stored(item, question) if question is not None else None
    return stored.value if stored is not None else ""


def _is_called(typed: str, name: str) -> bool:
    """Whether these words stand side by side in the name; without marks they find it too."""
    said, words = typed.lower().split(), name.lower().split()
    return any(same_words(said, words[start : start + len(said)]) for start in range(len(words) - len(said) + 1))


def _leave(session: Session, roster: Roster, items: list[ItemPath], reason: str) -> list[Event]:
    if not reason:
        return [ReasonWanted(tuple(items))]
    return [remove_for(session, roster, item, reason) for item in items]


def reason_of(text: str) -> str:
    """The stored reason for a number or for words; "" where it is none."""
    words = fold(text).strip(" .!,")
    found = words if words.isdecimal() else spelled_reason(words)
    numbered = enumerate(REASONS.items(), start=1)
    return next((reason for number, (reason, typed) in numbered if found in {str(number), *typed}), "")


def leaving(session: Session, roster: Roster, parent: ItemPath, text: str) -> Refusal | None:
    """Con Ro lấy chồng rồi: that somebody is not there any more is asked about, not done; None where it says nothing of the kind."""
    words = text.strip(" .!").split()
    while len(words) > 1 and fold(words[-1]) in {"em", "a", "nhe", "oi"}:
        del words[-1]
    for start in range(1, len(words)):
        why = spelled_reason(fold(" ".join(words[start:])))
        if not why:
            continue
        said = words[1:start] if start > 1 and fold(words[0]) in _TITLES else words[:start]
        name = " ".join(said).strip(" ,:")
        members = session.members(roster.repeat, parent) or ()
        named = [item for item in members if name and _is_called(name, _name(session, roster, item))]
        if not named:
            return None
        number = named[0][-1][1]
        if len(named) > 1:
            lines = ", ".join(f"{item[-1][1]}. {_name(session, roster, item)}" for item in named)
            return Refusal("roster.which", {"name": name[:40], "lines": lines, "number": f"{number} {why}"})
        return Refusal("roster.left", {"name": _name(session, roster, named[0]), "why": why, "number": number})
    return None


def remove_for(session: Session, roster: Roster, item: ItemPath, reason: str) -> Event:
    name = name_of(session, roster, item)
    session.remove(item, reason)
    return MemberRemoved(item, name, reason)


def identity_spots(session: Session, roster: Roster, item: ItemPath) -> tuple[Spot, ...]:
    """The questions of a member that one line can answer (name, sex, birth year, relation)."""
    roles = (session.outline.role(roster.repeat, role) for role in ("name", "sex", "birth_year", "relation"))
    return tuple(Spot(question, item) for question in roles if question is not None and session.asks(item, question))
