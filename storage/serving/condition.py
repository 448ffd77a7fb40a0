"""How a database stands, looked at without changing it."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError, OperationalError

from storage.engine import make_engine, parsed_address, unreachable
from storage.migrations.run import versions

_QUICK = text("PRAGMA quick_check(3)")


@dataclass(frozen=True, slots=True)
class Condition:
    """`version` of its tables ("" = none yet) and the `newest` that this program knows; `known`: whether it knows `version` too.

    `damage`: what SQLite finds wrong with its file, "" where nothing is.
    """

    version: str
    newest: str
    known: bool
    damage: str = ""


def condition(url: str) -> Condition | None:
    """None where the SQLite file is not there yet. Raises DatabaseUnreachableError."""
    parsed = parsed_address(url)
    if parsed.get_backend_name() == "sqlite" and not Path(str(parsed.database)).exists():
        return None
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            damage = _damage(connection)
            if damage:
                return Condition("", "", known=False, damage=damage)
            return Condition(*versions(connection))
    except OperationalError as error:
        raise unreachable(url, error) from error
    except DatabaseError as error:
        return Condition("", "", known=False, damage=str(error.orig))
    finally:
        engine.dispose()


def _damage(connection: Connection) -> str:
    if connection.dialect.name != "sqlite":
        return ""
    lines = [str(row[0]) for row in connection.execute(_QUICK)]
    return "" if lines == ["ok"] else "; ".join(lines)
