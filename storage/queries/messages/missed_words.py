"""Words that were not understood, counted by question."""

from datetime import datetime

from sqlalchemy import bindparam, delete, func, insert, select, update

from storage.records import MissedWords
from storage.session import DatabaseSession
from storage.tables import table

MOST_ROWS = 1000
"""Beyond these only what is known already is counted on: a list that nobody can read helps nobody."""

_T = table("missed_words")
_SAME = (_T.c.question == bindparam("k_question"), _T.c.words == bindparam("k_words"))
_AGAIN = update(_T).where(*_SAME).values(times=_T.c.times + 1, last_at=bindparam("new_at"))
_COUNT = select(func.count()).select_from(_T)
_MOST = (
    select(_T.c.question, _T.c.words, _T.c.times, _T.c.last_at)
    .order_by(_T.c.times.desc(), _T.c.last_at.desc(), _T.c.question, _T.c.words)
    .limit(bindparam("most"))
)
_FORGET = delete(_T).where(_T.c.last_at < bindparam("before"))


class MissedWordsLog:
    """What is put here must be free of people's data: the caller sees to that (`handlers.unclear.learning`)."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def count(self, question: str, words: str, at: datetime) -> None:
        """Once more; new words only while there is room."""
        self._s.lock("missed_words")
        if self._s.run(_AGAIN, {"k_question": question, "k_words": words, "new_at": at}).rowcount:
            return
        if int(self._s.run(_COUNT).scalar_one()) < MOST_ROWS:
            row = {"question": question, "words": words, "times": 1, "first_at": at, "last_at": at}
            self._s.run(insert(_T), row)

    def most(self, limit: int) -> tuple[MissedWords, ...]:
        """The most frequent first."""
        return tuple(MissedWords(**row._asdict()) for row in self._s.run(_MOST, {"most": limit}))

    def total(self) -> int:
        """How many different ones are kept."""
        return int(self._s.run(_COUNT).scalar_one())

    def forget(self, before: datetime) -> int:
        """What nobody has typed since then."""
        return self._s.run(_FORGET, {"before": before}).rowcount
