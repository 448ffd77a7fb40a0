"""The demo commune: places and people from a file, households invented from lists of names, the same at every run."""

from collections.abc import Mapping
from datetime import datetime
from random import Random

from chat import Address
from storage.demo.families import Family, Inventor
from storage.demo.reading import Demo, Place, read_demo
from storage.errors import StorageError
from storage.records import Category, Role, Unit
from storage.work import Work

WEB = ("web", "demo")


class DemoError(StorageError):
    """The demo commune cannot be loaded here."""


def load_demo(work: Work, content: bytes, at: datetime) -> None:
    """Fills an empty database from `content/units/demo.toml` and marks it as demo; `at` is the time of everything in it.

    Everybody gets an account on the web chat whose chat and user are the person's key. The caller commits. Raises DemoError, ContentError.
    """
    if not work.meta.is_empty():
        raise DemoError("the demo commune is loaded into an empty database only; start with another database.url")
    demo = read_demo(content)
    _places(work, demo)
    _households(work, demo, _people(work, demo, at), at)
    work.meta.set("demo", "1")


def _places(work: Work, demo: Demo) -> None:
    total = sum(group.households_total for group in demo.groups)
    work.units.put(_unit(demo.commune, "commune", None, total))
    for group in demo.groups:
        work.units.put(_unit(group, "group", demo.commune.code, group.households_total))


def _unit(place: Place, kind: str, parent: str | None, total: int) -> Unit:
    return Unit(
        code=place.code,
        name=place.name,
        kind=kind,
        parent=parent,
        households_total=total,
        area=place.area,
        source=place.source,
        year=place.year,
    )


def _people(work: Work, demo: Demo, at: datetime) -> dict[str, list[int]]:
    """Collaborators by group."""
    collaborators: dict[str, list[int]] = {}
    for one in demo.people:
        person = work.people.put(one.key, one.name, one.role, one.duty, one.units)
        work.people.link(person.id, Address(*WEB, person.key, person.key), at)
        if person.has(Role.COLLABORATOR):
            for code in person.units:
                collaborators.setdefault(code, []).append(person.id)
    return collaborators


def _households(work: Work, demo: Demo, collaborators: Mapping[str, list[int]], at: datetime) -> None:
    """Numbered through the groups; a household that the file describes takes the place of the invented one of its number."""
    row = demo.round
    held = work.rounds.put(
        demo.commune.code, row.key, row.year, row.kind, starts=row.starts, ends=row.ends, form_key=row.form
    )
    random = Random(demo.seed)  # noqa: S311 - the same names at every run, nothing secret
    inventor = Inventor(random, demo.names, held.year - 1)
    for described in demo.described.values():
        inventor.reserve(described.members[0].name)
    number = 0
    for group in demo.groups:
        for category in _mixed(random, group):
            number += 1
            household = _put(
                work,
                (demo.commune.code, group.code, number),
                demo.described.get(number) or inventor.family(category),
                held.year - 1,
            )
            owners = collaborators[group.code]
            work.assignments.put(held.id, household, owners[number % len(owners)], at)


def _mixed(random: Random, group: Place) -> list[Category]:
    """Last year's classes of a group in no particular order."""
    left = {Category.POOR: group.poor, Category.NEAR_POOR: group.near_poor}
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
