"""What /healthz says: counts, ages and states, never a name or a word that somebody wrote."""

import asyncio
import logging
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.backlog import Backlog, backlog
from bot.channels.base import Channel
from bot.processes.parts import Part
from bot.pulse import tell
from bot.runtime import Runtime

LOG = logging.getLogger(__name__)
PATIENCE = 3.0
TOO_LONG = 60
"""Seconds that one unit of work may last; what lasts longer keeps everybody waiting."""


async def health(runtime: Runtime, parts: Iterable[Part], channels: Mapping[str, Channel]) -> dict[str, Any]:
    """Its status is "ok", or "error" where this process cannot work or nothing is worked off; "why" says so in a sentence each.

    It is asked beside the thread that does the work: however long that computes, this answers.
    """
    pulse = runtime.thread.pulse
    ages = pulse.ages()
    state: dict[str, Any] = {
        **ages,
        "parts": {part.value: "standby" if part in pulse.standby else "active" for part in parts},
        "channels": {name: each.health() for name, each in channels.items()},
    }
    lasts = ages["busy_seconds"] or 0
    busy = [f"one unit of work has lasted {lasts} s; nothing else is answered meanwhile"] if lasts > TOO_LONG else []
    try:
        async with asyncio.timeout(PATIENCE):
            found, asked = await runtime.thread.look(lambda: _asked(runtime))
    except Exception as error:  # noqa: BLE001 - told by its kind
        tell(LOG, "the health of the database cannot be told", error)
        return {"status": "error", "why": ["database does not answer", *busy], "database": "error", **state}
    database = pulse.trouble()
    why = [database, *busy] if database else busy
    if found.is_stuck:
        why.append(f"what came in {_seconds(found.inbox_age)} s ago is not worked off")
    return {"status": "error" if why else "ok", "why": why, "database": database or "ok", **state, **asked}


def _asked(runtime: Runtime) -> tuple[Backlog, dict[str, Any]]:
    now = runtime.clock.now()
    with runtime.database.look() as work:
        found = backlog(work, now)
        return found, {
            "inbox_pending": found.inbox_pending,
            "inbox_parked": found.inbox_parked,
            "oldest_inbox_seconds": _seconds(found.inbox_age),
            "outbox_unsent": found.outbox_unsent,
            "oldest_outbox_seconds": _seconds(found.outbox_age),
            "outbox_failed": found.failed,
            "outbox_uncertain": found.uncertain,
            "jobs_open": sum(work.jobs.count()),
            "paused_until": {channel: until.isoformat() for channel, until in work.pauses.all(now).items()},
            "last_tick": _told(work.meta.last_tick() or runtime.thread.pulse.last_tick),
            "clock_ahead_seconds": round(runtime.clock.ahead().total_seconds()),
        }


def _seconds(age: timedelta | None) -> int:
    return 0 if age is None else round(age.total_seconds())


def _told(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
