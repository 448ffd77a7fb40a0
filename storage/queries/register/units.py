"""Places: the tree of provinces, communes and groups."""

from typing import Any

from sqlalchemy import bindparam, case, delete, insert, literal, select

from storage.records import Unit, UnitKind
from storage.session import ABOVE, DatabaseSession, Upsert, cut, seen
from storage.tables import table

_T, _W = table("unit"), table("unit_within")
_COLUMNS = ("code", "name", "kind", "parent", "area", "households_total", "source", "year")
_OWN = ("controller", "contact", "addressing", "plan")
_ORDER = case({kind.value: place for place, kind in enumerate(UnitKind)}, value=_T.c.kind), _T.c.code
_SELECT = select(*(_T.c[name] for name in (*_COLUMNS, *_OWN))).order_by(*_ORDER)
_ALL = cut(_SELECT, seen(_T.c.code))
_AROUND = cut(_SELECT, seen(_T.c.code), _T.c.code.in_(ABOVE))
_GET = _AROUND.where(_T.c.code == bindparam("k"))
_COMMUNES = _AROUND.where(_T.c.kind == literal(UnitKind.COMMUNE.value))
_COMMUNE_OF = _SELECT.join(_W, _W.c.within == _T.c.code).where(
    _W.c.unit_code == bindparam("k"), _T.c.kind == literal(UnitKind.COMMUNE.value)
)
_ROOTS = _SELECT.where(_T.c.parent.is_(None))
_PUT = Upsert(_T, ["code"], (*_COLUMNS[1:], *_OWN))
_BELOW = _SELECT.join(_W, _W.c.unit_code == _T.c.code).where(_W.c.within == bindparam("k"))
_FORGET = delete(_W).where(_W.c.unit_code == bindparam("k"))
_ITSELF = insert(_W).values(unit_code=bindparam("k"), within=bindparam("k"))
_AS_PARENT = insert(_W).from_select(
    ["unit_code", "within"], select(bindparam("k"), _W.c.within).where(_W.c.unit_code == bindparam("p"))
)


class Units:
    """Whoever looks sees their own places and what lies below; `get` and `communes` also tell what those lie in."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def all(self) -> tuple[Unit, ...]:
        """Those above before those below, by code."""
        return self._units(_ALL)

    def get(self, code: str) -> Unit | None:
        return next(iter(self._units(_GET, {"k": code})), None)

    def communes(self) -> tuple[Unit, ...]:
        """Those that whoever looks works in or for, by code."""
        return self._units(_COMMUNES)

    def commune_of(self, code: str) -> Unit | None:
        """The commune that a place lies in, or is; whoever asks."""
        return next(iter(self._units(_COMMUNE_OF, {"k": code})), None)

    def root(self) -> Unit | None:
        """What everything lies in, whoever asks; None where nothing is there yet."""
        return next(iter(self._units(_ROOTS)), None)

    def _units(self, statement: Any, params: dict[str, Any] | None = None) -> tuple[Unit, ...]:
        return tuple(Unit(**row._asdict()) for row in self._s.run(statement, params))

    def put(self, unit: Unit) -> None:
        """New, or changed as a whole; what it lies in has to be there."""
        self._s.run(_PUT, {name: getattr(unit, name) for name in (*_COLUMNS, *_OWN)})
        moved = self._units(_BELOW, {"k": unit.code}) or (unit,)
        for one in moved:
            self._s.run(_FORGET, {"k": one.code})
            self._s.run(_ITSELF, {"k": one.code})
            if one.parent is not None:
                self._s.run(_AS_PARENT, {"k": one.code, "p": one.parent})
