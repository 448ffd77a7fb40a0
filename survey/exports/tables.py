"""What a file of figures holds: tables whose columns say what stands in them, and what of it is sensitive."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias

Value: TypeAlias = str | int | float | date | None
"""What stands in a cell; None = nothing."""


class Kind(StrEnum):
    """How a column's cells are written. Numbers that nobody reckons with (căn cước, telephone) are text."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Column:
    """`title`: the heading; `sensitive`: left out for whoever may not see it."""

    title: str
    kind: Kind = Kind.TEXT
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """`name`: of the sheet in a workbook, of the file among CSV files. Every row has a value for each column."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]

    def plain(self) -> "Table":
        """Without what is sensitive."""
        kept = [place for place, column in enumerate(self.columns) if not column.sensitive]
        if len(kept) == len(self.columns):
            return self
        rows = tuple(tuple(row[place] for place in kept) for row in self.rows)
        return replace(self, columns=tuple(self.columns[place] for place in kept), rows=rows)


def to_json(tables: Iterable[Table]) -> list[dict[str, Any]]:
    """For a process that writes them elsewhere; days in ISO form."""
    return [
        {
            "name": one.name,
            "columns": [[column.title, column.kind.value, column.sensitive] for column in one.columns],
            "rows": [[value.isoformat() if isinstance(value, date) else value for value in row] for row in one.rows],
        }
        for one in tables
    ]


def of_json(written: Iterable[dict[str, Any]]) -> Iterator[Table]:
    """The reverse of `to_json`."""
    for one in written:
        columns = tuple(Column(title, Kind(kind), sensitive) for title, kind, sensitive in one["columns"])
        yield Table(one["name"], columns, tuple(tuple(_row(columns, row)) for row in one["rows"]))


def _row(columns: tuple[Column, ...], row: Iterable[Value]) -> Iterator[Value]:
    for column, value in zip(columns, row, strict=True):
        yield date.fromisoformat(value) if column.kind is Kind.DATE and isinstance(value, str) else value
