"""Codes that link an account to a person."""

from datetime import datetime

from sqlalchemy import bindparam, delete, exists, func, insert, or_, select, update

from chat import Address
from storage.records import Invite, Role
from storage.session import DatabaseSession
from storage.tables import table

_T, _F, _P, _PR = table("invite"), table("invite_failure"), table("person"), table("person_role")
_PLACE = "invite.code"
_COLUMNS = (_T.c.id, _T.c.person_id, _T.c.created_by, _T.c.expires_at)
_UNUSED = _T.c.used_at.is_(None)
_IS_ADMIN = or_(
    _P.c.role == Role.ADMIN, exists().where(_PR.c.person_id == _P.c.id, _PR.c.role == Role.ADMIN).correlate(_P)
)
# Whoever is invited, and whoever invited, is still somebody who may: a code does not outlive them.
_INVITED = exists().where(_P.c.id == _T.c.person_id, _P.c.active)
_INVITES = or_(_T.c.created_by.is_(None), exists().where(_P.c.id == _T.c.created_by, _P.c.active, _IS_ADMIN))
_GOOD = (_UNUSED, _INVITED, _INVITES)
_OF_CODE = _T.c.code_hash.in_(bindparam("k_hashes", expanding=True))
_USE = (
    update(_T)
    .where(_OF_CODE, *_GOOD, _T.c.expires_at > bindparam("k_at"))
    .values(used_at=bindparam("k_at"), used_by=bindparam("k_by"))
    .returning(*_COLUMNS)
)
_OF_PERSON = delete(_T).where(_UNUSED, or_(_T.c.person_id == bindparam("k"), _T.c.created_by == bindparam("k")))
_SEEN = delete(_T).where(_UNUSED, _OF_CODE).returning(*_COLUMNS)
_FAILURES = select(func.count()).select_from(_F).where(_F.c.account_ref == bindparam("k"), _F.c.at > bindparam("since"))


def _ref(address: Address) -> str:
    return f"{address.channel}/{address.bot}/{address.user_id}"


class Invites:
    """A code is kept as a keyed hash only; it works once and not after its time."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def create(self, person_id: int, code: str, created_by: int | None, at: datetime, expires_at: datetime) -> Invite:
        row = {
            "person_id": person_id,
            "code_hash": self._s.cipher.digest(code, _PLACE),
            "created_by": created_by,
            "created_at": at,
            "expires_at": expires_at,
        }
        result = self._s.run(insert(_T), row)
        assert result.inserted_primary_key is not None
        return Invite(result.inserted_primary_key[0], person_id, created_by, expires_at)

    def use(self, code: str, address: Address, at: datetime) -> Invite | None:
        """Spends the code; None where it is unknown, used or too old, or whoever is invited or invited them may not any more. Linking the account is the caller's (`people.link`)."""
        row = self._s.run(
            _USE, {"k_hashes": self._s.cipher.digests(code, _PLACE), "k_at": at, "k_by": _ref(address)}
        ).first()
        return Invite(**row._asdict()) if row else None

    def withdraw(self, person_id: int) -> int:
        """No unused code for this person, and none that they made, links an account any more; how many."""
        return self._s.run(_OF_PERSON, {"k": person_id}).rowcount

    def give_away(self, code: str) -> Invite | None:
        """The code was read by others than its person, so it is withdrawn; None where it is none that was good."""
        row = self._s.run(_SEEN, {"k_hashes": self._s.cipher.digests(code, _PLACE)}).first()
        return Invite(**row._asdict()) if row else None

    def failed(self, address: Address, at: datetime) -> None:
        """A wrong code came from this account."""
        self._s.run(insert(_F), {"account_ref": _ref(address), "at": at})

    def failures(self, address: Address, since: datetime) -> int:
        """How many wrong codes came from this account after `since`."""
        return int(self._s.run(_FAILURES, {"k": _ref(address), "since": since}).scalar_one())
