"""A list held against the register and brought in: the same for the command line and for the chat. The caller's transaction is the file's."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from handlers.register.importing import Answers, commune_here, groups_of, known_answers
from handlers.talk.wording import VIETNAM
from storage.records import Person, Role, Unit
from storage.work import Work
from survey.register.against import households, service
from survey.register.against.service import KnownPerson, KnownUnit
from survey.register.found import Found, Kind, Question
from survey.register.lexicon import words_of

Changes = households.Plan | service.Lists[KnownPerson] | service.Lists[KnownUnit]


class NoCommuneError(Exception):
    """There is no commune yet, or several and nobody could say of which the list is: nobody can be brought in."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a list is brought in. `answers`: to what was asked; `whole`: all of it or nothing; `new_units`: groups that the commune does not have are added."""

    answers: Answers = field(default_factory=dict)
    whole: bool = False
    new_units: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """What a list comes to. `year`: taken for one that names none, None where every household has its own."""

    found: Found
    changes: Changes
    year: int | None = None

    @property
    def questions(self) -> list[Question]:
        """Everything that has to be asked: what stands there, and who it is."""
        return [*self.found.questions, *getattr(self.changes, "questions", ())]

    @property
    def is_whole(self) -> bool:
        """Whether nothing of the list stays out."""
        return not (self.found.errors or self.questions)

    def as_json(self) -> dict[str, Any]:
        """The object of `import --json`."""
        questions = [{"about": one.about, "value": one.value, "choices": one.choices} for one in self.questions]
        plan = self.changes.as_json() | {"year_taken": self.year}
        return self.found.as_json() | {"questions": questions, "plan": plan}


def hold(work: Work, found: Found, now: datetime, wanted: Wanted) -> Held:
    """What it would change; nothing is changed. Raises NoCommuneError."""
    root = commune_here(work)
    if root is None:
        raise NoCommuneError
    groups = groups_of(work, root)
    codes = {unit.name: unit.code for unit in groups}
    if found.kind is Kind.STAFF:
        keys = {one.key for one in work.people.all()}
        return Held(found, service.people(found.people, _people(work), root.code, codes, keys))
    if found.kind is Kind.UNITS:
        known = [KnownUnit(unit.code, unit.name, unit.households_total, unit.area) for unit in groups]
        keys = {unit.code for unit in work.units.all()}
        may_add = wanted.new_units or not groups
        return Held(found, service.units(found.units, known, root.area, keys, may_add=may_add))
    year = _year_before(work, root, now)
    answers = wanted.answers.get(households.HOUSEHOLD, {})
    plan = households.plan(found.households, work.lists.known(root.code), year, answers)
    untold = any(one.year is None for one in found.households)
    return Held(found, plan, year if untold else None)


def bring_in(work: Work, found: Found, now: datetime, wanted: Wanted) -> tuple[Held, bool]:
    """Write what can be written, and whether that was done: not where all or nothing was wanted and something stays out. Raises NoCommuneError."""
    work.lists.alone()
    held = hold(work, found, now, wanted)
    if wanted.whole and not held.is_whole:
        return held, False
    root = commune_here(work)
    assert root is not None, "hold raised"
    changes = held.changes
    if isinstance(changes, households.Plan):
        codes = {unit.name: unit.code for unit in work.units.all()}
        work.lists.write(root.code, codes, changes.written, now)
    else:
        for one in (*changes.new, *changes.changed):
            _put(work, one, root, now)
    _remember(work, root, wanted.answers)
    return held, True


def _year_before(work: Work, root: Unit, now: datetime) -> int:
    """The year of a list that names none: the one before the round that is going on, else last year."""
    today = now.astimezone(VIETNAM).date()
    current = work.rounds.current_of(root.code, today)
    return (current.year if current else today.year) - 1


def _people(work: Work) -> list[KnownPerson]:
    return [_known(work, one) for one in work.people.all() if one.active]


def _known(work: Work, person: Person) -> KnownPerson:
    phone = work.people.phone(person.id)
    return KnownPerson(person.key, person.name, person.role.value, person.duty, person.units, phone)


def _put(work: Work, one: KnownPerson | KnownUnit, root: Unit, now: datetime) -> None:
    if isinstance(one, KnownUnit):
        year = now.astimezone(VIETNAM).year
        group = Unit(
            code=one.key,
            name=one.name,
            kind="group",
            parent=root.code,
            area=one.area,
            households_total=one.households_total,
            source=root.source,
            year=year,
        )
        work.units.put(group)
        return
    known = work.people.by_key(one.key)
    also = known.also if known is not None else ()
    person = work.people.put(one.key, one.name, Role(one.role), one.duty, one.units, also=also)
    if one.phone is not None:
        work.people.set_phone(person.id, one.phone)


def _remember(work: Work, root: Unit, answers: Answers) -> None:
    """What was said of names that are none of ours is asked again next time: it may have been a mistake."""
    codes = {unit.name: unit.code for unit in work.units.all()}
    said = {words_of(name) for name in answers.get("unit", {})}
    told = known_answers(work, answers)["unit"]
    work.lists.remember(root.code, {name: codes[unit] for name, unit in told.items() if unit and name in said})
