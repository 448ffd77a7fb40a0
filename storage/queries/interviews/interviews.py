"""Interviews from their beginning to their end."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, insert, select, update

from storage.crypto import Cipher
from storage.errors import MissingRowError
from storage.queries.interviews.answers import Answers
from storage.queries.interviews.moving import Moving
from storage.records import (
    AnswerEvent,
    Category,
    Changes,
    Consent,
    Interview,
    InterviewState,
    LastTime,
    Loaded,
    Outcome,
    Purpose,
    Result,
)
from storage.session import DatabaseSession
from storage.tables import table
from storage.tables.base import state_in
from survey.workflow.moves import Allowed, MoveName, Need
from survey.workflow.states import COUNTING, LIVING, Attempt, Case

_T, _C, _F = table("interview"), table("consent"), table("form_version")
_A, _ROUND = table("assignment"), table("review_round")
_NOW = _ROUND.alias("this_round")
_DEPRIVED = "interview.deprived"
SELECT = select(
    _T.c.id,
    _T.c.assignment_id,
    _T.c.form_version_id,
    _T.c.ruleset,
    _T.c.attempt,
    _T.c.state,
    _T.c.opened_by,
    _T.c.focus,
    _T.c.started_at,
    _T.c.updated_at,
    _T.c.submitted_at,
    _T.c.category,
    _T.c.score_a,
    _T.c.score_b_min,
    _T.c.score_b_max,
    _T.c.deprived,
    _T.c.purpose,
    _T.c.trial,
)
_GET = SELECT.where(_T.c.id == bindparam("k"))
_GET_LOCKED = _GET.with_for_update()
# Written out, so that SQLite can use the partial index.
_IS_LIVING = state_in("interview.state", LIVING)
_OPEN = SELECT.where(_T.c.assignment_id == bindparam("k"), _IS_LIVING, _T.c.state == InterviewState.DRAFT)
_LATEST = SELECT.where(_T.c.assignment_id == bindparam("k")).order_by(_T.c.attempt.desc()).limit(1)
_LAST_ATTEMPT = select(func.coalesce(func.max(_T.c.attempt), 0)).where(_T.c.assignment_id == bindparam("k"))
_TOUCH = update(_T).where(_T.c.id == bindparam("k")).values(updated_at=bindparam("at"))
_LAST_CONSENT = (
    select(_C.c.basis, _C.c.given, _C.c.by, _C.c.at, _C.c.text_version)
    .join(_T, _T.c.id == _C.c.interview_id)
    .where(_T.c.assignment_id == bindparam("k"))
    .order_by(_T.c.attempt.desc(), _C.c.id.desc())
    .limit(1)
)
_CONSENT = (
    select(_C.c.basis, _C.c.given, _C.c.by, _C.c.at, _C.c.text_version)
    .where(_C.c.interview_id == bindparam("k"))
    .order_by(_C.c.id.desc())
    .limit(1)
)


def interview_of(cipher: Cipher, row: Any) -> Interview:
    return Interview(
        id=row.id,
        assignment_id=row.assignment_id,
        form_version_id=row.form_version_id,
        ruleset=row.ruleset,
        attempt=row.attempt,
        state=InterviewState(row.state),
        opened_by=row.opened_by,
        focus=row.focus,
        started_at=row.started_at,
        updated_at=row.updated_at,
        submitted_at=row.submitted_at,
        result=_result(cipher, row) if row.score_b_min is not None else None,
        purpose=Purpose(row.purpose),
        trial=row.trial,
    )


def _result(cipher: Cipher, row: Any) -> Result:
    return Result(
        category=Category(row.category) if row.category else None,
        score_a=row.score_a,
        score_b_min=row.score_b_min,
        score_b_max=row.score_b_max,
        deprived=tuple(json.loads(cipher.open_or(row.deprived, _DEPRIVED, "[]"))),
    )


_LAST_OWN = (
    select(_T.c.id)
    .join(_F, _F.c.id == _T.c.form_version_id)
    .where(_F.c.key == bindparam("k"), _T.c.opened_by == bindparam("p"), _T.c.assignment_id.is_(None))
    .where(_T.c.trial.is_(False), _T.c.state == InterviewState.SUBMITTED)
    .order_by(_T.c.submitted_at.desc(), _T.c.id.desc())
    .limit(1)
)


# Rounds follow each other by their beginning; of one round there is one interview that counts.
_LAST_TIME = (
    select(_T.c.id, _ROUND.c.year)
    .join(_A, _A.c.id == _T.c.assignment_id)
    .join(_ROUND, _ROUND.c.id == _A.c.round_id)
    .join(_NOW, _NOW.c.starts > _ROUND.c.starts)
    .where(_A.c.household_id == bindparam("k"), _NOW.c.id == bindparam("r"), state_in("interview.state", COUNTING))
    .order_by(_ROUND.c.starts.desc(), _ROUND.c.id.desc(), _T.c.attempt.desc())
    .limit(1)
)


class Interviews:
    """At most one interview of an assignment is open or counts. Every step is a line in its history.

    States change by the table of moves alone: what it refuses is a MoveRefusedError with the reason's code, and nothing is written.
    """

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session
        self._answers = Answers(session)
        self._moving = Moving(session)

    def _one(self, statement: Select[*tuple[Any, ...]], key: int) -> Interview | None:
        row = self._s.run(statement, {"k": key}).first()
        return interview_of(self._s.cipher, row) if row else None

    def get(self, interview_id: int) -> Interview | None:
        return self._one(_GET, interview_id)

    def open_of(self, assignment_id: int) -> Interview | None:
        """The draft, if there is one."""
        return self._one(_OPEN, assignment_id)

    def latest_of(self, assignment_id: int) -> Interview | None:
        """The last attempt, whatever its state."""
        return self._one(_LATEST, assignment_id)

    def create(self, assignment_id: int, form_version_id: int, ruleset: str, opened_by: int, at: datetime) -> Interview:
        """A new draft at the notice; refused where another one is open, submitted or checked. The household stays as it is."""
        held = self._moving.household(assignment_id)
        begun = self._moving.allow(MoveName.BEGIN, held.case, opened_by, held.owner)
        row = {
            "assignment_id": assignment_id,
            "form_version_id": form_version_id,
            "ruleset": ruleset,
            "attempt": int(self._s.run(_LAST_ATTEMPT, {"k": assignment_id}).scalar_one()) + 1,
        }
        return self._insert(row, begun, opened_by, at)

    def create_own(
        self, form_version_id: int, ruleset: str, opened_by: int, at: datetime, *, purpose: Purpose, trial: bool = False
    ) -> Interview:
        """A new draft that belongs to no household: a report, a form that stands by itself, or a trial of any form."""
        begun = self._moving.allow(MoveName.BEGIN, Case(None, Attempt.NONE), opened_by, opened_by)
        row = {"form_version_id": form_version_id, "ruleset": ruleset, "attempt": 1, "purpose": purpose, "trial": trial}
        return self._insert(row, begun, opened_by, at)

    def _insert(self, row: dict[str, Any], begun: Allowed, opened_by: int, at: datetime) -> Interview:
        common = {
            "state": begun.after.attempt.stored,
            "opened_by": opened_by,
            "focus": "",
            "started_at": at,
            "updated_at": at,
        }
        result = self._s.run(insert(_T), {"purpose": Purpose.REVIEW, "trial": False} | row | common)
        assert result.inserted_primary_key is not None
        interview_id = int(result.inserted_primary_key[0])
        self._answers.note(interview_id, "open", "", opened_by, at)
        created = self.get(interview_id)
        assert created is not None
        return created

    def last_own(self, form_key: str, person_id: int) -> int | None:
        """The interview of this form that the person submitted last, whatever its version."""
        found = self._s.run(_LAST_OWN, {"k": form_key, "p": person_id}).scalar()
        return None if found is None else int(found)

    def last_time(self, household_id: int, round_id: int) -> LastTime | None:
        """What was answered when the household was reviewed before this round; None where it never was here."""
        row = self._s.run(_LAST_TIME, {"k": household_id, "r": round_id}).first()
        return None if row is None else LastTime(row.year, *self._answers.record(row.id), self._answers.gone(row.id))

    def load(self, interview_id: int) -> Loaded:
        """All that is stored of it, sealed values opened. In a write unit nobody else changes it until the unit ends."""
        locked = self._s.several_writers and self._s.writes
        interview = self._one(_GET_LOCKED if locked else _GET, interview_id)
        if interview is None:
            raise MissingRowError(f"interview {interview_id} does not exist")
        record, members = self._answers.record(interview_id)
        row = self._s.run(_CONSENT, {"k": interview_id}).first()
        return Loaded(interview, record, Consent(**row._asdict()) if row else None, members)

    def save(
        self,
        interview_id: int,
        changes: Changes,
        *,
        sensitive: frozenset[str] = frozenset(),
        by: int | None,
        at: datetime,
        cause: str = "",
    ) -> None:
        """Writes changed answers and roster items with their history; answers whose name is in `sensitive` are sealed."""
        self._s.run(_TOUCH, {"k": interview_id, "at": at})
        self._answers.save(interview_id, changes, sensitive, by=by, at=at, cause=cause)

    def give_consent(self, interview_id: int, consent: Consent) -> None:
        """The household agrees, or was told: its form begins."""
        assert consent.given
        held = self._moving.interview(interview_id)
        self._moving.take(MoveName.CONSENT, held, consent.by, consent.at, given=(Need.NOTICE,))
        self._put_consent(interview_id, consent)

    def carry_consent(self, interview_id: int, consent: Consent, by: int, at: datetime) -> None:
        """What the household said in an earlier attempt holds for this one: its row keeps who heard it, and when."""
        assert consent.given
        held = self._moving.interview(interview_id)
        self._moving.take(MoveName.CONSENT, held, by, at, given=(Need.NOTICE,))
        self._put_consent(interview_id, consent)

    def last_consent(self, assignment_id: int) -> Consent | None:
        """What the household said last, in whichever attempt of the round; None where it was never asked."""
        row = self._s.run(_LAST_CONSENT, {"k": assignment_id}).mappings().first()
        return Consent(**row) if row is not None else None

    def decline(self, interview_id: int, consent: Consent, reason: str) -> None:
        """The household did not consent: the interview ends properly, the household is closed, and both count as refused."""
        assert not consent.given
        held = self._moving.interview(interview_id)
        self._moving.visit(
            MoveName.DECLINE,
            held,
            given=(Need.NOTICE,),
            outcome=Outcome.REFUSED,
            reason=reason,
            day=None,
            by=consent.by,
            at=consent.at,
        )
        self._put_consent(interview_id, consent)

    def _put_consent(self, interview_id: int, consent: Consent) -> None:
        names = ("basis", "given", "by", "at", "text_version")
        self._s.run(insert(_C), {"interview_id": interview_id} | {name: getattr(consent, name) for name in names})

    def submit(self, interview_id: int, result: Result, by: int, at: datetime) -> None:
        """Hand it in. A result is made of a complete form only: where something required is open, the caller has none to give."""
        values = {
            "submitted_at": at,
            "category": result.category,
            "score_a": result.score_a,
            "score_b_min": result.score_b_min,
            "score_b_max": result.score_b_max,
            "deprived": self._s.cipher.seal(json.dumps(list(result.deprived)), _DEPRIVED),
        }
        held = self._moving.interview(interview_id)
        self._moving.take(MoveName.SUBMIT, held, by, at, given=(Need.COMPLETE,), interview=values)

    def reopen(self, interview_id: int, by: int, at: datetime) -> None:
        """A submission is a draft again; its result no longer counts (the history keeps the step)."""
        self._moving.take(MoveName.REOPEN, self._moving.interview(interview_id), by, at)

    def check(self, interview_id: int, by: int, at: datetime) -> None:
        """Somebody looked it through: it can no longer be reopened by the one who submitted it."""
        self._moving.take(MoveName.CHECK, self._moving.interview(interview_id), by, at)

    def cancel(self, interview_id: int, by: int, at: datetime) -> None:
        """The draft no longer counts; its answers stay in the database, and an appointment stays one."""
        self._moving.take(MoveName.CANCEL, self._moving.interview(interview_id), by, at)

    def events(self, interview_id: int) -> tuple[AnswerEvent, ...]:
        """The whole history, the oldest first."""
        return self._answers.events(interview_id)

    def find_answer(self, name: str, value: str) -> tuple[int, ...]:
        """Ids of the interviews that hold this very answer, sealed or not."""
        return self._answers.find(name, value)
