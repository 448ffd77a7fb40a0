"""The clock: the system's time plus an offset that lies in the database. It never goes back."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

LOG = logging.getLogger(__name__)
DOUBTFUL = timedelta(hours=6)
"""A jump ahead by more than this is not believed at once; a machine that sleeps overnight is one that nobody should serve a commune with."""

AGREED = timedelta(minutes=10)
"""So near to the machine's clock a platform's time says that it is right."""

JUMP = timedelta(seconds=60)
"""By so much more than time passed the system's clock must have moved to be told of."""


def system_time() -> datetime:
    """The machine's clock, aware UTC."""
    return datetime.now(UTC)


class Clock:
    """Aware UTC. Safe to read from any thread; `move_to` changes the offset in memory, the caller has stored it first.

    `seconds` passes evenly, whatever happens to `system`. Where that jumps ahead by more than `DOUBTFUL`, time here goes on as before until a
    platform's time says that it is right (`confirm`): a year of reminders must not go out because a machine's clock was wrong for a moment.
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
        self._held = timedelta(0)
        self._lock = threading.Lock()

    def now(self) -> datetime:
        """The machine's own clock may be set back, but a turn must never be older than the one before it.

        Until the machine's time has caught up, time passes here at half its speed: it must not stand, for much waits for some seconds only.
        """
        with self._lock:
            passed = self._passed()
            self._doubt(passed)
            read = self._read + self._offset - self._held
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
        if self._held and jump < -JUMP:
            # Put right again, as it were.
            self._held = max(self._held + jump, timedelta(0))
        self._read, self._beat = read, beat
        return passed

    def _doubt(self, passed: timedelta) -> None:
        """A leap is measured from what time it is here: a machine that was set back and is put right again does not leap."""
        leap = self._read + self._offset - self._held - self._latest - passed
        if leap > DOUBTFUL:
            self._held += leap
            LOG.error("that is much: until a platform's time confirms it, time goes on here as before")

    def system(self) -> datetime:
        """The machine's clock as it is, believed or not."""
        return self._system()

    def held(self) -> timedelta:
        """By how much it stays behind the machine's clock, which jumped ahead and was not confirmed."""
        self.now()
        return self._held

    def confirm(self, instant: datetime) -> bool:
        """A platform's time, as it is now; True where it ends a doubt: the machine's clock was right to jump."""
        with self._lock:
            if not self._held or abs(instant - self._system()) > AGREED:
                return False
            LOG.warning("the jump of the system's clock is confirmed")
            self._held = timedelta(0)
            self._latest = max(self._latest, self._system() + self._offset)
            return True

    def ahead(self) -> timedelta:
        """By how much it is ahead of the machine's clock, which was set back; nothing where it was not."""
        now = self.now()
        with self._lock:
            return max(now - self._read - self._offset + self._held, timedelta(0))

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
            self._offset, self._held = self.offset_for(instant), timedelta(0)
            self._latest = instant.astimezone(UTC)
            return self._offset
