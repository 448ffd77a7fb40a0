"""Who looked at households or changed them, from which account, and why."""

from typing import Any

from sqlalchemy import bindparam, insert, select

from storage.records import Access, Act
from storage.session import DatabaseSession
from storage.tables import table

_T = table("access_log")
_COLUMNS = ("at", "account", "subject", "households", "household_id", "sensitive")
_REASON = "access_log.reason"
_ADD = insert(_T).inline()
_ALL = select(_T.c.act, _T.c.person_id, *(_T.c[name] for name in _COLUMNS), _T.c.reason).order_by(_T.c.id.desc())
_LATEST = _ALL.limit(bindparam("most"))
_OF_HOUSEHOLD = _ALL.where(_T.c.household_id == bindparam("k")).limit(bindparam("most"))


class Accesses:
    """Rows are only added; the newest come first. Whoever shows or hands out what is known of a household notes it in the same unit of work."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def note(self, access: Access) -> None:
        row = {name: getattr(access, name) for name in _COLUMNS}
        sealed = self._s.cipher.seal(access.reason, _REASON) if access.reason else None
        self._s.run(_ADD, row | {"act": access.act.value, "person_id": access.by, "reason": sealed})

    def latest(self, most: int = 100) -> tuple[Access, ...]:
        return tuple(map(self._access, self._s.run(_LATEST, {"most": most})))

    def of_household(self, household_id: int, most: int = 100) -> tuple[Access, ...]:
        """Of this one alone; files of many households name none."""
        return tuple(map(self._access, self._s.run(_OF_HOUSEHOLD, {"k": household_id, "most": most})))

    def _access(self, row: Any) -> Access:
        reason = self._s.cipher.open_or(row.reason, _REASON)
        return Access(Act(row.act), by=row.person_id, reason=reason, **{name: getattr(row, name) for name in _COLUMNS})
