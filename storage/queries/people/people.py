"""People and their accounts."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import String, bindparam, delete, exists, func, insert, literal_column, or_, select, update

from chat import Address
from storage.records import Account, Person, Role
from storage.session import DatabaseSession, Upsert, cut, of_seen_people
from storage.tables import table

_P, _A, _PU, _PR = table("person"), table("account"), table("person_unit"), table("person_role")
_W = table("unit_within")
_PERSON = (
    select(
        *(_P.c.id, _P.c.key, _P.c.name, _P.c.role, _P.c.duty, _P.c.active, _P.c.remind_on),
        _PU.c.unit_code,
        _PR.c.role.label("also"),
    )
    .select_from(_P.outerjoin(_PU, _PU.c.person_id == _P.c.id).outerjoin(_PR, _PR.c.person_id == _P.c.id))
    .order_by(_P.c.id, _PU.c.unit_code, _PR.c.role)
)
_FURTHER, _PLACE = _PR.alias("further"), _PU.alias("place")
_HAS_ROLE = or_(
    _P.c.role == bindparam("k"), exists().where(_FURTHER.c.person_id == _P.c.id, _FURTHER.c.role == bindparam("k"))
)
_ALL = cut(_PERSON, of_seen_people(_P.c.id))
_BY_ID = _PERSON.where(_P.c.id == bindparam("k"))
_BY_KEY = _PERSON.where(_P.c.key == bindparam("k"))
_BY_ROLE = _ALL.where(_HAS_ROLE, _P.c.active)
_OVER = _PERSON.where(
    _HAS_ROLE,
    _P.c.active,
    exists().where(_W.c.unit_code == bindparam("u"), _PLACE.c.person_id == _P.c.id, _PLACE.c.unit_code == _W.c.within),
)
_OWN = (_A.c.channel == bindparam("k_channel"), _A.c.bot == bindparam("k_bot"), _A.c.user_ref == bindparam("k_user"))
_BY_ACCOUNT = _PERSON.join(_A, _A.c.person_id == _P.c.id).where(*_OWN)
_SERVING = (
    select(_PU.c.person_id).distinct().join(_W, _W.c.unit_code == _PU.c.unit_code).where(_W.c.within == bindparam("u"))
)
_NAMES = select(_P.c.name)
_PHONE = update(_P).where(_P.c.id == bindparam("k")).values(phone=bindparam("new"))
_PHONE_OF = select(_P.c.phone).where(_P.c.id == bindparam("k"))
_PUT = Upsert(_P, ["key"], ["name", "role", "duty", "active"])
_ACTIVE = update(_P).where(_P.c.id == bindparam("k")).values(active=bindparam("new"))
_UNLINK = delete(_A).where(
    _A.c.person_id == bindparam("k"), or_(bindparam("c", type_=String) == "", _A.c.channel == bindparam("c"))
)
_BY_IDS = _PERSON.where(_P.c.id.in_(bindparam("ids", expanding=True)))
_ANY_ACCOUNT = select(
    _A.c.person_id,
    _A.c.channel,
    _A.c.bot,
    _A.c.chat_ref,
    _A.c.user_ref,
    _A.c.state,
    func.coalesce(_A.c.last_seen_at, _A.c.linked_at).label("seen_at"),
).order_by(_A.c.id)
_ACCOUNTS = _ANY_ACCOUNT.where(_A.c.person_id == bindparam("k"))
_ACTIVE_ACCOUNTS = _ANY_ACCOUNT.where(
    _A.c.person_id.in_(bindparam("ids", expanding=True)), _A.c.state == literal_column("'active'")
)
_LINK = Upsert(_A, ["channel", "bot", "user_ref"], ["person_id", "chat_ref", "platform_id", "state", "linked_at"])
_WROTE = (
    update(_A)
    .where(*_OWN, or_(_A.c.last_seen_at.is_(None), _A.c.last_seen_at < bindparam("before"), _A.c.state != "active"))
    .values(last_seen_at=bindparam("new"), state="active")
)
_REMIND_ON = update(_P).where(_P.c.id == bindparam("k")).values(remind_on=bindparam("new"))
_SET_STATE = update(_A).where(*_OWN, _A.c.state != bindparam("new")).values(state=bindparam("new"))


SEEN_EVERY = timedelta(minutes=10)


def _persons(rows: Iterable[Any]) -> tuple[Person, ...]:
    """From rows of which there is one for each place and further role of a person."""
    found: dict[int, tuple[Any, dict[str | None, None], dict[str | None, None]]] = {}
    for row in rows:
        _, units, also = found.setdefault(row.id, (row, {}, {}))
        units[row.unit_code], also[row.also] = None, None
    return tuple(_person(row, filter(None, units), filter(None, also)) for row, units, also in found.values())


def _person(row: Any, units: Iterable[str], also: Iterable[str]) -> Person:
    return Person(
        id=row.id,
        key=row.key,
        name=row.name,
        role=Role(row.role),
        duty=row.duty,
        active=row.active,
        units=tuple(units),
        remind_on=row.remind_on or "",
        also=tuple(sorted(map(Role, also), key=list(Role).index)),
    )


def _account(row: Any) -> Account:
    address = Address(row.channel, row.bot, row.chat_ref, row.user_ref)
    return Account(row.person_id, address, row.state == "active", row.seen_at)


def _number(text: str) -> int | None:
    return int(text) if text.lstrip("-").isascii() and text.lstrip("-").isdecimal() and len(text) < 19 else None


class People:
    """Everybody who may use the bot."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def _one(self, statement: Any, params: Mapping[str, Any]) -> Person | None:
        return next(iter(_persons(self._s.run(statement, params))), None)

    def get(self, person_id: int) -> Person | None:
        return self._one(_BY_ID, {"k": person_id})

    def many(self, ids: Collection[int]) -> dict[int, Person]:
        """As `get`, of many people at once."""
        return {one.id: one for one in _persons(self._s.run(_BY_IDS, {"ids": list(ids)}))} if ids else {}

    def by_key(self, key: str) -> Person | None:
        return self._one(_BY_KEY, {"k": key})

    def by_account(self, address: Address) -> Person | None:
        """Whose account this is, whatever its state; None for a stranger."""
        return self._one(_BY_ACCOUNT, _own(address))

    def with_role(self, role: Role) -> tuple[Person, ...]:
        """The active ones, of the places of whoever looks."""
        return _persons(self._s.run(_BY_ROLE, {"k": role}))

    def over(self, unit: str, role: Role) -> tuple[Person, ...]:
        """The active ones who answer for a place, or for what it lies in; whoever asks."""
        return _persons(self._s.run(_OVER, {"k": role, "u": unit}))

    def serving(self, unit: str) -> frozenset[int]:
        """The numbers of all who answer for a place or for one below it; whoever asks."""
        return frozenset(int(row.person_id) for row in self._s.run(_SERVING, {"u": unit}))

    def names(self) -> tuple[str, ...]:
        """Of everybody, whoever asks: what may be a name is never kept as a word."""
        return tuple(str(row.name) for row in self._s.run(_NAMES))

    def all(self) -> tuple[Person, ...]:
        """Of the places of whoever looks."""
        return _persons(self._s.run(_ALL))

    def put(
        self,
        key: str,
        name: str,
        role: Role,
        duty: str = "",
        units: Iterable[str] = (),
        *,
        active: bool = True,
        also: Iterable[Role] = (),
    ) -> Person:
        """New, or changed as a whole; `units` are the places that a person answers for, `also` further roles."""
        self._s.run(_PUT, {"key": key, "name": name, "role": role, "duty": duty, "active": active})
        person = self.by_key(key)
        assert person is not None
        self._s.run(delete(_PU).where(_PU.c.person_id == person.id))
        codes = tuple(sorted(set(units)))
        if codes:
            self._s.run(insert(_PU), [{"person_id": person.id, "unit_code": code} for code in codes])
        self._s.run(delete(_PR).where(_PR.c.person_id == person.id))
        further = tuple(one for one in Role if one in set(also) - {role})
        if further:
            self._s.run(insert(_PR), [{"person_id": person.id, "role": one} for one in further])
        return replace(person, units=codes, also=further)

    def set_active(self, person_id: int, *, active: bool) -> None:
        """Whether the bot works with them; somebody who is not is a stranger to it, whatever accounts they have."""
        self._s.run(_ACTIVE, {"k": person_id, "new": active})

    def unlink(self, person_id: int, channel: str = "") -> int:
        """Takes their accounts away (on one channel): from now on those are a stranger's. How many."""
        return self._s.run(_UNLINK, {"k": person_id, "c": channel}).rowcount

    def set_phone(self, person_id: int, phone: str) -> None:
        """The person's own number (E.164), for people to call; it is kept encrypted."""
        self._s.run(_PHONE, {"k": person_id, "new": self._s.cipher.seal(phone, "person.phone")})

    def phone(self, person_id: int) -> str | None:
        sealed = self._s.run(_PHONE_OF, {"k": person_id}).scalar()
        return self._s.cipher.open(sealed, "person.phone") if sealed else None

    def accounts(self, person_id: int, *, only_active: bool = True) -> tuple[Account, ...]:
        """Where a person can be reached, the first linked account first."""
        found = map(_account, self._s.run(_ACCOUNTS, {"k": person_id}))
        return tuple(account for account in found if account.active or not only_active)

    def active_accounts(self, ids: Collection[int]) -> dict[int, list[Account]]:
        """As `accounts`, of many people at once."""
        found: dict[int, list[Account]] = {}
        for row in self._s.run(_ACTIVE_ACCOUNTS, {"ids": list(ids)}) if ids else ():
            found.setdefault(row.person_id, []).append(_account(row))
        return found

    def link(self, person_id: int, address: Address, at: datetime) -> None:
        """The account is this person's from now on, and reachable."""
        row = {
            "person_id": person_id,
            "channel": address.channel,
            "bot": address.bot,
            "user_ref": address.user_id,
            "chat_ref": address.chat_id,
        }
        self._s.run(_LINK, row | {"platform_id": _number(address.user_id), "state": "active", "linked_at": at})

    def wrote(self, address: Address, at: datetime) -> None:
        """The account's owner wrote to the bot, so it is reachable; noted to ten minutes, for it happens with every message."""
        self._s.run(_WROTE, _own(address) | {"before": at - SEEN_EVERY, "new": at})

    def remind_on(self, person_id: int, channel: str) -> None:
        """The channel on which the person wants to be reminded; "" = where they write."""
        self._s.run(_REMIND_ON, {"k": person_id, "new": channel or None})

    def set_account_state(self, address: Address, *, active: bool) -> bool:
        """Gone or back; True where that is new."""
        return self._s.run(_SET_STATE, _own(address) | {"new": "active" if active else "inactive"}).rowcount > 0


def _own(address: Address) -> dict[str, Any]:
    return {"k_channel": address.channel, "k_bot": address.bot, "k_user": address.user_id}
