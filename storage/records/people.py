"""Places, the people who use the bot, and how they are reached."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chat import Address, Outgoing
from survey.workflow.roles import Role


class UnitKind(StrEnum):
    """The levels of the tree."""

    PROVINCE = "province"
    COMMUNE = "commune"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Unit:
    """A place: a province, a commune or one of its groups. `households_total` counts ALL its households and comes with source and year.

    `area`: "rural" | "urban", which threshold of income applies. The four last are a commune's own, "" = none was said.
    """

    code: str
    name: str
    kind: str
    parent: str | None
    area: str
    households_total: int
    source: str
    year: int
    controller: str = ""
    """Who answers for the data, as the notice names it."""
    contact: str = ""
    """Whom people can ask who cannot write with the bot."""
    addressing: str = ""
    """How people are addressed here, as a sentence says it ("anh/chị")."""
    plan: str = ""
    """The series of plans that it follows; "" = all that are there."""

    @property
    def called(self) -> str:
        """The name without what is said about it in brackets."""
        return self.name.partition(" (")[0]


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
    remind_on: str = ""
    """The channel that the person wants to be reminded on; "" = where they wrote last."""
    also: tuple[Role, ...] = ()
    """Roles beside the first."""

    @property
    def roles(self) -> tuple[Role, ...]:
        """All of them, the one by which the person is known first."""
        return (self.role, *self.also)

    def has(self, role: Role) -> bool:
        return role in self.roles


@dataclass(frozen=True, slots=True)
class Account:
    """A person's account on one channel; inactive where the platform says that it is gone or blocked.

    `last_seen_at`: when the person last wrote there, to ten minutes; the time of linking before that.
    """

    person_id: int
    address: Address
    active: bool
    last_seen_at: datetime


class CallReason(StrEnum):
    """Why a person has to be called: no account is known, or none of them could be reached."""

    NO_ACCOUNT = "no_account"
    NOT_REACHED = "not_reached"


@dataclass(frozen=True, slots=True)
class PhoneCall:
    """Somebody who must be told by telephone; `outgoing` as it was to be sent, None where it was wiped or cannot be read."""

    id: int
    person_id: int
    reason: CallReason
    outgoing: Outgoing | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Invite:
    """A code that links an account to a person, once. The code itself is not kept."""

    id: int
    person_id: int
    created_by: int | None
    expires_at: datetime
