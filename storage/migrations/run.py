"""Alembic without its command line: the program migrates by itself when it starts."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text

HERE = Path(__file__).parent
_LOCK = 7_268_130


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Brings the database up to `revision` in one transaction; does nothing where it is there already."""
    with engine.begin() as connection:
        _alone(connection)
        command.upgrade(_config(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Takes the database back to `revision` ("base" = empty)."""
    with engine.begin() as connection:
        _alone(connection)
        command.downgrade(_config(connection), revision)


def write_revision(engine: Engine, message: str, identity: str) -> None:
    """For developers: writes the difference between the tables and a migrated database as a new migration."""
    with engine.begin() as connection:
        command.revision(_config(connection), message, autogenerate=True, rev_id=identity)


def _alone(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
