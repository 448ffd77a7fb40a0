"""`content/units/demo.toml` as data: the commune, its groups and people, the names that households are invented from."""

from dataclasses import dataclass
from datetime import date

from storage.demo.families import FEMALE, MALE, Family, FamilyMember, Names
from storage.records import Category, Role
from survey.content.tables import Table, distinct, read_tables

FILE = "units/demo.toml"
AREAS = ("rural", "urban")
LISTED = (Category.POOR, Category.NEAR_POOR)
BIRTHS = (1880, 2200)


@dataclass(frozen=True, slots=True)
class Place:
    """The commune, or one group of it; `poor`, `near_poor`: households on last year's list."""

    code: str
    name: str
    area: str
    source: str
    year: int
    households_total: int = 0
    poor: int = 0
    near_poor: int = 0


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody who uses the bot."""

    key: str
    name: str
    role: Role
    duty: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoRound:
    """The round of review that is going on."""

    key: str
    year: int
    kind: str
    starts: date
    ends: date
    form: str


@dataclass(frozen=True, slots=True)
class Demo:
    """The whole file; `described` households by their number, the others are invented."""

    seed: int
    commune: Place
    groups: tuple[Place, ...]
    round: DemoRound
    people: tuple[DemoPerson, ...]
    names: tuple[Names, ...]
    described: dict[int, Family]


def read_demo(content: bytes) -> Demo:
    """Raises ContentError with every mistake."""
    tables = read_tables(FILE, content)
    commune = _commune(tables.table("commune"))
    groups, people, names, described = (list(tables.tables(key)) for key in ("group", "person", "names", "household"))
    distinct(groups, "code")
    distinct(people, "key")
    distinct(described, "number")
    found = Demo(
        seed=tables.whole("seed"),
        commune=commune,
        groups=tuple(_group(one, commune) for one in groups),
        round=_round(tables.table("round")),
        people=tuple(map(_person, people)),
        names=tuple(map(_names, names)),
        described={one.whole("number", 1): _family(one) for one in described},
    )
    if len(names) < 2:
        tables.wrong("names", "cần hai bảng [[names]].", "Thêm bảng thứ hai: tên của một dân tộc khác.")
    _check_people(tables, found)
    tables.settle()
    return found


def _check_people(tables: Table, found: Demo) -> None:
    """Everybody belongs to a place that is there, and every group has its collaborator."""
    codes = {found.commune.code, *(group.code for group in found.groups)}
    rows = [one for one in tables.below if one.place[:1] == ("person",)]
    for row, person in zip(rows, found.people, strict=True):
        for code in sorted({*person.units} - codes - {"?"}):
            row.wrong("units", f'không có địa bàn "{code}".', "Dùng một mã ở [commune] hoặc [[group]].")
    served = {code for one in found.people if one.role is Role.COLLABORATOR for code in one.units}
    for row in (one for one in tables.below if one.place[:1] == ("group",)):
        given = row.values.get("code")
        if isinstance(given, str) and given not in served:
            row.wrong("code", "tổ này chưa có rà soát viên.", "Thêm mã này vào units của một rà soát viên.")


def _commune(row: Table) -> Place:
    area = row.one_of("area", AREAS)
    return Place(row.text("code"), row.text("name"), area, row.text("source"), row.whole("year", 2000))


def _group(row: Table, commune: Place) -> Place:
    """What a group does not say is the commune's."""
    return Place(
        code=row.text("code"),
        name=row.text("name"),
        area=row.one_of("area", AREAS) if row.has("area") else commune.area,
        source=row.text_or("source", commune.source),
        year=row.whole("year", 2000) if row.has("year") else commune.year,
        households_total=row.whole("households_total", 0),
        poor=row.whole("poor", 0),
        near_poor=row.whole("near_poor", 0),
    )


def _round(row: Table) -> DemoRound:
    kind = row.one_of("kind", ("periodic", "monthly"))
    starts, ends = row.day("starts"), row.day("ends")
    if ends < starts and row.has("ends"):
        row.wrong("ends", "trước starts.", "Sửa lại ngày.")
    return DemoRound(row.text("key"), row.whole("year", 2000), kind, starts, ends, row.text("form"))


def _person(row: Table) -> DemoPerson:
    role = Role(row.one_of("role", Role))
    return DemoPerson(row.text("key"), row.text("name"), role, row.text_or("duty", ""), row.texts("units"))


def _names(row: Table) -> Names:
    share = row.whole("share", 0)
    lists = {key: row.texts(key) for key in ("family", "male_middle", "female_middle", "male", "female")}
    return Names(row.text("ethnicity"), share, **lists)


def _family(row: Table) -> Family:
    members = tuple(map(_member, row.tables("members")))
    if not members and row.has("members"):
        row.wrong("members", "hộ này không có ai.", "Thêm ít nhất chủ hộ.")
    category = Category(row.one_of("category", LISTED))
    return Family(row.text("ethnicity"), category, row.whole("score_a", 0), row.whole("score_b", 0), members)


def _member(row: Table) -> FamilyMember:
    first, last = BIRTHS
    born = row.whole("birth_year", first)
    if born > last:
        row.wrong("birth_year", f"là {born}, quá lớn.", "Ghi năm sinh, ví dụ: 1971.")
    return FamilyMember(
        name=row.text("name"),
        sex=row.one_of("sex", (MALE, FEMALE)),
        birth_year=born,
        relation=row.text("relation"),
        birth_date=row.day("birth_date") if row.has("birth_date") else None,
        cccd=row.text("cccd") if row.has("cccd") else None,
    )
