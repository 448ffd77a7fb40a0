"""The register as a list of the commune is held against it, and all that a list brings, written at once."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from storage.queries.register.households import PUT_MEMBER, PUT_YEAR, names_of_head, sealed, year_row
from storage.queries.register.naming import shown
from storage.records import YearSource
from storage.session import DatabaseSession, Upsert
from storage.tables import table
from survey.register.against.households import Change
from survey.register.against.known import KnownHousehold, KnownMember, YearFacts

_H, _M, _Y, _U, _N = (table(name) for name in ("household", "member", "household_year", "unit", "unit_name"))
_HOUSEHOLDS = (
    select(_H.c.id, _H.c.number, _H.c.head_name, _U.c.name.label("unit"), _H.c.address, _H.c.extra)
    .select_from(_H.join(_U, _U.c.code == _H.c.unit_code))
    .where(_H.c.commune == bindparam("k"))
    .order_by(_H.c.number)
)
_LIVING = _HOUSEHOLDS.where(_H.c.ended_at.is_(None))
_OF_COMMUNE = _H.c.commune == bindparam("k")
_YEARS = (
    select(_Y.c.household_id, _Y.c.year, _Y.c.category, _Y.c.score_a, _Y.c.score_b, _Y.c.source)
    .select_from(_Y.join(_H, _H.c.id == _Y.c.household_id))
    .where(_OF_COMMUNE)
)
_MEMBER = ("ordinal", "name", "sex", "birth_year", "birth_date", "relation", "ethnicity", "cccd")
_MEMBERS = (
    select(_M.c.household_id, _M.c.left_at, *(_M.c[name] for name in _MEMBER))
    .select_from(_M.join(_H, _H.c.id == _M.c.household_id))
    .where(_OF_COMMUNE)
    .order_by(_M.c.household_id, _M.c.ordinal)
)
_IDS = select(_H.c.number, _H.c.id).where(_OF_COMMUNE)
_PUT = Upsert(
    _H,
    ["commune", "number"],
    [
        *("unit_code", "head_name", "head_search", "head_fold", "address", "extra"),
        *("last_category", "last_score_a", "last_score_b", "last_year"),
        "ended_at",
    ],
)
_NAMES = (
    select(_N.c.said, _U.c.name)
    .select_from(_N.join(_U, _U.c.code == _N.c.unit_code))
    .where(_N.c.commune == bindparam("k"))
)
_REMEMBER = Upsert(_N, ["commune", "said"], ["unit_code"])
_EXTRA = "household.extra"


class Lists:
    """Everything of one commune; what is personal is opened and sealed here."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def alone(self) -> None:
        """From here to the end of this write unit no other list is brought in."""
        self._s.lock("register")

    def known(self, commune: str, *, ended: bool = True) -> tuple[KnownHousehold, ...]:
        """Every household by number, with its years and with the members who have not left; `ended`: also those that there are no more."""
        years: dict[int, dict[int, YearFacts]] = defaultdict(dict)
        for row in self._s.run(_YEARS, {"k": commune}):
            kept = row.source != YearSource.IMPORT
            years[row.household_id][row.year] = YearFacts(row.category, row.score_a, row.score_b, kept)
        members: dict[int, list[KnownMember]] = defaultdict(list)
        ordinals: dict[int, int] = {}
        for row in self._s.run(_MEMBERS, {"k": commune}):
            ordinals[row.household_id] = row.ordinal
            if row.left_at is None:
                members[row.household_id].append(self._member(row))
        return tuple(
            KnownHousehold(
                id=row.id,
                number=row.number,
                head=row.head_name,
                unit=row.unit,
                address=row.address,
                extra=json.loads(self._s.cipher.open_or(row.extra, _EXTRA, "{}")),
                years=years[row.id],
                members=tuple(members[row.id]),
                last_ordinal=ordinals.get(row.id, 0),
            )
            for row in self._s.run(_HOUSEHOLDS if ended else _LIVING, {"k": commune})
        )

    def _member(self, row: Any) -> KnownMember:
        fields = {name: getattr(row, name) for name in _MEMBER}
        for name in ("ethnicity", "cccd"):
            fields[name] = self._s.cipher.open(fields[name], f"member.{name}") if fields[name] else None
        return KnownMember(**fields)

    def write(self, commune: str, units: Mapping[str, str], changes: Sequence[Change], at: datetime) -> None:
        """Households, members and years of a plan. `units`: codes by the groups' names."""
        if not changes:
            return
        self._s.run(_PUT, [self._household(commune, units, one) for one in changes])
        ids = {row.number: row.id for row in self._s.run(_IDS, {"k": commune})}
        years = [row for one in changes for row in _year_rows(ids[one.number], one, at)]
        members = [self._member_row(ids[one.number], who) for one in changes for who in one.members]
        for statement, rows in ((PUT_YEAR, years), (PUT_MEMBER, members)):
            if rows:
                self._s.run(statement, rows)

    def _household(self, commune: str, units: Mapping[str, str], change: Change) -> dict[str, Any]:
        last_year, last = change.last
        extra = json.dumps(dict(change.extra), ensure_ascii=False) if change.extra else None
        return {
            "commune": commune,
            "number": change.number,
            "unit_code": units[change.unit],
            **names_of_head(change.head),
            "address": shown(change.address),
            "extra": None if extra is None else self._s.cipher.seal(extra, _EXTRA),
            "last_category": last.category,
            "last_score_a": last.score_a,
            "last_score_b": last.score_b,
            "last_year": last_year,
            # A list that names it anew brings it back.
            "ended_at": None,
        }

    def _member_row(self, household: int, member: KnownMember) -> dict[str, Any]:
        plain = ("ordinal", "sex", "birth_year", "birth_date", "relation")
        return {
            "household_id": household,
            **{name: getattr(member, name) for name in plain},
            "name": shown(member.name),
            **sealed(self._s.cipher, member.ethnicity, member.cccd),
            "left_reason": "",
        }

    def numbers(self, commune: str) -> int:
        """How many households the register of a commune has."""
        return len(self._s.run(_IDS, {"k": commune}).all())

    def unit_names(self, commune: str) -> dict[str, str]:
        """What lists call groups, by the words in small letters: the group's own name."""
        return {row.said: row.name for row in self._s.run(_NAMES, {"k": commune})}

    def remember(self, commune: str, names: Mapping[str, str]) -> None:
        """Of names that were asked: the code of the group that each stands for."""
        rows = [{"commune": commune, "said": said, "unit_code": code} for said, code in names.items()]
        if rows:
            self._s.run(_REMEMBER, rows)


def _year_rows(household: int, change: Change, at: datetime) -> Iterator[dict[str, Any]]:
    facts = change.of_year
    if facts is not None:
        told = {"category": facts.category, "score_a": facts.score_a, "score_b": facts.score_b}
        yield year_row(household, change.year, told, at)
