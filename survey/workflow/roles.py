"""Who acts: a role, and whether the matter is one's own."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person may do."""

    COLLABORATOR = "collaborator"
    CHECKER = "checker"
    OFFICIAL = "official"
    LEADER = "leader"
    ADMIN = "admin"
    OBSERVER = "observer"


RESPONSIBLE = "culture_social"
"""The duty of the official who keeps the list of poor households."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who wants a move. `role` None: the program itself (a first list). `owns`: the household is theirs, or they opened the form. `also`: further roles.

    `took_part`: something in the interview is from them.
    """

    role: Role | None
    owns: bool = False
    also: frozenset[Role] = frozenset()
    took_part: bool = False
    duty: str = ""
    """An official's field of the programme."""


@dataclass(frozen=True, slots=True)
class Permission:
    """A role that may, with whatever lies in their places. `own`: only with what is theirs; `apart`: only with what is not, and where they asked nothing
    themselves; `duty`: only officials of this one ("" = any). `role` None: the program itself.
    """

    role: Role | None
    own: bool = False
    apart: bool = False
    duty: str = ""

    def fits(self, actor: Actor) -> bool:
        """Whether role and duty are right, owned or not."""
        return (self.role is actor.role or self.role in actor.also) and self.duty in {"", actor.duty}

    def allows(self, actor: Actor) -> bool:
        if self.apart and (actor.owns or actor.took_part):
            return False
        return self.fits(actor) and (actor.owns or not self.own)
