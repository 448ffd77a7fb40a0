"""What a list of households would change in the register: which are new, which differ and in what, and who stays although the list lacks them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from itertools import count
from typing import Any

from survey.register.against.known import KnownHousehold, KnownMember, YearFacts
from survey.register.against.matching import HEAD, Register, Unclear, name_of, pairs
from survey.register.found import ListedHousehold, Member, Question

HOUSEHOLD = "household"
"""What a question is about that asks which household one of the list is."""

_FACTS = ("name", "sex", "birth_year", "birth_date", "relation", "ethnicity", "cccd")


@dataclass(frozen=True, slots=True)
class Change:
    """A household that is written. `id`: None for a new one; `what`: which facts differ; `year`, `of_year`: its row of that year, None where it stays."""

    id: int | None
    number: int
    head: str
    unit: str
    address: str
    extra: Mapping[str, str]
    year: int
    of_year: YearFacts | None
    last: tuple[int, YearFacts]
    members: tuple[KnownMember, ...]
    what: tuple[str, ...]


@dataclass(slots=True)
class Plan:
    """What comes of a list. `renumbered`: (number in the list, number that it gets) where another family has that number; `kept`: (household, name)
    of members whom the list lacks; `elsewhere`: (household, name) of listed people whose card another household has.
    """

    new: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    unchanged: int = 0
    questions: list[Question] = field(default_factory=list)
    renumbered: list[tuple[int, int]] = field(default_factory=list)
    kept: list[tuple[int, str]] = field(default_factory=list)
    elsewhere: list[tuple[int, str]] = field(default_factory=list)

    @property
    def written(self) -> list[Change]:
        return [*self.new, *self.changed]

    def as_json(self) -> dict[str, Any]:
        """The counts, and what somebody should look at."""
        return {
            "new": len(self.new),
            "changed": len(self.changed),
            "unchanged": self.unchanged,
            "renumbered": [list(one) for one in self.renumbered],
            "kept_members": [list(one) for one in self.kept],
            "cards_elsewhere": [list(one) for one in self.elsewhere],
            "differences": [{"number": one.number, "what": list(one.what)} for one in self.changed],
        }


def plan(
    listed: Sequence[ListedHousehold],
    known: Sequence[KnownHousehold],
    year: int,
    answers: Mapping[str, str | None],
) -> Plan:
    """`year`: of a list that says none; `answers`: to earlier questions which household one is: its number, None for a new one."""
    register, made = Register(known), Plan()
    decided = [(one, _decide(one, register, made, answers)) for one in listed]
    taken = {one.number for one in known}
    asked = {one.number for one, found in decided if found is None and one.number}
    free = (number for number in count(max({*taken, *asked, 0}) + 1))
    for one, found in decided:
        if isinstance(found, KnownHousehold):
            _hold_against(one, found, one.year or year, made)
        elif found is None:
            number = one.number if one.number and one.number not in taken else next(free)
            taken.add(number)
            if one.number and one.number != number:
                made.renumbered.append((one.number, number))
            made.new.append(_new(one, number, one.year or year))
    _look_elsewhere(decided, known, made)
    return made


def _decide(
    listed: ListedHousehold, register: Register, made: Plan, answers: Mapping[str, str | None]
) -> KnownHousehold | Unclear | None:
    found = register.find(listed)
    if not isinstance(found, Unclear):
        return found
    asked = f"{listed.head}, {listed.unit} ({listed.sheet}, dòng {listed.row})"
    if asked not in answers:
        made.questions.append(Question(HOUSEHOLD, asked, tuple(str(one.number) for one in found.candidates)))
        return found
    chosen = next((one for one in found.candidates if str(one.number) == answers[asked]), None)
    if chosen is not None:
        register.taken.add(chosen.id)
    return chosen


def _new(listed: ListedHousehold, number: int, year: int) -> Change:
    members = tuple(_member(one, ordinal) for ordinal, one in enumerate(_head_first(listed), start=1))
    facts = _year_facts(listed)
    extra = dict(listed.extra)
    return Change(
        None, number, listed.head, listed.unit, listed.address, extra, year, facts, (year, facts), members, ("new",)
    )


def _head_first(listed: ListedHousehold) -> list[Member]:
    return sorted(listed.members, key=lambda one: one.relation != HEAD)


def _year_facts(listed: ListedHousehold) -> YearFacts:
    return YearFacts(listed.category, listed.score_a, listed.score_b)


def _member(listed: Member, ordinal: int) -> KnownMember:
    return KnownMember(ordinal, **{key: getattr(listed, key) for key in _FACTS})


def _hold_against(listed: ListedHousehold, known: KnownHousehold, year: int, made: Plan) -> None:
    """A list of an older year than the newest one adds to the history, and changes nothing of what is known now."""
    of_year = _of_year(listed, known.years.get(year))
    years = {**known.years, **({year: of_year} if of_year else {})}
    last = max(years)
    what = ["year"] if of_year else []
    head, unit, address, extra, members = known.head, known.unit, known.address, dict(known.extra), []
    if year >= known.last_year:
        members = list(_members(listed, known, made))
        head = known.head if name_of(listed.head) == name_of(known.head) else listed.head
        unit, address = listed.unit, listed.address or known.address
        extra |= listed.extra
        before = (known.head, known.unit, known.address, dict(known.extra))
        now = zip(("head", "unit", "address", "extra"), before, (head, unit, address, extra), strict=True)
        what += [key for key, old, new in now if old != new] + (["members"] if members else [])
    if not what:
        made.unchanged += 1
        return
    change = (known.id, known.number, head, unit, address, extra, year, of_year, (last, years[last]))
    made.changed.append(Change(*change, tuple(members), tuple(what)))


def _of_year(listed: ListedHousehold, before: YearFacts | None) -> YearFacts | None:
    """What is written for the year; a blank cell takes nothing away, and what a review found stays."""
    if before is not None and before.kept:
        return None
    score_a = listed.score_a if listed.score_a is not None or before is None else before.score_a
    score_b = listed.score_b if listed.score_b is not None or before is None else before.score_b
    now = YearFacts(listed.category, score_a, score_b)
    return None if now == before else now


def _members(listed: ListedHousehold, known: KnownHousehold, made: Plan) -> Iterator[KnownMember]:
    """Those who are new, and those of whom something differs. Whom the list lacks stays; only the head is the head no more."""
    found = pairs(listed.members, known.members)
    ordinals = count(known.last_ordinal + 1)
    for place, member in enumerate(listed.members):
        same = found.get(place)
        now = _merged(member, same) if same else _member(member, next(ordinals))
        if now != same:
            yield now
    there = {one.ordinal for one in found.values()}
    for one in known.members:
        if one.ordinal not in there:
            made.kept.append((known.number, one.name))
            if one.relation == HEAD:
                yield KnownMember(**{**asdict(one), "relation": None})


def _merged(listed: Member, known: KnownMember) -> KnownMember:
    """What the list says, and where it says nothing, what was known. A year that is the same leaves a whole date."""
    facts: dict[str, Any] = {}
    for key in _FACTS:
        said = getattr(listed, key)
        facts[key] = said if said is not None else getattr(known, key)
    birth: date | None = listed.birth_date
    if birth is None and known.birth_date is not None and facts["birth_year"] != known.birth_date.year:
        facts["birth_date"] = None
    if name_of(listed.name) == name_of(known.name):
        facts["name"] = known.name
    return KnownMember(known.ordinal, **facts)


def _look_elsewhere(
    decided: Sequence[tuple[ListedHousehold, KnownHousehold | Unclear | None]],
    known: Sequence[KnownHousehold],
    made: Plan,
) -> None:
    """Listed people whose card stands in the register under another household: shown, nobody is moved."""
    cards = {member.cccd: one for one in known for member in one.members if member.cccd}
    for listed, found in decided:
        for member in listed.members:
            other = cards.get(member.cccd) if member.cccd else None
            if other is not None and not (isinstance(found, KnownHousehold) and found.id == other.id):
                made.elsewhere.append((other.number, member.name))
