"""Databases for tests: a fresh, migrated one each, on SQLite always and on PostgreSQL where RASOAT_TEST_POSTGRES_URL is set.

In a conftest: `from tests.databases import *` gives the fixtures `database` (on every kind), `database_url` (to open it
again, with TEST_KEY) and `sqlite_database`.
"""

import base64
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from storage import Database, open_database

__all__ = ["TEST_KEY", "database", "database_templates", "database_url", "new_database_url", "sqlite_database"]

TEST_KEY = base64.b64encode(bytes(range(32))).decode()
POSTGRES_URL = os.environ.get("RASOAT_TEST_POSTGRES_URL", "")
KINDS = ("sqlite", "postgresql") if POSTGRES_URL else ("sqlite",)


def _execute(statement: str) -> None:
    with psycopg.connect(POSTGRES_URL, autocommit=True) as connection:
        connection.execute(statement.encode())


def _postgres_url(name: str) -> str:
    return make_url(POSTGRES_URL).set(database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def database_templates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Migrated once a session; every test works on a copy."""
    file = tmp_path_factory.mktemp("template") / "rasoat.db"
    names = {"sqlite": str(file)}
    open_database(f"sqlite:///{file}", key=TEST_KEY).close()
    if POSTGRES_URL:
        names["postgresql"] = name = f"rasoat_template_{uuid.uuid4().hex}"
        _execute(f"CREATE DATABASE {name}")
        open_database(_postgres_url(name), key=TEST_KEY).close()
    yield names
    if POSTGRES_URL:
        _execute(f"DROP DATABASE {names['postgresql']}")


@contextmanager
def new_database_url(kind: str, folder: Path, template: str | None = None) -> Iterator[str]:
    """The address of a database of its own: a copy of the template, or (without one) empty and not migrated."""
    if kind == "sqlite":
        file = folder / "rasoat.db"
        if template is not None:
            shutil.copyfile(template, file)
        yield f"sqlite:///{file}"
        return
    name = f"rasoat_test_{uuid.uuid4().hex}"
    _execute(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template is not None else ""))
    try:
        yield _postgres_url(name)
    finally:
        _execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path, database_templates: dict[str, str]) -> Iterator[str]:
    with new_database_url(request.param, tmp_path, database_templates[request.param]) as url:
        yield url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = open_database(database_url, key=TEST_KEY)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_database(tmp_path: Path, database_templates: dict[str, str]) -> Iterator[Database]:
    with new_database_url("sqlite", tmp_path, database_templates["sqlite"]) as url:
        opened = open_database(url, key=TEST_KEY)
        yield opened
        opened.close()
