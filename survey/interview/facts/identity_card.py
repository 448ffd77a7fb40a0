"""What is told of a căn cước that was read, when it is asked whose it is."""

from dataclasses import dataclass

from survey.coded import Words
from survey.interview.lists import carded, roster, sure
from survey.interview.path.pending import Carding
from survey.interview.session.session import Session
from survey.written import masked, vietnamese_date


@dataclass(frozen=True, slots=True)
class IdentityCardFacts:
    """The question whose card this is. `end`: the last figures of its number; `born`: a day or a year; `sex` and `roles` by their stored names.

    `member`: (number, name) of whom it fits, None = nobody. `writes`: roles that it adds; `clashes`: (role, what is recorded) where it says otherwise.
    """

    name: str
    sex: str
    born: str
    end: str
    member: tuple[str, Words] | None
    writes: tuple[str, ...]
    clashes: tuple[tuple[str, str], ...]
    elsewhere: str
    yes: int = sure.YES
    no: int = sure.NO
    add: int | None = None
    """The number of the answer that it is somebody else; None where that cannot be."""


def identity_card_facts(session: Session, carding: Carding) -> IdentityCardFacts:
    """What was read, whom it fits, and what is recorded otherwise."""
    told, item = carding.told, carding.item
    members = carded.list_for_cards(session.outline)
    assert members is not None, "it was asked of a list"
    there = bool(item) and session.instance.item(item) is not None
    clashes = carded.clashes(session, members, item, told) if there else ()
    lacking = carded.lacking(session, members, item, told) if there else ()
    other = carded.offers_add(session, carding)
    known = ((role, carded.value_of(session, members, item, role)) for role in clashes)
    return IdentityCardFacts(
        name=told["name"],
        sex=told["sex"],
        born=vietnamese_date(told.get("birth_date") or told["birth_year"]),
        end=masked(told["cccd"]),
        member=(item[-1][1], roster.name_of(session, members, item)) if there else None,
        writes=tuple(role for role in lacking if role not in {"birth_year", *clashes} or "birth_date" not in told),
        clashes=tuple((role, _shown(role, value)) for role, value in known),
        elsewhere=carding.elsewhere,
        add=carded.ADD if other else None,
    )


def _shown(role: str, value: str) -> str:
    return masked(value) if role == "cccd" else vietnamese_date(value) if role == "birth_date" else value
