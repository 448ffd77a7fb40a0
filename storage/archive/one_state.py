"""A database read as it was at one moment, however long that takes and whoever writes meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from storage.crypto import Cipher
from storage.engine import make_engine, prove_key, unreachable
from storage.errors import NewerDatabaseError
from storage.migrations.run import versions
from storage.work import READ


@contextmanager
def one_state(url: str, cipher: Cipher) -> Iterator[Connection]:
    """Of whatever version this program knows; nothing is migrated. Waits for nobody, and nobody waits for it.

    Raises DatabaseUnreachableError, WrongKeyError, NewerDatabaseError.
    """
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            connection.info[READ] = True
            if engine.dialect.name == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            version, newest, known = versions(connection)
            if not known:
                raise NewerDatabaseError(
                    f"this database is of version {version}, newer than this program ({newest}); install the newer rasoat"
                )
            prove_key(connection, cipher)
            yield connection
    except OperationalError as error:
        raise unreachable(url, error) from error
    finally:
        engine.dispose()
