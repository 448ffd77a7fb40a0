"""Who is in the tests of storage."""

from dataclasses import dataclass
from datetime import UTC, datetime

from chat import Address, Incoming, Kind
from storage import Database

NOW = datetime(2025, 11, 3, 1, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Commune:
    """What `commune` put into the database."""

    database: Database
    collaborator: int
    other: int
    official: int
    round_id: int
    form_id: int
    household: int
    assignment: int


def address(user: str = "7000000001", chat: str = "") -> Address:
    return Address("telegram", "bot", chat or user, user)


def incoming(key: str, text: str = "1", user: str = "7000000001") -> Incoming:
    return Incoming(address(user), key, Kind.TEXT, NOW, text, seq=int(key) if key.isdigit() and len(key) < 19 else None)
