"""What all tables share: names of constraints, keys, and the words a column may hold."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import BigInteger, CheckConstraint, Integer, MetaData, Table, TextClause, text
from sqlmodel import Field, SQLModel

BIG_ID = BigInteger().with_variant(Integer, "sqlite")
"""SQLite numbers rows by itself only where the key is INTEGER."""


class Row(SQLModel):
    """The base of all tables; its constraints have stable names on every database."""

    metadata: ClassVar[MetaData] = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


NEVER_AGAIN = {"sqlite_autoincrement": True}
"""For tables whose rows may be deleted while messages, buttons or dialogues still name their numbers: SQLite gives no number twice, as PostgreSQL does by itself.

A migration that makes such a table anew (`batch_alter_table`) says so again, by `table_kwargs`, and brings the counter in `sqlite_sequence` along.
"""


def row_id() -> Any:
    """A number that the database gives."""
    return Field(default=None, primary_key=True, sa_type=BIG_ID)


def to(column: str, **options: Any) -> Any:
    """A foreign key. Nothing is deleted by cascade: what refers to a row keeps it."""
    return Field(foreign_key=column, sa_type=BIG_ID, **options)


def one_of(column: str, words: Iterable[str] | type[StrEnum]) -> CheckConstraint:
    """The column holds one of the words (or NULL where it may be)."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def table(name: str) -> Table:
    """The table for statements."""
    return Row.metadata.tables[name]


def state_in(column: str, states: Iterable[StrEnum]) -> TextClause:
    """A condition in so many words, so that SQLite can use a partial index; in the order of the enum, as the index has them."""
    chosen = frozenset(states)
    kind = type(next(iter(chosen)))
    listed = ", ".join(f"'{one.value}'" for one in kind if one in chosen)
    return text(f"{column} IN ({listed})")
