"""Interviews: answers and their history, the roster, the consent, the result."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from storage import FrozenFormError, MissingRowError, MoveRefusedError, Work
from storage.records import (
    AnswerChange,
    AssignmentState,
    Category,
    Changes,
    InterviewState,
    ItemChange,
    ItemRemoval,
    Outcome,
    Result,
)
from storage.tables import table
from survey.state import AnswerKey, Item, Stored
from survey.workflow.moves import MoveRefusal
from tests.storage.support.people import NOW, Commune, begun, said

LATER = NOW + timedelta(minutes=5)
FIRST, SECOND = (("members", "a"),), (("members", "b"),)
AREA = AnswerKey((), "area")
CCCD = AnswerKey(FIRST, "cccd")
POOR = Result(Category.POOR, 132, 30, 40, ("nha_o", "bhyt"))


def _open(work: Work, commune: Commune) -> int:
    return work.interviews.create(commune.assignment, commune.form_id, "nd07-2021", commune.collaborator, NOW).id


def _state(work: Work, commune: Commune) -> AssignmentState:
    found = work.assignments.get(commune.assignment)
    assert found is not None
    return found.state


def _answered(work: Work, commune: Commune) -> tuple[int, int]:
    """(interview, the household member that its first roster item stands for)"""
    interview = _open(work, commune)
    work.households.put_member(commune.household, 1, "Phạm Văn Dắt", "nam", "chu_ho")
    known = work.households.members(commune.household)[0].id
    items = (ItemChange(SECOND, 2, added=True), ItemChange(FIRST, 1, known))
    skipped = AnswerChange(AnswerKey(SECOND, "cccd"), "", skipped=True, kind="skip")
    changes = Changes((AnswerChange(AREA, "40"), AnswerChange(CCCD, "051071000123"), skipped), items)
    names = frozenset({"cccd"})
    work.interviews.save(interview, changes, sensitive=names, by=commune.collaborator, at=LATER, cause="in:1")
    return interview, known


def test_an_interview_is_rebuilt_from_rows_as_it_was_left(commune: Commune) -> None:
    with commune.database.work() as work:
        interview, known = _answered(work, commune)
        work.commit()
    with commune.database.look() as work:
        loaded = work.interviews.load(interview)
        skipped = Stored("", skipped=True)
        assert loaded.record.answers == {
            AREA: Stored("40"),
            CCCD: Stored("051071000123"),
            AnswerKey(SECOND, "cccd"): skipped,
        }
        assert loaded.record.items == (Item(FIRST, 1), Item(SECOND, 2, added=True))
        assert loaded.members == {FIRST: known}
        assert loaded.consent is None
        assert (loaded.interview.updated_at, loaded.interview.attempt) == (LATER, 1)


def test_a_correction_replaces_the_answer_and_both_stay_in_the_history(commune: Commune) -> None:
    with commune.database.work() as work:
        interview = _open(work, commune)
        for value, kind, cause in (("40", "answer", "in:1"), ("38", "correct", "in:2")):
            change = AnswerChange(AREA, value, kind=kind)
            work.interviews.save(interview, Changes((change,)), by=commune.collaborator, at=NOW, cause=cause)
        assert work.interviews.load(interview).record.answers == {AREA: Stored("38")}
        history = [(e.seq, e.key.name, e.value, e.kind, e.cause) for e in work.interviews.events(interview)]
        assert history == [
            (1, "", "", "open", ""),
            (2, "area", "40", "answer", "in:1"),
            (3, "area", "38", "correct", "in:2"),
        ]


def test_an_answer_that_turns_sensitive_leaves_no_plain_copy_in_its_row(commune: Commune) -> None:
    with commune.database.work() as work:
        interview = _open(work, commune)
        for sensitive in (frozenset[str](), frozenset({"cccd"})):
            work.interviews.save(
                interview, Changes((AnswerChange(CCCD, "051071000123"),)), sensitive=sensitive, by=None, at=NOW
            )
        assert work.interviews.load(interview).record.answers == {CCCD: Stored("051071000123")}


@pytest.mark.parametrize("sensitive", [frozenset[str](), frozenset({"cccd"})])
def test_an_answer_is_found_by_its_value_sealed_or_not(commune: Commune, sensitive: frozenset[str]) -> None:
    with commune.database.work() as work:
        interview = _open(work, commune)
        work.interviews.save(
            interview, Changes((AnswerChange(CCCD, "051071000123"),)), sensitive=sensitive, by=None, at=NOW
        )
        assert work.interviews.find_answer("cccd", "051071000123") == (interview,)
        assert work.interviews.find_answer("cccd", "051071000124") == ()
        assert work.interviews.find_answer("phone", "051071000123") == ()


def test_a_removed_item_is_off_the_roster_its_answers_stay_and_it_can_come_back(commune: Commune) -> None:
    with commune.database.work() as work:
        interview = _open(work, commune)
        save = work.interviews.save
        items = (ItemChange(FIRST, 1), ItemChange(SECOND, 2))
        save(interview, Changes((AnswerChange(CCCD, "1"),), items), by=None, at=NOW)
        save(interview, Changes(removed=(ItemRemoval(FIRST, "đã mất"),)), by=None, at=LATER)
        loaded = work.interviews.load(interview)
        assert loaded.record.items == (Item(SECOND, 2),)
        assert loaded.record.answers == {CCCD: Stored("1")}
        save(interview, Changes(items=(ItemChange(FIRST, 3),)), by=None, at=LATER)
        assert work.interviews.load(interview).record.items == (Item(SECOND, 2), Item(FIRST, 3))
        kinds = [(e.kind, e.value) for e in work.interviews.events(interview)]
        assert kinds == [
            ("open", ""),
            ("item", "1"),
            ("item", "2"),
            ("answer", "1"),
            ("remove_item", "đã mất"),
            ("item", "3"),
        ]


def test_two_interviews_of_one_household_cannot_both_count(commune: Commune) -> None:
    with commune.database.work() as work:
        interview = begun(work, commune)
        for code in (MoveRefusal.UNDER_WAY, MoveRefusal.SUBMITTED):
            if code is MoveRefusal.SUBMITTED:
                work.interviews.submit(interview, POOR, commune.collaborator, NOW)
            with pytest.raises(MoveRefusedError) as caught:
                _open(work, commune)
            assert caught.value.code is code
        work.commit()
    with commune.database.work() as work:
        work.interviews.reopen(interview, commune.collaborator, NOW)
        work.interviews.cancel(interview, commune.collaborator, NOW)
        assert _state(work, commune) is AssignmentState.NOT_STARTED
        second = _open(work, commune)
        assert work.interviews.load(second).interview.attempt == 2
        with pytest.raises(MoveRefusedError):
            work.interviews.reopen(interview, commune.collaborator, NOW)


def test_the_database_itself_holds_one_that_counts(commune: Commune) -> None:
    with commune.database.work() as work:
        first = _open(work, commune)
        work.interviews.cancel(first, commune.collaborator, NOW)
        _open(work, commune)
        again = table("interview").update().where(table("interview").c.id == first).values(state="draft")
        with pytest.raises(IntegrityError):
            work._session.run(again)


def test_an_interview_goes_from_draft_to_checked(commune: Commune) -> None:
    with commune.database.work() as work:
        interview = begun(work, commune)
        assert work.interviews.open_of(commune.assignment) == work.interviews.get(interview)
        work.interviews.submit(interview, POOR, commune.collaborator, LATER)
        assert work.interviews.open_of(commune.assignment) is None
        found = work.interviews.latest_of(commune.assignment)
        assert found is not None
        assert (found.state, found.result, found.submitted_at) == (InterviewState.SUBMITTED, POOR, LATER)
        assert _state(work, commune) is AssignmentState.SUBMITTED
        work.interviews.reopen(interview, commune.collaborator, LATER)
        found = work.interviews.get(interview)
        assert found is not None
        assert (found.state, found.result, found.submitted_at) == (InterviewState.DRAFT, None, None)
        work.interviews.submit(interview, Result(None, None, 0, 120, ()), commune.collaborator, LATER)
        work.interviews.check(interview, commune.checker, LATER)
        assert _state(work, commune) is AssignmentState.CHECKED
        kinds = [(event.kind, event.value, event.by) for event in work.interviews.events(interview)]
        first, other = commune.collaborator, commune.checker
        assert kinds == [
            ("open", "", first),
            ("submitted", "poor", first),
            ("draft", "", first),
            ("submitted", "", first),
            ("checked", "", other),
        ]


def test_a_refusal_ends_the_interview_and_is_counted(commune: Commune) -> None:
    with commune.database.work() as work:
        interview = _open(work, commune)
        work.interviews.decline(interview, said(commune, given=False), "không muốn")
        assert _state(work, commune) is AssignmentState.CLOSED
        assert work.summary.refused(commune.round_id) == 1
        assert work.interviews.load(interview).consent == said(commune, given=False)
        assert [(one.outcome, one.reason) for one in work.visits.of(commune.assignment)] == [
            (Outcome.REFUSED, "không muốn")
        ]
        again = begun(work, commune)
        assert again != interview
        assert work.interviews.load(again).consent == said(commune, given=True)
        assert _state(work, commune) is AssignmentState.DRAFT


def test_what_does_not_exist_is_said_so(commune: Commune) -> None:
    with commune.database.work() as work:
        with pytest.raises(MissingRowError, match="interview 99"):
            work.interviews.load(99)
        with pytest.raises(MissingRowError, match="interview 99"):
            work.interviews.check(99, commune.collaborator, NOW)


def test_a_published_form_is_frozen(commune: Commune) -> None:
    with commune.database.work() as work:
        again = work.forms.publish("phieu", "1", "Phiếu", b"<h:html/>", LATER)
        assert (again.id, again.published_at) == (commune.form_id, NOW)
        with pytest.raises(FrozenFormError, match="new version"):
            work.forms.publish("phieu", "1", "Phiếu", b"<h:html></h:html>", NOW)
        second = work.forms.publish("phieu", "2", "Phiếu", b"<h:html></h:html>", LATER)
        assert work.forms.latest("phieu") == second
        assert work.forms.get(commune.form_id) == again
        assert work.forms.latest("khac") is None
