"""Reminders are rows: whoever starts next finds them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, text, update

from storage.records import Reminder, ReminderState
from storage.session import DatabaseSession, Upsert
from storage.tables import table

_T = table("reminder")
_COLUMNS = (_T.c.id, _T.c.subject, _T.c.person_id, _T.c.occasion, _T.c.stage, _T.c.due_at, _T.c.state, _T.c.outbox_id)
_PLAN = Upsert(_T, ["subject", "person_id", "occasion", "stage"])
# Written out, so that SQLite can use the partial index.
_PENDING = text("reminder.state = 'pending'")
_DUE = (
    select(*_COLUMNS)
    .where(_PENDING, _T.c.due_at <= bindparam("at"))
    .order_by(_T.c.due_at, _T.c.id)
    .limit(bindparam("most"))
)
_DUE_OF_SEVERAL = _DUE.with_for_update(skip_locked=True)
_CLOSE = (
    update(_T)
    .where(_T.c.id == bindparam("k"), _PENDING)
    .values(state=bindparam("new_state"), outbox_id=bindparam("new_outbox"), at=bindparam("new_at"))
)
_CLOSE_MANY = text(
    "UPDATE reminder SET state = CASE WHEN told.outbox IS NULL THEN 'skipped' ELSE 'queued' END, outbox_id = told.outbox, at = :at "
    "FROM unnest(CAST(:ids AS bigint[]), CAST(:rows AS bigint[])) AS told (id, outbox) "
    "WHERE reminder.id = told.id AND reminder.state = 'pending'"
)
_DROP = update(_T).where(_T.c.subject == bindparam("k"), _PENDING).values(state="skipped", at=bindparam("new_at"))
_NEXT = select(func.min(_T.c.due_at)).where(_PENDING)
_OF = select(*_COLUMNS).where(_T.c.subject == bindparam("k")).order_by(_T.c.due_at, _T.c.id)


def _reminder(row: Any) -> Reminder:
    return Reminder(
        id=row.id,
        subject=row.subject,
        person_id=row.person_id,
        occasion=row.occasion,
        stage=row.stage,
        due_at=row.due_at,
        state=ReminderState(row.state),
        outbox_id=row.outbox_id,
    )


class Reminders:
    """Unique: subject, person, occasion, stage."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def plan(self, subject: str, person_id: int, occasion: str, stage: str, *, due_at: datetime) -> bool:
        """A reminder to come; False where it was planned before, whatever became of it."""
        row = {
            "subject": subject,
            "person_id": person_id,
            "occasion": occasion,
            "stage": stage,
            "due_at": due_at,
            "state": "pending",
        }
        return self._s.run(_PLAN, row).first() is not None

    def due(self, at: datetime, limit: int = 50) -> tuple[Reminder, ...]:
        """Pending ones whose time has come, the earliest first; locked until the end of a write unit."""
        statement = _DUE_OF_SEVERAL if self._s.several_writers and self._s.writes else _DUE
        return tuple(_reminder(row) for row in self._s.run(statement, {"at": at, "most": limit}))

    def settle(self, outcomes: Mapping[int, int | None], at: datetime) -> None:
        """Reminder -> the outbox row in which its message lies, in the same transaction; None = asked again, it was no longer due."""
        if self._s.several_writers:
            self._s.run(_CLOSE_MANY, {"ids": list(outcomes), "rows": list(outcomes.values()), "at": at})
            return
        rows = [
            {"k": one, "new_state": "queued" if row is not None else "skipped", "new_outbox": row, "new_at": at}
            for one, row in outcomes.items()
        ]
        if rows:
            self._s.run(_CLOSE, rows)

    def drop(self, subject: str, at: datetime) -> int:
        """All that are pending for a subject will not be sent."""
        return self._s.run(_DROP, {"k": subject, "new_at": at}).rowcount

    def next_due(self) -> datetime | None:
        """When the next pending one is due."""
        when: datetime | None = self._s.run(_NEXT).scalar()
        return when

    def of(self, subject: str) -> tuple[Reminder, ...]:
        return tuple(_reminder(row) for row in self._s.run(_OF, {"k": subject}))
