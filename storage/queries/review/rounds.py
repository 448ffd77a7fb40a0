"""Rounds of review."""

from datetime import date
from typing import Any

from sqlalchemy import bindparam, exists, select, update

from storage.records import Round
from storage.session import ABOVE, DatabaseSession, Upsert, cut, seen
from storage.tables import table

_T = table("review_round")
_LATER = _T.alias("later")
_SELECT = select(
    *(_T.c.id, _T.c.unit_code.label("unit"), _T.c.key, _T.c.year, _T.c.kind, _T.c.starts, _T.c.ends),
    *(_T.c.form_key, _T.c.state),
)
_GET = _SELECT.where(_T.c.id == bindparam("k"))
_BY_KEY = _SELECT.where(_T.c.unit_code == bindparam("u"), _T.c.key == bindparam("k"))
_IS_LATER = (_LATER.c.starts > _T.c.starts) | ((_LATER.c.starts == _T.c.starts) & (_LATER.c.id > _T.c.id))
CURRENT = _SELECT.where(
    *(_T.c.kind == "periodic", _T.c.state == "open", _T.c.starts <= bindparam("day")),
    ~exists().where(
        *(_LATER.c.kind == "periodic", _LATER.c.state == "open", _LATER.c.starts <= bindparam("day")),
        *(_LATER.c.unit_code == _T.c.unit_code, _IS_LATER),
    ),
).order_by(_T.c.unit_code)
"""Of each commune the open periodic round that began last by a day."""

_MINE = cut(CURRENT, seen(_T.c.unit_code), _T.c.unit_code.in_(ABOVE))
_OF_YEAR = cut(
    _SELECT.where(_T.c.year == bindparam("k")).order_by(_T.c.starts.desc(), _T.c.id.desc()),
    *(seen(_T.c.unit_code), _T.c.unit_code.in_(ABOVE)),
)
_OF_COMMUNE = CURRENT.where(_T.c.unit_code == bindparam("u"))
_USE_FORM = update(_T).where(_T.c.id == bindparam("k")).values(form_key=bindparam("new"))
_PUT = Upsert(_T, ["unit_code", "key"], ["year", "kind", "starts", "ends", "form_key", "state"])


class Rounds:
    """Each of one commune, with its dates and its form."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def put(
        self, unit: str, key: str, year: int, kind: str, *, starts: date, ends: date, form_key: str, state: str = "open"
    ) -> Round:
        """New, or changed as a whole."""
        row = {"unit_code": unit, "key": key, "year": year, "kind": kind, "starts": starts, "ends": ends}
        self._s.run(_PUT, row | {"form_key": form_key, "state": state})
        found = self.by_key(unit, key)
        assert found is not None
        return found

    def use_form(self, round_id: int, form_key: str) -> None:
        """Interviews that begin from now on take this form's latest version; those that are open keep their own."""
        self._s.run(_USE_FORM, {"k": round_id, "new": form_key})

    def get(self, round_id: int) -> Round | None:
        return self._one(_GET, {"k": round_id})

    def by_key(self, unit: str, key: str) -> Round | None:
        return self._one(_BY_KEY, {"u": unit, "k": key})

    def of_year(self, year: int) -> tuple[Round, ...]:
        """Those of the communes of whoever looks; the one that began last comes first."""
        return tuple(Round(**row._asdict()) for row in self._s.run(_OF_YEAR, {"k": year}))

    def current(self, on: date) -> tuple[Round, ...]:
        """Of each commune of whoever looks the open periodic round that began last, even if its end has passed: late work still belongs to it."""
        return tuple(Round(**row._asdict()) for row in self._s.run(_MINE, {"day": on}))

    def current_of(self, commune: str, on: date) -> Round | None:
        """As `current`, of one commune; whoever asks."""
        return self._one(_OF_COMMUNE, {"u": commune, "day": on})

    def _one(self, statement: Any, params: dict[str, Any]) -> Round | None:
        row = self._s.run(statement, params).first()
        return Round(**row._asdict()) if row else None
