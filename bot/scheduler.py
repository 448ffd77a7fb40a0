"""Ticks, no logic: what is due is asked of the database each time, so a missed tick costs nothing."""

from collections.abc import Awaitable, Callable

from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.local_time import LOCAL

DEFAULTS = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
Tick = Callable[[], Awaitable[None]]


def make_scheduler(tick: Tick, every_seconds: int, nightly: Tick) -> AsyncIOScheduler:
    """`tick` every so many seconds, `nightly` at 02:30 local time. Jobs live in memory only and are made anew at each start."""
    scheduler = AsyncIOScheduler(jobstores={"default": MemoryJobStore()}, job_defaults=DEFAULTS, timezone=LOCAL)
    scheduler.add_job(tick, "interval", seconds=every_seconds, id="tick", replace_existing=True)
    scheduler.add_job(nightly, "cron", hour=2, minute=30, id="nightly", replace_existing=True)
    return scheduler
