"""The two small things that a backup asks of a database that goes on working."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from storage.archive.one_state import one_state
from storage.crypto import Cipher
from storage.engine import make_engine, unreachable
from storage.queries.meta import BACKUP
from storage.session import Upsert
from storage.tables import table

_FILES = select(table("stored_file").c.key)
_NOTE = Upsert(table("meta"), ["key"], ["value"])


def known_files(url: str, cipher: Cipher, keys: Collection[str]) -> frozenset[str]:
    """Which of them the database still knows; raises as `one_state`."""
    if not keys:
        return frozenset()
    with one_state(url, cipher) as connection:
        return frozenset(keys) & frozenset(connection.execute(_FILES).scalars())


def note_backup(url: str, at: datetime) -> None:
    """A backup was made of its state at that moment. Raises DatabaseUnreachableError."""
    engine = make_engine(url)
    try:
        with engine.begin() as connection:
            statement = _NOTE.on(engine.dialect.name)
            connection.execute(statement, {"key": BACKUP, "value": at.isoformat()})
    except OperationalError as error:
        raise unreachable(url, error) from error
    finally:
        engine.dispose()
