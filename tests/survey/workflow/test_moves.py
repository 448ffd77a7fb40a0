"""The one table of moves: every state, every move, every role."""

import itertools

import pytest

from survey.workflow.moves import MOVES, VISITS, Clears, MoveName, MoveRefusal, Need, allowed
from survey.workflow.roles import Actor, Role
from survey.workflow.states import (
    COUNTING,
    DONE,
    ENDS,
    LIVING,
    WAITING,
    AssignmentState,
    Attempt,
    Case,
    InterviewState,
    Outcome,
    attempt_of,
)
from tests.support.moves import ACTORS, CASES, STEPS, case, expected
from tests.survey.workflow.drawing import DOCUMENT, page

GIVEN = [frozenset(some) for n in range(len(Need) + 1) for some in itertools.combinations(Need, n)]


@pytest.mark.parametrize("name", MoveName)
def test_every_state_every_role(name: MoveName) -> None:
    for before, actor, given in itertools.product(CASES, ACTORS, GIVEN):
        said = allowed(name, before, actor, given)
        found = said if isinstance(said, MoveRefusal) else said.after
        assert found == expected(name, before, actor, given), (name, before, actor, given)


def test_states_that_do_not_go_together_lead_nowhere() -> None:
    every = {Case(household, attempt) for household in [*AssignmentState, None] for attempt in Attempt}
    for before, name, actor in itertools.product(every - CASES.keys(), MoveName, ACTORS):
        assert isinstance(allowed(name, before, actor, tuple(Need)), MoveRefusal), (name, before)


def test_a_move_leads_to_a_state_that_another_begins_with_or_that_is_an_end() -> None:
    begun = {case("-/none")}
    while more := {after for (_, before), after in STEPS.items() if before in begun} - begun:
        begun |= more
    assert CASES.keys() - begun == {case("draft/notice")}, "only what the first versions left"
    ends = {one for one in CASES if all(before != one for name, before in STEPS if name is not MoveName.REASSIGN)}
    assert ends == {case("-/submitted"), case("-/cancelled")}


def test_no_state_has_two_rows_of_one_move() -> None:
    for one, other in itertools.combinations(MOVES, 2):
        assert one.name is not other.name or not one.from_ & other.from_, one.name


def test_rows_of_one_move_say_the_same_of_who_may_and_what_is_needed() -> None:
    for one, other in itertools.combinations(MOVES, 2):
        level = {before.household is None for before in one.from_ | other.from_}
        if one.name is other.name and len(level) == 1:
            assert (one.who, one.needs, one.clears) == (other.who, other.needs, other.clears)


def test_what_each_move_clears() -> None:
    found = {
        row.name: {what.value for what in row.clears} for row in MOVES if None not in {c.household for c in row.from_}
    }
    assert {name.value: sorted(what) for name, what in found.items() if what} == {
        "consent": ["outcome"],
        "decline": ["appointment", "outcome"],
        "miss": ["appointment", "outcome"],
        "appoint": ["appointment", "outcome"],
        "close": ["appointment", "outcome"],
        "submit": ["appointment", "outcome"],
        "reopen": ["result"],
        "return": ["result"],
    }


def test_an_appointment_ends_with_another_outcome_or_with_the_submission() -> None:
    """Whatever else is done with the household, somebody is expected there on that day."""
    ends = {row.name for row in MOVES if Clears.APPOINTMENT in row.clears}
    assert ends == {*VISITS.values(), MoveName.DECLINE, MoveName.SUBMIT}


def test_an_appointment_is_only_made_with_a_household_that_is_waited_for() -> None:
    assert {after.household for (name, _), after in STEPS.items() if name is MoveName.APPOINT} == WAITING


def test_the_named_sets_agree_with_the_table() -> None:
    owner = Actor(Role.COLLABORATOR, owns=True)
    hinder = {
        one.attempt.stored
        for one in CASES
        if one.household and isinstance(allowed(MoveName.BEGIN, one, owner), MoveRefusal)
    }
    assert hinder == LIVING, "one interview is open or counts"
    assert {one.attempt.stored for one in CASES if one.household in DONE} == COUNTING
    assert DONE | WAITING | {AssignmentState.CLOSED} == set(AssignmentState)
    closing = {outcome for outcome, name in VISITS.items() if name is MoveName.CLOSE}
    assert closing == ENDS
    assert VISITS.keys() == set(Outcome)


def test_an_interview_is_open_where_it_can_be_agreed_to_or_handed_in() -> None:
    ends = {before for name, before in STEPS if name in {MoveName.CONSENT, MoveName.SUBMIT}}
    assert {one for one in CASES if one.takes_answers} == ends


def test_an_attempt_is_a_stored_state_and_a_consent() -> None:
    for attempt in Attempt:
        assert attempt_of(attempt.stored, consented=attempt is not Attempt.NOTICE) is attempt
    assert {attempt.stored for attempt in Attempt} == {*InterviewState, None}


def test_the_states_are_drawn_from_the_table() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == page(), "python -m tests.survey.workflow.drawing"
