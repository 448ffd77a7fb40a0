"""What waits, for how long, and what was left behind: counted once, for /healthz and for `doctor`."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.work import Work

STUCK = timedelta(minutes=5)
"""A message that came in this long ago and is not worked off: nobody works."""

LATE = timedelta(minutes=10)
"""A message that has been due for this long and is not sent: nobody sends, or a channel takes nothing."""


@dataclass(frozen=True, slots=True)
class Backlog:
    """Of the whole database. Ages are None where nothing waits; `failed` and `uncertain` are those that nobody has looked after yet."""

    inbox_pending: int
    inbox_parked: int
    inbox_age: timedelta | None
    outbox_unsent: int
    outbox_age: timedelta | None
    failed: int
    uncertain: int

    @property
    def is_stuck(self) -> bool:
        return self.inbox_age is not None and self.inbox_age > STUCK

    @property
    def is_late(self) -> bool:
        return self.outbox_age is not None and self.outbox_age > LATE


def backlog(work: Work, now: datetime) -> Backlog:
    """How it stands; `now` by the database's clock."""
    failed, uncertain = work.undelivered.count()
    return Backlog(
        inbox_pending=work.inbox.pending(),
        inbox_parked=work.inbox.parked(),
        inbox_age=_age(work.inbox.oldest(), now),
        outbox_unsent=work.outbox.unsent(),
        outbox_age=_age(work.outbox.oldest(now), now),
        failed=failed,
        uncertain=uncertain,
    )


def _age(since: datetime | None, now: datetime) -> timedelta | None:
    return None if since is None else max(timedelta(0), now - since)
