"""The one place that writes a state: rows are locked, the table of moves is asked, and what it says is written. Nobody else moves anything."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, exists, insert, select, update

from storage.errors import MissingRowError, MoveRefusedError
from storage.queries.interviews.answers import Answers
from storage.session import DatabaseSession
from storage.tables import table
from survey.workflow.moves import APART, Allowed, Clears, MoveName, MoveRefusal, Need, allowed
from survey.workflow.roles import Actor, Role
from survey.workflow.states import AssignmentState, Case, InterviewState, Outcome, attempt_of

_I, _A, _C, _P, _V = table("interview"), table("assignment"), table("consent"), table("person"), table("visit")
_PR = table("person_role")
REASON = "visit.reason"
_INTERVIEW = select(_I.c.id, _I.c.assignment_id, _I.c.state, _I.c.opened_by)
_LAST = _INTERVIEW.where(_I.c.assignment_id == bindparam("k")).order_by(_I.c.attempt.desc()).limit(1)
_LOCK_INTERVIEW = _INTERVIEW.where(_I.c.id == bindparam("k")).with_for_update()
_LOCK_ASSIGNMENT = select(_A.c.state, _A.c.person_id).where(_A.c.id == bindparam("k")).with_for_update()
_CONSENTED = select(_C.c.given).where(_C.c.interview_id == bindparam("k")).order_by(_C.c.id.desc()).limit(1)
_ROLE = select(_P.c.role, _P.c.duty).where(_P.c.id == bindparam("k"))
_E = table("answer_event")
_LOOKED = {MoveName.RETURN: AssignmentState.RETURNED.value, MoveName.UNCHECK: "unchecked"}
"""What the history calls a move after which the interview is in a state in which it was before."""

DESK = frozenset({InterviewState.CHECKED.value, *_LOOKED.values()})
"""Lines of the history that are a checker's: everything else is somebody's who asked the household."""

WAS_RETURNED, BY_THEM = _E.c.kind == _LOOKED[MoveName.RETURN], _E.c.kind.not_in(sorted(DESK))
_TOOK_PART = select(exists().where(_E.c.interview_id == bindparam("k"), _E.c.by == bindparam("p"), BY_THEM))
_ALSO = select(_PR.c.role).where(_PR.c.person_id == bindparam("k"))

CLEARED: Mapping[Clears, Mapping[str, Any]] = {
    Clears.OUTCOME: {"outcome": None},
    Clears.APPOINTMENT: {"appointment_on": None},
    Clears.RESULT: dict.fromkeys(("submitted_at", "category", "score_a", "score_b_min", "score_b_max"))
    | {"deprived": None},
}
"""Columns of the household (outcome, appointment) or of its interview (result)."""


@dataclass(frozen=True, slots=True)
class Held:
    """The rows of one case, locked until the unit ends. `owner`: whose the household is, or who opened the form."""

    interview_id: int | None
    assignment_id: int | None
    case: Case
    owner: int | None


class Moving:
    """Locks the interview before the household, as `Interviews.load` does, so that two turns do not wait for each other in a circle."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session
        self._answers = Answers(session)

    def interview(self, interview_id: int) -> Held:
        """The case of this interview."""
        row = self._s.run(_LOCK_INTERVIEW, {"k": interview_id}).first()
        if row is None:
            raise MissingRowError(f"interview {interview_id} does not exist")
        if row.assignment_id is None:
            return Held(interview_id, None, self._case(None, row), row.opened_by)
        household = self._s.run(_LOCK_ASSIGNMENT, {"k": row.assignment_id}).one()
        return Held(interview_id, row.assignment_id, self._case(household.state, row), household.person_id)

    def household(self, assignment_id: int) -> Held:
        """The case of this household with its last interview."""
        known = self._s.run(_LAST, {"k": assignment_id}).first()
        last = self._s.run(_LOCK_INTERVIEW, {"k": known.id}).one() if known is not None else None
        household = self._s.run(_LOCK_ASSIGNMENT, {"k": assignment_id}).first()
        if household is None:
            raise MissingRowError(f"assignment {assignment_id} does not exist")
        newest = self._s.run(_LAST, {"k": assignment_id}).first()
        if newest is not None and (known is None or newest.id != known.id):
            # Somebody began while we waited for the household, which is ours now: no further one can come.
            last = self._s.run(_LOCK_INTERVIEW, {"k": newest.id}).one()
        return Held(
            last.id if last is not None else None,
            assignment_id,
            self._case(household.state, last),
            household.person_id,
        )

    def case(self, assignment_id: int) -> Case:
        """How the household is with its last interview, to look at."""
        state = self._s.run(select(_A.c.state).where(_A.c.id == assignment_id)).scalar_one()
        return self._case(state, self._s.run(_LAST, {"k": assignment_id}).first())

    def _case(self, household: str | None, interview: Any) -> Case:
        state = InterviewState(interview.state) if interview is not None else None
        consented = household is None or (
            state is InterviewState.DRAFT and bool(self._s.run(_CONSENTED, {"k": interview.id}).scalar())
        )
        return Case(AssignmentState(household) if household else None, attempt_of(state, consented=consented))

    def allow(
        self,
        name: MoveName,
        case: Case,
        by: int | None,
        owner: int | None,
        given: Collection[Need] = (),
        interview_id: int | None = None,
    ) -> Allowed:
        """What the table says; MoveRefusedError where it says no. `by` None: the program itself."""
        said = allowed(name, case, self._actor(by, owner, interview_id if name in APART else None), given)
        if isinstance(said, MoveRefusal):
            raise MoveRefusedError(name, said)
        return said

    def _actor(self, by: int | None, owner: int | None, interview_id: int | None) -> Actor:
        if by is None:
            return Actor(None)
        known = self._s.run(_ROLE, {"k": by}).one()
        also = frozenset(Role(row.role) for row in self._s.run(_ALSO, {"k": by}))
        took_part = interview_id is not None and bool(self._s.run(_TOOK_PART, {"k": interview_id, "p": by}).scalar())
        return Actor(Role(known.role), owns=by == owner, also=also, took_part=took_part, duty=known.duty)

    def take(
        self,
        name: MoveName,
        held: Held,
        by: int,
        at: datetime,
        *,
        given: Collection[Need] = (),
        interview: Mapping[str, Any] | None = None,
        household: Mapping[str, Any] | None = None,
    ) -> None:
        """Make the move: states, what it clears, and then these columns of the interview and of the household."""
        said = self.allow(name, held.case, by, held.owner, given, held.interview_id)
        cleared: dict[str, Any] = {}
        for what in said.move.clears:
            cleared |= CLEARED[what]
        mine = {key: value for key, value in cleared.items() if key in _A.c} | dict(household or {})
        if held.assignment_id is not None and (mine or said.after.household is not held.case.household):
            values = mine | {"state": said.after.household, "updated_at": at}
            self._s.run(update(_A).where(_A.c.id == held.assignment_id).values(values))
        state = said.after.attempt.stored
        if held.interview_id is not None and state is not None and state is not held.case.attempt.stored:
            values = {key: value for key, value in cleared.items() if key in _I.c} | dict(interview or {})
            self._s.run(
                update(_I).where(_I.c.id == held.interview_id).values(values | {"state": state, "updated_at": at})
            )
            kind = _LOOKED.get(name, state.value)
            self._answers.note(held.interview_id, kind, values.get("category") or "", by, at)

    def visit(
        self,
        name: MoveName,
        held: Held,
        *,
        given: Collection[Need] = (),
        outcome: Outcome,
        reason: str,
        day: date | None,
        by: int,
        at: datetime,
    ) -> None:
        """The move of a visit that ended without an interview: the visit is kept for ever, and the last one shows on the household."""
        self.take(name, held, by, at, given=given, household={"outcome": outcome, "appointment_on": day})
        sealed = self._s.cipher.seal(reason, REASON) if reason else None
        row = {"outcome": outcome, "reason": sealed, "appointment_on": day, "by": by, "at": at}
        self._s.run(insert(_V), row | {"assignment_id": held.assignment_id})
