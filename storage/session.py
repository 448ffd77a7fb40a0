"""One transaction: the connection, the cipher, and the few things in which the databases differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    CursorResult,
    Executable,
    Select,
    Table,
    TextClause,
    Update,
    bindparam,
    func,
    insert,
    make_url,
    or_,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite

from storage.crypto import Cipher
from storage.tables import table

BELL = "rasoat"
"""The name under which processes ring to each other on PostgreSQL."""

# Never released: the next one of this name hides it, and the commit ends them all.
_MARK = {"sqlite": "SAVEPOINT mark", "postgresql": "SAVEPOINT mark; SET LOCAL lock_timeout = '50ms'"}

Params = Mapping[str, Any] | Sequence[Mapping[str, Any]]


class Upsert:
    """Insert a row, or change `columns` of the row that has these `keys`.

    With no `columns` such a row is left as it is, and the statement returns a row only where it inserted one. With no `keys` either, a row
    that any rule of the table forbids to stand there twice is left out. `where`: the keys are unique among rows of this condition only (a
    partial index).
    """

    def __init__(
        self, into: Table, keys: Sequence[str], columns: Sequence[str] = (), where: TextClause | None = None
    ) -> None:
        self._statements = {
            "sqlite": self._make(sqlite.insert(into).inline(), keys, columns, where),
            "postgresql": self._make(postgresql.insert(into).inline(), keys, columns, where),
        }

    @staticmethod
    def _make(
        new: sqlite.Insert | postgresql.Insert, keys: Sequence[str], columns: Sequence[str], where: TextClause | None
    ) -> Executable:
        if not columns:
            new = new.on_conflict_do_nothing(index_elements=list(keys) or None, index_where=where)
            return new.returning(new.table.c[keys[0]]) if keys else new
        changed = {name: new.excluded[name] for name in columns}
        return new.on_conflict_do_update(index_elements=list(keys), index_where=where, set_=changed)

    def on(self, dialect: str) -> Executable:
        """The statement in this database's words."""
        return self._statements[dialect]


_MINE, _WITHIN = table("person_unit"), table("unit_within")
_OWN = _MINE.alias("own")
_OF_VIEWER = _OWN.c.person_id == bindparam("viewer")
BELOW = select(_WITHIN.c.unit_code).join(_OWN, _OWN.c.unit_code == _WITHIN.c.within).where(_OF_VIEWER)
"""The places of whoever looks, and all below them."""

ABOVE = select(_WITHIN.c.within).join(_OWN, _OWN.c.unit_code == _WITHIN.c.unit_code).where(_OF_VIEWER)
"""The places of whoever looks, and all that they lie in."""


_SERVING = select(_MINE.c.person_id).where(_MINE.c.unit_code.in_(BELOW))


def seen(place: ColumnElement[Any]) -> ColumnElement[bool]:
    """The place lies where whoever looks (`viewer`) may look."""
    return place.in_(BELOW)


def of_seen_people(person: ColumnElement[Any]) -> ColumnElement[bool]:
    """The person answers for a place where whoever looks may look, or is whoever looks."""
    return or_(person.in_(_SERVING), person == bindparam("viewer"))


@dataclass(frozen=True, slots=True)
class Cut:
    """A statement that reaches everything for the program itself (`whole`), and for a person only what is theirs (`cut`)."""

    whole: Select[*tuple[Any, ...]] | Update
    cut: Select[*tuple[Any, ...]] | Update

    def where(self, *conditions: ColumnElement[bool]) -> "Cut":
        """The same with further conditions."""
        return Cut(self.whole.where(*conditions), self.cut.where(*conditions))

    def limit(self, most: int) -> "Cut":
        """The same query, so many rows of it."""
        assert isinstance(self.whole, Select), "only queries have a limit"
        assert isinstance(self.cut, Select), "only queries have a limit"
        return Cut(self.whole.limit(most), self.cut.limit(most))

    def for_(self, viewer: int | None, params: Mapping[str, Any] | None) -> tuple[Executable, Mapping[str, Any] | None]:
        """The statement and its parameters for whoever looks; None: the program itself."""
        return (self.whole, params) if viewer is None else (self.cut, {**(params or {}), "viewer": viewer})


def cut(statement: Select[*tuple[Any, ...]] | Update, *theirs: ColumnElement[bool]) -> Cut:
    """A person reaches what one of `theirs` says: mostly `seen(place)`."""
    return Cut(statement, statement.where(or_(*theirs)))


class InsertMany:
    """Insert many rows at once; on PostgreSQL a column is one array, which takes a third of the time of a statement for each row."""

    def __init__(self, into: Table, columns: Sequence[str]) -> None:
        dialect = make_url("postgresql+psycopg://").get_dialect()()
        types = [into.c[name].type.compile(dialect=dialect) for name in columns]
        names, arrays = (
            ", ".join(columns),
            ", ".join(f"CAST(:{n} AS {t}[])" for n, t in zip(columns, types, strict=True)),
        )
        self._columns = tuple(columns)
        self._rows = insert(into).inline()
        self._arrays = text(f"INSERT INTO {into.name} ({names}) SELECT * FROM unnest({arrays})")  # noqa: S608 - our own tables

    def run(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Each row has all the columns; values as the database has them."""
        if connection.dialect.name == "postgresql":
            connection.execute(self._arrays, {name: [row[name] for row in rows] for name in self._columns})
        else:
            connection.execute(self._rows, rows)


@dataclass(frozen=True, slots=True)
class DatabaseSession:
    """What the queries work with. `writes` is False in a read unit; `viewer`: the person whose places cut what is read, None: the program itself."""

    connection: Connection
    cipher: Cipher
    writes: bool
    rung: set[str] = field(default_factory=set)
    """What is told once this unit is kept."""
    viewer: int | None = None

    rung_before: set[str] = field(default_factory=set)
    """What of it was rung before the last mark."""

    @property
    def several_writers(self) -> bool:
        """PostgreSQL: other transactions may write at the same time, so rows are locked. SQLite has one writer anyway."""
        return self.connection.dialect.name == "postgresql"

    def run(self, statement: Executable | Upsert | Cut, params: Params | None = None) -> CursorResult[*tuple[Any, ...]]:
        """Execute one statement (with a list of params: for each of them)."""
        if isinstance(statement, Cut):
            assert params is None or isinstance(params, Mapping), "a query is asked once"
            statement, params = statement.for_(self.viewer, params)
        if isinstance(statement, Upsert):
            statement = statement.on(self.connection.dialect.name)
        return self.connection.execute(statement, params)

    def ring(self, what: str) -> None:
        """Tell the others in this process and, on PostgreSQL, in other ones, once this unit is kept; twice the same is told once."""
        known = what in self.rung
        self.rung.add(what)
        if self.several_writers and not known:
            self.connection.execute(select(func.pg_notify(BELL, what)))

    def lock(self, name: str) -> None:
        """Until the end of this write unit, nobody else holds the lock of this name."""
        if self.writes and self.several_writers:
            self.connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))

    def mark(self) -> None:
        """A place to which `back` leads; from here on locks are not waited for."""
        self.connection.exec_driver_sql(_MARK[self.connection.dialect.name])
        self.rung_before.update(self.rung)

    def back(self) -> None:
        """What was written and rung since the last mark is forgotten."""
        self.connection.exec_driver_sql("ROLLBACK TO SAVEPOINT mark")
        self.rung.intersection_update(self.rung_before)
