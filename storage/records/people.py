"""Places, the people who use the bot, and how they are reached."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chat import Address, Outgoing
from survey.workflow.roles import Role


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
    remind_on: str = ""
    """The channel that the person wants to be reminded on; "" = where they wrote last."""


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
