"""The right to serve a PostgreSQL database: one process has it at a time, wherever it runs.

An embedded SQLite database is guarded by a lock on its file, in the process that opens it.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError

from storage.engine import make_engine, shown, unreachable
from storage.errors import AlreadyServedError

_LOCK = 7_268_131
_TAKE = text("SELECT pg_try_advisory_lock(:lock)")
_STILL = text("SELECT 1")


@contextmanager
def served_alone(url: str) -> Iterator["Right"]:
    """Hold the right to serve the PostgreSQL database at `url` while the block runs; PostgreSQL frees it when the process ends, however.

    Raises AlreadyServedError where another process has it, DatabaseUnreachableError. Needs a session of its own: a pooler between
    them must not share connections by transaction.
    """
    engine = make_engine(url).execution_options(isolation_level="AUTOCOMMIT")
    right = Right(engine, url)
    try:
        right.keep()
        yield right
    finally:
        right.close()
        engine.dispose()


class Right:
    """An advisory lock on a connection of its own, which does nothing else."""

    def __init__(self, engine: Engine, url: str) -> None:
        self._engine = engine
        self._url = url
        self._connection: Connection | None = None

    def keep(self) -> None:
        """To be called now and then: with its connection the right is lost, and is taken anew here, unless another was quicker."""
        if self._connection is not None and self._alive(self._connection):
            return
        self.close()
        try:
            self._connection = self._engine.connect()
            taken = self._connection.execute(_TAKE, {"lock": _LOCK}).scalar_one()
        except OperationalError as error:
            self.close()
            raise unreachable(self._url, error) from error
        if not taken:
            self.close()
            raise AlreadyServedError(
                f"another rasoat is running on {shown(self._url)}; stop it first, or set RASOAT_DATABASE__URL to another database"
            )

    @staticmethod
    def _alive(connection: Connection) -> bool:
        try:
            connection.execute(_STILL)
        except OperationalError:
            return False
        return True

    def close(self) -> None:
        if self._connection is not None:
            # Not back into the pool: only the end of the session frees the lock.
            self._connection.invalidate()
            self._connection.close()
            self._connection = None
