"""The register put right outside a review: each change with a line of the household's history, and nothing of the past is overwritten."""

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update

from storage.queries.register.households import MEMBER_COLUMNS, names_of_head
from storage.queries.register.naming import shown
from storage.records import EventKind, HouseholdEvent, Member, Why
from storage.session import DatabaseSession
from storage.tables import table
from survey.register.history.heads import HEAD

_H, _M, _E = table("household"), table("member"), table("household_event")
_REASON, _DETAILS, _PHONE = "household_event.reason", "household_event.details", "member.phone"
_SAID = ("what", "before", "after", "name")
_EVENTS = (
    select(*(_E.c[name] for name in ("kind", "day", "at", "person_id", "account", "reason", "details", "member_id")))
    .add_columns(_E.c.other_id)
    .where(_E.c.household_id == bindparam("k"))
    .order_by(_E.c.id)
)
_OF_HOUSEHOLD, _OF_MEMBER = _H.c.id == bindparam("k"), _M.c.id == bindparam("k")
_HIGHEST = select(func.max(_H.c.number)).where(
    _H.c.commune == select(_H.c.commune).where(_OF_HOUSEHOLD).scalar_subquery()
)
_LAST_ORDINAL = select(func.coalesce(func.max(_M.c.ordinal), 0)).where(_M.c.household_id == bindparam("k"))
_TAKEN_ALONG = (*MEMBER_COLUMNS, "phone")
_COPIED = select(*(_M.c[name] for name in _TAKEN_ALONG)).where(_OF_MEMBER)
_ORIGIN = select(_H.c.commune, _H.c.unit_code, _H.c.address).where(_OF_HOUSEHOLD)


class Corrections:
    """Whoever changes something holds the register (`lists.alone`) until the end of the unit."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def of(self, household_id: int) -> tuple[HouseholdEvent, ...]:
        """The household's history, the oldest first."""
        return tuple(map(self._event, self._s.run(_EVENTS, {"k": household_id})))

    def regroup(self, household_id: int, unit: str, event: HouseholdEvent) -> None:
        """It lies in another group of its commune from now on."""
        self._change(household_id, {"unit_code": unit})
        self._note(household_id, event)

    def head(self, household_id: int, name: str, relations: Mapping[int, str | None], event: HouseholdEvent) -> None:
        """Another head; `relations`: member -> what they are to them."""
        self._change(household_id, names_of_head(name))
        for member, relation in relations.items():
            self._s.run(update(_M).where(_OF_MEMBER).values(relation=relation), {"k": member})
        self._note(household_id, event)

    def split(self, household_id: int, members: Collection[Member], why: Why) -> int:
        """These people are a household of their own, the first of them its head; its number. Their rows here stay, as of people who left."""
        first = next(iter(members))
        number = int(self._s.run(_HIGHEST, {"k": household_id}).scalar_one()) + 1
        origin = self._s.run(_ORIGIN, {"k": household_id}).one()._asdict()
        result = self._s.run(insert(_H), origin | {"number": number, **names_of_head(first.name)})
        assert result.inserted_primary_key is not None
        new = int(result.inserted_primary_key[0])
        for one in members:
            self._take_along(one, new, HEAD if one is first else None, "split", why)
        event = HouseholdEvent(EventKind.SPLIT, why, "out", name=", ".join(one.name for one in members), other=new)
        self._note(household_id, event)
        self._note(new, replace(event, what="in", other=household_id))
        return number

    def merge(self, household_id: int, into: int, members: Collection[Member], why: Why) -> None:
        """Its people belong to another household; it is there no more."""
        for one in members:
            self._take_along(one, into, None, "merged", why)
        self._change(household_id, {"ended_at": why.at})
        event = HouseholdEvent(EventKind.MERGED, why, "out", name=", ".join(one.name for one in members), other=into)
        self._note(household_id, event)
        self._note(into, replace(event, what="in", other=household_id))

    def died(self, household_id: int, member: Member, why: Why, *, last: bool) -> None:
        """`last`: nobody else is in the household, which ends."""
        self._leave(member.id, "died", why)
        if last:
            self._change(household_id, {"ended_at": why.at})
        self._note(household_id, HouseholdEvent(EventKind.DIED, why, name=member.name, member_id=member.id))

    def left(self, household_id: int, why: Why) -> None:
        """The whole household has left the commune."""
        self._change(household_id, {"ended_at": why.at})
        self._note(household_id, HouseholdEvent(EventKind.LEFT, why))

    def back(self, household_id: int, why: Why) -> None:
        """It is there again."""
        self._change(household_id, {"ended_at": None})
        self._note(household_id, HouseholdEvent(EventKind.CAME, why))

    def member(self, household_id: int, member: Member, facts: Mapping[str, Any], why: Why, *, is_head: bool) -> None:
        """What is told of a member now, by the names of `Member`; each fact is a line of the history."""
        self._s.run(update(_M).where(_OF_MEMBER).values(**self._columns(facts)), {"k": member.id})
        if is_head and "name" in facts:
            self._change(household_id, names_of_head(facts["name"]))
        for what, after in facts.items():
            before = getattr(member, what)
            event = HouseholdEvent(EventKind.CORRECTED, why, what, _text(before), _text(after), member.name, member.id)
            self._note(household_id, event)

    def _columns(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        columns = dict(facts)
        if "name" in columns:
            columns["name"] = shown(columns["name"])
        if "phone" in columns:
            columns["phone"] = self._s.cipher.seal(columns["phone"], _PHONE)
        if "cccd" in columns:
            columns["cccd_hash"] = self._s.cipher.digest(columns["cccd"], "member.cccd")
            columns["cccd"] = self._s.cipher.seal(columns["cccd"], "member.cccd")
        return columns

    def _take_along(self, member: Member, to: int, relation: str | None, reason: str, why: Why) -> None:
        row = self._s.run(_COPIED, {"k": member.id}).one()._asdict()
        ordinal = int(self._s.run(_LAST_ORDINAL, {"k": to}).scalar_one()) + 1
        self._s.run(insert(_M), row | {"household_id": to, "ordinal": ordinal, "relation": relation, "left_reason": ""})
        self._leave(member.id, reason, why)

    def _leave(self, member: int, reason: str, why: Why) -> None:
        self._s.run(update(_M).where(_OF_MEMBER).values(left_at=why.at, left_reason=reason), {"k": member})

    def _change(self, household_id: int, columns: Mapping[str, Any]) -> None:
        self._s.run(update(_H).where(_OF_HOUSEHOLD).values(**columns), {"k": household_id})

    def _note(self, household_id: int, event: HouseholdEvent) -> None:
        why, seal = event.why, self._s.cipher.seal
        details = json.dumps({name: getattr(event, name) for name in _SAID}, ensure_ascii=False)
        row = {"household_id": household_id, "kind": event.kind.value, "day": why.day, "at": why.at}
        by = {"person_id": why.by, "account": why.account, "reason": seal(why.reason, _REASON)}
        of = {"details": seal(details, _DETAILS), "member_id": event.member_id, "other_id": event.other}
        self._s.run(insert(_E), row | by | of)

    def _event(self, row: Any) -> HouseholdEvent:
        reason = self._s.cipher.open_or(row.reason, _REASON)
        why = Why(row.person_id, row.account, row.at, row.day, reason)
        said = json.loads(self._s.cipher.open_or(row.details, _DETAILS, "{}"))
        return HouseholdEvent(EventKind(row.kind), why, **said, member_id=row.member_id, other=row.other_id)


def _text(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
