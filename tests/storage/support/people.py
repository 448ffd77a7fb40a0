"""Who is in the tests of storage."""

from dataclasses import dataclass
from datetime import UTC, datetime

from chat import Address, Incoming, Kind
from storage import Database, Work
from storage.records import Consent

NOW = datetime(2025, 11, 3, 1, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Commune:
    """What `commune` put into the database."""

    database: Database
    collaborator: int
    other: int
    checker: int
    official: int
    round_id: int
    form_id: int
    household: int
    assignment: int


def begun(work: Work, commune: Commune) -> int:
    """The collaborator's household has consented: its interview is under way."""
    one = work.interviews.create(commune.assignment, commune.form_id, "nd07-2021", commune.collaborator, NOW).id
    work.interviews.give_consent(one, said(commune, given=True))
    return one


def said(commune: Commune, *, given: bool, by: int | None = None) -> Consent:
    return Consent("consent", given=given, by=by or commune.collaborator, at=NOW, text_version="1")


def address(user: str = "7000000001", chat: str = "") -> Address:
    return Address("telegram", "bot", chat or user, user)


def incoming(key: str, text: str = "1", user: str = "7000000001") -> Incoming:
    return Incoming(address(user), key, Kind.TEXT, NOW, text, seq=int(key) if key.isdigit() and len(key) < 19 else None)
