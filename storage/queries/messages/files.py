"""What is known of stored files, and which of them nobody needs any more."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, exists, or_, select, update

from storage.records import StoredFile
from storage.session import DatabaseSession, Upsert
from storage.tables import table
from storage.tables.base import state_in
from survey.workflow.states import LIVING

_F, _A, _I = table("stored_file"), table("answer"), table("interview")
NAME, _ANSWER = "stored_file.name", "answer.value"
_COLUMNS = ("key", "name", "mime", "size", "interview_id", "created_at")
_FILE = select(*(_F.c[name] for name in _COLUMNS)).where(_F.c.key == bindparam("k"))
_ATTACH = update(_F).where(_F.c.key == bindparam("k")).values(interview_id=bindparam("new"))
_ADD = Upsert(_F, ["key"])
_GONE = delete(_F).where(_F.c.key == bindparam("k"))
_LIVES = exists().where(_I.c.id == _F.c.interview_id, state_in("interview.state", LIVING), _I.c.trial.is_(False))
_NAMED = exists().where(_A.c.interview_id == _F.c.interview_id, _A.c.value == _F.c.key)
_OLD = (
    select(_F.c.key, _F.c.interview_id, _LIVES.label("lives"))
    .where(_F.c.created_at < bindparam("before"), or_(_F.c.interview_id.is_(None), ~_LIVES, ~_NAMED))
    .order_by(_F.c.key)
)
_SEALED = select(_A.c.value_sealed).where(_A.c.interview_id == bindparam("k"), _A.c.value_sealed.is_not(None))


class Files:
    """Names, kinds and sizes; the bytes lie on disk, encrypted by the one who wrote them there."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def add(self, file: StoredFile) -> None:
        """The same key again changes nothing."""
        row = {name: getattr(file, name) for name in _COLUMNS}
        self._s.run(_ADD, row | {"name": self._s.cipher.seal(file.name, NAME)})

    def get(self, key: str) -> StoredFile | None:
        row = self._s.run(_FILE, {"k": key}).first()
        return StoredFile(**row._asdict() | {"name": self._s.cipher.open_or(row.name, NAME)}) if row else None

    def attach(self, key: str, interview_id: int) -> None:
        """The file belongs to this interview."""
        self._s.run(_ATTACH, {"k": key, "new": interview_id})

    def lapsed(self, before: datetime) -> tuple[str, ...]:
        """Keys of files older than that which no answer of an interview that is open or counts has: refused, replaced, of a cancelled one."""
        return tuple(row.key for row in self._s.run(_OLD, {"before": before}).all() if not self._answers(row))

    def _answers(self, row: Any) -> bool:
        """A sealed answer can only be compared once it is opened."""
        if not row.lives:
            return False
        sealed = self._s.run(_SEALED, {"k": row.interview_id}).scalars()
        return any(self._s.cipher.open_if_sound(value, _ANSWER) == row.key for value in sealed)

    def forget(self, keys: Iterable[str]) -> None:
        """Nothing is known of them any more; the bytes are the caller's to remove, and first."""
        rows = [{"k": key} for key in keys]
        if rows:
            self._s.run(_GONE, rows)
