"""Who looked at households or changed them, from which account, and why."""

from typing import Any

from sqlalchemy import bindparam, insert, select

from storage.records import Access, Act
from storage.session import DatabaseSession
from storage.tables import table

_T = table("access_log")
_COLUMNS = ("at", "account", "subject", "households", "reason", "household_id", "sensitive")
_ADD = insert(_T).inline()
_ALL = select(_T.c.act, _T.c.person_id, *(_T.c[name] for name in _COLUMNS)).order_by(_T.c.id.desc())
_LATEST = _ALL.limit(bindparam("most"))
_OF_HOUSEHOLD = _ALL.where(_T.c.household_id == bindparam("k")).limit(bindparam("most"))


class Accesses:
    """Rows are only added; the newest come first. Whoever shows or hands out what is known of a household notes it in the same unit of work."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def note(self, access: Access) -> None:
        row = {name: getattr(access, name) for name in _COLUMNS}
        self._s.run(_ADD, row | {"act": access.act.value, "person_id": access.by})

    def latest(self, most: int = 100) -> tuple[Access, ...]:
        return tuple(_access(row) for row in self._s.run(_LATEST, {"most": most}))

    def of_household(self, household_id: int, most: int = 100) -> tuple[Access, ...]:
        """Of this one alone; files of many households name none."""
        return tuple(_access(row) for row in self._s.run(_OF_HOUSEHOLD, {"k": household_id, "most": most}))


def _access(row: Any) -> Access:
    return Access(Act(row.act), by=row.person_id, **{name: getattr(row, name) for name in _COLUMNS})
