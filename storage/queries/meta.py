"""Settings that belong to the database itself."""

from datetime import timedelta

from sqlalchemy import bindparam, select

from storage.session import Session, Upsert
from storage.tables import table

_T = table("meta")
_GET = select(_T.c.value).where(_T.c.key == bindparam("k"))
_SET = Upsert(_T, ["key"], ["value"])
_ANYBODY = select(table("person").c.id).limit(1)


class Meta:
    """Names and values; the clock's offset and the demo mark among them."""

    def __init__(self, session: Session) -> None:
        self._s = session

    def get(self, key: str) -> str | None:
        value: str | None = self._s.run(_GET, {"k": key}).scalar()
        return value

    def set(self, key: str, value: str) -> None:
        self._s.run(_SET, {"key": key, "value": value})

    def clock_offset(self) -> timedelta:
        """What to add to the system's time."""
        return timedelta(seconds=float(self.get("clock_offset") or 0))

    def set_clock_offset(self, offset: timedelta) -> None:
        self.set("clock_offset", repr(offset.total_seconds()))

    def is_demo(self) -> bool:
        return self.get("demo") == "1"

    def is_empty(self) -> bool:
        """Nobody is in it yet."""
        return self._s.run(_ANYBODY).first() is None
