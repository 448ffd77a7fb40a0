"""The clock: the system's time plus an offset that lies in the database. It never goes back."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

LOG = logging.getLogger(__name__)
JUMP = timedelta(seconds=60)
"""By so much more than time passed the system's clock must have moved to be told of."""


def system_time() -> datetime:
    """The machine's clock, aware UTC."""
    return datetime.now(UTC)


class Clock:
    """Aware UTC. Safe to read from any thread; `move_to` changes the offset in memory, the caller has stored it first.

    `seconds` passes evenly, whatever happens to `system`.
    """

    def __init__(
        self,
        offset: timedelta = timedelta(0),
        system: Callable[[], datetime] = system_time,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._offset = offset
        self._system = system
        self._seconds = seconds
        self._read, self._beat = system(), seconds()
        self._latest = self._read + offset
        self._lock = threading.Lock()

    def now(self) -> datetime:
        """The machine's own clock may be set back, but a turn must never be older than the one before it.

        Until the machine's time has caught up, time passes here at half its speed: it must not stand, for much waits for some seconds only.
        """
        with self._lock:
            passed, read = self._passed(), self._read + self._offset
            self._latest = read if read >= self._latest else self._latest + passed / 2
            return self._latest

    def _passed(self) -> timedelta:
        read, beat = self._system(), self._seconds()
        passed = timedelta(seconds=beat - self._beat)
        jump = read - self._read - passed
        if abs(jump) > JUMP:
            LOG.warning(
                "the system's clock was set by %+.0f s; this process goes on, time does not go back",
                jump.total_seconds(),
            )
        self._read, self._beat = read, beat
        return passed

    def ahead(self) -> timedelta:
        """By how much it is ahead of the machine's clock, which was set back; nothing where it was not."""
        now = self.now()
        with self._lock:
            return max(now - self._read - self._offset, timedelta(0))

    def offset_for(self, instant: datetime) -> timedelta:
        """The offset that makes it `instant` now."""
        return instant.astimezone(UTC) - self._system()

    def from_platform(self, instant: datetime) -> datetime:
        """A messenger's time in this clock's time, so that times of all channels can be compared."""
        return instant.astimezone(UTC) + self._offset

    def move_to(self, instant: datetime) -> timedelta:
        """Make it `instant` now and return the new offset; ValueError where that would be going back."""
        with self._lock:
            if instant < self._latest:
                raise ValueError(instant)
            self._offset = self.offset_for(instant)
            self._latest = instant.astimezone(UTC)
            return self._offset
