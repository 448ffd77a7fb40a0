"""One process per embedded database: a second one would answer and send everything twice."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class AlreadyRunningError(Exception):
    """Another process serves this database."""


@contextmanager
def only_one(folder: Path, name: str) -> Iterator[None]:
    """Hold `folder/name.lock` while the block runs; the system frees it when the process ends, however it ends."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / f"{name}.lock", os.O_RDWR | os.O_CREAT, 0o600)
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
