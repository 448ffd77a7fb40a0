"""Opening a database: how SQLite and PostgreSQL are set up, migrated and matched with their key."""

import sqlite3
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from storage.crypto import Cipher
from storage.errors import DatabaseUnreachableError, WrongKeyError
from storage.migrations.run import upgrade
from storage.work import READ, Database

_PATIENCE = {"connect_timeout": "10", "tcp_user_timeout": "15000", "keepalives_idle": "15", "keepalives_interval": "5"}
"""Of PostgreSQL's client, unless the address says otherwise: a server that has gone without a word is noticed within seconds."""

_PROOF = "key_proof"
_PROOF_TEXT = "rasoat"


def open_database(url: str, *, key: str, synchronous: str = "FULL") -> Database:
    """Opens, migrates, and checks that `key` (32 bytes in base64) is the one the database was made with.

    `url`: "sqlite:///data/rasoat.db" or "postgresql://user@host/name". Raises DatabaseUnreachableError, BadKeyError, WrongKeyError.
    """
    cipher = Cipher(key)
    engine = make_engine(url, synchronous)
    try:
        with engine.connect() as connection:
            prove_key(connection, cipher)
        upgrade(engine, cipher=cipher)
        database = Database(engine, cipher)
        _check_key(database, cipher)
    except OperationalError as error:
        engine.dispose()
        raise unreachable(url, error) from error
    except BaseException:
        engine.dispose()
        raise
    return database


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
    known = None
    if inspect(connection).has_table("meta"):
        known = connection.execute(text("SELECT value FROM meta WHERE key = :key"), {"key": _PROOF}).scalar()
    if known is not None:
        _prove(cipher, str(known))


def _check_key(database: Database, cipher: Cipher) -> None:
    with database.work() as work:
        proof = work.meta.get(_PROOF)
        if proof is None:
            work.meta.set(_PROOF, cipher.seal(_PROOF_TEXT, _PROOF).hex())
            work.commit()
            return
    _prove(cipher, proof)


def _prove(cipher: Cipher, proof: str) -> None:
    try:
        cipher.open(bytes.fromhex(proof), _PROOF)
    except WrongKeyError:
        raise WrongKeyError(
            "security key: this database was made with another key; start with that key, or with another database"
        ) from None
