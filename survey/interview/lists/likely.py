"""What is told of a member and can hardly be so, and who seems to be on the list already: it is asked before it counts."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from survey.interview.asks.outline import Roster
from survey.interview.path.events import Doubt
from survey.interview.session.session import Session
from survey.read import fold
from survey.read.kinship import LABELS, SEX_OF
from survey.state import ItemPath

GROWN = 14
"""Years below which it is asked again whether somebody is a husband, a wife, a parent or the head. No limit of any law."""

GENERATION = 12
"""Years between parent and child below which it is asked again."""

_GROWN_UP = frozenset({"chu_ho", "vo", "chong", "con_dau", "con_re", "bo", "me", "ong", "ba"})
_PARENTS = frozenset({"bo", "me"})
_BORN = frozenset({"birth_year", "birth_month", "birth_date"})

Told = Mapping[str, str]
"""What is known of a member: role ("name", "sex", "birth_year", "relation") -> stored value."""


def told_of(session: Session, roster: Roster, item: ItemPath) -> Told:
    """What is recorded of a member."""
    known = {role: value_of(session, roster, item, role) for role in ("name", "sex", "birth_year", "relation")}
    return {role: value for role, value in known.items() if value}


def value_of(session: Session, roster: Roster, item: ItemPath, role: str) -> str:
    """The member's answer in a role; "" where there is none."""
    question = session.outline.role(roster.repeat, role)
    stored = session.stored(item, question) if question else None
    return stored.value if stored else ""


def twin(told: Told, others: Iterable[Told]) -> bool:
    """Whether this may be one of the others: the same name, marks and capitals left out, and nothing that tells the two apart."""
    return any(
        fold(told.get("name", "")) == fold(other.get("name", ""))
        and all(told.get(role, other.get(role)) == other.get(role, told.get(role)) for role in ("birth_year", "sex"))
        for other in others
    )


def unlikely(told: Told, others: Iterable[Told], today: date) -> tuple[Doubt, ...]:
    """What can hardly be true of a member, by the member's own answers and those of the others in the household."""
    relation, household = told.get("relation", ""), tuple(others)
    return (*_own(told, relation, today), *_second_head(relation, household), *_generations(told, relation, household))


def _own(told: Told, relation: str, today: date) -> Iterator[Doubt]:
    sex, year = told.get("sex"), told.get("birth_year", "")
    called = {"name": told.get("name", ""), "relation": LABELS.get(relation, relation)}
    if sex and SEX_OF.get(relation, sex) != sex:
        yield Doubt("doubt.sex", {**called, "sex": LABELS[sex]}, frozenset({"sex", "relation"}))
    if relation in _GROWN_UP and year.isdecimal() and today.year - int(year) < GROWN:
        age = str(today.year - int(year))
        yield Doubt("doubt.young", {**called, "year": year, "age": age}, frozenset({"relation"}) | _BORN)


def _second_head(relation: str, others: tuple[Told, ...]) -> Iterator[Doubt]:
    head = next((other for other in others if other.get("relation") == "chu_ho"), None)
    if relation == "chu_ho" and head is not None:
        yield Doubt("doubt.head", {"name": head.get("name", "")}, frozenset({"relation"}))


def _generations(told: Told, relation: str, others: tuple[Told, ...]) -> Iterator[Doubt]:
    """Children who are hardly younger than the head, and parents who are hardly older."""
    for elder, younger in _pairs(told, relation, others):
        years = elder.get("birth_year", ""), younger.get("birth_year", "")
        if all(year.isdecimal() for year in years) and int(years[1]) - int(years[0]) < GENERATION:
            params = {"elder": elder.get("name", ""), "elder_year": years[0]}
            params |= {"younger": younger.get("name", ""), "younger_year": years[1]}
            yield Doubt("doubt.generation", params, _BORN if relation == "chu_ho" else frozenset({"relation"}) | _BORN)
            return


def _pairs(told: Told, relation: str, others: tuple[Told, ...]) -> Iterator[tuple[Told, Told]]:
    """(parent, child), as far as the relations to the head tell."""
    for other in others:
        theirs = other.get("relation", "")
        if (relation, theirs) == ("con", "chu_ho") or (relation == "chu_ho" and theirs in _PARENTS):
            yield other, told
        elif (relation, theirs) == ("chu_ho", "con") or (relation in _PARENTS and theirs == "chu_ho"):
            yield told, other
