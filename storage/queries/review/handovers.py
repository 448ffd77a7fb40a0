"""Who was given households, and who has said that they know."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, insert, select, update

from storage.session import DatabaseSession
from storage.tables import table

_T = table("handover")
_OPEN = (_T.c.person_id == bindparam("k"), _T.c.received_at.is_(None))
_RECEIVE = update(_T).where(*_OPEN).values(received_at=bindparam("at"))
_UNANSWERED = (
    select(_T.c.person_id)
    .distinct()
    .where(_T.c.received_at.is_(None), _T.c.person_id.in_(bindparam("ids", expanding=True)))
)


class Handovers:
    """One row for each person at each time that households are given."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def add(self, person_id: int, households: int, *, by: int, at: datetime) -> int:
        """Its number, by which the message about it is called."""
        row = {"person_id": person_id, "given_by": by, "households": households, "given_at": at}
        result = self._s.run(insert(_T), row)
        assert result.inserted_primary_key is not None
        return int(result.inserted_primary_key[0])

    def receive(self, person_id: int, at: datetime) -> bool:
        """They say that they know of all that was given to them; False where nothing waited for that."""
        return self._s.run(_RECEIVE, {"k": person_id, "at": at}).rowcount > 0

    def unanswered(self, people: Collection[int]) -> frozenset[int]:
        """Those who have not said so."""
        rows = self._s.run(_UNANSWERED, {"ids": list(people)}) if people else ()
        return frozenset(int(row.person_id) for row in rows)
