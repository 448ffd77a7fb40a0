"""Places, the people who use the bot, and how they are reached."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chat import Address


class Role(StrEnum):
    """What a person may do; one role a person."""

    COLLABORATOR = "collaborator"
    CHECKER = "checker"
    OFFICIAL = "official"
    LEADER = "leader"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Unit:
    """A place: the commune or one of its groups. `households_total` counts ALL its households and comes with source and year."""

    code: str
    name: str
    kind: str  # "commune" | "group"
    parent: str | None
    area: str  # "rural" | "urban": which threshold of income applies
    households_total: int
    source: str
    year: int


@dataclass(frozen=True, slots=True)
class Person:
    """A user of the bot. `duty` is the official's field of the programme ("culture_social", …), "" for others."""

    id: int
    key: str
    name: str
    role: Role
    duty: str = ""
    active: bool = True
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """A person's account on one channel; inactive where the platform says that it is gone or blocked."""

    person_id: int
    address: Address
    active: bool


@dataclass(frozen=True, slots=True)
class Invite:
    """A code that links an account to a person, once. The code itself is not kept."""

    id: int
    person_id: int
    created_by: int | None
    expires_at: datetime
