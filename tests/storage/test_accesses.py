"""Who looked at households, and what stays of it when a household or a person is deleted."""

from dataclasses import replace

from storage.records import Access, Act, AssignmentState, Category, Result
from tests.storage.support.people import NOW, Commune, address, begun

FILE = Access(Act.EXPORT, NOW, None, "", "list:poor to-1 xlsx", 2, sensitive=True)


def test_looks_and_files_are_kept_the_newest_first(commune: Commune) -> None:
    look = Access(Act.LOOK, NOW, commune.checker, "telegram/bot/7", "card", 1, "hỏi lại điểm", commune.household)
    with commune.database.work() as work:
        work.accesses.note(FILE)
        work.accesses.note(look)
        work.commit()
    with commune.database.look() as work:
        assert work.accesses.latest() == (look, FILE)
        assert work.accesses.of_household(commune.household) == (look,)
        assert work.accesses.latest(1) == (look,)


def test_of_a_deleted_household_stays_that_somebody_looked(commune: Commune) -> None:
    look = Access(Act.LOOK, NOW, commune.checker, "", "card", 1, "chạy thận", household_id=commune.household)
    with commune.database.work() as work:
        work.accesses.note(look)
        work.erasure.household(commune.household)
        assert work.accesses.latest() == (replace(look, household_id=None, reason=""),)


def test_of_a_deleted_person_no_account_stays(commune: Commune) -> None:
    with commune.database.work() as work:
        work.people.link(commune.checker, address("7"), NOW)
        work.accesses.note(Access(Act.LOOK, NOW, commune.checker, "telegram/bot/7", "card", 1))
        work.erasure.person(commune.checker, NOW)
        assert [(one.by, one.account) for one in work.accesses.latest()] == [(commune.checker, "")]


def test_households_of_a_round_stand_with_what_counts(commune: Commune) -> None:
    with commune.database.work() as work:
        interview = begun(work, commune)
        before = work.reviewed.of_round(commune.round_id)[0]
        assert (before.household_id, before.state, before.category) == (commune.household, AssignmentState.DRAFT, None)
        work.interviews.submit(interview, Result(Category.POOR, 120, 30, 40, ()), commune.collaborator, NOW)
        after = work.reviewed.of_round(commune.round_id)
        assert len(after) == 4
        assert (after[0].state, after[0].category, after[0].last_category) == (
            AssignmentState.SUBMITTED,
            Category.POOR,
            Category.NEAR_POOR,
        )
        assert (after[0].score_a, after[0].score_b_min, after[0].score_b_max) == (120, 30, 40)
        assert after[0].person == "Đinh Thị Rế"
        assert (after[3].person, after[3].last_category) == ("", None)
