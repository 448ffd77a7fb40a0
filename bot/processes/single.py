"""Who may be on a database at the same time: one process that does everything, or several on PostgreSQL of which each does parts."""

import fcntl
import os
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.processes.parts import ALL, Part
from bot.settings.config import Database
from storage.errors import DatabaseUnreachableError
from storage.serving.right import served_alone, served_with_others


class AlreadyRunningError(Exception):
    """Another process serves this database."""


class OneProcessError(Exception):
    """An SQLite file is served by one process."""


@contextmanager
def sole(database: Database, parts: Collection[Part] = ALL) -> Iterator[Callable[[], None]]:
    """Be the only process on this database while the block runs; gives what is to be called now and then to stay so.

    With some `parts`: one of several processes, none of which does everything. Raises AlreadyRunningError, OneProcessError (SQLite), storage's
    AlreadyServedError (PostgreSQL; a later call may raise it too).
    """
    if database.url.startswith("sqlite:"):
        if set(parts) != ALL:
            raise OneProcessError(
                "--only is for several processes, and an SQLite file is served by one: start without --only, "
                "or set RASOAT_DATABASE__URL to a PostgreSQL database"
            )
        # The file itself: by a link to it a second process would start.
        file = Path(database.url.removeprefix("sqlite:///").partition("?")[0]).resolve()
        with only_one(file.parent, file.name):
            yield lambda: None
    else:
        with served_alone(database.url) if set(parts) == ALL else served_with_others(database.url) as right:
            yield right.keep


@contextmanager
def only_one(folder: Path, name: str) -> Iterator[None]:
    """Hold `folder/name.lock` while the block runs; the system frees it when the process ends, however it ends."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / f"{name}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise DatabaseUnreachableError(
            f"the folder {folder} cannot be made or written ({error.strerror}); check database.url and the rights of the folder"
        ) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunningError(
                f"another rasoat is running on {folder / name}; stop it first, or set RASOAT_DATABASE__URL to another database"
            ) from None
        yield
    finally:
        os.close(handle)
