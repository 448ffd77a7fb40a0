"""Rings of other processes on the same PostgreSQL database: whoever waits here for what they wrote wakes at once."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack

from storage.errors import StorageError
from storage.serving.bells import Listener

LOG = logging.getLogger(__name__)
WAIT, PAUSE = 1.0, 2.0
EVERYTHING = ""
"""Rung when the line is open (again): whatever was missed is looked for."""


async def hear(open_line: Callable[[], AbstractContextManager[Listener]], ring: Callable[[str], None]) -> None:
    """Until cancelled. While the line is broken everybody looks by himself every few seconds."""
    while True:
        try:
            with ExitStack() as stack:
                listener = await asyncio.to_thread(lambda: stack.enter_context(open_line()))
                ring(EVERYTHING)
                while True:
                    for each in await _heard(listener):
                        ring(each)
        except StorageError:
            LOG.warning("the line between the processes is broken; trying again")
        await asyncio.sleep(PAUSE)


async def _heard(listener: Listener) -> tuple[str, ...]:
    """The thread is waited for also when this is cancelled: the line must not be closed under its hands."""
    waiting = asyncio.ensure_future(asyncio.to_thread(listener.wait, WAIT))
    try:
        return await asyncio.shield(waiting)
    finally:
        await asyncio.wait({waiting})
