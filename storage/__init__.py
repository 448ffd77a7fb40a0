"""Memory: tables, queries, unit of work, migrations. Rows never leave this room; frozen values of `storage.records` do.

May import: survey, chat.
Must not know: bot, handlers, what is said to people.

    database = open_database("sqlite:///data/rasoat.db", key=key)   # migrates; raises what docs/storage.md says under Errors
    with database.work() as work:       # a write unit, rolled back unless committed
        work.people.set_phone(7, "+84905123456")
        work.commit()
    with database.look() as work:       # a read unit: one consistent state
        work.people.get(7)
    database.close()

What a unit can be asked is written in docs/storage.md.
"""

from storage.crypto import new_key
from storage.engine import open_database
from storage.errors import (
    AlreadyServedError,
    BadKeyError,
    DatabaseUnreachableError,
    FrozenFormError,
    MissingRowError,
    MoveRefusedError,
    RepeatedCauseError,
    StorageError,
    WrongKeyError,
)
from storage.queries.messages.inbox import conversation_of
from storage.serving.right import served_alone
from storage.work import Database, Work

__all__ = [
    "AlreadyServedError",
    "BadKeyError",
    "Database",
    "DatabaseUnreachableError",
    "FrozenFormError",
    "MissingRowError",
    "MoveRefusedError",
    "RepeatedCauseError",
    "StorageError",
    "Work",
    "WrongKeyError",
    "conversation_of",
    "new_key",
    "open_database",
    "served_alone",
]
