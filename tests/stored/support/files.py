"""The stored database of version 0.1 as a file of SQLite, or in PostgreSQL, as version 0.1 would have left it there."""

import gzip
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, MetaData, insert, inspect, select, text

from storage.engine import make_engine
from storage.migrations.run import upgrade
from tests.support.databases import empty_database_url

V01 = Path(__file__).parents[1] / "v01"
KEY = (V01 / "key.txt").read_text().strip()
NEWEST = "0008"
"""The last migration of version 0.1."""


def sqlite_file(file: Path) -> Path:
    connection = sqlite3.connect(file)
    connection.executescript(gzip.decompress((V01 / "dump.sql.gz").read_bytes()).decode())
    connection.close()
    return file


@contextmanager
def stored_url(kind: str, folder: Path) -> Iterator[str]:
    """The address of a fresh copy, not opened since version 0.1."""
    file = sqlite_file(folder / "v01.db")
    if kind == "sqlite":
        yield f"sqlite:///{file}"
        return
    with empty_database_url(kind, folder, durable=False) as url:
        _carry_over(file, url)
        yield url


def _carry_over(file: Path, url: str) -> None:
    """Row by row into tables that are migrated to where version 0.1 had them, and no further."""
    there = make_engine(url)
    upgrade(there, NEWEST)
    here = make_engine(f"sqlite:///{file}")
    with here.connect() as reads, there.begin() as writes:
        source, target = MetaData(), MetaData()
        source.reflect(reads)
        target.reflect(writes)
        for table in target.sorted_tables:
            if table.name != "alembic_version":
                rows = [_aware(row) for row in reads.execute(select(source.tables[table.name])).mappings()]
                if rows:
                    writes.execute(insert(table), rows)
                _count_on(writes, table.name, with_id="id" in table.c)
    here.dispose()
    there.dispose()


def rows_in(url: str) -> dict[str, int]:
    """How many every table holds."""
    engine = make_engine(url)
    with engine.connect() as connection:
        names = inspect(connection).get_table_names()
        found = {name: int(connection.execute(text(f'SELECT COUNT(*) FROM "{name}"')).scalar_one()) for name in names}
    engine.dispose()
    return found


def _aware(row: Any) -> dict[str, Any]:
    """SQLite keeps UTC without saying so."""
    return {
        name: value.replace(tzinfo=UTC) if isinstance(value, datetime) else value for name, value in dict(row).items()
    }


def _count_on(connection: Connection, table: str, *, with_id: bool) -> None:
    if with_id:
        connection.execute(
            text(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT COALESCE(MAX(id), 0) + 1 FROM {table}), false)"
            )
        )
