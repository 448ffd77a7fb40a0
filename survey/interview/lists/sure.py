"""The question "is it really so?": what waits for it is recorded once the answer is yes."""

from collections.abc import Mapping
from dataclasses import replace

from survey.interview.asks.outline import Roster
from survey.interview.lists import roster
from survey.interview.path.events import Event, LeftAsIs, MemberAdded, Recorded, Tapped, Typed
from survey.interview.path.pending import Doubting
from survey.interview.path.picks import Numbered
from survey.interview.path.position import HERE, Facts, Position
from survey.interview.path.screens import Spot
from survey.interview.session.session import Session
from survey.read import Value, fold, read_yesno
from survey.state import ItemPath

YES, NO = 1, 2
"""The numbers of its answers."""


def decided(reply: Typed | Tapped) -> bool | None:
    """Yes, no, or something else."""
    if isinstance(reply, Tapped):
        return _BY_NUMBER.get(reply.pick.number) if isinstance(reply.pick, Numbered) and reply.spot is None else None
    said = reply.text.strip(" .!")
    if said.isdecimal():
        return _BY_NUMBER.get(int(said)) if len(said) == 1 else None
    found = read_yesno(said)
    return found.value if isinstance(found, Value) else _BY_WORDS.get(" ".join(fold(said).replace(",", " ").split()))


_SAID = {
    True: (
        *("co them", "them", "them di", "them nua", "cu them", "them mot nguoi nua", "cu ghi", "ghi di", "ghi vay di"),
        "hai nguoi khac nhau",
    ),
    False: (
        *(
            "khong them",
            "khong them nua",
            "khong them dau",
            "thoi",
            "thoi khong them",
            "khoi",
            "khoi them",
            "khong can",
        ),
        *(
            "khong ghi",
            "giu nguyen",
            "de nguyen",
            "nham",
            "go nham",
            "ghi nham",
            "trung roi",
            "mot nguoi thoi",
            "bo qua",
        ),
    ),
}
_BY_WORDS = {words: yes for yes, said in _SAID.items() for words in said}
"""Its buttons typed, and what people say instead; folded."""
_BY_NUMBER = {YES: True, NO: False}


def answered(session: Session, position: Position, members: Roster, doubting: Doubting, *, yes: bool) -> Facts:
    """Record what waited, or leave everything as it is."""
    if not yes:
        return Facts(replace(position, pending=None), (LeftAsIs(),))
    events: list[Event] = []
    for claim in doubting.claims:
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
