"""The demo commune: its size, its people, and that it is the same every time."""

import time
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest

from chat import Address
from storage import Database, Work
from storage.demo.load import DemoError, load_demo
from storage.records import Assignment, Category, Role
from survey.content.mistakes import ContentError

CONTENT = Path("content/units/demo.toml").read_bytes()
START = datetime.fromisoformat("2025-11-03T08:00+07:00")
DUTIES = {
    "culture_social",
    "land_construction",
    "finance",
    "credit",
    "legal_aid",
    "education_support",
    "radio",
    "front_and_unions",
}


@pytest.fixture
def demo(database: Database) -> Database:
    with database.work() as work:
        load_demo(work, CONTENT, START)
        work.commit()
    return database


def _list(work: Work) -> tuple[Assignment, ...]:
    current = work.rounds.current(START.date())[0]
    assert current is not None
    assert (current.starts, current.ends) == (date(2025, 9, 1), date(2025, 12, 14))
    return work.assignments.of_round(current.id)


def test_the_commune_has_the_size_it_should(demo: Database) -> None:
    with demo.look() as work:
        commune, *groups = work.units.all()
        assert (commune.kind, commune.households_total, len(groups)) == ("commune", 1505, 6)
        assert sum(group.households_total for group in groups) == 1505
        assert all(unit.source and unit.year == 2025 for unit in (commune, *groups))
        listed = _list(work)
        assert [a.household.number for a in listed] == list(range(1, 248))
        assert Counter(a.household.last_category for a in listed) == {Category.POOR: 111, Category.NEAR_POOR: 136}
        assert work.meta.is_demo()


def test_everybody_of_the_programme_is_there_and_has_a_web_account(demo: Database) -> None:
    with demo.look() as work:
        people = work.people.all()
        roles = Counter(person.role for person in people)
        assert roles == {
            Role.COLLABORATOR: 8,
            Role.CHECKER: 1,
            Role.OFFICIAL: 8,
            Role.LEADER: 2,
            Role.ADMIN: 1,
            Role.OBSERVER: 1,
        }
        assert {person.duty for person in people if person.role is Role.OFFICIAL} == DUTIES
        assert {"ra-soat-1", "kiem-tra", "cong-chuc-van-hoa", "lanh-dao-1", "admin"} <= {
            person.key for person in people
        }
        assert all(
            work.people.by_account(Address("web", "demo", person.key, person.key)) == person for person in people
        )
        units = {person.id: person.units for person in people}
        assert all(a.person_id is not None and units[a.person_id] == (a.household.unit,) for a in _list(work))


def test_the_families_are_plausible(demo: Database) -> None:
    with demo.look() as work:
        heads, numbers = [], []
        for assignment in _list(work):
            household = assignment.household
            members = work.households.members(household.id)
            assert 2 <= len(members) <= 7
            assert len({member.name for member in members}) == len(members)
            assert [m.relation == "chu_ho" for m in members] == [True] + [False] * (len(members) - 1)
            assert members[0].name == household.head_name
            assert all(1920 <= (m.birth_year or 0) <= 2024 and m.ethnicity in {"19", "01"} for m in members)
            assert all(m.birth_date is None or m.birth_date.year == m.birth_year for m in members)
            for member in members:
                _check_cccd(member.cccd, str(member.sex), member.birth_year)
            assert (
                (household.last_score_b or 0) >= 30
                if household.last_category is Category.POOR
                else (household.last_score_b or 0) < 30
            )
            assert 0 < (household.last_score_a or 0) <= 140
            heads.append(household.head_name)
            numbers += [member.cccd for member in members if member.cccd]
        assert len(set(heads)) == 247
        assert len(set(numbers)) == len(numbers) > 400


def _check_cccd(cccd: str | None, sex: str, born: int | None) -> None:
    if cccd is None or born is None:
        return
    assert len(cccd) == 12
    assert cccd.startswith("051")
    assert int(cccd[3]) % 2 == (sex == "nu")
    assert (19 + int(cccd[3]) // 2) * 100 + int(cccd[4:6]) == born


def test_household_12_is_the_one_of_the_guide(demo: Database) -> None:
    with demo.look() as work:
        household = work.households.by_number(12)
        assert household is not None
        assert (household.head_name, household.last_category, household.last_score_a, household.last_score_b) == (
            "Phạm Văn Dắt",
            Category.NEAR_POOR,
            132,
            20,
        )
        assert len(work.households.members(household.id)) == 5


def test_it_is_quick_the_same_every_time_and_loaded_once(sqlite_database: Database) -> None:
    seen = []
    began = time.perf_counter()
    for _ in range(2):
        with sqlite_database.work() as work:
            load_demo(work, CONTENT, START)
            seen.append([(a.household, work.households.members(a.household.id)) for a in _list(work)])
    assert time.perf_counter() - began < 6
    assert seen[0] == seen[1]
    with sqlite_database.work() as work:
        load_demo(work, CONTENT, START)
        with pytest.raises(DemoError, match="empty database"):
            load_demo(work, CONTENT, START)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[commune",
        b'seed = 1\nperson = []\n[commune]\ncode = "a"\n',
        CONTENT.replace(b'role = "leader"', b'role = "king"'),
    ],
)
def test_a_file_with_a_mistake_is_a_sentence(sqlite_database: Database, content: bytes) -> None:
    with sqlite_database.work() as work, pytest.raises(ContentError, match=r"units/demo\.toml"):
        load_demo(work, content, START)
