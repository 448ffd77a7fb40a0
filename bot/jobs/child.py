"""The child process of a calculation: reads what is given on its input, calculates, says what came of it, and ends with its parent.

It has neither the key nor the address of the database, gives way to the process that answers people, and has a limit of memory.
"""

import importlib
import json
import os
import resource
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import BinaryIO

from bot.jobs.frames import HEAD, PROGRESS, REFUSED, RESULT, frame
from handlers.defects import kind_and_place

MEMORY = 2**30
NICENESS = 10
OFTEN = 0.5
"""Seconds between two words about progress."""

Calculate = Callable[[bytes, Callable[[int, int], None]], bytes]


def main(where: str) -> None:
    """`where`: "module:function"."""
    os.nice(NICENESS)
    # Not every system knows this limit; without it, the job is only less well guarded.
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    out = os.fdopen(os.dup(1), "wb")
    # Whatever a library prints is no word of ours.
    os.dup2(2, 1)
    given = _read(sys.stdin.buffer)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    out.write(_calculated(where, given, out))
    out.flush()


def _read(source: BinaryIO) -> bytes:
    _, length = HEAD.unpack(source.read(HEAD.size))
    return source.read(length)


def _end_with_parent() -> None:
    """The parent keeps the line open as long as it lives and wants the result."""
    sys.stdin.buffer.read()
    os._exit(1)


def _calculated(where: str, given: bytes, out: BinaryIO) -> bytes:
    try:
        return frame(RESULT, _function(where)(given, _reporter(out)))
    except Exception as error:  # noqa: BLE001 - told by its kind
        return frame(REFUSED, kind_and_place(error).encode())


def _function(where: str) -> Calculate:
    module, _, name = where.partition(":")
    found: Calculate = getattr(importlib.import_module(module), name)
    return found


def _reporter(out: BinaryIO) -> Callable[[int, int], None]:
    said = [0.0]

    def report(done: int, total: int) -> None:
        if monotonic() - said[0] >= OFTEN:
            said[0] = monotonic()
            out.write(frame(PROGRESS, json.dumps([done, total]).encode()))
            out.flush()

    return report


if __name__ == "__main__":
    main(sys.argv[1])
