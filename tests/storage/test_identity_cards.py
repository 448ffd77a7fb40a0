"""In which other households of a round a căn cước stands: in the register, and in answers that count or are open."""

import pytest

from storage import Work
from storage.records import AnswerChange, Changes, ItemChange, ItemRemoval
from survey.state import AnswerKey
from tests.storage.support.people import NOW, Commune

NUMBER = "051071000123"
SEALED, OPEN = frozenset({"cccd"}), frozenset[str]()
FIRST = (("thanh_vien", "1"),)


def found(work: Work, commune: Commune, *, household: int | None = None, number: str = NUMBER) -> tuple[int, ...]:
    here = commune.household if household is None else household
    return work.identity_cards.elsewhere(number, "cccd", round_id=commune.round_id, household_id=here)


def others(work: Work, commune: Commune) -> tuple[int, int]:
    """The second and the third household of the round: one of the same group, one of another."""
    by_number = {one.household.number: one.household.id for one in work.assignments.of_round(commune.round_id)}
    return by_number[13], by_number[14]


def test_a_number_of_the_register_is_found_in_the_others_of_the_round_and_not_in_ones_own(commune: Commune) -> None:
    with commune.database.work() as work:
        near, far = others(work, commune)
        work.households.put_member(far, 1, "Phạm Văn Đạt", "nam", "chu_ho", birth_year=1971, cccd=NUMBER)
        assert found(work, commune) == (far,)
        assert found(work, commune, household=far) == ()
        assert found(work, commune, number="051071000124") == ()
        work.households.put_member(near, 1, "Đinh Thị Nía", "nu", "chu_ho", birth_year=1971, cccd=NUMBER)
        assert found(work, commune) == tuple(sorted((near, far)))


def test_somebody_who_left_the_household_is_not_there_any_more(commune: Commune) -> None:
    with commune.database.work() as work:
        _, far = others(work, commune)
        work.households.put_member(far, 1, "Phạm Văn Đạt", "nam", "chu_ho", birth_year=1971, cccd=NUMBER)
        (member,) = work.households.members(far)
        work.households.leave(member.id, "chuyển đi", NOW)
        assert found(work, commune) == ()


@pytest.mark.parametrize("sensitive", [SEALED, OPEN], ids=["sealed", "open"])
def test_an_answer_is_found_until_its_member_is_taken_off_the_list(commune: Commune, sensitive: frozenset[str]) -> None:
    with commune.database.work() as work:
        _, far = others(work, commune)
        interview = opened(work, commune, far)
        changes = Changes((AnswerChange(AnswerKey(FIRST, "cccd"), NUMBER),), (ItemChange(FIRST, 1, added=True),))
        work.interviews.save(interview, changes, sensitive=sensitive, by=None, at=NOW)
        assert found(work, commune) == (far,)
        assert (
            work.identity_cards.elsewhere(NUMBER, "so_khac", round_id=commune.round_id, household_id=commune.household)
            == ()
        )
        work.interviews.save(interview, Changes(removed=(ItemRemoval(FIRST, "moved"),)), by=None, at=NOW)
        assert found(work, commune) == ()


def test_whoever_looks_hears_of_it_also_where_they_may_not_look(commune: Commune) -> None:
    with commune.database.work() as work:
        _, far = others(work, commune)
        work.households.put_member(far, 1, "Phạm Văn Đạt", "nam", "chu_ho", birth_year=1971, cccd=NUMBER)
        theirs = work.seen_by(commune.collaborator)
        assert found(theirs, commune) == (far,)
        assert theirs.households.get(far) is None


def opened(work: Work, commune: Commune, household: int) -> int:
    """An interview of this household that is open."""
    (assignment,) = (one for one in work.assignments.of_round(commune.round_id) if one.household.id == household)
    return work.interviews.create(assignment.id, commune.form_id, "nd07-2021", commune.other, NOW).id
