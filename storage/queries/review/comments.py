"""What checkers say of an interview that was handed in: it goes back with it, or is only asked."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, case, exists, insert, or_, select, update

from storage.crypto import Cipher
from storage.queries.interviews.moving import Moving
from storage.queries.review.assignments import Assignments
from storage.records import Assignment, Cause, Comment, CommentKind, NewComment, telling
from storage.session import DatabaseSession, cut, seen
from storage.tables import table
from storage.tables.base import state_in
from survey.workflow.moves import MoveName, Need
from survey.workflow.states import LIVING

_T, _I, _A, _H, _O = map(table, ("comment", "interview", "assignment", "household", "outbox"))
_TEXT, _ANSWER = "comment.text", "comment.answer"
_REACHED = exists().where(_O.c.cause == _T.c.told, _O.c.person_id == _A.c.person_id, _O.c.seen_at.is_not(None))
_OPENED = and_(_T.c.seen_by.is_not(None), _T.c.seen_by == _A.c.person_id)
_SEEN = case((or_(_OPENED, and_(_T.c.told != "", _REACHED)), 1), else_=0).label("seen")
_COLUMNS = ("id", "interview_id", "kind", "screen", "number", "text", "by", "at", "settled_at", "answer")
_JOINED = (
    _T.join(_I, _I.c.id == _T.c.interview_id)
    .join(_A, _A.c.id == _I.c.assignment_id)
    .join(_H, _H.c.id == _A.c.household_id)
)
_SELECT = select(*(_T.c[name] for name in _COLUMNS), _SEEN, _A.c.id.label("assignment_id")).select_from(_JOINED)
_OF = _SELECT.where(_T.c.interview_id == bindparam("k")).order_by(_T.c.id)
_IS_OPEN = (_T.c.settled_at.is_(None), state_in("interview.state", LIVING))
_OPEN = _SELECT.where(*_IS_OPEN).order_by(_T.c.id)
_OF_ROUND = cut(_OPEN.where(_A.c.round_id == bindparam("r")), seen(_H.c.unit_code))
_ASKED = _OPEN.where(_A.c.person_id == bindparam("k"), _T.c.kind == CommentKind.ASK)
_TOLD = update(_T).where(_T.c.id.in_(bindparam("ids", expanding=True))).values(told=bindparam("new_told"))
_SEE = (
    update(_T)
    .where(_T.c.interview_id == bindparam("k"), _T.c.settled_at.is_(None))
    .where(or_(_T.c.seen_by.is_(None), _T.c.seen_by != bindparam("p")))
    .values(seen_by=bindparam("p"), seen_at=bindparam("new_at"))
)
_SETTLE = (
    update(_T)
    .where(_T.c.id.in_(bindparam("ids", expanding=True)), _T.c.settled_at.is_(None))
    .values(settled_at=bindparam("new_at"), answer=bindparam("new_answer"))
)


class Comments:
    """They stay with their interview; whoever has the household now is asked, also where it was somebody else's then."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session
        self._moving, self._assignments = Moving(session), Assignments(session)

    def give_back(self, interview_id: int, comments: Sequence[NewComment], by: int, at: datetime) -> Cause:
        """The interview is open again, with what is to be asked; the cause of the message about it."""
        given = (Need.COMMENT,) if comments else ()
        self._moving.take(MoveName.RETURN, self._moving.interview(interview_id), by, at, given=given)
        return self._add(CommentKind.RETURN, interview_id, comments, by, at)

    def ask(self, interview_id: int, comments: Sequence[NewComment], by: int, at: datetime) -> Cause:
        """Something is only asked: the interview stays as it is."""
        return self._add(CommentKind.ASK, interview_id, comments, by, at)

    def _add(
        self, kind: CommentKind, interview_id: int, comments: Sequence[NewComment], by: int, at: datetime
    ) -> Cause:
        ids = []
        for one in comments:
            row = {"interview_id": interview_id, "kind": kind, "screen": one.screen, "number": one.number, "told": ""}
            sealed = self._s.cipher.seal(one.text, _TEXT)
            result = self._s.run(insert(_T), row | {"text": sealed, "by": by, "at": at})
            assert result.inserted_primary_key is not None
            ids.append(int(result.inserted_primary_key[0]))
        told = telling("comment", interview_id, *ids[:1])
        self._s.run(_TOLD, {"ids": ids, "new_told": told})
        return told

    def of(self, interview_id: int) -> tuple[Comment, ...]:
        """All, the oldest first."""
        return tuple(_comment(self._s.cipher, row) for row in self._s.run(_OF, {"k": interview_id}))

    def open_of(self, interview_id: int) -> tuple[Comment, ...]:
        """What it went back with and nobody has seen to yet."""
        return tuple(one for one in self.of(interview_id) if one.settled_at is None and one.kind is CommentKind.RETURN)

    def of_round(self, round_id: int) -> tuple[tuple[int, Comment], ...]:
        """With the assignment: all that nobody has seen to yet, where whoever asks may look."""
        rows = self._s.run(_OF_ROUND, {"r": round_id})
        return tuple((row.assignment_id, _comment(self._s.cipher, row)) for row in rows)

    def asked_of(self, person_id: int) -> tuple[tuple[Assignment, Comment], ...]:
        """What this person is asked about their households and has not answered, the oldest first."""
        rows = self._s.run(_ASKED, {"k": person_id}).all()
        households = {row.assignment_id: self._assignments.get(row.assignment_id) for row in rows}
        found = ((households[row.assignment_id], _comment(self._s.cipher, row)) for row in rows)
        return tuple((one, comment) for one, comment in found if one is not None)

    def see(self, interview_id: int, person_id: int, at: datetime) -> None:
        """They have opened the household and seen what is asked."""
        self._s.run(_SEE, {"k": interview_id, "p": person_id, "new_at": at})

    def settle(self, ids: Collection[int], at: datetime, answer: str = "") -> None:
        """It was seen to, or answered in these words."""
        sealed = self._s.cipher.seal(answer, _ANSWER) if answer else None
        if ids:
            self._s.run(_SETTLE, {"ids": list(ids), "new_at": at, "new_answer": sealed})


def _comment(cipher: Cipher, row: Any) -> Comment:
    return Comment(
        id=row.id,
        interview_id=row.interview_id,
        kind=CommentKind(row.kind),
        screen=row.screen,
        number=row.number,
        text=cipher.open_or(row.text, _TEXT),
        by=row.by,
        at=row.at,
        seen=bool(row.seen),
        settled_at=row.settled_at,
        answer=cipher.open_or(row.answer, _ANSWER),
    )
