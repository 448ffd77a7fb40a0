"""The clock in the database: where it starts, how it moves, and the ticks that run on the way."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import Clock
from storage.work import Database

LOG = logging.getLogger(__name__)
STRIDE, MOST_STRIDES = timedelta(days=1), 1000
MOST_BATCHES = 100


def read_clock(database: Database, start: datetime | None, system: Callable[[], datetime]) -> Clock:
    """The database's clock; `start` sets it (for a database that has just been filled)."""
    with database.work() as work:
        offset = work.meta.clock_offset()
        if start is not None:
            offset = start - system()
            work.meta.set_clock_offset(offset)
            work.commit()
    return Clock(offset, system)


@dataclass(frozen=True, slots=True)
class Ticker:
    """Runs `tick(now)`, which does one batch of what is due; `next_due(now)` is when something will be due (None = nothing is planned).

    All of it runs on the database thread.
    """

    database: Database
    clock: Clock
    tick: Callable[[datetime], object]
    next_due: Callable[[datetime], datetime | None]

    def run(self) -> None:
        self._tick(self.clock.now())

    def _tick(self, now: datetime) -> None:
        """A tick takes a batch; again until nothing due is left."""
        for _ in range(MOST_BATCHES):
            self.tick(now)
            due = self.next_due(now)
            if due is None or due > now:
                break

    def advance(self, to: datetime | None) -> datetime:
        """Move the clock to `to`, or to the next deadline (None), through every due tick in between, in order; returns the new time.

        ValueError where `to` lies behind.
        """
        now = self.clock.now()
        self._tick(now)
        target = to if to is not None else self.next_due(now)
        if target is None:
            return self.clock.now()
        if target < now:
            raise ValueError(target)
        # What lies further ahead than a tick plans is planned on the way: no day passes without a tick.
        stride = max(STRIDE, (target - now) / MOST_STRIDES)
        while now < target:
            due = self.next_due(now)
            now = self._jump(min(target, now + stride, due if due is not None and due > now else target))
        return now

    def _jump(self, to: datetime) -> datetime:
        # Real time goes on while the ticks run: the clock may have passed a short step by itself.
        to = max(to, self.clock.now())
        offset = self.clock.move_to(to)
        with self.database.work() as work:
            work.meta.set_clock_offset(offset)
            work.commit()
        self._tick(to)
        return to


def wipe(database: Database, now: datetime, body_days: int) -> int:
    """Empty the bodies of messages that were done more than `body_days` ago; how many."""
    before = now - timedelta(days=body_days)
    with database.work() as work:
        wiped = work.inbox.wipe(before) + work.outbox.wipe(before) + work.web.wipe(before)
        work.commit()
    if wiped:
        LOG.info("wiped %d message bodies older than %d days", wiped, body_days)
    return wiped
