"""What /healthz says: counts, ages and states, never a name or a word that somebody wrote."""

import asyncio
import logging
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.channels.base import Channel
from bot.processes.parts import Part
from bot.pulse import tell
from bot.runtime import Runtime
from storage.work import Work

LOG = logging.getLogger(__name__)
PATIENCE = 5.0
STUCK = timedelta(minutes=5)
"""A message that came in this long ago and is not worked off: nobody works."""


async def health(runtime: Runtime, parts: Iterable[Part], channels: Mapping[str, Channel]) -> dict[str, Any]:
    """Its status is "ok", or "error" where this process cannot work or nothing is worked off; "why" says so in a sentence each."""
    pulse = runtime.thread.pulse
    state: dict[str, Any] = {
        "parts": {part.value: "standby" if part in pulse.standby else "active" for part in parts},
        "channels": {name: each.health() for name, each in channels.items()},
    }
    try:
        async with asyncio.timeout(PATIENCE):
            state |= await runtime.thread.call(lambda: _asked(runtime))
    except Exception as error:  # noqa: BLE001 - told by its kind
        tell(LOG, "the health of the database cannot be told", error)
        return {"status": "error", "why": ["database does not answer"], "database": "error", **state}
    database = pulse.trouble()
    why = [database] if database else []
    if state["oldest_inbox_seconds"] > STUCK.total_seconds():
        why.append(f"what came in {state['oldest_inbox_seconds']} s ago is not worked off")
    return {"status": "error" if why else "ok", "why": why, "database": database or "ok", **state}


def _asked(runtime: Runtime) -> dict[str, Any]:
    now = runtime.clock.now()
    with runtime.database.look() as work:
        return {
            "inbox_pending": work.inbox.pending(),
            "inbox_parked": work.inbox.parked(),
            "oldest_inbox_seconds": _age(work.inbox.oldest(), now),
            "outbox_unsent": work.outbox.unsent(),
            "oldest_outbox_seconds": _age(work.outbox.oldest(now), now),
            "jobs_open": sum(work.jobs.count()),
            **_left(work),
            "paused_until": {channel: until.isoformat() for channel, until in work.outbox.pauses(now).items()},
            "last_tick": _told(work.meta.last_tick() or runtime.thread.pulse.last_tick),
            "clock_ahead_seconds": round(runtime.clock.ahead().total_seconds()),
        }


def _left(work: Work) -> dict[str, int]:
    failed, uncertain = work.undelivered.count()
    return {"outbox_failed": failed, "outbox_uncertain": uncertain}


def _age(since: datetime | None, now: datetime) -> int:
    return 0 if since is None else max(0, round((now - since).total_seconds()))


def _told(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
