"""Households and their members."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func, select, update

from storage.crypto import Cipher
from storage.queries.register.naming import head_conditions, shown, with_marks, without_marks
from storage.records import Category, Household, HouseholdYear, Member, YearSource
from storage.session import DatabaseSession, Upsert, cut, seen
from storage.tables import table

HOUSEHOLD, UNIT = table("household"), table("unit")
_M = table("member")
COLUMNS = (
    HOUSEHOLD.c.id.label("household_id"),
    HOUSEHOLD.c.number,
    HOUSEHOLD.c.unit_code,
    UNIT.c.name.label("unit_name"),
    UNIT.c.area,
    HOUSEHOLD.c.head_name,
    HOUSEHOLD.c.address,
    HOUSEHOLD.c.last_category,
    HOUSEHOLD.c.last_score_a,
    HOUSEHOLD.c.last_score_b,
    HOUSEHOLD.c.last_year,
    HOUSEHOLD.c.ended_at,
)
_OF_PLACE = seen(HOUSEHOLD.c.unit_code)
_SELECT = cut(
    select(*COLUMNS)
    .select_from(HOUSEHOLD.join(UNIT, UNIT.c.code == HOUSEHOLD.c.unit_code))
    .order_by(HOUSEHOLD.c.number, HOUSEHOLD.c.id),
    _OF_PLACE,
)
_GET = _SELECT.where(HOUSEHOLD.c.id == bindparam("k"))
_BY_NUMBER = _SELECT.where(HOUSEHOLD.c.number == bindparam("k"))
_OF_COMMUNE = _BY_NUMBER.where(HOUSEHOLD.c.commune == bindparam("u"))
_LAST = ("last_category", "last_score_a", "last_score_b", "last_year")
_CHANGED = (
    "unit_code",
    "head_name",
    "head_search",
    "head_fold",
    "address",
    *_LAST,
)
_PUT = Upsert(HOUSEHOLD, ["commune", "number"], _CHANGED)
_Y = table("household_year")
YEAR_COLUMNS = ("category", "score_a", "score_b", "source", "recorded_at")
PUT_YEAR = Upsert(_Y, ["household_id", "year"], YEAR_COLUMNS)
_ID = select(HOUSEHOLD.c.id).where(HOUSEHOLD.c.commune == bindparam("k_commune"), HOUSEHOLD.c.number == bindparam("k"))
_HIGHEST = select(func.coalesce(func.max(HOUSEHOLD.c.number), 0)).where(HOUSEHOLD.c.commune == bindparam("k"))
_YEARS = (
    select(
        *(_Y.c.year, _Y.c.category, _Y.c.score_a, _Y.c.score_b, _Y.c.source),
        *(_Y.c.decision_number, _Y.c.decided_on, _Y.c.came_in, _Y.c.went_out),
    )
    .where(_Y.c.household_id == bindparam("k"))
    .order_by(_Y.c.year)
)
_MEMBERS = (
    select(
        _M.c.id,
        _M.c.ordinal,
        _M.c.name,
        _M.c.sex,
        _M.c.birth_year,
        _M.c.birth_date,
        _M.c.relation,
        _M.c.ethnicity,
        _M.c.cccd,
        _M.c.left_at,
        _M.c.left_reason,
        _M.c.phone,
    )
    .where(_M.c.household_id == bindparam("k"))
    .order_by(_M.c.ordinal)
)
_NAMES = select(HOUSEHOLD.c.head_name.label("name")).union(select(_M.c.name))
_PEOPLE = cut(
    select(_M.c.household_id, _M.c.name)
    .join(HOUSEHOLD, HOUSEHOLD.c.id == _M.c.household_id)
    .where(_M.c.left_at.is_(None))
    .order_by(HOUSEHOLD.c.number, _M.c.ordinal),
    _OF_PLACE,
)
_BY_CCCD = cut(
    select(_M.c.household_id, _M.c.id)
    .join(HOUSEHOLD, HOUSEHOLD.c.id == _M.c.household_id)
    .where(_M.c.cccd_hash.in_(bindparam("k", expanding=True)))
    .order_by(_M.c.id),
    _OF_PLACE,
)
_LEAVE = update(_M).where(_M.c.id == bindparam("k")).values(left_at=bindparam("at"), left_reason=bindparam("why"))
MEMBER_COLUMNS = ("name", "sex", "birth_year", "birth_date", "relation", "ethnicity", "cccd", "cccd_hash")
PUT_MEMBER = Upsert(_M, ["household_id", "ordinal"], MEMBER_COLUMNS)


def household_of(row: Any) -> Household:
    """From a row in which `COLUMNS` are."""
    return Household(
        id=row.household_id,
        number=row.number,
        unit=row.unit_code,
        unit_name=row.unit_name,
        area=row.area,
        head_name=row.head_name,
        address=row.address,
        last_category=Category(row.last_category) if row.last_category else None,
        last_score_a=row.last_score_a,
        last_score_b=row.last_score_b,
        last_year=row.last_year,
        ended_at=row.ended_at,
    )


def sealed(cipher: Cipher, ethnicity: str | None, cccd: str | None) -> dict[str, bytes | None]:
    """The columns of a member that nobody reads without the key."""
    return {
        "ethnicity": None if ethnicity is None else cipher.seal(ethnicity, "member.ethnicity"),
        "cccd": None if cccd is None else cipher.seal(cccd, "member.cccd"),
        "cccd_hash": None if cccd is None else cipher.digest(cccd, "member.cccd"),
    }


def names_of_head(name: str) -> dict[str, str]:
    """The columns by which a head is shown and searched."""
    return {"head_name": shown(name), "head_search": with_marks(name), "head_fold": without_marks(name)}


def year_row(household: int, year: int, facts: Mapping[str, Any], at: datetime | None) -> dict[str, Any]:
    """What a list says that the household was: `facts` are its class and points."""
    return {"household_id": household, "year": year, "source": YearSource.IMPORT, "recorded_at": at, **facts}


class Households:
    """The list of the commune. Ethnicity and căn cước are sealed; căn cước can be found by its keyed hash."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def get(self, household_id: int) -> Household | None:
        row = self._s.run(_GET, {"k": household_id}).first()
        return household_of(row) if row else None

    def by_number(self, number: int, commune: str = "") -> Household | None:
        """Of a commune, or of any that whoever looks may see."""
        found = (
            self._s.run(_OF_COMMUNE, {"k": number, "u": commune}) if commune else self._s.run(_BY_NUMBER, {"k": number})
        )
        row = found.first()
        return household_of(row) if row else None

    def of_number(self, number: int) -> tuple[Household, ...]:
        """One of each commune that has this number and that whoever looks may see."""
        return tuple(household_of(row) for row in self._s.run(_BY_NUMBER, {"k": number}))

    def people(self, most: int) -> tuple[tuple[int, str], ...]:
        """(household id, name) of so many members who have not left, by the households' numbers."""
        return tuple((int(row.household_id), str(row.name)) for row in self._s.run(_PEOPLE.limit(most), {}))

    def search(self, text: str, limit: int = 10) -> tuple[Household, ...]:
        """Heads whose name contains the text, by number; typed marks count where any name has them."""
        for condition in head_conditions(HOUSEHOLD, text) if text.strip() else ():
            rows = self._s.run(_SELECT.where(condition).limit(limit)).all()
            if rows:
                return tuple(household_of(row) for row in rows)
        return ()

    def put(
        self,
        commune: str,
        number: int,
        unit: str,
        head_name: str,
        address: str = "",
        *,
        last_category: Category | None = None,
        last_score_a: int | None = None,
        last_score_b: int | None = None,
        last_year: int | None = None,
    ) -> int:
        """New, or changed as a whole: its id. A number is unique in its commune. What it was in `last_year` joins its history."""
        facts = {"category": last_category, "score_a": last_score_a, "score_b": last_score_b}
        row = {
            "commune": commune,
            "number": number,
            "unit_code": unit,
            **names_of_head(head_name),
            "address": shown(address),
            **{f"last_{name}": fact for name, fact in facts.items()},
            "last_year": last_year,
        }
        self._s.run(_PUT, row)
        household = int(self._s.run(_ID, {"k_commune": commune, "k": number}).scalar_one())
        if last_year and last_category:
            self._s.run(PUT_YEAR, year_row(household, last_year, facts, None))
        return household

    def add(self, commune: str, unit: str, head_name: str) -> int:
        """One that the register did not have, under the next number of its commune: its id. Whoever adds holds the register (`lists.alone`)."""
        number = int(self._s.run(_HIGHEST, {"k": commune}).scalar_one()) + 1
        return self.put(commune, number, unit, head_name)

    def years(self, household_id: int) -> tuple[HouseholdYear, ...]:
        """What the household was, the oldest year first."""
        found = (row._asdict() for row in self._s.run(_YEARS, {"k": household_id}))
        return tuple(
            HouseholdYear(**row | {"category": Category(row["category"]), "source": YearSource(row["source"])})
            for row in found
        )

    def members(self, household_id: int, *, everybody: bool = False) -> tuple[Member, ...]:
        """In their order; those who left only with `everybody`."""
        found = (self._member(row) for row in self._s.run(_MEMBERS, {"k": household_id}))
        return tuple(member for member in found if everybody or member.left_at is None)

    def _member(self, row: Any) -> Member:
        fields = row._asdict()
        for name in ("ethnicity", "cccd", "phone"):
            fields[name] = self._s.cipher.open(fields[name], f"member.{name}") if fields[name] else None
        return Member(**fields)

    def put_member(
        self,
        household_id: int,
        ordinal: int,
        name: str,
        sex: str | None,
        relation: str | None,
        *,
        birth_year: int | None = None,
        birth_date: date | None = None,
        ethnicity: str | None = None,
        cccd: str | None = None,
    ) -> None:
        """New, or changed as a whole."""
        row = {
            "household_id": household_id,
            "ordinal": ordinal,
            "name": shown(name),
            "sex": sex,
            "birth_year": birth_year,
            "birth_date": birth_date,
            "relation": relation,
            **sealed(self._s.cipher, ethnicity, cccd),
            "left_reason": "",
        }
        self._s.run(PUT_MEMBER, row)

    def names(self) -> tuple[str, ...]:
        """Everybody's, as they are written: heads of households and their members."""
        return tuple(str(row.name) for row in self._s.run(_NAMES))

    def leave(self, member_id: int, reason: str, at: datetime) -> None:
        """The member stays in the history of the household."""
        self._s.run(_LEAVE, {"k": member_id, "at": at, "why": reason})

    def by_cccd(self, cccd: str) -> tuple[tuple[int, int], ...]:
        """(household id, member id) of everybody with this number."""
        rows = self._s.run(_BY_CCCD, {"k": self._s.cipher.digests(cccd, "member.cccd")})
        return tuple((int(row.household_id), int(row.id)) for row in rows)
