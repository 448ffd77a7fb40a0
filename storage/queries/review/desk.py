"""What waits for a checker: households whose interviews were handed in."""

from datetime import datetime

from sqlalchemy import bindparam, exists, select

from storage.queries.interviews.moving import BY_THEM, WAS_RETURNED, Moving
from storage.queries.review.assignments import Assignments
from storage.records import Category, HandedIn
from storage.session import DatabaseSession, cut, seen
from storage.tables import table
from storage.tables.base import state_in
from survey.workflow.moves import MoveName, Need
from survey.workflow.states import COUNTING

_I, _A, _H, _E = map(table, ("interview", "assignment", "household", "answer_event"))
_OF_ROUND = cut(
    select(
        _I.c.id,
        _I.c.assignment_id,
        _I.c.submitted_at,
        _I.c.category,
        exists().where(_E.c.interview_id == _I.c.id, WAS_RETURNED).label("came_back"),
        exists().where(_E.c.interview_id == _I.c.id, _E.c.by == bindparam("p"), BY_THEM).label("took_part"),
    )
    .select_from(_I.join(_A, _A.c.id == _I.c.assignment_id).join(_H, _H.c.id == _A.c.household_id))
    .where(_A.c.round_id == bindparam("r"), state_in("interview.state", COUNTING)),
    seen(_H.c.unit_code),
)


class Desk:
    """Whatever was handed in, checked or not, where whoever asks may look."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session
        self._assignments, self._moving = Assignments(session), Moving(session)

    def of_round(self, round_id: int, person_id: int) -> tuple[HandedIn, ...]:
        """By number; `person_id`: who looks."""
        rows = {row.assignment_id: row for row in self._s.run(_OF_ROUND, {"r": round_id, "p": person_id})}
        return tuple(
            HandedIn(
                one,
                row.id,
                row.submitted_at,
                Category(row.category) if row.category else None,
                came_back=bool(row.came_back),
                own=bool(row.took_part) or one.person_id == person_id,
            )
            for one in self._assignments.of_round(round_id)
            if (row := rows.get(one.id)) is not None
        )

    def uncheck(self, interview_id: int, reason: str, by: int, at: datetime) -> None:
        """It was passed by mistake, and waits for its check again. The caller keeps the reason."""
        given = (Need.REASON,) if reason.strip() else ()
        self._moving.take(MoveName.UNCHECK, self._moving.interview(interview_id), by, at, given=given)
