"""Places."""

from sqlalchemy import bindparam, select

from storage.records import Unit
from storage.session import DatabaseSession, Upsert
from storage.tables import table

_T = table("unit")
_COLUMNS = ("code", "name", "kind", "parent", "area", "households_total", "source", "year")
_ALL = select(*(_T.c[name] for name in _COLUMNS)).order_by(_T.c.kind, _T.c.code)
_GET = _ALL.where(_T.c.code == bindparam("k"))
_PUT = Upsert(_T, ["code"], _COLUMNS[1:])


class Units:
    """The commune and its groups."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def all(self) -> tuple[Unit, ...]:
        """The commune first, then its groups by code."""
        return tuple(Unit(**row._asdict()) for row in self._s.run(_ALL))

    def get(self, code: str) -> Unit | None:
        row = self._s.run(_GET, {"k": code}).first()
        return Unit(**row._asdict()) if row else None

    def put(self, unit: Unit) -> None:
        """New, or changed as a whole."""
        self._s.run(_PUT, {name: getattr(unit, name) for name in _COLUMNS})
