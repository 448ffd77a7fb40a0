"""The clock: the system's time plus an offset that lies in the database. It never goes back."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


def system_time() -> datetime:
    """The machine's clock, aware UTC."""
    return datetime.now(UTC)


class Clock:
    """Aware UTC. Safe to read from any thread; `move_to` changes the offset in memory, the caller has stored it first."""

    def __init__(self, offset: timedelta = timedelta(0), system: Callable[[], datetime] = system_time) -> None:
        self._offset = offset
        self._system = system
        self._latest = system() + offset
        self._lock = threading.Lock()

    def now(self) -> datetime:
        with self._lock:
            # The machine's own clock may be set back; a turn must never be older than the one before it.
            self._latest = max(self._latest, self._system() + self._offset)
            return self._latest

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
