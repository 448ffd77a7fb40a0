"""The clock in the database: where it starts, how it moves, and the ticks that run on the way."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from bot.clock.clock import Clock
from bot.files.store import FileStore
from bot.worker import DatabaseThread
from storage.work import Database, Work

LOG = logging.getLogger(__name__)
STRIDE, MOST_STRIDES = timedelta(days=1), 1000


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
    """Runs `tick(now)`, which plans and does a first batch of what is due; unless that was nothing (0), `more(now)` until it gives 0.

    `next_due(now)` is when something will be due (None = nothing is planned). All of it runs on the database thread.
    """

    database: Database
    clock: Clock
    tick: Callable[[datetime], int]
    next_due: Callable[[datetime], datetime | None]
    more: Callable[[datetime], int] = lambda _: 0

    def begin(self) -> int:
        """A tick's first batch; 0 = there was nothing to do."""
        return self.tick(self.clock.now())

    def go_on(self) -> int:
        """Its next batch; 0 = nothing due is left."""
        return self.more(self.clock.now())

    def _tick(self, now: datetime) -> None:
        if self.tick(now):
            while self.more(now):
                pass

    def plan(self, to: datetime | None) -> tuple[datetime, datetime]:
        """Do what is due and say where a move leads: (now, `to` or else the next deadline, which is now where nothing is planned).

        ValueError where `to` lies behind.
        """
        now = self.clock.now()
        self._tick(now)
        target = to if to is not None else self.next_due(now) or now
        if target < now:
            raise ValueError(target)
        return now, target

    def step(self, now: datetime, target: datetime, longest: timedelta) -> datetime:
        """From the tick at `now` to what is due next, by `longest` or to `target`, whichever comes first: tick there; the new time."""
        due = self.next_due(now)
        to = min(target, now + longest, due if due is not None and due > now else target)
        # Real time goes on while the ticks run: the clock may have passed a short step by itself.
        to = max(to, self.clock.now())
        offset = self.clock.move_to(to)
        with self.database.work() as work:
            work.meta.set_clock_offset(offset)
            work.commit()
        self._tick(to)
        return to


async def travel(
    ticker: Ticker, thread: DatabaseThread, to: datetime | None, arrived: Callable[[], Awaitable[None]]
) -> tuple[datetime, datetime]:
    """Move the clock to `to`, or to the next deadline (None), through every due tick in between: (time before, time after).

    `arrived` is awaited before the first step and after each: what a tick put into the outbox is sent at that time, not at a later one.
    ValueError where `to` lies behind.
    """
    now, target = await thread.call(lambda: ticker.plan(to))
    await arrived()
    start = now
    # What lies further ahead than a tick plans is planned on the way: no day passes without a tick.
    longest = max(STRIDE, (target - start) / MOST_STRIDES)
    while now < target:
        now = await thread.call(partial(ticker.step, now, target, longest))
        await arrived()
    return start, now


def wipe(database: Database, before: datetime, files: FileStore | None = None) -> int:
    """Empty the bodies of messages that were done (handled; sent or failed; fetched by the page) before that time, and remove the files of
    before then that nobody needs; how many.

    The page of a demo keeps its conversations: they are invented, and its clock jumps over months.
    """
    with database.work() as work:
        wiped = work.inbox.wipe(before) + work.outbox.wipe(before) + work.calls.wipe(before)
        work.shown_lists.forget(before)
        wiped += 0 if work.meta.is_demo() else work.web.wipe(before)
        wiped += work.jobs.wipe(before) + work.links.wipe(before)
        wiped += 0 if files is None or work.meta.is_demo() else _remove(work, files, before)
        work.commit()
    # Until the log of SQLite is begun anew, what was wiped can be read in it.
    database.begin_log_anew()
    if wiped:
        LOG.info("wiped %d message bodies and files of before %s", wiped, before.date())
    return wiped


def _remove(work: Work, files: FileStore, before: datetime) -> int:
    """The bytes first: what is still known of a file is removed again another night, bytes that nobody knows of never."""
    keys = work.files.lapsed(before)
    for key in keys:
        files.remove(key)
    work.files.forget(keys)
    return len(keys)


def forget_words(database: Database, before: datetime) -> None:
    """Words that were not understood, and that nobody has typed since."""
    with database.work() as work:
        work.missed_words.forget(before)
        work.commit()
