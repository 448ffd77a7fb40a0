"""Which household is whose in a round, and how far it is; visits without an interview."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, exists, select, update

from storage.crypto import Cipher
from storage.queries.interviews.moving import REASON, Moving
from storage.queries.register.households import COLUMNS, HOUSEHOLD, UNIT, household_of
from storage.queries.register.naming import head_conditions
from storage.records import Assignment, AssignmentState, CommentKind, Outcome, Visit
from storage.session import Cut, DatabaseSession, Upsert, cut, seen
from storage.tables import table
from survey.workflow.moves import VISITS, MoveName, Need
from survey.workflow.states import Attempt, Case

_T, _V, _C = table("assignment"), table("visit"), table("comment")
_ASKED_AGAIN = select(
    exists().where(_C.c.interview_id == bindparam("k"), _C.c.kind == CommentKind.RETURN, _C.c.settled_at.is_(None))
)
_OWN = (
    _T.c.id.label("assignment_id"),
    _T.c.round_id,
    _T.c.person_id,
    _T.c.state,
    _T.c.outcome,
    _T.c.appointment_on,
    _T.c.updated_at,
)
_JOINED = _T.join(HOUSEHOLD, HOUSEHOLD.c.id == _T.c.household_id).join(UNIT, UNIT.c.code == HOUSEHOLD.c.unit_code)
# What a person reviews is theirs to see wherever it lies.
_SELECT = cut(
    select(*COLUMNS, *_OWN).select_from(_JOINED).order_by(HOUSEHOLD.c.number, HOUSEHOLD.c.id),
    seen(HOUSEHOLD.c.unit_code),
    _T.c.person_id == bindparam("viewer"),
)
_IN_ROUND = _SELECT.where(_T.c.round_id == bindparam("r"))
_GET = _SELECT.where(_T.c.id == bindparam("k"))
_OF = _IN_ROUND.where(_T.c.household_id == bindparam("k"))
_OF_NUMBER = _IN_ROUND.where(HOUSEHOLD.c.number == bindparam("k"))
_OF_PERSON = _IN_ROUND.where(_T.c.person_id == bindparam("k"))
_KEEPER = (
    select(_T.c.person_id)
    .join(HOUSEHOLD, HOUSEHOLD.c.id == _T.c.household_id)
    .where(_T.c.round_id == bindparam("r"), HOUSEHOLD.c.number == bindparam("k"))
)
_PUT = Upsert(_T, ["round_id", "household_id"], ["person_id", "updated_at"])
_SETTLE = (
    update(_T)
    .where(_T.c.id == bindparam("k"))
    .values(person_id=bindparam("new_person"), outcome=None, updated_at=bindparam("new_at"))
)
_GIVE = (
    update(_T)
    .where(_T.c.id == bindparam("k"))
    .values(person_id=bindparam("new_person"), updated_at=bindparam("new_at"))
)
_MOVE = (
    update(HOUSEHOLD)
    .where(HOUSEHOLD.c.id == select(_T.c.household_id).where(_T.c.id == bindparam("k")).scalar_subquery())
    .values(unit_code=bindparam("new_unit"))
)
_VISITS = (
    select(_V.c.outcome, _V.c.reason, _V.c.appointment_on, _V.c.by, _V.c.at)
    .where(_V.c.assignment_id == bindparam("k"))
    .order_by(_V.c.id)
)


def _assignment(row: Any) -> Assignment:
    return Assignment(
        id=row.assignment_id,
        round_id=row.round_id,
        household=household_of(row),
        person_id=row.person_id,
        state=AssignmentState(row.state),
        outcome=Outcome(row.outcome) if row.outcome else None,
        appointment_on=row.appointment_on,
        updated_at=row.updated_at,
    )


def _visit(cipher: Cipher, row: Any) -> Visit:
    fields = row._asdict()
    return Visit(**fields | {"outcome": Outcome(row.outcome), "reason": cipher.open_or(row.reason, REASON)})


class Assignments:
    """One household in one round."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session
        self._moving = Moving(session)

    def _one(self, statement: Cut, params: dict[str, Any]) -> Assignment | None:
        row = self._s.run(statement, params).first()
        return _assignment(row) if row else None

    def _all(self, statement: Cut, params: dict[str, Any]) -> tuple[Assignment, ...]:
        return tuple(map(_assignment, self._s.run(statement, params)))

    def get(self, assignment_id: int) -> Assignment | None:
        return self._one(_GET, {"k": assignment_id})

    def of(self, round_id: int, household_id: int) -> Assignment | None:
        return self._one(_OF, {"r": round_id, "k": household_id})

    def of_number(self, round_id: int, number: int) -> Assignment | None:
        """By the household's number."""
        return self._one(_OF_NUMBER, {"r": round_id, "k": number})

    def keeper(self, round_id: int, number: int) -> tuple[bool, int | None]:
        """Whether a household of this number is in the round, and whose it is; whoever asks, for that alone tells nothing of a family."""
        row = self._s.run(_KEEPER, {"r": round_id, "k": number}).first()
        return row is not None, row.person_id if row is not None else None

    def of_person(self, round_id: int, person_id: int) -> tuple[Assignment, ...]:
        """A collaborator's households, by number."""
        return self._all(_OF_PERSON, {"r": round_id, "k": person_id})

    def of_round(self, round_id: int) -> tuple[Assignment, ...]:
        """All households of the round, by number."""
        return self._all(_IN_ROUND, {"r": round_id})

    def search(self, round_id: int, text: str, person_id: int | None = None, limit: int = 10) -> tuple[Assignment, ...]:
        """As `households.search`, within a round and, where given, one person's households."""
        for condition in head_conditions(HOUSEHOLD, text) if text.strip() else ():
            statement = _IN_ROUND.where(condition).limit(limit)
            if person_id is not None:
                statement = statement.where(_T.c.person_id == person_id)
            found = self._all(statement, {"r": round_id})
            if found:
                return found
        return ()

    def put(
        self, round_id: int, household_id: int, person_id: int | None, at: datetime, by: int | None = None
    ) -> Assignment:
        """New and not started, or given to another person: state, draft and appointment go along. `by` None: the program's own first list."""
        known = self.of(round_id, household_id)
        if known is None:
            after = self._moving.allow(MoveName.ASSIGN, Case(None, Attempt.NONE), by, None).after
        else:
            held = self._moving.household(known.id)
            after = self._moving.allow(MoveName.REASSIGN, held.case, by, held.owner).after
        row = {"round_id": round_id, "household_id": household_id, "person_id": person_id}
        self._s.run(_PUT, row | {"state": after.household, "updated_at": at})
        found = self.of(round_id, household_id)
        assert found is not None
        return found

    def give(self, assignment_id: int, person_id: int, *, by: int, at: datetime) -> None:
        """Another person reviews it from now on, and finds it as far as it was."""
        held = self._moving.household(assignment_id)
        self._moving.allow(MoveName.REASSIGN, held.case, by, held.owner)
        self._s.run(_GIVE, {"k": assignment_id, "new_person": person_id, "new_at": at})

    def settle(self, assignment_id: int, unit: str, person_id: int, *, by: int, at: datetime) -> None:
        """A household that moved within the commune belongs to this group and this person from now on; it is as far as it was."""
        held = self._moving.household(assignment_id)
        self._moving.allow(MoveName.REASSIGN, held.case, by, held.owner)
        self._s.run(_SETTLE, {"k": assignment_id, "new_person": person_id, "new_at": at})
        self._s.run(_MOVE, {"k": assignment_id, "new_unit": unit})

    def case(self, assignment_id: int) -> Case:
        """How the household is with its last interview, as the table of moves sees it."""
        return self._moving.case(assignment_id)

    def reopen(self, assignment_id: int, by: int, at: datetime) -> None:
        """A household that was closed with answers in it goes on where it was left; where a checker wants something asked again, it still does."""
        held = self._moving.household(assignment_id)
        if self._s.run(_ASKED_AGAIN, {"k": held.interview_id}).scalar():
            self._moving.take(MoveName.REOPEN_RETURNED, held, by, at, given=(Need.COMMENT,))
        else:
            self._moving.take(MoveName.REOPEN_CLOSED, held, by, at)


class Visits:
    """Visits that ended without an interview; every one is kept, the last one shows on the assignment."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session
        self._moving = Moving(session)

    def add(
        self,
        assignment_id: int,
        outcome: Outcome,
        reason: str,
        appointment_on: date | None,
        *,
        by: int,
        at: datetime,
    ) -> None:
        """Moves the household as the table says of such an outcome: it is waited for, or closed. A notice that was only read is given up."""
        self._moving.visit(
            VISITS[outcome],
            self._moving.household(assignment_id),
            given=(Need.DAY,) if appointment_on is not None else (),
            outcome=outcome,
            reason=reason,
            day=appointment_on,
            by=by,
            at=at,
        )

    def of(self, assignment_id: int) -> tuple[Visit, ...]:
        """The oldest first."""
        return tuple(_visit(self._s.cipher, row) for row in self._s.run(_VISITS, {"k": assignment_id}))
