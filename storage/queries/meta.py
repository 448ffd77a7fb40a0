"""Settings that belong to the database itself."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, select

from storage.session import DatabaseSession, Upsert
from storage.tables import table

_T = table("meta")
_GET = select(_T.c.value).where(_T.c.key == bindparam("k"))
_GET_KEPT = _GET.with_for_update(read=True)
_SET = Upsert(_T, ["key"], ["value"])
BACKUP = "backup_at"
_ANYBODY = select(table("person").c.id).limit(1)


class Meta:
    """Names and values; the clock's offset and the demo mark among them."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def get(self, key: str) -> str | None:
        value: str | None = self._s.run(_GET, {"k": key}).scalar()
        return value

    def set(self, key: str, value: str) -> None:
        self._s.run(_SET, {"key": key, "value": value})

    def alone(self, what: str) -> None:
        """Until the end of this write unit no other process does the same."""
        self._s.lock(f"meta:{what}")

    def hold(self, part: str, holder: str) -> None:
        """From now on this process, by a name that it made up, is the one that does this part."""
        self.set(f"holder:{part}", holder)

    def holds(self, part: str, holder: str) -> bool:
        """Whether it still is; in a write unit nobody else becomes it before the unit ends."""
        statement = _GET_KEPT if self._s.several_writers and self._s.writes else _GET
        return self._s.run(statement, {"k": f"holder:{part}"}).scalar() == holder

    def clock_offset(self) -> timedelta:
        """What to add to the system's time."""
        return timedelta(seconds=float(self.get("clock_offset") or 0))

    def set_clock_offset(self, offset: timedelta) -> None:
        self.set("clock_offset", repr(offset.total_seconds()))

    def last_tick(self) -> datetime | None:
        """When the scheduler of several processes looked last for what is due."""
        found = self.get("last_tick")
        return None if found is None else datetime.fromisoformat(found)

    def ticked(self, at: datetime) -> None:
        self.set("last_tick", at.isoformat())

    def backed_up_at(self) -> datetime | None:
        """Of which moment the newest backup is, by the machine's clock; None = none was made."""
        found = self.get(BACKUP)
        return None if found is None else datetime.fromisoformat(found)

    def is_demo(self) -> bool:
        return self.get("demo") == "1"

    def is_empty(self) -> bool:
        """Nobody is in it yet."""
        return self._s.run(_ANYBODY).first() is None
