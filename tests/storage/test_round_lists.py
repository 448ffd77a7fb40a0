"""Which rounds run, and the lists of rounds: made by rule, a household on one open list at a time."""

from dataclasses import replace
from datetime import date

import pytest

from storage import Work
from storage.errors import MoveRefusedError
from storage.records import AssignmentState, Category, Outcome, Round
from tests.storage.support.people import NOW, Commune

DAY = date(2025, 11, 20)
MONTHLY = Round(0, "xa", "2025-11", 2025, "monthly", date(2025, 11, 15), date(2025, 11, 30), "phieu", "open")


def known(work: Work, number: int, unit: str, category: Category, year: int = 2024) -> int:
    return work.households.put("xa", number, unit, "Hồ Thị Mận", last_category=category, last_year=year)


def test_of_several_open_rounds_the_periodic_one_is_the_first(commune: Commune) -> None:
    with commune.database.work() as work:
        assert work.rounds.open(MONTHLY) is not None
        assert work.rounds.open(replace(MONTHLY, ends=date(2025, 12, 1))) is None
        assert [one.key for one in work.rounds.running(date(2025, 11, 14))] == ["2025"]
        assert [one.key for one in work.rounds.running(DAY)] == ["2025", "2025-11"]
        assert [one.key for one in work.rounds.current(DAY)] == ["2025"]
        periodic = work.rounds.by_key("xa", "2025")
        assert periodic is not None
        work.rounds.close(periodic)
        assert [one.key for one in work.rounds.running(DAY)] == ["2025-11"]
        # Where no periodic one is open, what else runs is the current one.
        assert [one.key for one in work.rounds.current(DAY)] == ["2025-11"]
        assert [(one.key, one.state) for one in work.rounds.all()] == [("2025-11", "open"), ("2025", "closed")]


def test_a_list_holds_who_was_poor_or_near_poor_and_is_in_no_open_round(commune: Commune) -> None:
    with commune.database.work() as work:
        assert work.round_lists.proposed("xa", 2024) == ()
        ids = [
            known(work, 20, "to-1", Category.POOR),
            known(work, 21, "to-2", Category.NEAR_POOR),
            known(work, 22, "to-2", Category.NOT_POOR),
            known(work, 23, "to-2", Category.POOR, 2022),
        ]
        found = work.round_lists.proposed("xa", 2024)
        assert [(one.household_id, one.unit, one.last_category) for one in found] == [
            (ids[0], "to-1", Category.POOR),
            (ids[1], "to-2", Category.NEAR_POOR),
        ]
        held = work.rounds.open(MONTHLY)
        assert held is not None
        wanted = [(ids[0], commune.collaborator), (ids[1], None)]
        work.round_lists.add(held.id, wanted, NOW, by=commune.official)
        assert work.round_lists.proposed("xa", 2024) == ()
        assert work.round_lists.open_round_of(ids[0]) == held.id
        listed = [(one.household.id, one.person_id, one.state) for one in work.assignments.of_round(held.id)]
        assert listed == [(*one, AssignmentState.NOT_STARTED) for one in wanted]
        work.rounds.close(held)
        assert len(work.round_lists.proposed("xa", 2024)) == 2
        assert work.round_lists.open_round_of(ids[0]) is None


def test_only_the_office_puts_households_on_a_list(commune: Commune) -> None:
    with commune.database.work() as work:
        household = work.households.put("xa", 20, "to-1", "Hồ Thị Mận")
        with pytest.raises(MoveRefusedError):
            work.round_lists.add(commune.round_id, [(household, None)], NOW, by=commune.collaborator)
        assert work.assignments.of(commune.round_id, household) is None


def test_nobody_takes_off_a_list_where_somebody_was(commune: Commune) -> None:
    with commune.database.work() as work:
        work.visits.add(commune.assignment, Outcome.ABSENT, "", None, by=commune.collaborator, at=NOW)
        assert not work.round_lists.take_off(commune.assignment)
        other = work.assignments.of_number(commune.round_id, 13)
        assert other is not None
        begun = work.interviews.create(other.id, commune.form_id, "r", commune.collaborator, NOW)
        work.interviews.cancel(begun.id, commune.collaborator, NOW)
        assert not work.round_lists.take_off(other.id)
        free = work.assignments.of_number(commune.round_id, 15)
        assert free is not None
        assert work.round_lists.take_off(free.id)
        assert work.assignments.of_number(commune.round_id, 15) is None
