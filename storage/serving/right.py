"""The right to serve a PostgreSQL database, whole or by parts: who has it, has it wherever it runs.

An embedded SQLite database is guarded by a lock on its file, in the process that opens it.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError

from storage.engine import make_engine, shown, unreachable
from storage.errors import AlreadyServedError

_LOCK = 7_268_131
_PARTS = {"receiver": 7_268_132, "sender": 7_268_133, "scheduler": 7_268_134}
_TAKE = text("SELECT pg_try_advisory_lock(:lock)")
_SHARE = text("SELECT pg_try_advisory_lock_shared(:lock)")
_STILL = text("SELECT 1")


@contextmanager
def served_alone(url: str) -> Iterator["Right"]:
    """Hold the right to serve the PostgreSQL database at `url` while the block runs; PostgreSQL frees it when the process ends, however.

    Raises AlreadyServedError where another process has it, DatabaseUnreachableError. Needs a session of its own: a pooler between
    them must not share connections by transaction.
    """
    with _right(url, _LOCK, "another rasoat is running") as right:
        right.keep()
        yield right


@contextmanager
def served_with_others(url: str) -> Iterator["Right"]:
    """As `served_alone`, but together with all processes that are here by this too: each does some parts only."""
    with _right(url, _LOCK, "a rasoat that does everything in one process is running", shared=True) as right:
        right.keep()
        yield right


@contextmanager
def right_to(part: str, url: str) -> Iterator["Right"]:
    """The right to do a part of which one process is active at a time; not taken yet."""
    with _right(url, _PARTS[part], f"another {part} is active") as right:
        yield right


@contextmanager
def _right(url: str, lock: int, refusal: str, *, shared: bool = False) -> Iterator["Right"]:
    engine = make_engine(url).execution_options(isolation_level="AUTOCOMMIT")
    right = Right(engine, url, lock, refusal, shared=shared)
    try:
        yield right
    finally:
        right.close()
        engine.dispose()


class Right:
    """An advisory lock on a connection of its own, which does nothing else."""

    def __init__(self, engine: Engine, url: str, lock: int, refusal: str, *, shared: bool = False) -> None:
        self._engine = engine
        self._url = url
        self._lock = lock
        self._refusal = refusal
        self._take = _SHARE if shared else _TAKE
        self._connection: Connection | None = None

    def keep(self) -> None:
        """To be called now and then: with its connection the right is lost, and is taken anew here, unless another was quicker."""
        if self.held():
            return
        try:
            self._connection = self._engine.connect()
            taken = self._connection.execute(self._take, {"lock": self._lock}).scalar_one()
        except OperationalError as error:
            self.close()
            raise unreachable(self._url, error) from error
        if not taken:
            self.close()
            raise AlreadyServedError(
                f"{self._refusal} on {shown(self._url)}; stop it first, or set RASOAT_DATABASE__URL to another database"
            )

    def held(self) -> bool:
        """Whether it is still ours: with its connection it is lost. Asks the server."""
        if self._connection is not None and not self._alive(self._connection):
            self.close()
        return self._connection is not None

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
