"""Long work beside the turns: taken by one process at a time, found again when that one dies."""

import json
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, or_, select, text, update

from chat import Incoming
from storage.errors import UnreadableMessageError, WrongKeyError
from storage.records import Job, JobState
from storage.session import DatabaseSession, Upsert
from storage.tables import table
from storage.wire import incoming_from_json, incoming_to_json

LEASE = timedelta(seconds=30)
"""How long a job stays with a process that is not heard of."""

_T = table("job")
_INPUT, _RESULT = "job.input", "job.result"
# Written out, so that both databases use the partial index.
_IS_OPEN = text("job.state IN ('waiting', 'running')")
_PUT = Upsert(_T, ["person_id"], where=text("state IN ('waiting', 'running')"))
_SELECT = select(
    _T.c.id,
    _T.c.kind,
    _T.c.person_id,
    _T.c.input,
    _T.c.state,
    _T.c.done,
    _T.c.total,
    _T.c.result,
    _T.c.written,
    _T.c.attempts,
    _T.c.error,
    _T.c.created_at,
    _T.c.told_at,
)
_GET = _SELECT.where(_T.c.id == bindparam("k"))
_OPEN_OF = _SELECT.where(_IS_OPEN, _T.c.person_id == bindparam("p"))
_FREE = (
    _SELECT.where(
        _IS_OPEN,
        _T.c.kind.in_(bindparam("kinds", expanding=True)),
        or_(_T.c.state == JobState.WAITING.value, _T.c.lease_until <= bindparam("at")),
    )
    # A sum and not the column: else SQLite walks through all that was ever done, in its order.
    .order_by(_T.c.id + 0)
    .limit(1)
)
_FREE_OF_SEVERAL = _FREE.with_for_update(skip_locked=True)
_TAKE = (
    update(_T)
    .where(_T.c.id == bindparam("k"))
    .values(
        state=JobState.RUNNING.value,
        holder=bindparam("whose"),
        lease_until=bindparam("until"),
        attempts=_T.c.attempts + 1,
        error="",
    )
)
_OURS = (_T.c.id == bindparam("k"), _T.c.state == JobState.RUNNING.value, _T.c.holder == bindparam("whose"))
_KEEP = (
    update(_T)
    .where(*_OURS)
    .values(lease_until=bindparam("until"), done=bindparam("new_done"), total=bindparam("new_total"))
)
_RESULT_OF = update(_T).where(*_OURS).values(lease_until=bindparam("until"), result=bindparam("new_result"))
_WROTE = update(_T).where(*_OURS).values(lease_until=bindparam("until"), written=_T.c.written + 1)
_END = (
    update(_T)
    .where(*_OURS)
    .values(
        state=bindparam("new_state"),
        error=bindparam("why"),
        ended_at=bindparam("new_at"),
        lease_until=None,
        holder="",
        result=None,
    )
)
_PUT_BACK = (
    update(_T)
    .where(*_OURS)
    .values(
        state=JobState.WAITING.value,
        holder="",
        lease_until=None,
        error=bindparam("why"),
        attempts=_T.c.attempts - bindparam("uncounted"),
    )
)
_CANCEL = (
    update(_T)
    .where(_T.c.id == bindparam("k"), _IS_OPEN, _T.c.written == 0)
    .values(state=JobState.CANCELLED.value, ended_at=bindparam("new_at"), lease_until=None, holder="", result=None)
)
_RELEASE = (
    update(_T)
    .where(_T.c.state == JobState.RUNNING.value)
    .values(state=JobState.WAITING.value, holder="", lease_until=None)
)
_TOLD = update(_T).where(*_OURS).values(told_at=bindparam("new_at"))
_COUNT = select(_T.c.state, func.count().label("jobs")).where(_IS_OPEN).group_by(_T.c.state)
_WIPE = (
    update(_T)
    .where(text("job.wiped_at IS NULL"), _T.c.ended_at < bindparam("before"))
    .values(input=None, wiped_at=bindparam("before"))
)


class Jobs:
    """At most one that waits or runs a person; `holder` is the name that a process made up for itself."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def put(self, kind: str, person_id: int, message: Incoming, about: str, at: datetime) -> bool:
        """Work for later; False where this person has some that waits or runs, and nothing happened."""
        content = json.dumps({"message": incoming_to_json(message), "about": about}, ensure_ascii=False)
        row = {
            "kind": kind,
            "person_id": person_id,
            "input": self._s.cipher.seal(content, _INPUT),
            "state": JobState.WAITING.value,
            "holder": "",
            "attempts": 0,
            "done": 0,
            "total": 0,
            "written": 0,
            "error": "",
            "created_at": at,
        }
        is_new = self._s.run(_PUT, row).first() is not None
        self._s.ring("job")
        return is_new

    def get(self, job_id: int) -> Job | None:
        """None also where what was asked for has been emptied."""
        row = self._s.run(_GET, {"k": job_id}).first()
        return self._job(row) if row and row.input is not None else None

    def open_of(self, person_id: int) -> Job | None:
        """What waits or runs for this person."""
        row = self._s.run(_OPEN_OF, {"p": person_id}).first()
        return self._job(row) if row else None

    def claim(self, kinds: Collection[str], holder: str, at: datetime, lease: timedelta = LEASE) -> Job | None:
        """The oldest one of these kinds that waits, or whose holder's lease is over: ours until the lease ends. None where there is none."""
        statement = _FREE_OF_SEVERAL if self._s.several_writers else _FREE
        while (row := self._s.run(statement, {"kinds": list(kinds), "at": at}).first()) is not None:
            self._s.run(_TAKE, {"k": row.id, "whose": holder, "until": at + lease})
            try:
                return self.get(row.id)
            except (WrongKeyError, UnreadableMessageError, ValueError, KeyError, TypeError):
                # One damaged row must not keep those behind it waiting.
                self.end(row.id, holder, JobState.FAILED, at, "damaged")
        return None

    def keep(
        self, job_id: int, holder: str, at: datetime, done: int = 0, total: int = 0, lease: timedelta = LEASE
    ) -> bool:
        """Still at work, `done` of `total`; False where it is not ours any more (cancelled, or another process took it)."""
        params = {"k": job_id, "whose": holder, "until": at + lease, "new_done": done, "new_total": total}
        return self._s.run(_KEEP, params).rowcount > 0

    def told(self, job_id: int, holder: str, at: datetime) -> bool:
        """The person hears how far it is. False where it is not ours any more."""
        return self._s.run(_TOLD, {"k": job_id, "whose": holder, "new_at": at}).rowcount > 0

    def calculated(self, job_id: int, holder: str, result: bytes, at: datetime, lease: timedelta = LEASE) -> bool:
        """What is to be written; whoever takes the job up after a crash need not calculate it again. False where it is not ours."""
        sealed = self._s.cipher.seal_bytes(result, _RESULT)
        params = {"k": job_id, "whose": holder, "until": at + lease, "new_result": sealed}
        return self._s.run(_RESULT_OF, params).rowcount > 0

    def wrote(self, job_id: int, holder: str, at: datetime, lease: timedelta = LEASE) -> bool:
        """One batch more, in the unit of work that holds what it wrote. False where it is not ours: that unit must not be kept."""
        return self._s.run(_WROTE, {"k": job_id, "whose": holder, "until": at + lease}).rowcount > 0

    def end(self, job_id: int, holder: str, state: JobState, at: datetime, error: str = "") -> bool:
        """False where it is not ours any more."""
        params = {"k": job_id, "whose": holder, "new_state": state, "new_at": at, "why": error[:200]}
        return self._s.run(_END, params).rowcount > 0

    def put_back(self, job_id: int, holder: str, error: str, *, counted: bool = True) -> bool:
        """It did not come to its end here, and may be taken up again. False where it is not ours any more."""
        params = {"k": job_id, "whose": holder, "why": error[:200], "uncounted": int(not counted)}
        self._s.ring("job")
        return self._s.run(_PUT_BACK, params).rowcount > 0

    def cancel(self, job_id: int, at: datetime) -> bool:
        """The person does not want it any more; False where it is over, or some of it is written already."""
        done = self._s.run(_CANCEL, {"k": job_id, "new_at": at}).rowcount > 0
        self._s.ring("job")
        return done

    def release(self) -> int:
        """At the start of the only process that works: whatever is running was left by a dead one, and waits again."""
        return self._s.run(_RELEASE).rowcount

    def count(self) -> tuple[int, int]:
        """(waiting, running)."""
        found = {row.state: row.jobs for row in self._s.run(_COUNT)}
        return found.get("waiting", 0), found.get("running", 0)

    def wipe(self, before: datetime) -> int:
        """Empties what was asked for in jobs that ended before that time."""
        return self._s.run(_WIPE, {"before": before}).rowcount

    def _job(self, row: Any) -> Job:
        asked = json.loads(self._s.cipher.open(row.input, _INPUT))
        return Job(
            id=row.id,
            kind=row.kind,
            person_id=row.person_id,
            message=incoming_from_json(asked["message"]),
            about=asked["about"],
            state=JobState(row.state),
            done=row.done,
            total=row.total,
            result=None if row.result is None else self._s.cipher.open_bytes(row.result, _RESULT),
            written=row.written,
            attempts=row.attempts,
            error=row.error,
            created_at=row.created_at,
            told_at=row.told_at,
        )
