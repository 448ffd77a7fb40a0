"""Alembic without its command line: the program migrates by itself when it starts."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from storage.crypto import Cipher
from storage.errors import MigrationError

HERE = Path(__file__).parent
VERSION_TABLE = "alembic_version"
_LOCK = 7_268_130


def _config(connection: Connection, cipher: Cipher | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    config.attributes["cipher"] = cipher
    return config


def upgrade(engine: Engine, revision: str = "head", cipher: Cipher | None = None) -> None:
    """Brings the database up to `revision` in one transaction; does nothing where it is there already.

    Where rows have to be sealed on the way it needs the `cipher`, else MigrationError.
    """
    if revision == "head" and _is_newest(engine):
        return
    with one_transaction(engine) as connection:
        before = _version(connection)
        bring_up(connection, revision, cipher)
        moved = _version(connection) != before
    if moved:
        begin_log_anew(engine)


def _is_newest(engine: Engine) -> bool:
    """Most starts: nothing need be locked, and no row looked at."""
    with engine.connect() as connection:
        return _version(connection) == known_versions()[-1]


def bring_up(connection: Connection, revision: str = "head", cipher: Cipher | None = None) -> None:
    """As `upgrade`, inside the caller's `one_transaction`; afterwards the log is to be begun anew."""
    command.upgrade(_config(connection, cipher), revision)


def take_down(connection: Connection, revision: str, cipher: Cipher | None = None) -> None:
    """As `downgrade`, inside the caller's `one_transaction`."""
    command.downgrade(_config(connection, cipher), revision)


def _version(connection: Connection) -> str:
    return MigrationContext.configure(connection).get_current_revision() or ""


def begin_log_anew(engine: Engine) -> None:
    """On SQLite, what is in the log goes into the file, and the log is emptied: old pages of it still hold what was wiped since."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            # Past the transaction that the connection would begin: inside one the log cannot be emptied.
            connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def downgrade(engine: Engine, revision: str, cipher: Cipher | None = None) -> None:
    """Takes the database back to `revision` ("base" = empty); as to the `cipher`, see `upgrade`."""
    with one_transaction(engine) as connection:
        take_down(connection, revision, cipher)


@contextmanager
def one_transaction(engine: Engine) -> Iterator[Connection]:
    """All of the block is kept, or nothing. SQLite changes a table by making it anew, and would not let the old one go while other rows refer to it: they are looked at in the end."""
    with engine.connect() as connection:
        _watch_references(connection, watch=False)
        try:
            with connection.begin():
                _alone(connection)
                yield connection
                _check_references(connection)
        finally:
            _watch_references(connection, watch=True)


def _watch_references(connection: Connection, *, watch: bool) -> None:
    """Takes effect outside transactions only, so it goes past the one that the connection would begin."""
    if connection.dialect.name == "sqlite":
        connection.connection.cursor().execute(f"PRAGMA foreign_keys = {'ON' if watch else 'OFF'}")


def _check_references(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if lost:
        tables = ", ".join(sorted({str(row[0]) for row in lost}))
        raise MigrationError(f"after the migration rows in {tables} would refer to nothing; nothing was changed")


def versions(connection: Connection) -> tuple[str, str, bool]:
    """The version of the tables ("" = none), the newest that this program has, and whether it knows the former."""
    version, known = _version(connection), known_versions()
    return version, known[-1], not version or version in known


@cache
def known_versions() -> tuple[str, ...]:
    """All that this program can make tables of, the oldest first."""
    scripts = ScriptDirectory(str(HERE))
    return tuple(reversed([script.revision for script in scripts.walk_revisions()]))


def write_revision(engine: Engine, message: str, identity: str) -> None:
    """For developers: writes the difference between the tables and a migrated database as a new migration."""
    with engine.begin() as connection:
        command.revision(_config(connection), message, autogenerate=True, rev_id=identity)


def _alone(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
