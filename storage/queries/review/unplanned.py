"""What will have to be reminded of and has no reminder yet, told in one read."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, String, and_, bindparam, cast, exists, func, literal, select, text, union

from storage.queries.review.rounds import RUNNING
from storage.records import About, Outlook, ReminderKind
from storage.session import DatabaseSession
from storage.tables import table
from survey.workflow.states import WAITING

_A, _I, _R, _M, _P, _T = map(table, ("assignment", "interview", "reminder", "meta", "person", "task"))
_PR = table("person_role")
_ROUNDS = RUNNING.with_only_columns(table("review_round").c.id).order_by(None)
_OF_ASSIGNMENT = and_(_R.c.subject_id == _A.c.id, _R.c.person_id == _A.c.person_id)
# Written out, so that SQLite can use the partial indexes.
_PENDING, _DRAFT = text("reminder.state = 'pending'"), text("interview.state = 'draft'")
_BY_DAY, _BY_MOMENT = text("reminder.left_at IS NULL"), text("reminder.left_at IS NOT NULL")
_IN_ROUND = and_(_A.c.round_id.in_(_ROUNDS), _A.c.person_id.is_not(None))
_HAS_APPOINTMENT = exists().where(
    _OF_ASSIGNMENT, _R.c.kind == literal("appointment"), _R.c.day == _A.c.appointment_on, _BY_DAY
)
_APPOINTMENTS = select(_A.c.id, _A.c.person_id, _A.c.appointment_on).where(
    _IN_ROUND,
    _A.c.appointment_on <= bindparam("upto"),
    _A.c.state.in_(WAITING),
    ~_HAS_APPOINTMENT,
)
_OPEN = (
    select(_A.c.id, _A.c.person_id, _I.c.updated_at)
    .join_from(_I, _A, _A.c.id == _I.c.assignment_id)
    # The sum keeps SQLite from going through all households of the round instead of the few drafts.
    .where(_DRAFT, (_A.c.round_id + 0).in_(_ROUNDS), _A.c.person_id.is_not(None))
)
_HAS_NUDGE = exists().where(_OF_ASSIGNMENT, _R.c.kind == literal("draft"), _R.c.left_at == _I.c.updated_at, _BY_MOMENT)
_IDLE = _OPEN.where(_I.c.updated_at < bindparam("since"), ~_HAS_NUDGE)
_NEXT_LEFT = _OPEN.with_only_columns(func.min(_I.c.updated_at)).where(_I.c.updated_at > bindparam("after"))
_DUTIES = select(func.aggregate_strings(cast(_P.c.id, String) + ":" + _P.c.duty, "\n")).where(
    _P.c.active, _P.c.duty != literal("")
)
_TASK_LINE = (
    cast(_T.c.id, String) + ":" + func.coalesce(cast(_T.c.due_on, String), "") + ":" + _T.c.duty + ":" + _T.c.unit_code
)
_TASKS = select(func.aggregate_strings(_TASK_LINE, "\n")).where(_T.c.retired_at.is_(None))


_HELD = table("review_round")
_ROUND_LINE = RUNNING.with_only_columns(
    func.aggregate_strings(cast(_HELD.c.id, String) + ":" + cast(_HELD.c.ends, String), "\n")
).order_by(None)
_ROLES = union(select(_P.c.id, _P.c.role), select(_PR.c.person_id, _PR.c.role)).subquery()
_REVIEWERS = (
    select(func.aggregate_strings(cast(_P.c.id, String) + ":" + _ROLES.c.role, "\n"))
    .join_from(_P, _ROLES, _ROLES.c.id == _P.c.id)
    .where(_P.c.active, _ROLES.c.role.in_([literal("collaborator"), literal("leader")]))
)


def _any(statement: Any) -> ColumnElement[bool]:
    return exists(statement.with_only_columns(literal(1)))


_LOOK = select(
    exists().where(_PENDING, _R.c.due_at <= bindparam("at")).label("is_due"),
    _any(_APPOINTMENTS).label("appointments"),
    _any(_IDLE).label("drafts"),
    select(_M.c.value).where(_M.c.key == literal("planned")).scalar_subquery().label("planned"),
    _DUTIES.scalar_subquery().label("duties"),
    _TASKS.scalar_subquery().label("tasks"),
    _ROUND_LINE.scalar_subquery().label("rounds"),
    _REVIEWERS.scalar_subquery().label("reviewers"),
)


class Unplanned:
    """Of the rounds that are open and have begun on a day."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def look(self, at: datetime, today: date, *, upto: date, since: datetime) -> Outlook:
        """Whether there is anything to do at all; arguments as below."""
        row = self._s.run(_LOOK, {"at": at, "day": today, "upto": upto, "since": since}).one()
        return Outlook(
            is_due=bool(row.is_due),
            is_missing=bool(row.appointments or row.drafts),
            planned=row.planned or "",
            duties=_pairs(row.duties),
            tasks=tuple(sorted((row.tasks or "").splitlines())),
            rounds=tuple(sorted((row.rounds or "").splitlines())),
            reviewers=_pairs(row.reviewers),
        )

    def appointments(self, today: date, upto: date) -> tuple[tuple[About, int], ...]:
        """With the person: households not handed in yet, whose appointment is on or before `upto`, the earliest first."""
        rows = self._s.run(_APPOINTMENTS.order_by(_A.c.appointment_on, _A.c.id), {"day": today, "upto": upto})
        return tuple((About(ReminderKind.APPOINTMENT, row.id, row.appointment_on), row.person_id) for row in rows)

    def drafts(self, today: date, since: datetime) -> tuple[tuple[int, int, datetime], ...]:
        """(assignment, person, last answer) of drafts to which nothing was written since then, the longest waiting first."""
        rows = self._s.run(_IDLE.order_by(_I.c.updated_at), {"day": today, "since": since})
        return tuple((row.id, row.person_id, row.updated_at) for row in rows)

    def next_left(self, today: date, after: datetime) -> datetime | None:
        """The earliest last answer, later than that moment, of an open draft."""
        when: datetime | None = self._s.run(_NEXT_LEFT, {"day": today, "after": after}).scalar()
        return when


def _pairs(lines: str | None) -> tuple[tuple[int, str], ...]:
    """(person, word), in a stable order."""
    parts = (line.partition(":") for line in (lines or "").splitlines())
    return tuple(sorted((int(person), word) for person, _, word in parts))
