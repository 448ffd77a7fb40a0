"""Many interviews at once, as they leave the bot in files."""

from sqlalchemy import bindparam

from storage.queries.interviews.answers import Answers
from storage.queries.interviews.interviews import SELECT, interview_of
from storage.records import Interview
from storage.session import Cut, DatabaseSession, cut, of_seen_people, seen
from storage.tables import table
from storage.tables.base import state_in
from survey.state import Record
from survey.workflow.states import COUNTING, LIVING

_I, _A, _F, _H = table("interview"), table("assignment"), table("form_version"), table("household")
_COUNTS = (_I.c.trial.is_(False),)
_OF_ROUND = cut(
    SELECT.join(_A, _A.c.id == _I.c.assignment_id)
    .join(_H, _H.c.id == _A.c.household_id)
    .where(_A.c.round_id == bindparam("k"), *_COUNTS, state_in("interview.state", LIVING))
    .order_by(_H.c.number, _I.c.id),
    seen(_H.c.unit_code),
)
_OF_FORM = cut(
    SELECT.join(_F, _F.c.id == _I.c.form_version_id)
    .where(_F.c.key == bindparam("k"), *_COUNTS, _I.c.assignment_id.is_(None), state_in("interview.state", COUNTING))
    .order_by(_I.c.submitted_at, _I.c.id),
    of_seen_people(_I.c.opened_by),
)
_ROUND = table("review_round")
_LAST = cut(
    SELECT.join(_A, _A.c.id == _I.c.assignment_id)
    .join(_ROUND, _ROUND.c.id == _A.c.round_id)
    .join(_H, _H.c.id == _A.c.household_id)
    .where(_H.c.id == bindparam("k"), state_in("interview.state", COUNTING))
    .order_by(_ROUND.c.starts.desc(), _ROUND.c.id.desc(), _I.c.attempt.desc())
    .limit(1),
    seen(_H.c.unit_code),
    _A.c.person_id == bindparam("viewer"),
)
_ID = "interview.instance"


class FilledForms:
    """Trials are nowhere among them."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session
        self._answers = Answers(session)

    def of_round(self, round_id: int) -> tuple[Interview, ...]:
        """Those that are open or count, by the households' numbers."""
        return self._all(_OF_ROUND, round_id)

    def of_form(self, key: str) -> tuple[Interview, ...]:
        """Those of a form that belongs to no household, in the order in which they were handed in."""
        return self._all(_OF_FORM, key)

    def last_of(self, household_id: int) -> Interview | None:
        """The household's last review that counts, in whichever round."""
        row = self._s.run(_LAST, {"k": household_id}).first()
        return interview_of(self._s.cipher, row) if row else None

    def _all(self, statement: Cut, key: int | str) -> tuple[Interview, ...]:
        return tuple(interview_of(self._s.cipher, row) for row in self._s.run(statement, {"k": key}))

    def record(self, interview_id: int) -> Record:
        """Its answers and roster items, sealed values opened."""
        return self._answers.record(interview_id)[0]

    def instance_id(self, interview_id: int) -> str:
        """A name for it that is the same each time, and no other installation's: 32 figures and letters."""
        return self._s.cipher.digest(str(interview_id), _ID).hex()[:32]
