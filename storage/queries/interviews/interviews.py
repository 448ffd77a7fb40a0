"""Interviews from their beginning to their end."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, insert, select, text, update

from storage.errors import AlreadyOpenError, MissingRowError
from storage.queries.interviews.answers import Answers
from storage.records import (
    AnswerEvent,
    Category,
    Changes,
    Consent,
    Interview,
    InterviewState,
    Loaded,
    Purpose,
    Result,
)
from storage.session import DatabaseSession
from storage.tables import table

_T, _A, _C, _F = table("interview"), table("assignment"), table("consent"), table("form_version")
_SELECT = select(
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
_GET = _SELECT.where(_T.c.id == bindparam("k"))
_GET_LOCKED = _GET.with_for_update()
# Written out, so that SQLite can use the partial index.
_IS_LIVING = text("interview.state IN ('draft', 'submitted', 'checked')")
_OPEN = _SELECT.where(_T.c.assignment_id == bindparam("k"), _IS_LIVING, _T.c.state == "draft")
_LATEST = _SELECT.where(_T.c.assignment_id == bindparam("k")).order_by(_T.c.attempt.desc()).limit(1)
_LAST_ATTEMPT = select(func.coalesce(func.max(_T.c.attempt), 0)).where(_T.c.assignment_id == bindparam("k"))
_LIVING = select(_T.c.id).where(_T.c.assignment_id == bindparam("k"), _IS_LIVING)
_TOUCH = update(_T).where(_T.c.id == bindparam("k")).values(updated_at=bindparam("at"))
_CONSENT = (
    select(_C.c.basis, _C.c.given, _C.c.by, _C.c.at, _C.c.text_version)
    .where(_C.c.interview_id == bindparam("k"))
    .order_by(_C.c.id.desc())
    .limit(1)
)
_START = (
    update(_A)
    .where(_A.c.id == bindparam("k"))
    .values(state="draft", outcome=None, appointment_on=None, updated_at=bindparam("at"))
)


def _interview(row: Any) -> Interview:
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
        result=_result(row) if row.score_b_min is not None else None,
        purpose=Purpose(row.purpose),
        trial=row.trial,
    )


def _result(row: Any) -> Result:
    return Result(
        category=Category(row.category) if row.category else None,
        score_a=row.score_a,
        score_b_min=row.score_b_min,
        score_b_max=row.score_b_max,
        deprived=tuple(json.loads(row.deprived or "[]")),
    )


_LAST_OWN = (
    select(_T.c.id)
    .join(_F, _F.c.id == _T.c.form_version_id)
    .where(_F.c.key == bindparam("k"), _T.c.opened_by == bindparam("p"), _T.c.assignment_id.is_(None))
    .where(_T.c.trial.is_(False), _T.c.state == "submitted")
    .order_by(_T.c.submitted_at.desc(), _T.c.id.desc())
    .limit(1)
)


class Interviews:
    """At most one interview of an assignment is open or counts. Every step is a line in its history."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session
        self._answers = Answers(session)

    def _one(self, statement: Select[*tuple[Any, ...]], key: int) -> Interview | None:
        row = self._s.run(statement, {"k": key}).first()
        return _interview(row) if row else None

    def get(self, interview_id: int) -> Interview | None:
        return self._one(_GET, interview_id)

    def open_of(self, assignment_id: int) -> Interview | None:
        """The draft, if there is one."""
        return self._one(_OPEN, assignment_id)

    def latest_of(self, assignment_id: int) -> Interview | None:
        """The last attempt, whatever its state."""
        return self._one(_LATEST, assignment_id)

    def create(self, assignment_id: int, form_version_id: int, ruleset: str, opened_by: int, at: datetime) -> Interview:
        """A new draft; AlreadyOpenError where another one is open, submitted or checked (reopen or cancel that one)."""
        self._s.lock(f"assignment:{assignment_id}")
        living = self._s.run(_LIVING, {"k": assignment_id}).scalar()
        if living is not None:
            raise AlreadyOpenError(int(living))
        row = {
            "assignment_id": assignment_id,
            "form_version_id": form_version_id,
            "ruleset": ruleset,
            "attempt": int(self._s.run(_LAST_ATTEMPT, {"k": assignment_id}).scalar_one()) + 1,
        }
        self._s.run(_START, {"k": assignment_id, "at": at})
        return self._insert(row, opened_by, at)

    def create_own(
        self, form_version_id: int, ruleset: str, opened_by: int, at: datetime, *, purpose: Purpose, trial: bool = False
    ) -> Interview:
        """A new draft that belongs to no household: a report, a form that stands by itself, or a trial of any form."""
        row = {"form_version_id": form_version_id, "ruleset": ruleset, "attempt": 1, "purpose": purpose, "trial": trial}
        return self._insert(row, opened_by, at)

    def _insert(self, row: dict[str, Any], opened_by: int, at: datetime) -> Interview:
        common = {
            "state": "draft",
            "opened_by": opened_by,
            "focus": "",
            "started_at": at,
            "updated_at": at,
            "deprived": "[]",
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
        """Every answer to the notice is kept; the newest counts."""
        names = ("basis", "given", "by", "at", "text_version")
        self._s.run(insert(_C), {"interview_id": interview_id} | {name: getattr(consent, name) for name in names})

    def submit(self, interview_id: int, result: Result, by: int, at: datetime) -> None:
        values = {
            "submitted_at": at,
            "category": result.category,
            "score_a": result.score_a,
            "score_b_min": result.score_b_min,
            "score_b_max": result.score_b_max,
            "deprived": json.dumps(list(result.deprived)),
        }
        self._move(interview_id, InterviewState.SUBMITTED, "submitted", by, at, **values)

    def reopen(self, interview_id: int, by: int, at: datetime) -> None:
        """A submission is a draft again; its result no longer counts (the history keeps the step)."""
        cleared = dict.fromkeys(("submitted_at", "category", "score_a", "score_b_min", "score_b_max"))
        self._move(interview_id, InterviewState.DRAFT, "draft", by, at, deprived="[]", **cleared)

    def check(self, interview_id: int, by: int, at: datetime) -> None:
        """Somebody looked it through: it can no longer be reopened by the one who submitted it."""
        self._move(interview_id, InterviewState.CHECKED, "checked", by, at)

    def refuse(self, interview_id: int, by: int, at: datetime) -> None:
        """The household did not consent: the interview ends properly and is counted as refused."""
        self._move(interview_id, InterviewState.REFUSED, "closed", by, at)
        assignment = select(_T.c.assignment_id).where(_T.c.id == interview_id).scalar_subquery()
        self._s.run(update(_A).where(_A.c.id == assignment).values(outcome="refused"))

    def cancel(self, interview_id: int, by: int, at: datetime) -> None:
        """The draft no longer counts; its answers stay in the database."""
        self._move(interview_id, InterviewState.CANCELLED, "not_started", by, at)

    def _move(
        self, interview_id: int, state: InterviewState, assignment_state: str, by: int, at: datetime, **values: Any
    ) -> None:
        moved = (
            update(_T)
            .where(_T.c.id == interview_id)
            .values(state=state.value, updated_at=at, **values)
            .returning(_T.c.assignment_id)
        )
        row = self._s.run(moved).first()
        if row is None:
            raise MissingRowError(f"interview {interview_id} does not exist")
        if row.assignment_id is not None:
            self._s.run(update(_A).where(_A.c.id == row.assignment_id).values(state=assignment_state, updated_at=at))
        self._answers.note(interview_id, state.value, values.get("category") or "", by, at)

    def events(self, interview_id: int) -> tuple[AnswerEvent, ...]:
        """The whole history, the oldest first."""
        return self._answers.events(interview_id)

    def find_answer(self, name: str, value: str) -> tuple[int, ...]:
        """Ids of the interviews that hold this very answer, sealed or not."""
        return self._answers.find(name, value)
