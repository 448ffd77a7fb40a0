"""Requests of households: to be reviewed, to leave the list."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, func, insert, select, update

from storage.records import Decided, InterviewState, Request, RequestKind, RequestState
from storage.session import DatabaseSession, cut, seen
from storage.tables import table

_T, _H, _U, _I = table("review_request"), table("household"), table("unit"), table("interview")
_NAME, _REASON = "review_request.name", "review_request.reason"
_WAITS = (RequestState.OPEN.value, RequestState.DUE.value)
_SELECT = (
    select(
        *(_T.c[name] for name in ("id", "kind", "state", "commune", "household_id", "number", "year", "marks")),
        *(_T.c[name] for name in ("round_id", "interview_id", "by", "at", "name", "reason")),
        *(_T.c.unit_code.label("unit"), _U.c.name.label("unit_name")),
        *(_H.c.number.label("household"), _H.c.head_name),
    )
    .join(_U, _U.c.code == _T.c.unit_code)
    .outerjoin(_H, _H.c.id == _T.c.household_id)
)
_PLACE = seen(_T.c.unit_code)
_FIRST = case({state: place for place, state in enumerate(_WAITS)}, value=_T.c.state, else_=len(_WAITS))
_LISTED = cut(
    _SELECT.where(_T.c.state != RequestState.DRAFT.value)
    .order_by(_FIRST, _T.c.at.desc(), _T.c.id.desc())
    .limit(bindparam("most")),
    _PLACE,
)
_COUNT = cut(select(func.count()).select_from(_T).where(_T.c.state.in_(_WAITS)), _PLACE)
_NUMBERED = cut(
    _SELECT.where(_T.c.number == bindparam("k"), _T.c.year == bindparam("y")).order_by(_T.c.commune),
    _PLACE,
)
_OF_INTERVIEW = _SELECT.where(_T.c.interview_id == bindparam("k"))
_WAITING = _SELECT.where(_T.c.commune == bindparam("k"), _T.c.state == RequestState.OPEN.value).order_by(_T.c.number)
_DRAFT_OF = (
    select(_T.c.interview_id)
    .join(_I, _I.c.id == _T.c.interview_id)
    .where(_T.c.household_id == bindparam("k"), _T.c.kind == bindparam("kind"), _T.c.by == bindparam("p"))
    .where(_I.c.state == InterviewState.DRAFT.value)
    .order_by(_T.c.id.desc())
    .limit(1)
)
_PENDING = _SELECT.where(
    _T.c.household_id == bindparam("k"), _T.c.kind == bindparam("kind"), _T.c.state.in_(_WAITS)
).limit(1)
_HIGHEST = select(func.coalesce(func.max(_T.c.number), 0)).where(
    _T.c.commune == bindparam("k"), _T.c.year == bindparam("y")
)


class Requests:
    """Whoever looks sees those of their places. Whoever hands one in or decides on it holds the rounds of the commune (`rounds.lock`)."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def begin(
        self,
        kind: RequestKind,
        *,
        commune: str,
        unit: str,
        household_id: int | None,
        interview_id: int,
        by: int,
        at: datetime,
    ) -> None:
        """Its form is being filled in."""
        row = {"kind": kind.value, "state": RequestState.DRAFT.value, "commune": commune, "unit_code": unit}
        self._s.run(insert(_T), row | {"household_id": household_id, "interview_id": interview_id, "by": by, "at": at})

    def draft_of(self, household_id: int, kind: RequestKind, by: int) -> int | None:
        """The interview that this person has begun for it and not handed in."""
        found = self._s.run(_DRAFT_OF, {"k": household_id, "kind": kind.value, "p": by}).scalar()
        return None if found is None else int(found)

    def pending(self, household_id: int, kind: RequestKind) -> Request | None:
        """One of the household's that nobody has settled yet, whoever took it down."""
        return self._one(_PENDING, {"k": household_id, "kind": kind.value})

    def of_interview(self, interview_id: int) -> Request | None:
        return self._one(_OF_INTERVIEW, {"k": interview_id})

    def numbered(self, number: int, year: int) -> tuple[Request, ...]:
        """Of each commune that whoever looks may see the one with this receipt."""
        return tuple(map(self._request, self._s.run(_NUMBERED, {"k": number, "y": year})))

    def listed(self, most: int) -> tuple[Request, ...]:
        """What waits comes first, then the newest."""
        return tuple(map(self._request, self._s.run(_LISTED, {"most": most})))

    def count(self) -> int:
        """How many wait for a round or an answer."""
        return int(self._s.run(_COUNT).scalar_one())

    def waiting(self, commune: str) -> tuple[Request, ...]:
        """Those of a commune that wait for a round, the oldest first; whoever asks."""
        return tuple(map(self._request, self._s.run(_WAITING, {"k": commune})))

    def hand_in(self, one: Request, year: int, name: str, marks: int | None, state: RequestState, at: datetime) -> int:
        """The number of its receipt, the next of its commune in that year."""
        number = int(self._s.run(_HIGHEST, {"k": one.commune, "y": year}).scalar_one()) + 1
        row = {"state": state.value, "year": year, "number": number, "marks": marks, "at": at}
        sealed = None if one.household_id is not None else self._s.cipher.seal(name, _NAME)
        self._s.run(update(_T).where(_T.c.id == one.id).values(row | {"name": sealed}))
        return number

    def decide(self, request_id: int, said: Decided) -> None:
        row: dict[str, Any] = {"state": said.state.value, "decided_by": said.by, "decided_at": said.at}
        row |= {"round_id": said.round_id} if said.round_id is not None else {}
        row |= {"household_id": said.household_id, "name": None} if said.household_id is not None else {}
        row |= {"reason": self._s.cipher.seal(said.reason, _REASON)} if said.reason else {}
        self._s.run(update(_T).where(_T.c.id == request_id).values(row))

    def _one(self, statement: Any, params: dict[str, Any]) -> Request | None:
        row = self._s.run(statement, params).first()
        return self._request(row) if row else None

    def _request(self, row: Any) -> Request:
        fields = row._asdict()
        head = fields.pop("head_name")
        name, reason = (self._s.cipher.open_or(fields[key], f"review_request.{key}") for key in ("name", "reason"))
        words = {"kind": RequestKind(row.kind), "state": RequestState(row.state), "name": head or name}
        return Request(**fields | words | {"number": row.number or 0, "year": row.year or 0, "reason": reason})
