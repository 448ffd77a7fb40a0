"""Databases for tests: a fresh, migrated one each, on SQLite always and on PostgreSQL where RASOAT_TEST_POSTGRES_URL is set.

In a conftest: `from tests.databases import *` gives the fixtures `database` (on every kind), `database_url` (to open it
again, with TEST_KEY) and `sqlite_database`.
"""

import atexit
import base64
import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
from sqlalchemy import make_url

from storage import Database, open_database
from storage.tables import Row

__all__ = ["TEST_KEY", "database", "database_url", "postgres_session_url", "sqlite_database", "sqlite_template"]

TEST_KEY = base64.b64encode(bytes(range(32))).decode()
POSTGRES_URL = os.environ.get("RASOAT_TEST_POSTGRES_URL", "")
KINDS = ("sqlite", "postgresql") if POSTGRES_URL else ("sqlite",)


def _execute(url: str, statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statements.encode())


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Migrated once a session; every test works on a copy of the file."""
    file = tmp_path_factory.mktemp("template") / "rasoat.db"
    open_database(f"sqlite:///{file}", key=TEST_KEY).close()
    return file


@pytest.fixture(scope="session")
def postgres_session_url() -> Iterator[str]:
    """Migrated once a session; emptied after every test, which is 20 times faster than a database each."""
    with empty_database_url("postgresql", Path(), durable=False) as url:
        open_database(url, key=TEST_KEY).close()
        yield url


@contextmanager
def empty_database_url(kind: str, folder: Path, *, durable: bool = True) -> Iterator[str]:
    """The address of a database that is empty and not migrated. One that is not `durable` need not survive a power cut: PostgreSQL then
    does not wait for the disk at every commit, which a test that kills no machine never notices.
    """
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'empty.db'}"
        return
    url = _new_postgres()
    if not durable:
        _not_durable(url)
    try:
        yield url
    finally:
        _drop_postgres(url)


def nothing(_database: Database) -> None:
    """Leaves a database as the migrations made it."""


@contextmanager
def copied_database_url(kind: str, folder: Path, fill: Callable[[Database], None] = nothing) -> Iterator[str]:
    """The address of a database that is migrated and filled: made once in this process for each `fill`, and copied. It need not be durable."""
    if kind == "sqlite":
        yield copied_file(folder / "copied.db", fill)
        return
    url = _new_postgres(template=_database_name(_filled_postgres(fill)))
    _not_durable(url)
    try:
        yield url
    finally:
        _drop_postgres(url)


def copied_file(file: Path, fill: Callable[[Database], None] = nothing) -> str:
    """As `copied_database_url`, at this place."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(_filled_file(fill))
    return f"sqlite:///{file}"


@cache
def _filled_file(fill: Callable[[Database], None]) -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "rasoat.db"
        with closing(open_database(f"sqlite:///{file}", key=TEST_KEY)) as database:
            fill(database)
        return file.read_bytes()


@cache
def _filled_postgres(fill: Callable[[Database], None]) -> str:
    url = _new_postgres()
    atexit.register(_drop_postgres, url)
    _not_durable(url)
    with closing(open_database(url, key=TEST_KEY)) as database:
        fill(database)
    return url


def _new_postgres(template: str = "template1") -> str:
    name = f"rasoat_test_{uuid.uuid4().hex}"
    _execute(POSTGRES_URL, f"CREATE DATABASE {name} TEMPLATE {template}")
    return make_url(POSTGRES_URL).set(database=name).render_as_string(hide_password=False)


def _not_durable(url: str) -> None:
    _execute(POSTGRES_URL, f"ALTER DATABASE {_database_name(url)} SET synchronous_commit = off")


def _drop_postgres(url: str) -> None:
    _execute(POSTGRES_URL, f"DROP DATABASE {_database_name(url)} WITH (FORCE)")


def _database_name(url: str) -> str:
    return str(make_url(url).database)


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path, sqlite_template: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield _sqlite_copy(sqlite_template, tmp_path)
        return
    url: str = request.getfixturevalue("postgres_session_url")
    yield url
    names = [table.name for table in reversed(Row.metadata.sorted_tables) if table.name != "meta"]
    _execute(url, "; ".join([*(f"DELETE FROM {name}" for name in names), "DELETE FROM meta WHERE key <> 'key_proof'"]))


def _sqlite_copy(template: Path, folder: Path) -> str:
    file = folder / "rasoat.db"
    shutil.copyfile(template, file)
    return f"sqlite:///{file}"


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = open_database(database_url, key=TEST_KEY)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_database(tmp_path: Path, sqlite_template: Path) -> Iterator[Database]:
    opened = open_database(_sqlite_copy(sqlite_template, tmp_path), key=TEST_KEY)
    yield opened
    opened.close()
