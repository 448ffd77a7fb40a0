"""Updates of the platforms, stored before they are acknowledged."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, exists, func, select, text, update

from chat import Address, Incoming
from storage.queries.messages.damaged import UNREADABLE, sound_rows
from storage.records import InboxEntry
from storage.session import DatabaseSession, Upsert
from storage.tables import table
from storage.wire import incoming_to_json

_T = table("inbox")
_PLACE = "inbox.body"
_INGEST = Upsert(_T, ["channel", "bot", "update_key"])
_HAS = select(_T.c.id).where(
    _T.c.channel == bindparam("c"), _T.c.bot == bindparam("b"), _T.c.update_key == bindparam("k")
)
_SAME = select(_T.c.update_key).where(
    _T.c.channel == bindparam("c"),
    _T.c.bot == bindparam("b"),
    _T.c.conversation == bindparam("k"),
    _T.c.seq == bindparam("n"),
)
# The condition is written out: with a bound value SQLite could not use the partial index.
_IS_PENDING = text("inbox.state = 'pending'")
_COLUMNS = (
    _T.c.id,
    _T.c.channel,
    _T.c.bot,
    _T.c.update_key,
    _T.c.conversation,
    _T.c.body,
    _T.c.sent_at,
    _T.c.received_at,
    _T.c.seq,
    _T.c.error,
)
_EARLIER = _T.alias("earlier")
_WAITING = (
    select(*_COLUMNS)
    .where(
        _IS_PENDING,
        ~exists().where(
            text("earlier.state = 'pending'"), _EARLIER.c.conversation == _T.c.conversation, _EARLIER.c.id < _T.c.id
        ),
    )
    .order_by(_T.c.id)
    .limit(bindparam("most"))
)
_WAITING_OF_SEVERAL = _WAITING.with_for_update(skip_locked=True)
_CLOSE = (
    update(_T)
    .where(_T.c.id == bindparam("k"), _IS_PENDING)
    .values(state=bindparam("new_state"), error=bindparam("new_error"), done_at=bindparam("new_at"))
)
_DAMAGED = (
    update(_T).where(_T.c.id == bindparam("k")).values(state="parked", error=bindparam("new_error"), done_at=func.now())
)
_BEGUN = "begun "
"""In the place of an error, while a message waits: how many processes have begun with it and did not come to its end."""
_BEGIN = (
    update(_T).where(_T.c.id.in_(bindparam("ids", expanding=True)), _IS_PENDING).values(error=bindparam("new_error"))
)
_NEWEST = select(func.max(_T.c.id)).where(_IS_PENDING)
_OLDEST = select(_T.c.received_at).where(_IS_PENDING).order_by(_T.c.id).limit(1)
_PENDING = select(func.count()).select_from(_T).where(_IS_PENDING)
_PARKED = select(func.count()).select_from(_T).where(_T.c.state == "parked")
_WIPE = (
    update(_T)
    .where(text("inbox.wiped_at IS NULL"), _T.c.done_at < bindparam("before"))
    .values(body=None, wiped_at=bindparam("before"))
)


def conversation_of(address: Address) -> str:
    """The name under which messages of one chat keep their order."""
    return f"{address.channel}/{address.bot}/{address.chat_id}"


class Inbox:
    """What came in, in the order of arrival."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def ingest(self, incoming: Incoming, at: datetime) -> bool:
        """Stores an update; True = it was there before, and nothing happened. Commit before acknowledging to the platform."""
        address, key = incoming.address, incoming.update_key
        row = {
            "channel": address.channel,
            "bot": address.bot,
            "update_key": key,
            "platform_id": int(key) if key.isascii() and key.isdecimal() and len(key) < 19 else None,
            "conversation": conversation_of(address),
            "seq": incoming.seq,
            "sent_at": incoming.sent_at,
            "received_at": at,
            "body": self._s.cipher.seal(incoming_to_json(incoming), _PLACE),
            "state": "pending",
            "error": "",
        }
        repeated = self._s.run(_INGEST, row).first() is None
        self._s.ring("inbox")
        return repeated

    def keys_of(self, address: Address, seq: int) -> tuple[str, ...]:
        """The keys of the updates that brought the message of this number in its chat: as it was sent, and each time it was changed."""
        where = {"c": address.channel, "b": address.bot, "k": conversation_of(address), "n": seq}
        return tuple(row.update_key for row in self._s.run(_SAME, where).all())

    def has(self, incoming: Incoming) -> bool:
        """Whether this update was stored before."""
        address = incoming.address
        return self._s.run(_HAS, {"c": address.channel, "b": address.bot, "k": incoming.update_key}).first() is not None

    def next_pending(self) -> InboxEntry | None:
        """The oldest one to be handled, as `waiting`."""
        return next(iter(self.waiting(1)), None)

    def waiting(self, most: int) -> tuple[InboxEntry, ...]:
        """What is to be handled, oldest first: of each conversation the earliest that waits. Locked until the end of the unit.

        One whose row is damaged is put aside (commit, also where nothing else waits).
        """
        statement = _WAITING_OF_SEVERAL if self._s.several_writers and self._s.writes else _WAITING
        rows = sound_rows(self._s, statement, {"most": most}, _T.c.id, self._put_aside)
        return tuple(self._entry(row) for row in rows)

    def _entry(self, row: Any) -> InboxEntry:
        return InboxEntry(
            id=row.id,
            channel=row.channel,
            bot=row.bot,
            update_key=row.update_key,
            conversation=row.conversation,
            stored=self._s.cipher.open_if_sound(row.body, _PLACE),
            sent_at=row.sent_at,
            received_at=row.received_at,
            seq=row.seq,
            begun=int(row.error.removeprefix(_BEGUN)) if row.error.startswith(_BEGUN) else 0,
        )

    def _put_aside(self, entry_id: int) -> None:
        self._s.run(_DAMAGED, {"k": entry_id, "new_error": UNREADABLE})

    def begin(self, ids: Iterable[int], times: int) -> None:
        """A process begins with what an earlier one may have died of. Commit before the turn."""
        self._s.run(_BEGIN, {"ids": list(ids), "new_error": f"{_BEGUN}{times}"})

    def newest(self) -> int:
        """The id of what came in last and waits; 0 where nothing does."""
        return int(self._s.run(_NEWEST).scalar() or 0)

    def done(self, entry_id: int, at: datetime) -> None:
        self._s.run(_CLOSE, {"k": entry_id, "new_state": "done", "new_error": "", "new_at": at})

    def park(self, entry_id: int, error: str, at: datetime) -> None:
        """Its turn failed: kept with its error and its body, not tried again by itself."""
        self._s.run(_CLOSE, {"k": entry_id, "new_state": "parked", "new_error": error[:500], "new_at": at})

    def pending(self) -> int:
        return int(self._s.run(_PENDING).scalar_one())

    def oldest(self) -> datetime | None:
        """When the message came in that has waited longest."""
        when: datetime | None = self._s.run(_OLDEST).scalar()
        return when

    def parked(self) -> int:
        """How many updates failed and were put aside."""
        return int(self._s.run(_PARKED).scalar_one())

    def wipe(self, before: datetime) -> int:
        """Empties the bodies of what was done or parked before that time."""
        return self._s.run(_WIPE, {"before": before}).rowcount
