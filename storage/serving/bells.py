"""What the processes on one PostgreSQL database ring to each other: something new lies in a table. Heard when its transaction is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from storage.engine import make_engine, shown, unreachable
from storage.errors import DatabaseUnreachableError
from storage.session import BELL


class Listener:
    """A connection of its own, which only listens."""

    def __init__(self, connection: Any, url: str) -> None:
        self._connection = connection
        self._url = url

    def wait(self, seconds: float) -> tuple[str, ...]:
        """What was rung since the last call, as soon as there is something. Raises DatabaseUnreachableError where the connection broke."""
        try:
            return tuple(each.payload for each in self._connection.notifies(timeout=seconds, stop_after=1))
        except psycopg.OperationalError as error:
            raise DatabaseUnreachableError(f"the connection to {shown(self._url)} that listens is broken") from error


@contextmanager
def listening(url: str) -> Iterator[Listener]:
    """Hears everything that is rung from now on. Raises DatabaseUnreachableError."""
    engine = make_engine(url).execution_options(isolation_level="AUTOCOMMIT")
    try:
        connection = engine.connect()
        connection.execute(text(f"LISTEN {BELL}"))
    except OperationalError as error:
        engine.dispose()
        raise unreachable(url, error) from error
    try:
        yield Listener(connection.connection.driver_connection, url)
    finally:
        # Not back into the pool: the next one to use it would hear nothing of its own.
        connection.invalidate()
        connection.close()
        engine.dispose()
