"""People who have to be called, because no message reaches them."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, text, update

from chat import Outgoing
from storage.records import CallReason, Cause, PhoneCall
from storage.session import DatabaseSession, Upsert, cut, of_seen_people
from storage.tables import table
from storage.wire import if_sound, outgoing_from_json, outgoing_to_json

_T = table("phone_call")
_PLACE = "phone_call.body"
# Written out, so that SQLite can use the partial index.
_OPEN = text("phone_call.done_at IS NULL")
_PUT = Upsert(_T, ["cause"])
_THEIRS = of_seen_people(_T.c.person_id)
_ALL = cut(
    select(_T.c.id, _T.c.person_id, _T.c.reason, _T.c.body, _T.c.created_at)
    .where(_OPEN)
    .order_by(_T.c.id)
    .limit(bindparam("most")),
    _THEIRS,
)
_COUNT = cut(select(func.count()).select_from(_T).where(_OPEN), _THEIRS)
_DONE = cut(update(_T).where(_OPEN, _T.c.id == bindparam("k")).values(done_at=bindparam("new_at")), _THEIRS)
_WIPE = (
    update(_T)
    .where(_T.c.wiped_at.is_(None), _T.c.done_at < bindparam("before"))
    .values(body=None, wiped_at=bindparam("before"))
)


class Calls:
    """One row for each message that could not be brought to its person; whoever looks sees those of people whom they may see."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def put(self, person_id: int, cause: Cause, reason: CallReason, outgoing: Outgoing | None, at: datetime) -> bool:
        """False where the same cause is on the list already, or was. `outgoing` None where nobody knows any more what was to be said."""
        row = {
            "person_id": person_id,
            "cause": cause,
            "reason": reason,
            "body": self._s.cipher.seal(outgoing_to_json(outgoing) if outgoing else "", _PLACE),
            "created_at": at,
        }
        return self._s.run(_PUT, row).first() is not None

    def open(self, limit: int = 50) -> tuple[PhoneCall, ...]:
        """The oldest first."""
        return tuple(self._call(row) for row in self._s.run(_ALL, {"most": limit}))

    def _call(self, row: Any) -> PhoneCall:
        return PhoneCall(
            id=row.id,
            person_id=row.person_id,
            reason=CallReason(row.reason),
            outgoing=if_sound(outgoing_from_json, self._s.cipher.open_if_sound(row.body, _PLACE)),
            created_at=row.created_at,
        )

    def count(self) -> int:
        return int(self._s.run(_COUNT).scalar_one())

    def done(self, call_id: int, at: datetime) -> bool:
        """The person was told; False where the call is not open."""
        return self._s.run(_DONE, {"k": call_id, "new_at": at}).rowcount > 0

    def wipe(self, before: datetime) -> int:
        """Empties the bodies of what was done before that time."""
        return self._s.run(_WIPE, {"before": before}).rowcount
