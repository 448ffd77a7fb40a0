"""A household's state as people meet it: looking changes nothing, and what cannot be done is one sentence."""

from typing import Any

import pytest

from storage.records import AnswerEvent, AssignmentState, InterviewState, Outcome, Role
from survey.workflow.moves import MoveRefusal
from tests.support.commune import answers, assignment_of, latest_of
from tests.support.conversation import Office, Phone, shared_services


def household(office: Office, number: int) -> tuple[Any, ...]:
    """(state, outcome, day of the appointment, state of the last interview)"""
    with office.database.look() as work:
        one = assignment_of(work, office, number)
        return one.state, one.outcome, one.appointment_on, latest_of(work, office, number).state


def history(office: Office, number: int) -> tuple[AnswerEvent, ...]:
    with office.database.look() as work:
        return work.interviews.events(latest_of(work, office, number).id)


def close(office: Office, number: int) -> None:
    """Somebody else closes the household while its interview is open on a phone."""
    with office.database.work() as work:
        one = assignment_of(work, office, number)
        assert one.person_id is not None
        work.visits.add(one.id, Outcome.MOVED, "", None, by=one.person_id, at=office.now)
        work.commit()


def test_a_closed_household_that_is_only_looked_at_stays_closed(office: Office, phone: Phone) -> None:
    for text in ("rà soát 12", "chuyển đi", "2"):
        phone.say(text)
    before = household(office, 12)
    assert before[:2] == (AssignmentState.CLOSED, Outcome.MOVED)
    phone.say("rà soát 12")
    assert household(office, 12)[:3] == before[:3]
    for text in ("huỷ", "có"):
        phone.say(text)
    assert household(office, 12) == before
    leader = Phone(office, "lanh-dao-1")
    assert "không rà soát được 1" in leader.read(leader.say("tổ 1"))


@pytest.mark.parametrize("text", ["40", "nộp"])
def test_a_household_that_is_closed_meanwhile_takes_no_answer_and_keeps_what_it_has(
    office: Office, at_area: Phone, text: str
) -> None:
    close(office, 12)
    before, events = answers(office, 12), history(office, 12)
    assert "Phiếu này không còn mở." in at_area.read(at_area.say(text))
    assert history(office, 12) == events
    assert household(office, 12) == (AssignmentState.CLOSED, Outcome.MOVED, None, InterviewState.DRAFT)
    assert "Câu 16. Diện tích" in at_area.read(at_area.say("rà soát 12"))
    assert household(office, 12) == (AssignmentState.DRAFT, Outcome.MOVED, None, InterviewState.DRAFT)
    at_area.say("40")
    assert answers(office, 12) == before | {"dien_tich": "40.0"}


def test_a_right_that_is_gone_in_the_middle_is_a_sentence_and_moves_nothing(office: Office, at_roster: Phone) -> None:
    with office.database.work() as work:
        me = work.people.by_key("ra-soat-1")
        assert me is not None
        work.people.put(me.key, me.name, Role.OFFICIAL, units=me.units)
        work.commit()
    before = household(office, 12)
    at_roster.say("hẹn lại thứ năm")
    assert household(office, 12) == before
    assert "Vai trò của anh/chị không làm được việc này" in at_roster.read(at_roster.seen[-1:])
    with office.database.look() as work:
        assert work.inbox.parked() == 0


def test_every_refusal_has_its_sentence() -> None:
    for code in MoveRefusal:
        assert shared_services().texts(f"refused.{code.value}").startswith(("Phiếu", "Vai trò", "Hộ", "Anh/chị", "Em"))
