"""Invented households for the demo commune: plausible families, no real person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from storage.records import Category

PROVINCE = "051"
MALE, FEMALE = "nam", "nu"
_TRIES = 1000


@dataclass(frozen=True, slots=True)
class Names:
    """Names of one people; `share` in per cent of the households, `ethnicity` = its code in the form's table."""

    ethnicity: str
    share: int
    family: Sequence[str]
    male_middle: Sequence[str]
    female_middle: Sequence[str]
    male: Sequence[str]
    female: Sequence[str]


@dataclass(frozen=True, slots=True)
class FamilyMember:
    """`relation` = the form's choice ("chu_ho", "vo", "con", …)."""

    name: str
    sex: str
    birth_year: int
    relation: str
    birth_date: date | None = None
    cccd: str | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """A household; the first member is its head."""

    ethnicity: str
    category: Category
    score_a: int
    score_b: int
    members: tuple[FamilyMember, ...]


class Inventor:
    """Makes one household after another; no two of them have a head, and no household two members, of the same name."""

    def __init__(self, random: Random, names: Sequence[Names], last_year: int) -> None:
        self._random = random
        self._names = names
        self._last_year = last_year
        self._heads: set[str] = set()

    def family(self, category: Category) -> Family:
        """Two to seven people of up to three generations, and scores that fit last year's class (rural: A ≤ 140; B ≥ 30 = poor)."""
        random = self._random
        people = self._names[0] if _chance(random, self._names[0].share / 100) else self._names[1]
        score_b = 30 + 10 * _below(random, 4) if category is Category.POOR else 10 * _below(random, 3)
        members = self._couple(people)
        father = next((member for member in members if member.sex == MALE), members[0]).name.split()[0]
        mother_born = next((member for member in members if member.sex == FEMALE), members[0]).birth_year
        for _ in range(_below(random, 4)):
            born = mother_born + 19 + _below(random, 20)
            if born <= self._last_year:
                members.append(self._person(people, members, "con", born, family=father))
        if _chance(random, 0.25) or len(members) < 2:
            members.append(self._parent(people, members))
        return Family(people.ethnicity, category, 90 + _below(random, 51), score_b, tuple(members))

    def _couple(self, people: Names) -> list[FamilyMember]:
        random = self._random
        born = self._last_year - 25 - _below(random, 50)
        sex = MALE if _chance(random, 0.75) else FEMALE
        head = self._head(people, born, sex)
        if not _chance(random, 0.85 if sex == MALE else 0.3):
            return [head]
        other, relation = (FEMALE, "vo") if sex == MALE else (MALE, "chong")
        return [head, self._person(people, [head], relation, born - 3 + _below(random, 8), sex=other)]

    def _head(self, people: Names, born: int, sex: str) -> FamilyMember:
        for _ in range(_TRIES):
            head = self._person(people, [], "chu_ho", born, sex=sex)
            if head.name not in self._heads:
                self._heads.add(head.name)
                return head
        raise ValueError(f"the list of names for {people.ethnicity} (too short for so many households)")

    def reserve(self, name: str) -> None:
        """The head of a household that is described elsewhere."""
        self._heads.add(name)

    def _parent(self, people: Names, members: Sequence[FamilyMember]) -> FamilyMember:
        head = members[0]
        mother = _chance(self._random, 0.75)
        born = head.birth_year - 20 - _below(self._random, 6)
        if mother:
            return self._person(people, members, "me", born, sex=FEMALE)
        return self._person(people, members, "bo", born, sex=MALE, family=head.name.split()[0])

    def _person(
        self,
        people: Names,
        others: Sequence[FamilyMember],
        relation: str,
        born: int,
        *,
        sex: str = "",
        family: str = "",
    ) -> FamilyMember:
        random = self._random
        sex = sex or (MALE if _chance(random, 0.5) else FEMALE)
        taken = {other.name for other in others}
        name = next((name for _ in range(_TRIES) if (name := self._name(people, sex, family)) not in taken), "")
        if not name:
            raise ValueError(f"the list of names for {people.ethnicity} (too short for one household)")
        # Many elders know the year only.
        birth_date = (
            date(born, 1, 1) + timedelta(days=_below(random, 365))
            if _chance(random, 0.3 if born < 1965 else 0.8)
            else None
        )
        cccd = _cccd(random, sex, born) if born <= 2010 and _chance(random, 0.9) else None
        return FamilyMember(name, sex, born, relation, birth_date, cccd)

    def _name(self, people: Names, sex: str, family: str) -> str:
        middle, given = (people.male_middle, people.male) if sex == MALE else (people.female_middle, people.female)
        return (
            f"{family or _pick(self._random, people.family)} {_pick(self._random, middle)} {_pick(self._random, given)}"
        )


def _cccd(random: Random, sex: str, born: int) -> str:
    """The structure of a căn cước number (province, century and sex, year of birth, six more digits); the number is invented."""
    century = 2 * (born // 100 - 19) + (sex == FEMALE)
    return f"{PROVINCE}{century}{born % 100:02d}{_below(random, 1_000_000):06d}"


def _chance(random: Random, share: float) -> bool:
    return random.random() < share


def _below(random: Random, bound: int) -> int:
    """Only `random()` itself is promised to be the same in every Python."""
    return int(random.random() * bound)


def _pick(random: Random, words: Sequence[str]) -> str:
    return words[_below(random, len(words))]
