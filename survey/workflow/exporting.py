"""Which files there are, and who may have which."""

from collections.abc import Collection
from enum import StrEnum

from survey.workflow.rights import Doing, may
from survey.workflow.roles import Role


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


def may_export(roles: Collection[Role], duty: str, kind: ExportKind, *, sensitive: bool) -> bool:
    """Whether somebody may have this file; `sensitive`: with what is private in it."""
    return may(f"file.{kind.value}", roles, duty) and (not sensitive or may(Doing.FULL, roles, duty))
