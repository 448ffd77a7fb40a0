"""The demo commune: places and people from a file, households invented from lists of names, the same at every run."""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from random import Random
from typing import Any

from chat import Address
from storage.demo.families import Family, Inventor, Names
from storage.errors import StorageError
from storage.records import Category, Role, Unit
from storage.work import Work

WEB = ("web", "demo")


class DemoError(StorageError):
    """The file of the demo commune cannot be used."""


def load_demo(work: Work, content: bytes, at: datetime) -> None:
    """Fills an empty database from `content/units/demo.toml` and marks it as demo; `at` is the time of everything in it.

    Everybody gets an account on the web chat whose chat and user are the person's key. The caller commits.
    """
    if not work.meta.is_empty():
        raise DemoError("the demo commune is loaded into an empty database only; start with another database.url")
    try:
        data = tomllib.loads(content.decode())
        _places(work, data)
        people = _people(work, data["person"], at)
        _households(work, data, people, at)
    except (KeyError, TypeError, ValueError) as error:
        raise DemoError(
            f"demo commune: {error} is missing or wrong; see the comments in content/units/demo.toml"
        ) from error
    work.meta.set("demo", "1")


def _places(work: Work, data: Mapping[str, Any]) -> None:
    commune = data["commune"]
    total = sum(group["households_total"] for group in data["group"])
    shared = {name: commune[name] for name in ("area", "source", "year")}
    work.units.put(
        Unit(code=commune["code"], name=commune["name"], kind="commune", parent=None, households_total=total, **shared)
    )
    for group in data["group"]:
        chosen = shared | {name: group[name] for name in shared if name in group}
        total = group["households_total"]
        work.units.put(
            Unit(
                code=group["code"],
                name=group["name"],
                kind="group",
                parent=commune["code"],
                households_total=total,
                **chosen,
            )
        )


def _people(work: Work, people: list[Mapping[str, Any]], at: datetime) -> dict[str, list[int]]:
    """Collaborators by group."""
    collaborators: dict[str, list[int]] = {}
    for row in people:
        person = work.people.put(row["key"], row["name"], Role(row["role"]), row.get("duty", ""), row["units"])
        work.people.link(person.id, Address(*WEB, person.key, person.key), at)
        if person.role is Role.COLLABORATOR:
            for code in person.units:
                collaborators.setdefault(code, []).append(person.id)
    return collaborators


def _households(work: Work, data: Mapping[str, Any], collaborators: Mapping[str, list[int]], at: datetime) -> None:
    """Numbered through the groups; a household that the file describes takes the place of the invented one of its number."""
    row = data["round"]
    held = work.rounds.put(
        row["key"], row["year"], row["kind"], starts=row["starts"], ends=row["ends"], form_key=row["form"]
    )
    random = Random(data["seed"])  # noqa: S311 - the same names at every run, nothing secret
    inventor = Inventor(random, tuple(Names(**names) for names in data["names"]), held.year - 1)
    given = {household["number"]: Family.from_data(household) for household in data["household"]}
    for described in given.values():
        inventor.reserve(described.members[0].name)
    number = 0
    for group in data["group"]:
        for category in _mixed(random, group):
            number += 1
            household = _put(
                work,
                (data["commune"]["code"], group["code"], number),
                given.get(number) or inventor.family(category),
                held.year - 1,
            )
            owners = collaborators[group["code"]]
            work.assignments.put(held.id, household, owners[number % len(owners)], at)


def _mixed(random: Random, group: Mapping[str, Any]) -> list[Category]:
    """Last year's classes of a group in no particular order."""
    left = {Category.POOR: group["poor"], Category.NEAR_POOR: group["near_poor"]}
    order = []
    while sum(left.values()):
        category = Category.POOR if random.random() * sum(left.values()) < left[Category.POOR] else Category.NEAR_POOR
        left[category] -= 1
        order.append(category)
    return order


def _put(work: Work, place: tuple[str, str, int], chosen: Family, last_year: int) -> int:
    commune, group, number = place
    household = work.households.put(
        commune,
        number,
        group,
        chosen.members[0].name,
        last_category=chosen.category,
        last_score_a=chosen.score_a,
        last_score_b=chosen.score_b,
        last_year=last_year,
    )
    for ordinal, member in enumerate(chosen.members, 1):
        work.households.put_member(
            household,
            ordinal,
            member.name,
            member.sex,
            member.relation,
            birth_year=member.birth_year,
            birth_date=member.birth_date,
            ethnicity=chosen.ethnicity,
            cccd=member.cccd,
        )
    return household
