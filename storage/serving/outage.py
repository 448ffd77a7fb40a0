"""Which errors say that the database cannot work now, and not that the work was wrong: such work is done again later, never given up."""

import sqlite3

import psycopg
from sqlalchemy.exc import DBAPIError

DISK_FULL = "disk full"
UNREACHABLE = "database does not answer"
BUSY = "database is busy"
_SQLITE_FULL = sqlite3.SQLITE_FULL
_SQLITE_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_SQLITE = {
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
}
_POSTGRES_FULL = "53100"
# Rolled back for another transaction's sake; a lock was not to be had.
_POSTGRES_BUSY = ("40", "55P03")
# Connection lost, out of resources, not taking connections, shutting down, broken disk, read-only, renamed away.
_POSTGRES = ("08", "53", "55000", "57P", "58", "25006", "3D000")


def outage_of(error: BaseException) -> str:
    """DISK_FULL, UNREACHABLE or BUSY, "" where the error says something else."""
    cause = error.__cause__
    if not isinstance(error, DBAPIError):
        return outage_of(cause) if cause is not None else ""
    if isinstance(error.orig, sqlite3.Error):
        return _of_sqlite(error.orig)
    if isinstance(error.orig, psycopg.Error):
        return _of_postgres(error.orig)
    return UNREACHABLE if error.connection_invalidated else ""


def _of_sqlite(error: sqlite3.Error) -> str:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
    if code == _SQLITE_FULL:
        return DISK_FULL
    if code in _SQLITE_BUSY:
        return BUSY
    return UNREACHABLE if code in _SQLITE else ""


def _of_postgres(error: psycopg.Error) -> str:
    if error.sqlstate == _POSTGRES_FULL:
        return DISK_FULL
    if error.sqlstate is None:
        # The connection itself: it has no code of the server.
        return UNREACHABLE if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError) else ""
    if error.sqlstate.startswith(_POSTGRES_BUSY):
        return BUSY
    return UNREACHABLE if error.sqlstate.startswith(_POSTGRES) else ""
