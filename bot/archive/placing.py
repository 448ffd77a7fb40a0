"""A file that is at its place as a whole, or not at all."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


class TakenError(Exception):
    """There is a file of this name already."""


class BusyError(Exception):
    """Another process is writing this file."""


@contextmanager
def placed(file: Path, *, replace: bool) -> Iterator[BinaryIO]:
    """Written beside its place under another name, for its owner only, and on the disk before it takes its name; after an error nothing is left.

    Raises TakenError, BusyError, OSError.
    """
    _check(file, replace=replace)
    part = file.with_name(file.name + ".part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT, 0o600)
    with os.fdopen(handle, "wb") as written:
        try:
            fcntl.flock(written, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyError(part) from None
        if not part.exists() or part.stat().st_ino != os.fstat(handle).st_ino:
            # It has just taken its name: what is open here is the finished file of somebody else.
            raise BusyError(part)
        try:
            # What a killed one has left.
            written.truncate(0)
            os.fchmod(written.fileno(), 0o600)
            yield written
            written.flush()
            os.fsync(written.fileno())
            _check(file, replace=replace)
            part.replace(file)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    keep_names(file.parent)


def keep_names(folder: Path) -> None:
    """What is called how in a folder lies on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _check(file: Path, *, replace: bool) -> None:
    if file.is_dir() or (file.exists() and not replace):
        raise TakenError(file)
