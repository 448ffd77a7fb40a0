"""The one table of rights: who may do what, with which households. Commands, files, moves and whatever else asks are ruled by it; `/quyen` and the guide show it.

What is done is named by its kind and name: `command.ho`, `file.poor`, or one of `Doing`. A right is a row here and nowhere else.
"""

from collections.abc import Collection, Mapping
from enum import StrEnum

from survey.workflow.roles import RESPONSIBLE, Permission, Role


class Doing(StrEnum):
    """What is neither a command nor a file."""

    REVIEW = "do.review"
    """Open a household's interview, record it and its visits, hand it in and open it again."""
    CHECK = "do.check"
    """Look through what was handed in: pass it, give it back."""
    ASSIGN = "do.assign"
    """Put households on the list of a round and give them to people."""
    FILL = "do.fill"
    """Fill in forms that stand by themselves."""
    REPORT = "do.report"
    """Fill in reports."""
    PUBLISH = "do.publish"
    """Send a form, try it out and publish it."""
    LIST = "do.list"
    """Bring in a list of households."""
    STAFF = "do.staff"
    """Bring in a list of staff or of groups."""
    ANSWER = "do.answer"
    """Put households that ask for it on the list, or refuse them with a reason."""
    TASKS = "do.tasks"
    """Say of the tasks of the plan how far they are; to look at them is a command."""
    QUOTA = "do.quota"
    """Hear how much of the plans of the bots is used up."""
    CARD = "card.see"
    """Look at the card of a household."""
    PHONE = "card.phone"
    """… with its telephone numbers."""
    WORDS = "card.words"
    """… with what was said at visits, and what it lacks."""
    PRIVATE = "card.private"
    """Căn cước, ethnicity and health of its people, each time with a reason."""
    LOOKS = "card.looks"
    """Who looked at it."""
    CORRECT = "card.correct"
    """Put the register right."""
    FULL = "file.full"
    """… files with căn cước and ethnicity."""


_OWNER = (Permission(Role.COLLABORATOR, own=True),)
_CHECKER, _LEADER, _ADMIN = (Permission(Role.CHECKER),), (Permission(Role.LEADER),), (Permission(Role.ADMIN),)
_OFFICIAL, _OBSERVER = (Permission(Role.OFFICIAL),), (Permission(Role.OBSERVER),)
_KEEPERS = (Permission(Role.OFFICIAL, duty=RESPONSIBLE), *_ADMIN)
_STAFF = (*_CHECKER, *_OFFICIAL, *_LEADER, *_ADMIN)
_EVERYONE = tuple(map(Permission, Role))

RIGHTS: Mapping[str, tuple[Permission, ...]] = {
    "command.start": _EVERYONE,
    "command.trogiup": _EVERYONE,
    "command.danhsach": _OWNER,
    "command.rasoat": _OWNER,
    "command.phieu": tuple(Permission(role) for role in Role if role is not Role.OBSERVER),
    "command.tonghop": (*_LEADER, *_OBSERVER),
    "command.dotrasoat": _KEEPERS,
    "command.phancong": _KEEPERS,
    "command.denghi": (Permission(Role.COLLABORATOR), *_OFFICIAL, *_ADMIN),
    "command.kiemtra": (*_CHECKER, Permission(Role.OFFICIAL, duty=RESPONSIBLE)),
    "command.danhba": _ADMIN,
    "command.moi": _ADMIN,
    "command.nhiemvu": (*_OFFICIAL, *_LEADER),
    "command.xuat": _STAFF,
    "command.ho": (*_OWNER, *_STAFF, *_OBSERVER),
    "command.quyen": _ADMIN,
    "command.tinchuagui": _ADMIN,
    "command.goidien": _ADMIN,
    "command.xoadulieu": _ADMIN,
    "command.tuchuahieu": _ADMIN,
    "command.chuyento": _ADMIN,
    "command.socuatoi": _EVERYONE,
    "command.nhacqua": _EVERYONE,
    Doing.REVIEW: _OWNER,
    Doing.CHECK: (Permission(Role.CHECKER, apart=True), Permission(Role.OFFICIAL, apart=True, duty=RESPONSIBLE)),
    Doing.ASSIGN: (*_KEEPERS, Permission(None)),
    Doing.FILL: tuple(Permission(role, own=True) for role in Role if role is not Role.OBSERVER),
    Doing.REPORT: (Permission(Role.OFFICIAL, own=True), Permission(Role.ADMIN, own=True)),
    Doing.PUBLISH: _ADMIN,
    Doing.LIST: _KEEPERS,
    Doing.STAFF: _ADMIN,
    Doing.ANSWER: _KEEPERS,
    Doing.TASKS: (Permission(Role.OFFICIAL, own=True),),
    Doing.QUOTA: _ADMIN,
    Doing.CARD: (*_OWNER, *_STAFF, *_OBSERVER),
    Doing.PHONE: (*_OWNER, *_STAFF),
    Doing.WORDS: (*_OWNER, *_STAFF),
    Doing.PRIVATE: (*_OWNER, *_CHECKER, *_KEEPERS),
    Doing.LOOKS: _KEEPERS,
    Doing.CORRECT: _KEEPERS,
    "file.households": _STAFF,
    "file.poor": _STAFF,
    "file.near_poor": _STAFF,
    "file.not_reviewed": _STAFF,
    "file.no_card": _STAFF,
    "file.code_book": _STAFF,
    "file.sheet": (*_CHECKER, *_KEEPERS),
    "file.data": _KEEPERS,
    "file.answers": _KEEPERS,
    Doing.FULL: _KEEPERS,
}
"""In the order in which it is shown."""


def may(doing: str, roles: Collection[Role], duty: str, *, own: bool = False) -> bool:
    """`own`: the household is theirs to review."""
    return any(one.role in roles and one.duty in {"", duty} and (own or not one.own) for one in RIGHTS[doing])


def roles_of(doing: str) -> frozenset[Role]:
    """Those of whom some may."""
    return frozenset(one.role for one in RIGHTS[doing] if one.role is not None)
