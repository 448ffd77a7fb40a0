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


@dataclass(frozen=True, slots=True)
class Actor:
    """Who wants a move. `role` None: the program itself (a first list). `owns`: the household is theirs, or they opened the form. `also`: further roles.

    `took_part`: something in the interview is from them.
    """

    role: Role | None
    owns: bool = False
    also: frozenset[Role] = frozenset()
    took_part: bool = False


@dataclass(frozen=True, slots=True)
class Permission:
    """A role that may; `own`: only with what is theirs; `apart`: only with what is not, and where they asked nothing themselves."""

    role: Role | None
    own: bool = False
    apart: bool = False

    def fits(self, actor: Actor) -> bool:
        """Whether the role is right, owned or not."""
        return self.role is actor.role or self.role in actor.also

    def allows(self, actor: Actor) -> bool:
        if self.apart and (actor.owns or actor.took_part):
            return False
        return self.fits(actor) and (actor.owns or not self.own)
