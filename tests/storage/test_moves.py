"""What the database holds after every move of every state by every role: what the table says, or the same rows as before."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from typing import Any

import pytest

from storage import MoveRefusedError, Work
from survey.workflow.moves import MoveName, MoveRefusal, Need
from survey.workflow.roles import Actor, Role
from survey.workflow.states import COUNTING, ENDS, WAITING, AssignmentState, Case, InterviewState, Outcome
from tests.storage.support.desk import DAY, LATER, POOR, Desk
from tests.storage.support.people import NOW, Commune
from tests.support.moves import ACTORS, CASES, case, expected
from tests.support.share import dealt

HOUSEHOLDS = [one for one in CASES if one.household is not None]
FORMS = [one for one in CASES if one.household is None]


ASKED: list[tuple[MoveName, Outcome | None]] = [
    *(
        (name, None)
        for name in MoveName
        if name not in {MoveName.MISS, MoveName.APPOINT, MoveName.CLOSE, MoveName.ASSIGN}
    ),
    (MoveName.MISS, Outcome.ABSENT),
    (MoveName.APPOINT, Outcome.APPOINTMENT),
    *((MoveName.CLOSE, outcome) for outcome in sorted(ENDS)),
]


def _named(one: Case) -> str:
    return f"{one.household or 'form'}-{one.attempt}"


def _tries(commune: Commune, before: Case) -> Iterator[tuple[Desk, MoveName, Outcome | None, Actor, Callable[[], Any]]]:
    """Every move by every role, each in a unit of its own that is forgotten afterwards."""
    for (name, outcome), actor in product(ASKED, ACTORS):
        with commune.database.work() as work:
            desk = Desk(work, commune)
            desk.to(before)
            do = desk.doing(name, desk.person(actor), outcome)
            if do is not None:
                yield desk, name, outcome, actor, do


def _refusal(do: Callable[[], Any]) -> MoveRefusal | None:
    try:
        do()
    except MoveRefusedError as refused:
        return refused.code
    return None


@pytest.mark.parametrize(
    ("database_url", "before"),
    dealt(HOUSEHOLDS),
    indirect=["database_url"],
    ids=lambda one: _named(one) if isinstance(one, Case) else one,
)
def test_every_move_of_a_household_by_every_role(commune: Commune, before: Case) -> None:
    tried = 0
    for desk, name, outcome, actor, do in _tries(commune, before):
        assert desk.case() == before
        rows = desk.rows()
        wanted = expected(name, before, actor, frozenset(Need))
        found = _refusal(do)
        if isinstance(wanted, MoveRefusal):
            assert (found, desk.rows()) == (wanted, rows), (name, actor)
        else:
            assert (found, desk.case()) == (None, wanted), (name, actor)
            _shows(desk, outcome)
        tried += 1
    assert tried > 80


def _shows(desk: Desk, outcome: Outcome | None) -> None:
    """The last visit shows on the household; where nobody is waited for there is no appointment; a result is there while it counts."""
    one = desk.work.assignments.get(desk.commune.assignment)
    last = desk.work.interviews.latest_of(desk.commune.assignment)
    assert one is not None
    if outcome is not None:
        assert (one.outcome, one.appointment_on) == (outcome, DAY if outcome is Outcome.APPOINTMENT else None)
        assert desk.work.visits.of(one.id)[-1].outcome is outcome
    if one.state not in WAITING:
        assert one.appointment_on is None
    if last is not None:
        counts = last.state in COUNTING
        assert (last.result is not None, last.submitted_at is not None) == (counts, counts)


@pytest.mark.parametrize("before", [one for one in FORMS if one.attempt.stored], ids=_named)
def test_every_move_of_a_form_by_every_role(commune: Commune, before: Case) -> None:
    names = (MoveName.SUBMIT, MoveName.REOPEN, MoveName.CHECK, MoveName.CANCEL)
    for name, actor in product(names, [one for one in ACTORS if one.role is not None]):
        with commune.database.work() as work:
            desk = Desk(work, commune)
            desk.to(before)
            by = desk.person(actor)
            assert by is not None
            assert desk.interview is not None
            do = desk.of_interview(name, desk.interview, by)
            assert do is not None
            wanted = expected(name, before, actor, frozenset(Need))
            assert _refusal(do) == (wanted if isinstance(wanted, MoveRefusal) else None), (name, actor)
            left = work.interviews.get(desk.interview)
            assert left is not None
            assert left.state is (before if isinstance(wanted, MoveRefusal) else wanted).attempt.stored


@pytest.mark.parametrize("role", Role)
def test_everybody_but_observers_may_begin_a_form_that_stands_by_itself(commune: Commune, role: Role) -> None:
    with commune.database.work() as work:
        desk = Desk(work, commune)
        if role is Role.OBSERVER:
            with pytest.raises(MoveRefusedError):
                desk.begin_own(desk.person(Actor(role, owns=True)))
            return
        desk.begin_own(desk.person(Actor(role, owns=True)))
        assert desk.interview is not None
        begun = work.interviews.get(desk.interview)
        assert begun is not None
        assert begun.state is InterviewState.DRAFT


def test_an_appointment_needs_its_day(commune: Commune) -> None:
    with commune.database.work() as work:
        with pytest.raises(MoveRefusedError) as caught:
            Desk(work, commune).visit(Outcome.APPOINTMENT)
        assert caught.value.code is MoveRefusal.NO_DAY
        assert work.visits.of(commune.assignment) == ()


@pytest.mark.parametrize("actor", ACTORS, ids=str)
def test_who_may_put_a_household_on_the_list(commune: Commune, actor: Actor) -> None:
    with commune.database.work() as work:
        by = Desk(work, commune).person(actor)
        new = work.households.put("xa", 99, "to-1", "Đinh Văn Mới")
        wanted = expected(MoveName.ASSIGN, case("-/none"), actor, frozenset())
        found = _refusal(lambda: work.assignments.put(commune.round_id, new, commune.other, NOW, by))
        assert found == (wanted if isinstance(wanted, MoveRefusal) else None)
        assert (work.assignments.of(commune.round_id, new) is None) is isinstance(wanted, MoveRefusal)


def test_looking_at_a_household_keeps_its_appointment(commune: Commune) -> None:
    with commune.database.work() as work:
        desk = Desk(work, commune)
        desk.visit(Outcome.APPOINTMENT, day=DAY)
        before = work.assignments.get(commune.assignment)
        desk.begin()
        assert work.assignments.get(commune.assignment) == before
        desk.cancel()
        found = work.assignments.get(commune.assignment)
        assert found is not None
        assert (found.outcome, found.appointment_on) == (Outcome.APPOINTMENT, DAY)


@pytest.mark.parametrize("begun", [False, True])
def test_an_appointment_is_found_until_the_household_is_handed_in(commune: Commune, begun: bool) -> None:
    with commune.database.work() as work:
        desk = Desk(work, commune)
        if begun:
            desk.to(case("draft/answers"))
        desk.visit(Outcome.APPOINTMENT, day=DAY)
        found = work.unplanned.appointments
        assert [about.id for about, _ in found(NOW.date(), DAY)] == [commune.assignment]
        if not begun:
            desk.to(case("draft/answers"))
            assert [about.id for about, _ in found(NOW.date(), DAY)] == [commune.assignment]
        desk.submit()
        assert found(NOW.date(), DAY) == ()
        assert desk.interview is not None
        work.interviews.reopen(desk.interview, commune.collaborator, LATER)
        assert found(NOW.date(), DAY) == (), "it was kept: the household has been visited"


def test_draft_and_appointment_go_along_to_another_person(commune: Commune) -> None:
    with commune.database.work() as work:
        desk = Desk(work, commune)
        desk.to(case("draft/answers"))
        desk.visit(Outcome.APPOINTMENT, day=DAY)
        given = work.assignments.put(commune.round_id, commune.household, commune.other, LATER, commune.official)
        assert (given.person_id, given.state, given.appointment_on) == (commune.other, AssignmentState.DRAFT, DAY)
        with pytest.raises(MoveRefusedError) as caught:
            desk.submit()
        assert caught.value.code is MoveRefusal.NOT_YOURS
        desk.submit(commune.other)
        assert desk.case() == case("submitted/submitted")


def _meanwhile(commune: Commune, first: Callable[[Work], Any], second: Callable[[Work], Any]) -> MoveRefusal | None:
    """The second is wanted while the first is made but not kept yet: it waits; what it is told in the end."""

    def wanted() -> MoveRefusal | None:
        with commune.database.work() as work:
            return _refusal(lambda: second(work))

    with ThreadPoolExecutor(1) as other:
        with commune.database.work() as work:
            first(work)
            waiting = other.submit(wanted)
            with pytest.raises(TimeoutError):
                waiting.result(0.2)
            work.commit()
        return waiting.result(5)


def test_of_two_that_begin_at_the_same_time_one_does(commune: Commune) -> None:
    def begin(work: Work) -> None:
        Desk(work, commune).begin()

    assert _meanwhile(commune, begin, begin) is MoveRefusal.AT_NOTICE


def test_a_submission_is_reopened_or_checked_but_not_both(commune: Commune) -> None:
    with commune.database.work() as work:
        desk = Desk(work, commune)
        desk.to(case("submitted/submitted"))
        one = desk.interview
        work.commit()
    assert one is not None

    def reopen(work: Work) -> None:
        work.interviews.reopen(one, commune.collaborator, LATER)

    def check(work: Work) -> None:
        work.interviews.check(one, commune.checker, LATER)

    assert _meanwhile(commune, reopen, check) is MoveRefusal.UNDER_WAY


def test_a_household_that_goes_to_another_person_is_no_longer_handed_in_by_the_first(commune: Commune) -> None:
    with commune.database.work() as work:
        desk = Desk(work, commune)
        desk.to(case("draft/answers"))
        one = desk.interview
        work.commit()
    assert one is not None

    def give(work: Work) -> None:
        work.assignments.put(commune.round_id, commune.household, commune.other, LATER, commune.official)

    def submit(work: Work) -> None:
        work.interviews.submit(one, POOR, commune.collaborator, LATER)

    assert _meanwhile(commune, give, submit) is MoveRefusal.NOT_YOURS
