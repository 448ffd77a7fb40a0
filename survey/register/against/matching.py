"""Who of a list is who in the register: a member by their card, else by name and birth; a household by its number, else by its head."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from survey.register.against.known import KnownHousehold, KnownMember
from survey.register.found import ListedHousehold, Member

HEAD = "chu_ho"
_Head = tuple[str, str]
T = TypeVar("T")


def name_of(name: str) -> str:
    """A name as it is compared: its marks count, capitals do not."""
    return name.casefold()


def pairs(listed: Sequence[Member], known: Sequence[KnownMember]) -> dict[int, KnownMember]:
    """Who is already known, by the place in the list: first those of one card, then of one name and birth, then of one name where nobody else has it."""
    found: dict[int, KnownMember] = {}
    left = list(known)
    for fits in (_same_card, _same_birth, _same_name):
        for place, member in enumerate(listed):
            fitting = [one for one in left if place not in found and fits(member, one)]
            if len(fitting) == 1 or (fitting and fits is not _same_name):
                found[place] = fitting[0]
                left.remove(fitting[0])
    return found


def _same_card(listed: Member, known: KnownMember) -> bool:
    return listed.cccd is not None and listed.cccd == known.cccd


def _same_birth(listed: Member, known: KnownMember) -> bool:
    return _same_name(listed, known) and listed.birth_year is not None and listed.birth_year == known.birth_year


def _same_name(listed: Member, known: KnownMember) -> bool:
    return name_of(listed.name) == name_of(known.name) and (listed.sex is None or listed.sex == known.sex)


def is_related(listed: ListedHousehold, known: KnownHousehold) -> bool:
    """Whether they have anybody in common, who is not told apart by the year of birth."""
    return any(
        _same_card(one, other) or (_same_name(one, other) and not _apart(one, other))
        for one in listed.members
        for other in known.members
    )


def _apart(listed: Member, known: KnownMember) -> bool:
    return None not in {listed.birth_year, known.birth_year} and listed.birth_year != known.birth_year


@dataclass(frozen=True, slots=True)
class Unclear:
    """Several households, or one of which too little is known, may be the one of the list."""

    candidates: tuple[KnownHousehold, ...]


@dataclass
class Register:
    """The households of the commune, found by number and by head. A household is found once for each list."""

    known: Sequence[KnownHousehold]
    taken: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.by_number: Mapping[int, KnownHousehold] = {one.number: one for one in self.known}
        self._by_head = _grouped((_key(one.head, one.unit), one) for one in self.known)
        heads = ((one.head_member, one) for one in self.known)
        self._by_card = _grouped((head.cccd, one) for head, one in heads if head and head.cccd)

    def find(self, listed: ListedHousehold) -> KnownHousehold | Unclear | None:
        """The same household, None for one that is new. What is found is not found for another row of the list again."""
        found = self._find(listed)
        if isinstance(found, KnownHousehold):
            self.taken.add(found.id)
        return found

    def _find(self, listed: ListedHousehold) -> KnownHousehold | Unclear | None:
        numbered = self.by_number.get(listed.number or 0)
        if numbered is not None and numbered.id not in self.taken and is_related(listed, numbered):
            return numbered
        head = head_of(listed)
        same_card = self._free(self._by_card.get(head.cccd, ())) if head.cccd else []
        if len(same_card) == 1:
            return same_card[0]
        named = self._free(self._by_head.get(_key(listed.head, listed.unit), ()))
        fitting = [one for one in named if one.head_member is None or not _apart(head, one.head_member)]
        return _the_one(listed, fitting)

    def _free(self, found: Iterable[KnownHousehold]) -> list[KnownHousehold]:
        return [one for one in found if one.id not in self.taken]


def _the_one(listed: ListedHousehold, fitting: list[KnownHousehold]) -> KnownHousehold | Unclear | None:
    """Of households whose heads have this name and live there: one that is surely the same, else a question."""
    exact = [one for one in fitting if _all_the_same(listed, one)]
    if exact:
        return exact[0]
    sure = [one for one in fitting if _is_sure(listed, one)]
    if len(sure) == 1:
        return sure[0]
    return Unclear(tuple(fitting)) if fitting else None


def _all_the_same(listed: ListedHousehold, known: KnownHousehold) -> bool:
    found = pairs(listed.members, known.members)
    births = all(listed.members[place].birth_year == one.birth_year for place, one in found.items())
    return births and len(listed.members) == len(known.members) == len(found)


def _is_sure(listed: ListedHousehold, known: KnownHousehold) -> bool:
    """One birth year of the head, or somebody else in common."""
    head = known.head_member
    return (head is not None and _same_birth(head_of(listed), head)) or len(pairs(listed.members, known.members)) > 1


def head_of(listed: ListedHousehold) -> Member:
    return next(one for one in listed.members if one.relation == HEAD)


def _key(head: str, unit: str) -> _Head:
    return name_of(head), unit


def _grouped(found: Iterator[tuple[T, KnownHousehold]]) -> Mapping[T, list[KnownHousehold]]:
    groups: dict[T, list[KnownHousehold]] = defaultdict(list)
    for key, household in found:
        groups[key].append(household)
    return groups
