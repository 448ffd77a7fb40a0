"""Households and their members."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from storage.queries.register.naming import head_conditions, shown, with_marks, without_marks
from storage.records import Category, Household, Member
from storage.session import DatabaseSession, Upsert
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
)
_SELECT = select(*COLUMNS).select_from(HOUSEHOLD.join(UNIT, UNIT.c.code == HOUSEHOLD.c.unit_code))
_GET = _SELECT.where(HOUSEHOLD.c.id == bindparam("k"))
_BY_NUMBER = _SELECT.where(HOUSEHOLD.c.number == bindparam("k")).order_by(HOUSEHOLD.c.id)
_CHANGED = (
    "unit_code",
    "head_name",
    "head_search",
    "head_fold",
    "address",
    "last_category",
    "last_score_a",
    "last_score_b",
    "last_year",
)
_PUT = Upsert(HOUSEHOLD, ["commune", "number"], _CHANGED)
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
    )
    .where(_M.c.household_id == bindparam("k"))
    .order_by(_M.c.ordinal)
)
_NAMES = select(HOUSEHOLD.c.head_name.label("name")).union(select(_M.c.name))
_BY_CCCD = select(_M.c.household_id, _M.c.id).where(_M.c.cccd_hash == bindparam("k")).order_by(_M.c.id)
_LEAVE = update(_M).where(_M.c.id == bindparam("k")).values(left_at=bindparam("at"), left_reason=bindparam("why"))
_MEMBER_COLUMNS = ("name", "sex", "birth_year", "birth_date", "relation", "ethnicity", "cccd", "cccd_hash")
_PUT_MEMBER = Upsert(_M, ["household_id", "ordinal"], _MEMBER_COLUMNS)


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
    )


class Households:
    """The list of the commune. Ethnicity and căn cước are sealed; căn cước can be found by its keyed hash."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def get(self, household_id: int) -> Household | None:
        row = self._s.run(_GET, {"k": household_id}).first()
        return household_of(row) if row else None

    def by_number(self, number: int) -> Household | None:
        row = self._s.run(_BY_NUMBER, {"k": number}).first()
        return household_of(row) if row else None

    def search(self, text: str, limit: int = 10) -> tuple[Household, ...]:
        """Heads whose name contains the text, by number; typed marks count where any name has them."""
        for condition in head_conditions(HOUSEHOLD, text) if text.strip() else ():
            rows = self._s.run(_SELECT.where(condition).order_by(HOUSEHOLD.c.number).limit(limit)).all()
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
        """New, or changed as a whole: its id. A number is unique in its commune."""
        row = {
            "commune": commune,
            "number": number,
            "unit_code": unit,
            "head_name": shown(head_name),
            "head_search": with_marks(head_name),
            "head_fold": without_marks(head_name),
            "address": shown(address),
            "last_category": last_category,
            "last_score_a": last_score_a,
            "last_score_b": last_score_b,
            "last_year": last_year,
        }
        self._s.run(_PUT, row)
        known = select(HOUSEHOLD.c.id).where(HOUSEHOLD.c.commune == commune, HOUSEHOLD.c.number == number)
        return int(self._s.run(known).scalar_one())

    def members(self, household_id: int, *, everybody: bool = False) -> tuple[Member, ...]:
        """In their order; those who left only with `everybody`."""
        found = (self._member(row) for row in self._s.run(_MEMBERS, {"k": household_id}))
        return tuple(member for member in found if everybody or member.left_at is None)

    def _member(self, row: Any) -> Member:
        fields = row._asdict()
        for name in ("ethnicity", "cccd"):
            fields[name] = self._s.cipher.open(fields[name], f"member.{name}") if fields[name] else None
        return Member(**fields)

    def put_member(
        self,
        household_id: int,
        ordinal: int,
        name: str,
        sex: str,
        relation: str,
        *,
        birth_year: int | None = None,
        birth_date: date | None = None,
        ethnicity: str | None = None,
        cccd: str | None = None,
    ) -> None:
        """New, or changed as a whole."""
        cipher = self._s.cipher
        row = {
            "household_id": household_id,
            "ordinal": ordinal,
            "name": shown(name),
            "sex": sex,
            "birth_year": birth_year,
            "birth_date": birth_date,
            "relation": relation,
            "ethnicity": None if ethnicity is None else cipher.seal(ethnicity, "member.ethnicity"),
            "cccd": None if cccd is None else cipher.seal(cccd, "member.cccd"),
            "cccd_hash": None if cccd is None else cipher.digest(cccd, "member.cccd"),
            "left_reason": "",
        }
        self._s.run(_PUT_MEMBER, row)

    def names(self) -> tuple[str, ...]:
        """Everybody's, as they are written: heads of households and their members."""
        return tuple(str(row.name) for row in self._s.run(_NAMES))

    def leave(self, member_id: int, reason: str, at: datetime) -> None:
        """The member stays in the history of the household."""
        self._s.run(_LEAVE, {"k": member_id, "at": at, "why": reason})

    def by_cccd(self, cccd: str) -> tuple[tuple[int, int], ...]:
        """(household id, member id) of everybody with this number."""
        rows = self._s.run(_BY_CCCD, {"k": self._s.cipher.digest(cccd, "member.cccd")})
        return tuple((int(row.household_id), int(row.id)) for row in rows)
