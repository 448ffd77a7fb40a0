"""What a list of staff or of groups would change: who and what is new, what differs."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any, Generic, Protocol, TypeVar

from survey.read import fold
from survey.register.found import COMMUNE, ListedPerson, ListedUnit


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody who works with the bot. `units`: codes; `phone` in E.164, None where it is not known."""

    key: str
    name: str
    role: str
    duty: str
    units: tuple[str, ...]
    phone: str | None


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A group of the commune. `households_total` of all households, also those on no list."""

    key: str
    name: str
    households_total: int
    area: str


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...


Keyed = TypeVar("Keyed", bound=_Keyed)


@dataclass(slots=True)
class Lists(Generic[Keyed]):
    """What is written: all of `new` and `changed`. `namesakes`: names that somebody else of the list or of the register has too; `left_out`: groups that are none of the commune's."""

    new: list[Keyed] = field(default_factory=list)
    changed: list[Keyed] = field(default_factory=list)
    unchanged: int = 0
    namesakes: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The counts, and what somebody should look at."""
        counts = {"new": len(self.new), "changed": len(self.changed), "unchanged": self.unchanged}
        return counts | {"namesakes": self.namesakes, "left_out": self.left_out}


def _told_apart(before: Mapping[str, Keyed], now: Mapping[str, Keyed], seen: Iterable[str]) -> Lists[Keyed]:
    """What became of those who are in the list, each once."""
    made: Lists[Keyed] = Lists()
    for key in dict.fromkeys(seen):
        if key not in before:
            made.new.append(now[key])
        elif now[key] != before[key]:
            made.changed.append(now[key])
        else:
            made.unchanged += 1
    return made


def people(
    listed: Sequence[ListedPerson],
    known: Sequence[KnownPerson],
    commune: str,
    units: Mapping[str, str],
    taken: Collection[str] = (),
) -> Lists[KnownPerson]:
    """Somebody of the same name and role with the same telephone number, or with a group in common, is the same person. `taken`: keys of people who left."""
    before = {one.key: one for one in known}
    there, seen, namesakes = dict(before), [], []
    for one in listed:
        unit = commune if one.unit == COMMUNE else units[one.unit]
        same = next((who for who in there.values() if _is_same(one, unit, who)), None)
        if same is None:
            if any(who.name.casefold() == one.name.casefold() for who in there.values()):
                namesakes.append(one.name)
            now = KnownPerson(_free_key(one.name, {*there, *taken}), one.name, one.role, one.duty, (unit,), one.phone)
        else:
            where = same.units if unit in same.units else (*same.units, unit)
            now = replace(same, duty=one.duty or same.duty, units=where, phone=one.phone or same.phone)
        there[now.key] = now
        seen.append(now.key)
    made = _told_apart(before, there, seen)
    made.namesakes += dict.fromkeys(namesakes)
    return made


def _is_same(listed: ListedPerson, unit: str, known: KnownPerson) -> bool:
    if (listed.name.casefold(), listed.role) != (known.name.casefold(), known.role):
        return False
    if listed.phone and known.phone:
        return listed.phone == known.phone or unit in known.units
    return unit in known.units


def units(
    listed: Iterable[ListedUnit], known: Sequence[KnownUnit], area: str, taken: Collection[str] = (), *, may_add: bool
) -> Lists[KnownUnit]:
    """Groups by their names; what the list does not say stays, or is the commune's. Without `may_add` no group is new."""
    before = {one.key: one for one in known}
    there, keys, left_out = dict(before), {one.name.casefold(): one.key for one in known}, []
    for one in listed:
        key = keys.get(one.name.casefold())
        if key is None and not may_add:
            left_out.append(one.name)
            continue
        key = key or _free_key(one.name, {*there, *taken})
        base = there.get(key) or KnownUnit(key, one.name, 0, area)
        total = base.households_total if one.households_total is None else one.households_total
        there[key] = replace(base, households_total=total, area=one.area or base.area)
        keys[one.name.casefold()] = key
    made = _told_apart(before, there, [keys[one.name.casefold()] for one in listed if one.name.casefold() in keys])
    made.left_out += left_out
    return made


def _free_key(name: str, taken: Collection[str]) -> str:
    """A key made from a name: "dinh-van-rin", the next one "dinh-van-rin-2"."""
    base = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-") or "x"
    keys = (base if number == 1 else f"{base}-{number}" for number in count(1))
    return next(key for key in keys if key not in taken)
