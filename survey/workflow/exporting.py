"""Which files there are, and the one table of who may have which."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from survey.workflow.roles import Role

RESPONSIBLE = "culture_social"
"""The duty of the official who keeps the list of poor households."""


class ExportKind(StrEnum):
    """What a file holds."""

    HOUSEHOLDS = "households"
    POOR = "poor"
    NEAR_POOR = "near_poor"
    NOT_REVIEWED = "not_reviewed"
    NO_CARD = "no_card"
    SHEET = "sheet"
    """One household's sheet with its answers."""
    DATA = "data"
    """Everything of a round."""
    ANSWERS = "answers"
    """All that was handed in of one form that belongs to no household."""
    CODE_BOOK = "code_book"
    """What the columns of answers mean."""


LISTS = frozenset(
    {
        ExportKind.HOUSEHOLDS,
        ExportKind.POOR,
        ExportKind.NEAR_POOR,
        ExportKind.NOT_REVIEWED,
        ExportKind.NO_CARD,
    }
)


@dataclass(frozen=True, slots=True)
class Right:
    """One row: people of this role and duty ("" = any) may have these files, with what is sensitive where it says so."""

    role: Role
    kinds: frozenset[ExportKind]
    duty: str = ""
    sensitive: bool = False


_BOOK = frozenset({ExportKind.CODE_BOOK})
EVERYTHING = frozenset(ExportKind)
RIGHTS = (
    Right(Role.ADMIN, EVERYTHING, sensitive=True),
    Right(Role.OFFICIAL, EVERYTHING, RESPONSIBLE, sensitive=True),
    Right(Role.OFFICIAL, LISTS | _BOOK),
    Right(Role.LEADER, LISTS | _BOOK),
    Right(Role.CHECKER, LISTS | _BOOK | {ExportKind.SHEET}),
)

EXPORTERS = frozenset(one.role for one in RIGHTS)
"""Who may have any file at all."""


def may_export(roles: Collection[Role], duty: str, kind: ExportKind, *, sensitive: bool) -> bool:
    """Whether somebody may have this file."""
    return any(
        one.role in roles and one.duty in {"", duty} and kind in one.kinds and (one.sensitive or not sensitive)
        for one in RIGHTS
    )
