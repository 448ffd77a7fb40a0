"""Which messages may be sent now: the oldest unsent one of each conversation, of bots that are not told to pause."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, bindparam, exists, func, or_, select, text, update

from storage.queries.messages.damaged import UNREADABLE, sound_rows
from storage.queries.messages.outbox import LEASE, SELECT, UNSENT, entry_of
from storage.records import MessageKind, OutboxEntry
from storage.session import DatabaseSession
from storage.tables import table

_T = table("outbox")
_P = _T.alias("prior")
_B = table("bot_pause")
# A value and not an anti-join, so that PostgreSQL walks the rows in their order and stops at the limit.
_FIRST = (
    select(func.min(_P.c.id))
    .where(text("prior.state IN ('queued', 'sending')"), _P.c.conversation == _T.c.conversation)
    # What waits for a time of its own (news of the night, for the morning) holds nobody's reply back; what failed and is tried again does.
    .where(or_(_P.c.attempts > 0, _P.c.next_attempt_at <= bindparam("at")))
    .correlate(_T)
    .scalar_subquery()
)
_READY = SELECT.where(
    UNSENT,
    _T.c.state == "queued",
    _T.c.next_attempt_at <= bindparam("at"),
    _T.c.id == _FIRST,
    ~exists().where(_B.c.channel == _T.c.channel, _B.c.bot == _T.c.bot, _B.c.until > bindparam("at")),
).limit(bindparam("most"))
_DUE = _READY.where(_T.c.kind == bindparam("kind")).order_by(_T.c.kind, _T.c.id)
_DUE_OF_SEVERAL = _DUE.with_for_update(skip_locked=True, of=_T)
_OLDEST_DUE = _DUE.where(_T.c.created_at <= bindparam("aged"))
_OLDEST_DUE_OF_SEVERAL = _OLDEST_DUE.with_for_update(skip_locked=True, of=_T)
_CLAIM = (
    update(_T)
    .where(_T.c.id.in_(bindparam("ids", expanding=True)))
    .values(state="sending", attempts=_T.c.attempts + 1, lease_until=bindparam("until"))
)
_DAMAGED = (
    update(_T)
    .where(_T.c.id == bindparam("k"))
    .values(state="failed", lease_until=None, next_attempt_at=bindparam("new_at"), error=UNREADABLE)
    .values(sent_at=None, seen_at=None, given_up_at=None, seq=None, platform_ref=None)
)


class Due:
    """queued -> sending: what a sender takes to send."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def claim(self, at: datetime, limit: int = 50, lease: timedelta = LEASE) -> tuple[OutboxEntry, ...]:
        """At most one message a conversation, the oldest unsent one whose time has come, interactive before reminders before bulk; ours until the lease ends.

        Nothing of a bot that has been told to pause.
        """
        statement = _DUE_OF_SEVERAL if self._s.several_writers else _DUE
        rows: list[Any] = []
        for kind in MessageKind:
            if len(rows) < limit:
                rows += self._sound(statement, {"kind": kind.value, "at": at, "most": limit - len(rows)}, at)
        return self._claim(rows, at + lease)

    def claim_oldest(
        self, at: datetime, aged: datetime, limit: int = 1, lease: timedelta = LEASE
    ) -> tuple[OutboxEntry, ...]:
        """As `claim`, but whatever was queued first, of what was queued before `aged`: nobody waits for ever behind others."""
        statement = _OLDEST_DUE_OF_SEVERAL if self._s.several_writers else _OLDEST_DUE
        rows: list[Any] = []
        for kind in MessageKind:
            rows += self._sound(statement, {"kind": kind.value, "at": at, "aged": aged, "most": limit}, at)
        return self._claim(sorted(rows, key=lambda row: int(row.id))[:limit], at + lease)

    def _sound(self, statement: Select[*tuple[Any, ...]], params: Mapping[str, Any], at: datetime) -> list[Any]:
        return sound_rows(self._s, statement, params, _T.c.id, lambda entry_id: self._put_aside(entry_id, at))

    def _put_aside(self, entry_id: int, at: datetime) -> None:
        self._s.run(_DAMAGED, {"k": entry_id, "new_at": at})

    def _claim(self, rows: Sequence[Any], until: datetime) -> tuple[OutboxEntry, ...]:
        if rows:
            self._s.run(_CLAIM, {"ids": [row.id for row in rows], "until": until})
        return tuple(entry_of(self._s.cipher, row, claimed=True) for row in rows)
