"""How a name is searched. A search offers a list; it never decides that two names are the same."""

import unicodedata
from typing import Any

from sqlalchemy import ColumnElement, Table


def shown(name: str) -> str:
    """As it is stored: composed letters (NFC), single spaces."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def with_marks(name: str) -> str:
    return shown(name).casefold()


def without_marks(name: str) -> str:
    """Small letters without diacritics, đ as d."""
    letters = unicodedata.normalize("NFD", with_marks(name))
    return "".join(c for c in letters if not unicodedata.combining(c)).replace("đ", "d")


def contains(column: ColumnElement[str], text: str) -> ColumnElement[bool]:
    """The column holds the text somewhere; % and _ are letters like others."""
    return column.contains(text, autoescape=True)


def head_conditions(household: Table, text: str) -> tuple[ColumnElement[Any], ...]:
    """What to try in turn: as typed with its marks, then (always for text typed without marks) without any."""
    plain = contains(household.c.head_fold, without_marks(text))
    if with_marks(text) == without_marks(text):
        return (plain,)
    return contains(household.c.head_search, with_marks(text)), plain
