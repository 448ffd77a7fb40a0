"""Ticks, no logic: what is due is asked of the database each time, so a missed tick costs nothing."""

import asyncio
from collections.abc import Awaitable, Callable

from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock.local_time import LOCAL

DEFAULTS = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
Tick = Callable[[], Awaitable[None]]


async def ticking(tick: Tick, every_seconds: float, nightly: Tick) -> None:
    """`tick` after every pause of so many seconds, `nightly` at 02:30 local time; until cancelled.

    The pauses are slept: APScheduler waits for a time of day, and a clock that is set back by hours would keep all reminders for hours.
    """
    scheduler = make_scheduler(nightly)
    scheduler.start()
    try:
        while True:
            await asyncio.sleep(every_seconds)
            await tick()
    finally:
        scheduler.shutdown(wait=False)


def make_scheduler(nightly: Tick) -> AsyncIOScheduler:
    """Jobs live in memory only and are made anew at each start."""
    scheduler = AsyncIOScheduler(jobstores={"default": MemoryJobStore()}, job_defaults=DEFAULTS, timezone=LOCAL)
    scheduler.add_job(nightly, "cron", hour=2, minute=30, id="nightly", replace_existing=True)
    return scheduler
