"""People who ask, by their platform, that their data be deleted."""

from datetime import date, datetime

from sqlalchemy import bindparam, func, select, text, update

from chat import Address
from storage.records import DataRequest
from storage.session import DatabaseSession, Upsert, cut, of_seen_people
from storage.tables import table

_T = table("data_request")
# Written out, so that SQLite can use the partial index.
_OPEN = text("data_request.done_at IS NULL")
_PUT = Upsert(_T, ["channel", "bot", "request_key"])
_THEIRS = (of_seen_people(_T.c.person_id), _T.c.person_id.is_(None))
_ALL = cut(
    select(_T.c.id, _T.c.channel, _T.c.user_ref, _T.c.person_id, _T.c.at, _T.c.answer_by)
    .where(_OPEN)
    .order_by(_T.c.id)
    .limit(bindparam("most")),
    *_THEIRS,
)
_COUNT = cut(select(func.count()).select_from(_T).where(_OPEN), *_THEIRS)
_DONE = cut(update(_T).where(_OPEN, _T.c.id == bindparam("k")).values(done_at=bindparam("new_at")), *_THEIRS)


class DataRequests:
    """One row for each request of a platform; whoever looks sees those of people whom they may see, and of strangers."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def put(self, address: Address, key: str, person_id: int | None, at: datetime, answer_by: date) -> bool:
        """False where the same request is known already."""
        row = {
            "channel": address.channel,
            "bot": address.bot,
            "request_key": key,
            "user_ref": address.user_id,
            "person_id": person_id,
            "at": at,
            "answer_by": answer_by,
        }
        return self._s.run(_PUT, row).first() is not None

    def open(self, limit: int = 50) -> tuple[DataRequest, ...]:
        """The oldest first."""
        return tuple(DataRequest(**row._asdict()) for row in self._s.run(_ALL, {"most": limit}))

    def count(self) -> int:
        return int(self._s.run(_COUNT).scalar_one())

    def done(self, request_id: int, at: datetime) -> bool:
        """The person was answered; False where the request is not open."""
        return self._s.run(_DONE, {"k": request_id, "new_at": at}).rowcount > 0
