"""Reminders are rows: whoever starts next finds them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Update, bindparam, func, select, text, update

from storage.records import About, NewReminder, Reminder, ReminderKind, ReminderState
from storage.session import DatabaseSession, Upsert
from storage.tables import table

_T = table("reminder")
_SELECT = select(
    *(_T.c.id, _T.c.kind, _T.c.subject_id, _T.c.person_id, _T.c.day, _T.c.left_at),
    *(_T.c.stage, _T.c.due_at, _T.c.state, _T.c.outbox_id),
)
_PLAN = Upsert(_T, [])
# Written out, so that SQLite can use the partial index.
_PENDING = text("reminder.state = 'pending'")
_DUE = _SELECT.where(_PENDING, _T.c.due_at <= bindparam("at")).order_by(_T.c.due_at, _T.c.id).limit(bindparam("most"))
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
_OF_TASK = (_T.c.subject_id == bindparam("k"), _T.c.kind.in_(["task", "postponed"]), text("reminder.left_at IS NULL"))
_DROP = update(_T).where(*_OF_TASK, _PENDING).values(state="dropped", at=bindparam("new_at"))
_REVIVE = (
    update(_T)
    .where(*_OF_TASK, _T.c.state == "dropped", _T.c.due_at > bindparam("now"))
    .values(state="pending", at=None)
)
_NEXT = select(func.min(_T.c.due_at)).where(_PENDING)
_OF = _SELECT.where(_T.c.subject_id == bindparam("k"), _T.c.kind == bindparam("kind")).order_by(_T.c.due_at, _T.c.id)


def _reminder(row: Any) -> Reminder:
    return Reminder(
        id=row.id,
        about=About(ReminderKind(row.kind), row.subject_id, row.day, row.left_at),
        person_id=row.person_id,
        stage=row.stage,
        due_at=row.due_at,
        state=ReminderState(row.state),
        outbox_id=row.outbox_id,
    )


def _of(statement: Update, person_id: int | None) -> Update:
    return statement if person_id is None else statement.where(_T.c.person_id == person_id)


class Reminders:
    """Unique: what it is about, person, stage."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def plan(self, reminders: Iterable[NewReminder]) -> None:
        """Reminders to come; one that was planned before stays as it is, whatever became of it."""
        rows = [
            {
                "kind": one.about.kind,
                "subject_id": one.about.id,
                "person_id": one.person_id,
                "day": one.about.day,
                "left_at": one.about.left_at,
                "stage": one.stage,
                "due_at": one.due_at,
                "state": "pending",
            }
            for one in reminders
        ]
        if rows:
            self._s.run(_PLAN, rows)

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

    def drop(self, task_id: int, at: datetime, person_id: int | None = None) -> None:
        """What is pending of a task, for everybody or for one person, will not be sent unless it comes back."""
        self._s.run(_of(_DROP, person_id), {"k": task_id, "new_at": at})

    def revive(self, task_id: int, at: datetime, person_id: int | None = None) -> None:
        """What was dropped of a task and has its time still to come is pending again."""
        self._s.run(_of(_REVIVE, person_id), {"k": task_id, "now": at})

    def next_due(self) -> datetime | None:
        """When the next pending one is due."""
        when: datetime | None = self._s.run(_NEXT).scalar()
        return when

    def of(self, kind: ReminderKind, subject_id: int) -> tuple[Reminder, ...]:
        """All about one task or assignment, by the time they are due."""
        return tuple(_reminder(row) for row in self._s.run(_OF, {"kind": kind, "k": subject_id}))
