"""Links that hand over a file: once, for some minutes, for one person and one purpose."""

from datetime import datetime

from sqlalchemy import bindparam, insert, select, update

from storage.records import LinkedFile
from storage.session import DatabaseSession
from storage.tables import table

_T, _P = table("link"), table("person")
_TOKEN, _NAME, _CONTENT = "link.token", "link.name", "link.content"
_PUT = insert(_T).inline()
_OPEN = (_T.c.token_hash.in_(bindparam("k", expanding=True)), _T.c.purpose == bindparam("p"), _T.c.spent_at.is_(None))
_SPEND = update(_T).where(*_OPEN, _T.c.expires_at > bindparam("at")).values(spent_at=bindparam("at"))
_GET = (
    select(_T.c.id, _T.c.name, _T.c.mime, _T.c.content, _P.c.active)
    .select_from(_T.join(_P, _P.c.id == _T.c.person_id))
    .where(_T.c.token_hash.in_(bindparam("k", expanding=True)))
)
_EMPTY = update(_T).where(_T.c.id == bindparam("k")).values(content=None, name=None)
_OVER = select(_T.c.id).where(_T.c.content.is_not(None), _T.c.expires_at <= bindparam("at")).limit(1)
_WIPE = update(_T).where(_T.c.content.is_not(None), _T.c.expires_at <= bindparam("at")).values(content=None, name=None)


class Links:
    """The token is known to whoever got it, and only its keyed hash is kept."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def put(self, token: str, file: LinkedFile, *, person: int, purpose: str, at: datetime, until: datetime) -> None:
        """A new link. What others left unopened is emptied on the way."""
        self.wipe(at)
        cipher = self._s.cipher
        row = {
            "token_hash": cipher.digest(token, _TOKEN),
            "person_id": person,
            "purpose": purpose,
            "name": cipher.seal(file.name, _NAME),
            "mime": file.mime,
            "content": cipher.seal_bytes(file.content, _CONTENT),
            "created_at": at,
            "expires_at": until,
        }
        self._s.run(_PUT, row)

    def spend(self, token: str, purpose: str, at: datetime) -> LinkedFile | None:
        """The file, to whoever comes first; None where there is no such link, it is over or was opened, or its person may not use the bot any more."""
        key = self._s.cipher.digests(token, _TOKEN)
        if not self._s.run(_SPEND, {"k": key, "p": purpose, "at": at}).rowcount:
            return None
        row = self._s.run(_GET, {"k": key}).one()
        self._s.run(_EMPTY, {"k": row.id})
        if not row.active or row.content is None:
            return None
        cipher = self._s.cipher
        return LinkedFile(cipher.open(row.name, _NAME), row.mime, cipher.open_bytes(row.content, _CONTENT))

    def are_over(self, at: datetime) -> bool:
        """Whether something waits to be emptied."""
        return self._s.run(_OVER, {"at": at}).first() is not None

    def wipe(self, at: datetime) -> int:
        """Empties those that are over."""
        return self._s.run(_WIPE, {"at": at}).rowcount
