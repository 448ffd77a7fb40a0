"""Households, members, assignments and visits."""

from datetime import date, timedelta

import pytest

from storage.records import AssignmentState, Category, Outcome
from tests.storage.support.people import NOW, Commune, begun

DAY = date(2025, 11, 6)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("dat", [12, 14]),
        ("Đạt", [14]),
        ("đat", [12, 14]),  # no name is written like this: the search goes on without marks
        ("Dắt", [12]),
        ("DẮT", [12]),
        ("Da\u0306\u0301t", [12]),  # the same letters, decomposed
        ("pham van", [12, 14]),
        ("  pham   van ", [12, 14]),
        ("Thuỷ", [15]),
        ("Thủy", [15]),  # the other place of the same mark
        ("100%", [15]),
        ("%", [15]),
        ("_", []),
        ("", []),
        ("   ", []),
        ("xyz", []),
    ],
)
def test_a_name_is_searched_with_or_without_marks(commune: Commune, text: str, numbers: list[int]) -> None:
    with commune.database.look() as work:
        assert [household.number for household in work.households.search(text)] == numbers
        assert [found.household.number for found in work.assignments.search(commune.round_id, text)] == numbers


def test_a_search_can_be_held_to_ones_own_and_to_a_length(commune: Commune) -> None:
    with commune.database.look() as work:
        assert [a.household.number for a in work.assignments.search(commune.round_id, "dat", commune.other)] == [14]
        assert [h.number for h in work.households.search("a", limit=2)] == [12, 13]
        assert work.assignments.search(-1, "dat") == ()


def test_a_household_is_found_by_its_number(commune: Commune) -> None:
    with commune.database.look() as work:
        household = work.households.by_number(12)
        assert household is not None
        assert household == work.households.get(commune.household)
        assert (household.head_name, household.unit_name, household.area) == ("Phạm Văn Dắt", "Tổ 1", "rural")
        assert (household.last_category, household.last_score_a, household.last_score_b, household.last_year) == (
            Category.NEAR_POOR,
            132,
            20,
            2024,
        )
        assert work.households.by_number(99) is None


def test_members_come_in_order_and_stay_in_the_history(commune: Commune) -> None:
    with commune.database.work() as work:
        put = work.households.put_member
        put(commune.household, 2, "Phạm Thị Nía", "nu", "me", birth_year=1946)
        put(
            commune.household,
            1,
            "Phạm Văn Dắt",
            "nam",
            "chu_ho",
            birth_date=date(1971, 2, 3),
            birth_year=1971,
            ethnicity="19",
            cccd="051071000123",
        )
        head, mother = work.households.members(commune.household)
        assert (head.name, head.ethnicity, head.cccd, head.birth_date) == (
            "Phạm Văn Dắt",
            "19",
            "051071000123",
            date(1971, 2, 3),
        )
        assert (mother.ordinal, mother.ethnicity, mother.cccd) == (2, None, None)
        assert work.households.by_cccd("051071000123") == ((commune.household, head.id),)
        assert work.households.by_cccd("051071000124") == ()
        work.households.leave(mother.id, "đã mất", NOW)
        assert [m.id for m in work.households.members(commune.household)] == [head.id]
        assert work.households.members(commune.household, everybody=True)[1].left_reason == "đã mất"


def test_a_collaborator_has_a_list(commune: Commune) -> None:
    with commune.database.look() as work:
        mine = work.assignments.of_person(commune.round_id, commune.collaborator)
        assert [(a.household.number, a.state) for a in mine] == [
            (12, AssignmentState.NOT_STARTED),
            (13, AssignmentState.NOT_STARTED),
        ]
        assert [a.household.number for a in work.assignments.of_round(commune.round_id)] == [12, 13, 14, 15]
        number = work.assignments.of_number(commune.round_id, 12)
        assert (
            number
            == work.assignments.get(commune.assignment)
            == work.assignments.of(commune.round_id, commune.household)
        )
        assert work.assignments.of_number(commune.round_id, 99) is None


def test_a_household_may_change_hands(commune: Commune) -> None:
    with commune.database.work() as work:
        begun(work, commune)
        given = work.assignments.put(commune.round_id, commune.household, commune.other, NOW)
        assert (given.id, given.person_id, given.state) == (commune.assignment, commune.other, AssignmentState.DRAFT)


def test_a_visit_shows_on_the_assignment_and_every_visit_is_kept(commune: Commune) -> None:
    with commune.database.work() as work:
        add, key = work.visits.add, commune.assignment
        add(key, Outcome.ABSENT, "đi rẫy", None, by=commune.collaborator, at=NOW)
        add(key, Outcome.APPOINTMENT, "", DAY, by=commune.collaborator, at=NOW + timedelta(hours=1))
        found = work.assignments.get(key)
        assert found is not None
        assert (found.outcome, found.appointment_on, found.state) == (
            Outcome.APPOINTMENT,
            DAY,
            AssignmentState.NOT_STARTED,
        )
        add(key, Outcome.MOVED, "về quê", None, by=commune.collaborator, at=NOW)
        found = work.assignments.get(key)
        assert found is not None
        assert (found.outcome, found.appointment_on, found.state) == (Outcome.MOVED, None, AssignmentState.CLOSED)
        assert [(v.outcome, v.reason) for v in work.visits.of(key)] == [
            (Outcome.ABSENT, "đi rẫy"),
            (Outcome.APPOINTMENT, ""),
            (Outcome.MOVED, "về quê"),
        ]


@pytest.mark.parametrize(
    ("day", "key"),
    [(date(2025, 8, 31), None), (date(2025, 9, 1), "2025"), (date(2025, 12, 14), "2025"), (date(2026, 1, 5), "2025")],
)
def test_the_current_round_is_the_open_one_that_began_last(commune: Commune, day: date, key: str | None) -> None:
    with commune.database.work() as work:
        work.rounds.put(
            "xa",
            "2024",
            2024,
            "periodic",
            starts=date(2024, 9, 1),
            ends=date(2024, 12, 14),
            form_key="phieu",
            state="closed",
        )
        work.rounds.put("xa", "m", 2025, "monthly", starts=date(2025, 9, 15), ends=date(2025, 9, 30), form_key="phieu")
        assert [one.key for one in work.rounds.current(day)] == ([key] if key else [])
