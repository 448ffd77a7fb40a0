"""What a file is made of, the same for the command line and for the chat."""

from collections.abc import Collection
from datetime import datetime

from handlers.exports.households import check_round, list_of, round_of
from handlers.exports.wanted import Wanted
from handlers.talk.services import Services
from handlers.talk.wording import local
from storage.records import Access, Act, Person
from storage.work import Work
from survey.exports.work import About, task


def gather(work: Work, services: Services, wanted: Wanted, units: Collection[str] | None, now: datetime) -> bytes:
    """For `survey.exports.work.make`. `units`: codes of what may be seen, None = everything. Raises NothingToExportError."""
    table, households = list_of(work, services, wanted, units, now)
    return task([table], wanted.format.value, About(_name(services, wanted, now), households))


def check(work: Work, wanted: Wanted, now: datetime) -> None:
    """Raises NothingToExportError where it is known beforehand that nothing can be made."""
    check_round(wanted, round_of(work, wanted, now))


def units_of(work: Work, person: Person, wanted: Wanted) -> frozenset[str] | None:
    """Codes of what of it the person may see; None = everything."""
    every = work.units.all()
    whole = {unit.code for unit in every if unit.parent is None}
    own = None if not person.units or whole & set(person.units) else frozenset(person.units)
    if not wanted.unit:
        return own
    return frozenset({wanted.unit}) & own if own is not None else frozenset({wanted.unit})


def _name(services: Services, wanted: Wanted, now: datetime) -> str:
    """Of the file: "ho-ngheo-tdp-6-2025-11-03.xlsx"."""
    parts = (services.texts(f"export.file.{wanted.kind.value}"), wanted.unit, local(now).date().isoformat())
    return "-".join(part for part in parts if part) + f".{wanted.format.ending}"


def access_of(wanted: Wanted, about: About, at: datetime, by: int | None, account: str = "") -> Access:
    """What is noted of it."""
    return Access(Act.EXPORT, at, by, account, wanted.subject, about.households, sensitive=wanted.sensitive)
