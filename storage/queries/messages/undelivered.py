"""Messages that did not arrive, or perhaps did not: until somebody sends them again or gives them up."""

from datetime import datetime

from sqlalchemy import bindparam, func, select, text, update

from chat import Address
from storage.queries.messages.outbox import SELECT, address_of, entry_of
from storage.records import Cause, OutboxEntry
from storage.session import DatabaseSession, cut, of_seen_people
from storage.tables import table

_T = table("outbox")
# Written out, so that SQLite can use the partial index.
_LEFT = text("outbox.state IN ('failed', 'uncertain') AND outbox.given_up_at IS NULL")
# What went to nobody that is known names nobody.
_THEIRS = (of_seen_people(_T.c.person_id), _T.c.person_id.is_(None))
_ALL = cut(SELECT.where(_LEFT).order_by(_T.c.id.desc()).limit(bindparam("most")), *_THEIRS)
_ONE = cut(SELECT.where(_LEFT, _T.c.id == bindparam("k")), *_THEIRS)
_COUNT = cut(select(_T.c.state, func.count().label("messages")).where(_LEFT).group_by(_T.c.state), *_THEIRS)
_BY_ID = (_LEFT, _T.c.id == bindparam("k"))
_AGAIN = cut(
    update(_T)
    .where(*_BY_ID, _T.c.wiped_at.is_(None))
    .values(state="queued", attempts=0, next_attempt_at=bindparam("new_at"), error=""),
    *_THEIRS,
)
_GIVE_UP = cut(update(_T).where(*_BY_ID).values(given_up_at=bindparam("new_at")), *_THEIRS)
_TRIED = select(_T.c.channel, _T.c.bot, _T.c.chat_ref, _T.c.user_ref, _T.c.is_group, _T.c.n).where(
    _T.c.cause == bindparam("k")
)


class Undelivered:
    """Failed and uncertain messages that nobody has dealt with yet, of people whom whoever looks may see."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def all(self, limit: int = 50) -> tuple[OutboxEntry, ...]:
        """The newest first."""
        return tuple(entry_of(self._s.cipher, row) for row in self._s.run(_ALL, {"most": limit}))

    def get(self, entry_id: int) -> OutboxEntry | None:
        row = self._s.run(_ONE, {"k": entry_id}).first()
        return entry_of(self._s.cipher, row) if row else None

    def count(self) -> tuple[int, int]:
        """(failed, uncertain)."""
        found = {row.state: row.messages for row in self._s.run(_COUNT)}
        return found.get("failed", 0), found.get("uncertain", 0)

    def again(self, entry_id: int, at: datetime) -> bool:
        """Queue it once more; False where it is not left, or its text was wiped."""
        return self._s.run(_AGAIN, {"k": entry_id, "new_at": at}).rowcount > 0

    def give_up(self, entry_id: int, at: datetime) -> bool:
        """Nothing more is done about it; False where it is not left."""
        return self._s.run(_GIVE_UP, {"k": entry_id, "new_at": at}).rowcount > 0

    def tried(self, cause: Cause) -> tuple[tuple[Address, ...], int]:
        """Where the messages of one cause were to go, and the highest of their numbers."""
        rows = self._s.run(_TRIED, {"k": cause}).all()
        return tuple(address_of(row) for row in rows), max((row.n for row in rows), default=0)
