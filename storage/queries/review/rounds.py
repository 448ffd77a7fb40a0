"""Rounds of review."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import and_, bindparam, case, exists, or_, select, update

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
_PERIODIC, _LATER_PERIODIC = (case((one.c.kind == "periodic", 1), else_=0) for one in (_T, _LATER))
_GOES_BEFORE = or_(_LATER_PERIODIC > _PERIODIC, and_(_LATER_PERIODIC == _PERIODIC, _IS_LATER))
RUNNING = _SELECT.where(_T.c.state == "open", _T.c.starts <= bindparam("day")).order_by(
    _T.c.unit_code, _PERIODIC.desc(), _T.c.starts.desc(), _T.c.id.desc()
)
"""All that are open and have begun by a day: of each commune the periodic ones first, then the one that began last."""

CURRENT = RUNNING.where(
    ~exists().where(
        *(_LATER.c.state == "open", _LATER.c.starts <= bindparam("day")),
        *(_LATER.c.unit_code == _T.c.unit_code, _GOES_BEFORE),
    ),
)
"""Of each commune the first of these."""

_OF_VIEWER = (seen(_T.c.unit_code), _T.c.unit_code.in_(ABOVE))
_MINE, _ALL_MINE = cut(CURRENT, *_OF_VIEWER), cut(RUNNING, *_OF_VIEWER)
_ALL = cut(_SELECT.order_by(_T.c.state.desc(), _T.c.starts.desc(), _T.c.id.desc()), seen(_T.c.unit_code))
_OF_YEAR = cut(
    _SELECT.where(_T.c.year == bindparam("k")).order_by(_T.c.starts.desc(), _T.c.id.desc()),
    *_OF_VIEWER,
)
_OF_COMMUNE = CURRENT.where(_T.c.unit_code == bindparam("u"))
_USE_FORM = update(_T).where(_T.c.id == bindparam("k")).values(form_key=bindparam("new"))
_CHANGED = ("year", "kind", "starts", "ends", "form_key", "state")
_PUT_COLUMNS = ("key", *_CHANGED)
_PUT = Upsert(_T, ["unit_code", "key"], _CHANGED)


class Rounds:
    """Each of one commune, with its dates and its form."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def put(
        self, unit: str, key: str, year: int, kind: str, *, starts: date, ends: date, form_key: str, state: str = "open"
    ) -> Round:
        """New, or changed as a whole."""
        return self._put(Round(0, unit, key, year, kind, starts, ends, form_key, state))

    def _put(self, held: Round) -> Round:
        self._s.run(_PUT, {"unit_code": held.unit} | {name: getattr(held, name) for name in _PUT_COLUMNS})
        found = self.by_key(held.unit, held.key)
        assert found is not None
        return found

    def open(self, new: Round) -> Round | None:
        """A new round (its `id` is not looked at); None where the commune has one of this key, open or closed."""
        self.lock(new.unit)
        if self.by_key(new.unit, new.key) is not None:
            return None
        return self._put(new)

    def close(self, held: Round) -> None:
        """Nobody's work any more; what was done in it stays as it is."""
        self._put(replace(held, state="closed"))

    def lock(self, commune: str) -> None:
        """Until the end of this unit nobody else opens or closes rounds of a commune or changes their lists: a household is in one of them at a time."""
        self._s.lock(f"rounds:{commune}")

    def all(self) -> tuple[Round, ...]:
        """Of the places of whoever looks: the open ones first, of equal ones the one that begins last."""
        return tuple(Round(**row._asdict()) for row in self._s.run(_ALL))

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

    def running(self, on: date) -> tuple[Round, ...]:
        """Of the communes of whoever looks all that are open and have begun, even if their end has passed: late work still belongs to them."""
        return tuple(Round(**row._asdict()) for row in self._s.run(_ALL_MINE, {"day": on}))

    def current(self, on: date) -> tuple[Round, ...]:
        """Of these the first of each commune: the periodic one that began last; where none is open, the other one that began last."""
        return tuple(Round(**row._asdict()) for row in self._s.run(_MINE, {"day": on}))

    def current_of(self, commune: str, on: date) -> Round | None:
        """As `current`, of one commune; whoever asks."""
        return self._one(_OF_COMMUNE, {"u": commune, "day": on})

    def _one(self, statement: Any, params: dict[str, Any]) -> Round | None:
        row = self._s.run(statement, params).first()
        return Round(**row._asdict()) if row else None
