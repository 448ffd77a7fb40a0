"""Who may do what with which households."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from survey.workflow.exporting import RESPONSIBLE
from survey.workflow.roles import Role


class Doing(StrEnum):
    """What somebody may do."""

    CARD = "card"
    """Look at the card of a household."""
    PHONE = "card:phone"
    """… with its telephone numbers."""
    WORDS = "card:words"
    """… with what was said at visits, and what it lacks."""
    PRIVATE = "card:private"
    """Căn cước, ethnicity and health of its people, each time with a reason."""
    LOOKS = "card:looks"
    """Who looked at it."""
    CORRECT = "card:correct"
    """Put the register right."""


@dataclass(frozen=True, slots=True)
class Grant:
    """People of this role and duty ("" = any) may; `own`: only with households that are theirs to review, else with all of their places."""

    role: Role
    duty: str = ""
    own: bool = False


_OWNER = Grant(Role.COLLABORATOR, own=True)
_KEEPERS = (Grant(Role.ADMIN), Grant(Role.OFFICIAL, RESPONSIBLE))
_STAFF = (Grant(Role.CHECKER), Grant(Role.OFFICIAL), Grant(Role.LEADER), Grant(Role.ADMIN))

GRANTS: dict[Doing, tuple[Grant, ...]] = {
    Doing.CARD: (_OWNER, *_STAFF, Grant(Role.OBSERVER)),
    Doing.PHONE: (_OWNER, *_STAFF),
    Doing.WORDS: (_OWNER, *_STAFF),
    Doing.PRIVATE: (_OWNER, Grant(Role.CHECKER), *_KEEPERS),
    Doing.LOOKS: _KEEPERS,
    Doing.CORRECT: _KEEPERS,
}


def may(doing: Doing, roles: Collection[Role], duty: str, *, own: bool) -> bool:
    """`own`: the household is theirs to review."""
    return any(one.role in roles and one.duty in {"", duty} and (own or not one.own) for one in GRANTS[doing])


def roles_of(doing: Doing) -> frozenset[Role]:
    """Those of whom some may."""
    return frozenset(one.role for one in GRANTS[doing])
