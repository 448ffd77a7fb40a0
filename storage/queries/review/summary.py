"""Counts for the leaders."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import and_, bindparam, func, select

from storage.records import AssignmentState, Category, InterviewState, Outcome, SummaryRow
from storage.session import DatabaseSession, cut, seen
from storage.tables import table
from storage.tables.base import state_in
from survey.workflow.states import COUNTING

_A, _H, _I = table("assignment"), table("household"), table("interview")
_COUNTS = state_in("interview.state", COUNTING)
_COUNTING = and_(_I.c.assignment_id == _A.c.id, _COUNTS)
_GROUPS = (_H.c.unit_code, _H.c.last_category, _A.c.state, _A.c.outcome, _I.c.category)
COUNTED = _A.join(_H, _H.c.id == _A.c.household_id).outerjoin(_I, _COUNTING)
"""Households of rounds, each once, with the interview that counts."""
_OF_PLACE = seen(_H.c.unit_code)
_ROUND = cut(
    select(*_GROUPS, func.count().label("households"), func.count(_A.c.appointment_on).label("appointments"))
    .select_from(COUNTED)
    .where(_A.c.round_id == bindparam("r"))
    .group_by(*_GROUPS)
    .order_by(*_GROUPS),
    _OF_PLACE,
)
_UNIT = _ROUND.where(_H.c.unit_code == bindparam("u"))
_OF_ROUND = _I.join(_A, _A.c.id == _I.c.assignment_id).join(_H, _H.c.id == _A.c.household_id)
_SUBMITTED = cut(
    select(func.count())
    .select_from(_OF_ROUND)
    .where(
        _A.c.round_id == bindparam("r"),
        _COUNTS,
        _I.c.submitted_at >= bindparam("start"),
        _I.c.submitted_at < bindparam("end"),
    ),
    _OF_PLACE,
)
_REFUSED = cut(
    select(func.count(func.distinct(_A.c.id)))
    .select_from(_OF_ROUND)
    .where(_A.c.round_id == bindparam("r"), _I.c.state == InterviewState.REFUSED),
    _OF_PLACE,
)
_LAST = cut(
    select(_H.c.unit_code, func.max(_I.c.submitted_at).label("last"))
    .select_from(COUNTED)
    .where(_A.c.round_id == bindparam("r"))
    .group_by(_H.c.unit_code),
    _OF_PLACE,
)


class Summary:
    """Live figures of a round."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def round(self, round_id: int, unit: str | None = None) -> tuple[SummaryRow, ...]:
        """Households counted by unit, last year's class, state, outcome and new class, in one statement."""
        rows = self._s.run(_ROUND, {"r": round_id}) if unit is None else self._s.run(_UNIT, {"r": round_id, "u": unit})
        return tuple(
            SummaryRow(
                unit=row.unit_code,
                last_category=_category(row.last_category),
                state=AssignmentState(row.state),
                outcome=Outcome(row.outcome) if row.outcome else None,
                category=_category(row.category),
                households=row.households,
                appointments=row.appointments,
            )
            for row in rows
        )

    def submitted_between(self, round_id: int, start: datetime, end: datetime) -> int:
        """Submissions that count, from `start` up to but without `end`."""
        return int(self._s.run(_SUBMITTED, {"r": round_id, "start": start, "end": end}).scalar_one())

    def refused(self, round_id: int) -> int:
        """Households that did not consent at least once."""
        return int(self._s.run(_REFUSED, {"r": round_id}).scalar_one())

    def last_submission(self, round_id: int) -> Mapping[str, datetime | None]:
        """By unit; None where nothing was submitted yet."""
        return {row.unit_code: row.last for row in self._s.run(_LAST, {"r": round_id})}


def _category(word: str | None) -> Category | None:
    return Category(word) if word else None
