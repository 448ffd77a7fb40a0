"""How this process does: whether the database and the disk let it work, which parts wait, and what waits until they do."""

import asyncio
import errno
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from storage.serving.outage import BUSY, DISK_FULL, outage_of

LOG = logging.getLogger(__name__)
Result = TypeVar("Result")
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 5.0
SHOWN = 2 * LONGEST_PAUSE
"""Seconds for which a trouble is told after it was met last: whatever waits for its end meets it more often."""

_FULL = {errno.ENOSPC, errno.EDQUOT}
_BROKEN = {errno.EIO, errno.EROFS}


def trouble_of(error: BaseException) -> str:
    """What keeps database or disk from working now, "" where the error says something else: then trying again is of no use."""
    if isinstance(error, OSError) and error.errno in _FULL | _BROKEN:
        return DISK_FULL if error.errno in _FULL else "disk cannot be written"
    return outage_of(error)


def tell(log: logging.Logger, what: str, error: BaseException) -> None:
    """An outage in one line, for it is met again and again; anything else with its place."""
    trouble = trouble_of(error)
    log.log(
        logging.WARNING if trouble else logging.ERROR,
        "%s (%s)",
        what,
        trouble or "a defect",
        exc_info=None if trouble else error,
    )


@dataclass
class Pulse:
    """`last_tick` of this process; `standby`: its parts that wait, as another process is active;
    `overtaken`: why this process must end, "" where it need not.

    It is written by the thread that computes, and read at any time by whoever asks for the health: nothing of it waits for that thread.
    """

    seconds: Callable[[], float] = time.monotonic
    last_tick: datetime | None = None
    standby: set[str] = field(default_factory=set)
    overtaken: str = ""
    _trouble: str = ""
    _met: float = 0.0
    _busy_since: float | None = None
    _turned: float | None = None
    _ticked: float | None = None

    def meet(self, error: BaseException) -> str:
        """Something failed; what keeps from working now, "" where it is something else."""
        trouble = trouble_of(error)
        if trouble and trouble != BUSY:
            self._trouble, self._met = trouble, self.seconds()
        return trouble

    def trouble(self) -> str:
        """What kept from working a moment ago."""
        return self._trouble if self._trouble and self.seconds() - self._met < SHOWN else ""

    def begin(self) -> None:
        """A unit of work begins."""
        self._busy_since = self.seconds()

    def end(self) -> None:
        self._busy_since = None

    def turned(self) -> None:
        """A message was answered."""
        self._turned = self.seconds()

    def ticked(self, at: datetime) -> None:
        """A tick came to its end, at this hour of the bot's clock."""
        self.last_tick, self._ticked = at, self.seconds()

    def ages(self) -> dict[str, int | None]:
        """Seconds: how long the work that goes on now has lasted (0 = none does), and since the last turn and tick, None before the first."""
        return {
            "busy_seconds": self._since(self._busy_since) or 0,
            "last_turn_seconds": self._since(self._turned),
            "last_tick_seconds": self._since(self._ticked),
        }

    def _since(self, at: float | None) -> int | None:
        return None if at is None else round(self.seconds() - at)


async def patiently(
    job: Callable[[], Awaitable[Result]], what: str, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> Result:
    """Do the job: where database or disk cannot work now, again until they can. Other errors are passed on."""
    pause = FIRST_PAUSE
    while True:
        try:
            return await job()
        except Exception as error:
            trouble = trouble_of(error)
            if not trouble:
                raise
            LOG.warning("%s: %s; trying again in %.1f s", what, trouble, pause)
        await sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE)
