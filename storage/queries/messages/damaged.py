"""SQLite stores whatever it is given: of rows that are read together, one that cannot be read must not keep back the others."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select
from sqlalchemy.exc import OperationalError

from storage.session import DatabaseSession

UNREADABLE = "unreadable row"
"""What such a row is told by where it was put aside."""

_CANNOT_READ = (ValueError, TypeError, OverflowError, OperationalError)


def sound_rows(
    session: DatabaseSession,
    statement: Select[*tuple[Any, ...]],
    params: Mapping[str, Any],
    key: ColumnElement[int],
    put_aside: Callable[[int], object],
) -> list[Any]:
    """All rows of the statement; those that cannot be read are put aside by their `key` first. What has other causes is raised."""
    while True:
        try:
            return list(session.run(statement, params).all())
        except _CANNOT_READ:
            if session.several_writers:
                raise
            keys = session.run(statement.with_only_columns(key, maintain_column_froms=True), params).scalars().all()
            damaged = [one for one in keys if not _readable(session, statement.where(key == one), params)]
            if not damaged:
                raise
            for one in damaged:
                put_aside(one)


def _readable(session: DatabaseSession, statement: Select[*tuple[Any, ...]], params: Mapping[str, Any]) -> bool:
    try:
        session.run(statement, params).all()
    except _CANNOT_READ:
        return False
    return True
