"""One state of a database, read table by table while others go on writing."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, MetaData, Table, func, select

from storage.archive.numbers import last_numbers
from storage.archive.one_state import one_state
from storage.archive.values import kinds_of, written
from storage.crypto import Cipher
from storage.migrations.run import VERSION_TABLE, versions

AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class TableSeen:
    """A table of the snapshot: its columns in the order of the values in a row, and how many rows it has."""

    columns: tuple[str, ...]
    rows: int


class Snapshot:
    """What the database held at one moment. `numbers`: the last number given to a row, where the database remembers it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        found = MetaData()
        found.reflect(connection)
        self._tables = {table.name: table for table in found.sorted_tables if table.name != VERSION_TABLE}
        self.version = versions(connection)[0]
        self.tables: Mapping[str, TableSeen] = {name: self._seen(table) for name, table in self._tables.items()}
        with_id = [name for name, table in self._tables.items() if "id" in table.columns]
        self.numbers: Mapping[str, int] = last_numbers(connection, with_id)

    def _seen(self, table: Table) -> TableSeen:
        rows = self._connection.execute(select(func.count()).select_from(table)).scalar_one()
        return TableSeen(tuple(column.name for column in table.columns), rows)

    def rows(self, name: str) -> Iterator[list[list[Any]]]:
        """All rows of a table, some at a time, as values for JSON; in the order of the key, so that equal tables read equally."""
        table = self._tables[name]
        kinds = kinds_of(table)
        chosen = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=AT_ONCE)
        for part in self._connection.execute(chosen).partitions(AT_ONCE):
            yield [written(kinds, row) for row in part]


@contextmanager
def snapshot(url: str, cipher: Cipher) -> Iterator[Snapshot]:
    """All tables in one state; raises as `one_state`."""
    with one_state(url, cipher) as connection:
        yield Snapshot(connection)
