"""While "huỷ?" or "vì sao?" is open, that is what is asked: side messages ask it again, and nothing is decided by accident."""

from datetime import datetime

import pytest

from chat import Contact, Incoming, Kind
from storage.records import AssignmentState, InterviewState, Outcome, Visit
from tests.support.commune import answers, assignment_of, latest_of
from tests.support.conversation import Office, Phone

CANCEL = "Huỷ phiếu của hộ 12?"
ABSENT = "Hộ 12 vắng nhà. Vì sao?"
SIDE = ["😀", "trợ giúp", "/trogiup", "x" * 5000, "/khongco", "/tonghop"]


def visits(office: Office) -> tuple[Visit, ...]:
    with office.database.look() as work:
        return work.visits.of(assignment_of(work, office, 12).id)


def states(office: Office) -> tuple[AssignmentState, InterviewState]:
    with office.database.look() as work:
        return assignment_of(work, office, 12).state, latest_of(work, office, 12).state


@pytest.mark.parametrize("side", SIDE)
@pytest.mark.parametrize(("word", "asked"), [("huỷ", CANCEL), ("vắng nhà", ABSENT)])
def test_a_side_message_asks_the_small_question_again(
    office: Office, at_area: Phone, word: str, asked: str, side: str
) -> None:
    at_area.say(word)
    assert asked in at_area.read(at_area.say(side))
    assert states(office) == (AssignmentState.DRAFT, InterviewState.DRAFT)
    assert visits(office) == ()


def test_a_sticker_and_a_contact_ask_it_again_too(office: Office, at_area: Phone) -> None:
    at_area.say("huỷ")
    for number, kind in enumerate((Kind.STICKER, Kind.CONTACT)):
        contact = Contact("+84905123456", own=False) if kind is Kind.CONTACT else None
        at_area.give(Incoming(at_area.address, f"side-{number}", kind, office.now, contact=contact))
        office.work_off()
        assert CANCEL in at_area.read(at_area.receive())
    assert states(office)[1] is InterviewState.DRAFT


@pytest.mark.parametrize("yes", ["1", "Huỷ", "hủy", "huy", "có"])
def test_giving_up_takes_a_clear_yes(office: Office, at_area: Phone, yes: str) -> None:
    at_area.say("huỷ")
    assert "Đã huỷ phiếu của hộ 12." in at_area.read(at_area.say(yes))
    assert states(office) == (AssignmentState.NOT_STARTED, InterviewState.CANCELLED)


@pytest.mark.parametrize("no", ["2", "không", "làm tiếp", "lam tiep", "quay lại", "tiếp tục"])
def test_anything_that_means_no_goes_on(office: Office, at_area: Phone, no: str) -> None:
    at_area.say("huỷ")
    said = at_area.read(at_area.say(no))
    assert "Câu 16. Diện tích" in said
    at_area.say("40")
    assert answers(office, 12)["dien_tich"] == "40.0"


@pytest.mark.parametrize("word", ["huỷ", "quay lại", "tiếp tục"])
def test_going_back_from_a_reason_records_no_visit(office: Office, at_area: Phone, word: str) -> None:
    at_area.say("chuyển đi")
    said = at_area.read(at_area.say(word))
    assert "Chưa ghi gì" in said
    assert "Câu 16. Diện tích" in said
    assert visits(office) == ()


def test_another_outcome_takes_the_place_of_the_first(office: Office, at_area: Phone) -> None:
    at_area.say("vắng nhà")
    at_area.say("hẹn lại thứ năm")
    assert [(one.outcome, one.appointment_on) for one in visits(office)] == [
        (Outcome.APPOINTMENT, datetime.fromisoformat("2025-11-06").date())
    ]


def test_a_household_that_moved_keeps_its_answers_and_can_be_opened_again(office: Office, at_area: Phone) -> None:
    before = answers(office, 12)
    at_area.say("chuyển đi")
    at_area.say("2")
    assert states(office) == (AssignmentState.CLOSED, InterviewState.DRAFT)
    assert "Câu 16. Diện tích" in at_area.read(at_area.say("rà soát 12"))
    assert answers(office, 12) == before
    assert states(office)[0] is AssignmentState.DRAFT


def test_leaving_for_another_household_records_the_visit_without_its_reason(office: Office, at_area: Phone) -> None:
    at_area.say("vắng nhà")
    said = at_area.read(at_area.say("rà soát 7"))
    assert said.startswith("Đã ghi hộ 12: vắng nhà.")
    assert "Hộ 7 – " in said
    assert [(one.outcome, one.reason) for one in visits(office)] == [(Outcome.ABSENT, "")]


def test_the_reason_for_a_removal_is_not_the_households(office: Office, at_roster: Phone) -> None:
    at_roster.say("xoá 5")
    assert "chuyển đi, còn trong lịch sử" in at_roster.read(at_roster.say("chuyển đi"))
    assert visits(office) == ()


def test_reading_the_notice_is_not_yet_a_review(office: Office, phone: Phone) -> None:
    phone.say("rà soát 12")
    assert states(office) == (AssignmentState.NOT_STARTED, InterviewState.DRAFT)
    phone.say("đồng ý")
    assert states(office)[0] is AssignmentState.DRAFT


def test_a_long_number_is_not_said_back(at_roster: Phone) -> None:
    said = at_roster.read(at_roster.say("051071001234 là số căn cước"))
    assert "051071001234" not in said
    assert "•••234" in said
