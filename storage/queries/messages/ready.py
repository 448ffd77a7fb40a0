"""Which messages may go out now: of each conversation its oldest unsent one, of no bot that has been told to pause."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, exists, func, select, text

from storage.queries.messages.outbox_rows import SELECT, UNSENT
from storage.records import MessageKind
from storage.session import DatabaseSession
from storage.tables import table

_T = table("outbox")
_P = _T.alias("prior")
_B = table("bot_pause")
# A value and not an anti-join, so that PostgreSQL walks the rows in their order and stops at the limit.
_FIRST = (
    select(func.min(_P.c.id))
    .where(text("prior.state IN ('queued', 'sending')"), _P.c.conversation == _T.c.conversation)
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
_OLDEST = _DUE.where(_T.c.created_at <= bindparam("aged"))
_OLDEST_OF_SEVERAL = _OLDEST.with_for_update(skip_locked=True, of=_T)


def ready(session: DatabaseSession, at: datetime, limit: int) -> list[Any]:
    """Rows of `SELECT`, interactive before reminders before bulk; locked until the end of the unit where others write too."""
    statement = _DUE_OF_SEVERAL if session.several_writers else _DUE
    rows: list[Any] = []
    for kind in MessageKind:
        if len(rows) < limit:
            rows += session.run(statement, {"kind": kind.value, "at": at, "most": limit - len(rows)})
    return rows


def oldest(session: DatabaseSession, at: datetime, aged: datetime, limit: int) -> list[Any]:
    """As `ready`, but what was queued first comes first, and only what was queued before `aged`."""
    statement = _OLDEST_OF_SEVERAL if session.several_writers else _OLDEST
    rows: list[Any] = []
    for kind in MessageKind:
        rows += session.run(statement, {"kind": kind.value, "at": at, "aged": aged, "most": limit})
    return sorted(rows, key=lambda row: int(row.id))[:limit]
