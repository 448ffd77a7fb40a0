"""The numbers that the databases give to rows: one that was given is not given again in a copy."""

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection, inspect, text

_SEQUENCE = text("SELECT pg_get_serial_sequence(:t, 'id')")
_SET = text("SELECT setval(CAST(:s AS regclass), :n, :used)")
_NUMBERED = text("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'")
_REMEMBERED = text("SELECT name, seq FROM sqlite_sequence")
_FORGET = text("DELETE FROM sqlite_sequence WHERE name = :t")
_REMEMBER = text("INSERT INTO sqlite_sequence (name, seq) VALUES (:t, :n)")


def last_numbers(connection: Connection, with_id: Iterable[str]) -> dict[str, int]:
    """The last number given in each of these tables, where the database remembers it; 0 = none yet."""
    if connection.dialect.name == "sqlite":
        return _remembered(connection)
    found = {}
    for name, sequence in _sequences(connection, with_id):
        last = connection.execute(text(f"SELECT last_value, is_called FROM {sequence}")).one()  # noqa: S608 - its own name
        found[name] = int(last.last_value) if last.is_called else 0
    return found


def go_on_after(connection: Connection, numbers: Mapping[str, int], with_id: Iterable[str]) -> None:
    """The next number in each table comes after `numbers` and after all that stand there."""
    if connection.dialect.name == "sqlite":
        _remember(connection, numbers)
        return
    for name, sequence in _sequences(connection, with_id):
        last = max(numbers.get(name, 0), _highest(connection, name))
        connection.execute(_SET, {"s": sequence, "n": last or 1, "used": last > 0})


def _sequences(connection: Connection, with_id: Iterable[str]) -> Iterator[tuple[str, str]]:
    for name in with_id:
        sequence = connection.execute(_SEQUENCE, {"t": name}).scalar()
        if sequence is not None:
            yield name, str(sequence)


def _highest(connection: Connection, name: str) -> int:
    return int(connection.execute(text(f"SELECT max(id) FROM {name}")).scalar() or 0)  # noqa: S608 - our own tables


def _remembered(connection: Connection) -> dict[str, int]:
    if not inspect(connection).has_table("sqlite_sequence"):
        return {}
    return {row.name: row.seq for row in connection.execute(_REMEMBERED)}


def _remember(connection: Connection, numbers: Mapping[str, int]) -> None:
    """Only tables that were made so; in others SQLite goes on after the highest that stands there."""
    for name in connection.execute(_NUMBERED).scalars().all():
        last = max(numbers.get(name, 0), _highest(connection, name))
        connection.execute(_FORGET, {"t": name})
        connection.execute(_REMEMBER, {"t": name, "n": last})
