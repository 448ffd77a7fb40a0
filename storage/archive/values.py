"""Values of a row as JSON, the same whichever database they come from or go to."""

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Boolean, Date, DateTime, Integer, LargeBinary, String, Table
from sqlalchemy.types import TypeEngine

Turn = Callable[[Any], Any]


class UnknownKindError(TypeError):
    """A column whose values nobody taught to be written down."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How a value goes into JSON, and comes back out of it."""

    of: type[TypeEngine[Any]]
    written: Turn
    read: Turn


def _same(value: Any) -> Any:
    return value


def _instant(value: datetime) -> str:
    """SQLite keeps UTC without saying so."""
    return (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)).isoformat()


KINDS = (
    Kind(LargeBinary, lambda value: base64.b64encode(bytes(value)).decode("ascii"), base64.b64decode),
    Kind(DateTime, _instant, datetime.fromisoformat),
    Kind(Date, date.isoformat, date.fromisoformat),
    Kind(Boolean, bool, bool),
    Kind(Integer, int, int),
    Kind(String, _same, _same),
)


def kind_of(column_type: TypeEngine[Any]) -> Kind:
    """Raises UnknownKindError."""
    for kind in KINDS:
        if isinstance(column_type, kind.of):
            return kind
    raise UnknownKindError(f"no way to write down {column_type!r}")


def kinds_of(table: Table) -> tuple[tuple[str, Kind], ...]:
    """The columns of a table as it stands in the database, in their order."""
    return tuple((column.name, kind_of(column.type)) for column in table.columns)


def written(kinds: Sequence[tuple[str, Kind]], row: Sequence[Any]) -> list[Any]:
    return [None if value is None else kind.written(value) for (_, kind), value in zip(kinds, row, strict=True)]


def read(columns: Sequence[str], kinds: Mapping[str, Kind], values: Sequence[Any]) -> dict[str, Any]:
    """Raises KeyError, ValueError, TypeError where this is no row of that table."""
    pairs = zip(columns, values, strict=True)
    return {name: None if value is None else kinds[name].read(value) for name, value in pairs}
