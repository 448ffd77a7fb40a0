"""Opening a database: how SQLite and PostgreSQL are set up, migrated and matched with their key."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from storage.crypto import Cipher
from storage.errors import DatabaseUnreachableError, KeyChangedError, WrongKeyError
from storage.migrations.run import upgrade
from storage.queries.resealing import NEXT_PROOF, PROOF, check, opens, proof_of
from storage.work import READ, Database

_PATIENCE = {"connect_timeout": "10", "tcp_user_timeout": "15000", "keepalives_idle": "15", "keepalives_interval": "5"}
"""Of PostgreSQL's client, unless the address says otherwise: a server that has gone without a word is noticed within seconds."""


def open_database(url: str, *, key: str, old_key: str = "", synchronous: str = "FULL") -> Database:
    """Opens, migrates, and checks that `key` (32 bytes in base64) is the one the database was made with.

    `old_key`: the one of before, while a change of the key is not finished. `url`: "sqlite:///data/rasoat.db" or "postgresql://user@host/name".
    Raises DatabaseUnreachableError, BadKeyError, WrongKeyError.
    """
    cipher = Cipher(key, before=old_key)
    with _engine(url, synchronous) as engine:
        with engine.connect() as connection:
            prove_key(connection, cipher)
        upgrade(engine, cipher=cipher)
        database = Database(engine, cipher)
        _check_key(database, cipher)
    return database


def open_to_change_key(url: str, *, key: str, old_key: str) -> Database:
    """A database of this version that was made with `old_key`; nothing is changed yet. Raises as `open_database`, KeyChangedError where that is done."""
    cipher = Cipher(key, before=old_key)
    with _engine(url, "FULL") as engine:
        with engine.connect() as connection:
            proof, following = _proofs(connection)
        if proof is None:
            raise WrongKeyError("security key: this database has none yet; it is made at the first start")
        if following is None and opens(Cipher(key), proof):
            raise KeyChangedError("security key: everything is sealed with this key already")
        if following is None:
            check(Cipher(old_key), proof, None)
        else:
            check(cipher, proof, following)
        return Database(engine, cipher)


@contextmanager
def _engine(url: str, synchronous: str) -> Iterator[Engine]:
    """Disposed of where the block fails."""
    engine = make_engine(url, synchronous)
    try:
        yield engine
    except OperationalError as error:
        engine.dispose()
        raise unreachable(url, error) from error
    except BaseException:
        engine.dispose()
        raise


def shown(url: str) -> str:
    """The address without its password, which may also stand behind the question mark."""
    return parsed_address(url).set(query={}).render_as_string(hide_password=True)


def unreachable(url: str, error: OperationalError) -> DatabaseUnreachableError:
    """The sentence for a database that does not answer."""
    return DatabaseUnreachableError(
        f"database {shown(url)} cannot be used: {error.orig}; check database.url and that the server or folder is there"
    )


def parsed_address(url: str) -> URL:
    """Its parts. Raises DatabaseUnreachableError."""
    try:
        return make_url(url)
    except ArgumentError:
        raise DatabaseUnreachableError(
            "database.url is not an address of a database; examples: sqlite:///data/rasoat.db, postgresql://user@host/name"
        ) from None


def make_engine(url: str, synchronous: str = "FULL") -> Engine:
    """The engine alone, unmigrated."""
    parsed = parsed_address(url)
    if parsed.get_backend_name() == "postgresql":
        patient = parsed.set(drivername="postgresql+psycopg", query=_PATIENCE | dict(parsed.query))
        return create_engine(patient, hide_parameters=True)
    if parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:"):
        return _sqlite(parsed, synchronous)
    raise DatabaseUnreachableError(
        f"database.url: {parsed.get_backend_name()} is not supported; use sqlite:///FILE or postgresql://…"
    )


def _sqlite(url: URL, synchronous: str) -> Engine:
    path = Path(str(url.database))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError as error:
        raise DatabaseUnreachableError(
            f"database file {path} cannot be made: {error.strerror}; check database.url and the rights of the folder"
        ) from error
    # Errors without their parameters: what people typed must not reach a log.
    engine = create_engine(url, hide_parameters=True)

    @event.listens_for(engine.pool, "connect")
    def prepare(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
        # The driver would begin transactions by itself, late and deferred: 251 of 320 were "locked" when measured.
        connection.isolation_level = None
        for pragma in (
            "journal_mode = WAL",
            f"synchronous = {synchronous}",
            "foreign_keys = ON",
            # What was wiped must be gone, however this SQLite was built.
            "secure_delete = ON",
            "busy_timeout = 10000",
        ):
            connection.execute(f"PRAGMA {pragma}")

    # Instead of a listener for "begin": one listener on an engine makes every statement of it slower.
    engine.dialect.do_begin = _begin  # type: ignore[assignment]  # on the instance, so without self
    return engine


def _begin(connection: PoolProxiedConnection) -> None:
    connection.cursor().execute("BEGIN" if connection.info.get(READ) else "BEGIN IMMEDIATE")


def prove_key(connection: Connection, cipher: Cipher) -> None:
    """Raises WrongKeyError. Before anything is sealed on the way to a newer version: with another key it could never be opened again."""
    proof, following = _proofs(connection)
    if proof is not None:
        check(cipher, proof, following)


def _proofs(connection: Connection) -> tuple[str | None, str | None]:
    """Of the key, and of the key to come; None = there is none."""
    if not inspect(connection).has_table("meta"):
        return None, None
    found = {row.key: str(row.value) for row in connection.execute(text("SELECT key, value FROM meta"))}
    return found.get(PROOF), found.get(NEXT_PROOF)


def _check_key(database: Database, cipher: Cipher) -> None:
    with database.work() as work:
        proof = work.meta.get(PROOF)
        if proof is None:
            work.meta.set(PROOF, proof_of(cipher))
            work.commit()
            return
        following = work.meta.get(NEXT_PROOF)
    check(cipher, proof, following)
