"""The list of a round: which households are to be reviewed in it. A household is on the list of one open round at a time."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, delete, exists, select

from storage.queries.interviews.moving import Moving
from storage.records import Category, Proposed
from storage.session import DatabaseSession, InsertMany, cut, seen
from storage.tables import table
from survey.workflow.moves import MoveName
from survey.workflow.states import AssignmentState, Attempt, Case

_T, _H, _R = table("assignment"), table("household"), table("review_round")
_I, _V = table("interview"), table("visit")
_IS_OPEN = (_T.c.round_id == _R.c.id, _R.c.state == "open")
_PROPOSED = cut(
    select(_H.c.id, _H.c.unit_code, _H.c.last_category)
    .where(
        _H.c.commune == bindparam("u"),
        _H.c.ended_at.is_(None),
        _H.c.last_category.in_([Category.POOR, Category.NEAR_POOR]),
        _H.c.last_year >= bindparam("since"),
        ~exists().where(_T.c.household_id == _H.c.id, *_IS_OPEN),
    )
    .order_by(_H.c.number),
    seen(_H.c.unit_code),
)
_OPEN_ROUND = select(_R.c.id).join(_T, _T.c.round_id == _R.c.id).where(_T.c.household_id == bindparam("k"), *_IS_OPEN)
_COLUMNS = ("round_id", "household_id", "person_id", "state", "updated_at")
_ADD = InsertMany(_T, _COLUMNS)
_UNTOUCHED = (
    ~exists().where(_I.c.assignment_id == _T.c.id),
    ~exists().where(_V.c.assignment_id == _T.c.id),
)
_TAKE_OFF = delete(_T).where(_T.c.id == bindparam("k"), _T.c.state == AssignmentState.NOT_STARTED, *_UNTOUCHED)


class RoundLists:
    """Whoever changes one locks the rounds of the commune first (`rounds.lock`)."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session
        self._moving = Moving(session)

    def proposed(self, commune: str, since: int) -> tuple[Proposed, ...]:
        """By number: the households that were poor or near poor when they were last classified, in this year or later, and are in no open round."""
        rows = self._s.run(_PROPOSED, {"u": commune, "since": since})
        return tuple(Proposed(int(row.id), row.unit_code, Category(row.last_category)) for row in rows)

    def open_round_of(self, household_id: int) -> int | None:
        """The open round in which a household is, whoever asks."""
        found = self._s.run(_OPEN_ROUND, {"k": household_id}).scalar()
        return None if found is None else int(found)

    def add(self, round_id: int, wanted: Collection[tuple[int, int | None]], at: datetime, *, by: int | None) -> None:
        """Households, each with the person who reviews it (None = nobody yet): not started. `by` None: the program itself, by a rule."""
        state = self._moving.allow(MoveName.ASSIGN, Case(None, Attempt.NONE), by, None).after.household
        assert state is not None, "what is on a list has a state"
        rows = [
            dict(zip(_COLUMNS, (round_id, household, person, state.value, at), strict=True))
            for household, person in wanted
        ]
        if rows:
            _ADD.run(self._s.connection, rows)

    def take_off(self, assignment_id: int) -> bool:
        """Off the list again; False where somebody was there or began: what was said is kept."""
        return self._s.run(_TAKE_OFF, {"k": assignment_id}).rowcount > 0
