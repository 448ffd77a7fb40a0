"""The first things in an empty database: a commune, its groups, and the admin who brings in the rest by chat."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from storage.records import Person, Role, Unit, UnitKind
from storage.work import Work
from survey.read import fold, normalise

AREAS = ("rural", "urban")
LONGEST = 6
_PARTS = re.compile(r"[;\n]|,(?!\d)")
_GROUP = re.compile(r"(?P<name>.+?)\s*[:=]\s*(?P<total>[\d .]+?)(?:\s*hộ)?")


@dataclass(frozen=True, slots=True)
class Group:
    """A group with the number of ALL its households."""

    name: str
    households_total: int


@dataclass(frozen=True, slots=True)
class Founding:
    """What an installation is made of. `source`: where the numbers of households come from."""

    commune: str
    code: str
    area: str
    controller: str
    contact: str
    groups: tuple[Group, ...]
    admin: str
    source: str


class BadGroupsError(ValueError):
    """A part of the text that names no group with its number; the text itself is the message."""


def read_groups(text: str) -> tuple[Group, ...]:
    """Of "tổ dân phố 1: 268; tổ dân phố 2: 251". Raises BadGroupsError with the part that is no such thing, or a group that is named twice."""
    found = tuple(_group(part) for part in _parts(text))
    names = [fold(one.name) for one in found]
    for one in found:
        if names.count(fold(one.name)) > 1 and [other.name for other in found].count(one.name) > 1:
            raise BadGroupsError(one.name)
    return found


def _parts(text: str) -> Iterator[str]:
    return (part for part in map(normalise, _PARTS.split(text)) if part)


def _group(part: str) -> Group:
    said = _GROUP.fullmatch(part)
    # Households are whole: a point before three digits parts thousands.
    number = re.sub(r"[ .](?=\d{3}(?!\d))", "", said["total"]) if said else ""
    if said is None or not number.isdecimal() or len(number) > LONGEST:
        raise BadGroupsError(part)
    return Group(said["name"], int(number))


def code_of(name: str, taken: tuple[str, ...] = ()) -> str:
    """A short name for files and links, from a place's or a person's name: "xa-ba-to"."""
    base = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-") or "x"
    return next(code for code in (base, *(f"{base}-{n}" for n in range(2, 10_000))) if code not in taken)


def found_commune(work: Work, wanted: Founding, now: datetime) -> Person:
    """Write all of it into an empty database; the admin. The caller commits."""
    total = sum(one.households_total for one in wanted.groups)
    commune = Unit(
        code=wanted.code,
        name=wanted.commune,
        kind=UnitKind.COMMUNE,
        parent=None,
        area=wanted.area,
        households_total=total,
        source=wanted.source,
        year=now.year,
        controller=wanted.controller,
        contact=wanted.contact,
    )
    work.units.put(commune)
    codes = [wanted.code]
    for one in wanted.groups:
        codes.append(code_of(one.name, tuple(codes)))
        of_group: dict[str, Any] = {"code": codes[-1], "name": one.name, "kind": UnitKind.GROUP, "parent": wanted.code}
        total = one.households_total
        work.units.put(replace(commune, **of_group, households_total=total, controller="", contact=""))
    return work.people.put(code_of(wanted.admin), wanted.admin, Role.ADMIN, units=[wanted.code])
