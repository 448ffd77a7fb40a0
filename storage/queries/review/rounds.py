"""Rounds of review."""

from datetime import date

from sqlalchemy import bindparam, select, update

from storage.records import Round
from storage.session import DatabaseSession, Upsert
from storage.tables import table

_T = table("review_round")
_SELECT = select(_T.c.id, _T.c.key, _T.c.year, _T.c.kind, _T.c.starts, _T.c.ends, _T.c.form_key, _T.c.state)
_GET = _SELECT.where(_T.c.id == bindparam("k"))
_OF_YEAR = _SELECT.where(_T.c.year == bindparam("k")).order_by(_T.c.starts.desc(), _T.c.id.desc())
_BY_KEY = _SELECT.where(_T.c.key == bindparam("k"))
CURRENT = (
    _SELECT.where(_T.c.kind == "periodic", _T.c.state == "open", _T.c.starts <= bindparam("day"))
    .order_by(_T.c.starts.desc(), _T.c.id.desc())
    .limit(1)
)
_USE_FORM = update(_T).where(_T.c.id == bindparam("k")).values(form_key=bindparam("new"))
_PUT = Upsert(_T, ["key"], ["year", "kind", "starts", "ends", "form_key", "state"])


class Rounds:
    """Each with its dates and its form."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def put(
        self, key: str, year: int, kind: str, *, starts: date, ends: date, form_key: str, state: str = "open"
    ) -> Round:
        """New, or changed as a whole."""
        self._s.run(
            _PUT,
            {
                "key": key,
                "year": year,
                "kind": kind,
                "starts": starts,
                "ends": ends,
                "form_key": form_key,
                "state": state,
            },
        )
        found = self.by_key(key)
        assert found is not None
        return found

    def use_form(self, round_id: int, form_key: str) -> None:
        """Interviews that begin from now on take this form's latest version; those that are open keep their own."""
        self._s.run(_USE_FORM, {"k": round_id, "new": form_key})

    def get(self, round_id: int) -> Round | None:
        row = self._s.run(_GET, {"k": round_id}).first()
        return Round(**row._asdict()) if row else None

    def by_key(self, key: str) -> Round | None:
        row = self._s.run(_BY_KEY, {"k": key}).first()
        return Round(**row._asdict()) if row else None

    def of_year(self, year: int) -> tuple[Round, ...]:
        """The one that began last comes first."""
        return tuple(Round(**row._asdict()) for row in self._s.run(_OF_YEAR, {"k": year}))

    def current(self, on: date) -> Round | None:
        """The open periodic round that began last, even if its end has passed: late work still belongs to it."""
        row = self._s.run(CURRENT, {"day": on}).first()
        return Round(**row._asdict()) if row else None
