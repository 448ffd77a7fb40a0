"""In which households of a round the number of a căn cước stands."""

from sqlalchemy import and_, bindparam, exists, or_, select, union

from storage.session import DatabaseSession
from storage.tables import table
from storage.tables.base import state_in
from survey.workflow.states import LIVING

_A, _M, _I, _N, _R = map(table, ("assignment", "member", "interview", "answer", "roster_item"))
_OF_OTHERS = and_(_A.c.round_id == bindparam("r"), _A.c.household_id != bindparam("h"))
_LEFT_LIST = exists().where(_R.c.member_id == _M.c.id, _R.c.removed_at.is_not(None))
_TAKEN_OFF = exists().where(
    _R.c.interview_id == _N.c.interview_id, _R.c.path == _N.c.path, _R.c.removed_at.is_not(None)
)
_IN_REGISTER = (
    select(_A.c.household_id)
    .join_from(_A, _M, _M.c.household_id == _A.c.household_id)
    .where(_OF_OTHERS, _M.c.cccd_hash.in_(bindparam("members", expanding=True)), _M.c.left_at.is_(None), ~_LEFT_LIST)
)
_IN_ANSWERS = (
    select(_A.c.household_id)
    .join_from(_A, _I, _I.c.assignment_id == _A.c.id)
    .join(_N, _N.c.interview_id == _I.c.id)
    .where(
        _OF_OTHERS,
        state_in("interview.state", LIVING),
        _N.c.name == bindparam("q"),
        or_(_N.c.value == bindparam("plain"), _N.c.value_hash.in_(bindparam("answers", expanding=True))),
        ~_TAKEN_OFF,
    )
)
_ELSEWHERE = union(_IN_REGISTER, _IN_ANSWERS).subquery()
_FOUND = select(_ELSEWHERE.c.household_id).order_by(_ELSEWHERE.c.household_id)


class IdentityCards:
    """Whoever asks: that a number stands twice is to be seen, also where the other household is not theirs to look at."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def elsewhere(self, number: str, question: str, *, round_id: int, household_id: int) -> tuple[int, ...]:
        """Ids of the other households of the round whose list of members has this number, in the register or as an answer to this question."""
        digests = self._s.cipher.digests
        params = {"r": round_id, "h": household_id, "q": question, "plain": number}
        params |= {"members": digests(number, "member.cccd"), "answers": digests(number, f"answer.value/{question}")}
        return tuple(int(found) for found in self._s.run(_FOUND, params).scalars())
