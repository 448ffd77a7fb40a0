"""An empty database filled with the rows of a snapshot: all of them, or none."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, MetaData, delete, inspect, select, text
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError

from storage.archive.fates import Reset, forget_files, settle, waiting
from storage.archive.numbers import go_on_after
from storage.archive.values import kinds_of, read
from storage.crypto import Cipher
from storage.engine import make_engine, prove_key, unreachable
from storage.errors import NewerDatabaseError, NotEmptyError, UnfitRowsError
from storage.migrations.run import VERSION_TABLE, begin_log_anew, bring_up, one_transaction, take_down, versions
from storage.queries.meta import BACKUP
from storage.tables import Row

WRITTEN_BY_A_START = ("meta", "form_version", "task")
"""A bot that was started once on an empty database has put its forms and its plan there: nothing of anybody."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What did not come along as it was, how many messages wait, and the version of the tables now."""

    resets: Mapping[Reset, int]
    waiting: int
    version: str


class Filling:
    """Takes rows in any order; nothing is kept before the block of `filling` has ended well."""

    def __init__(self, connection: Connection, cipher: Cipher) -> None:
        self._connection, self._cipher = connection, cipher
        found = MetaData()
        found.reflect(connection)
        self._tables = found.tables
        self._references = [
            (table.name, str(reference.name))
            for table in found.sorted_tables
            for reference in table.foreign_key_constraints
        ]
        self._watch("DEFERRABLE INITIALLY DEFERRED")

    def rows(self, name: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Raises UnfitRowsError where they are no rows of that table."""
        try:
            table = self._tables[name]
            kinds = dict(kinds_of(table))
            values = [read(columns, kinds, row) for row in rows]
            if values:
                self._connection.execute(table.insert().inline(), values)
        except (KeyError, ValueError, TypeError, IntegrityError, DataError) as error:
            raise UnfitRowsError(f"rows of {name} do not fit into the table") from error

    def finish(self, numbers: Mapping[str, int], gone: frozenset[str] = frozenset()) -> Filled:
        """References hold; the tables are brought to the newest version; what cannot come along is set right. `gone`: files deleted for good."""
        self._check_references()
        self._watch("NOT DEFERRABLE")
        bring_up(self._connection, cipher=self._cipher)
        resets = settle(self._connection) | {Reset.FILES: forget_files(self._connection, gone)}
        with_id = [name for name, table in Row.metadata.tables.items() if "id" in table.columns]
        go_on_after(self._connection, numbers, with_id)
        prove_key(self._connection, self._cipher)
        return Filled(resets, waiting(self._connection), versions(self._connection)[0])

    def note_backup(self, at: datetime) -> None:
        """The newest backup of these rows is the one that they come from; after `finish`."""
        meta = Row.metadata.tables["meta"]
        self._connection.execute(delete(meta).where(meta.c.key == BACKUP))
        self._connection.execute(meta.insert(), {"key": BACKUP, "value": at.isoformat()})

    def _watch(self, when: str) -> None:
        """PostgreSQL looks at references when all rows are there: a row may come before the one that it names. SQLite does not watch them here."""
        if self._connection.dialect.name == "postgresql":
            for name, reference in self._references:
                self._connection.execute(text(f'ALTER TABLE "{name}" ALTER CONSTRAINT "{reference}" {when}'))

    def _check_references(self) -> None:
        try:
            if self._connection.dialect.name == "postgresql":
                self._connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
                return
        except IntegrityError as error:
            raise UnfitRowsError("some rows name others that are not there") from error
        lost = self._connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if lost:
            raise UnfitRowsError(
                f"rows in {', '.join(sorted({str(row[0]) for row in lost}))} name others that are not there"
            )


@contextmanager
def filling(url: str, cipher: Cipher, version: str) -> Iterator[Filling]:
    """Tables of that version in an empty database, one transaction for all of the block.

    Raises NotEmptyError, NewerDatabaseError (the version is not known here), DatabaseUnreachableError, UnfitRowsError.
    """
    engine = make_engine(url)
    try:
        with one_transaction(engine) as connection:
            _clear(connection, cipher)
            bring_up(connection, version, cipher)
            yield Filling(connection, cipher)
        begin_log_anew(engine)
    except OperationalError as error:
        raise unreachable(url, error) from error
    except DBAPIError as error:
        raise UnfitRowsError("rows do not fit into the tables") from error
    finally:
        engine.dispose()


def _clear(connection: Connection, cipher: Cipher) -> None:
    """Nothing but what a start writes by itself may be there, and that goes."""
    names = set(inspect(connection).get_table_names()) - {VERSION_TABLE, "sqlite_sequence"}
    version, newest, known = versions(connection)
    if not known:
        raise NewerDatabaseError(f"the database is of version {version}, newer than this program ({newest})")
    if names and not version:
        raise NotEmptyError(min(names))
    for name in sorted(names - set(WRITTEN_BY_A_START)):
        if connection.execute(select(text("1")).select_from(text(f'"{name}"')).limit(1)).first():
            raise NotEmptyError(name)
    for name in sorted(names & set(WRITTEN_BY_A_START)):
        connection.execute(text(f'DELETE FROM "{name}"'))  # noqa: S608 - our own tables
    if version:
        take_down(connection, "base", cipher)
