"""Appointments and the end of the round: what was promised comes, once, and nothing after the end is taken in silence."""

from datetime import date, datetime

import pytest

from handlers.talk.wording import local
from storage.records import Assignment, AssignmentState, Outcome
from tests.handlers.support.plans import all_read
from tests.handlers.support.ticks import pass_days, run_ticks
from tests.support.commune import assignment_of
from tests.support.conversation import Office, Phone


def said_by(phone: Phone, *words: str) -> str:
    """What the bot says to the last of these."""
    answers = [phone.read(phone.say(one)) for one in words]
    return answers[-1].replace("\u00a0", " ")


def held(office: Office, number: int) -> Assignment:
    with office.database.look() as work:
        return assignment_of(work, office, number)


def heard(phone: Phone) -> list[str]:
    return [one.text for one in phone.receive()]


def at(office: Office, moment: str) -> None:
    office.now = datetime.fromisoformat(f"{moment}+07:00")


# --- appointments ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("begun", [False, True])
def test_an_appointment_comes_on_its_morning_and_once_more_where_nobody_went(
    office: Office, phone: Phone, begun: bool
) -> None:
    said_by(phone, "rà soát 10", *(["đồng ý"] if begun else []), "hẹn lại thứ năm")
    pass_days(office, 10)
    assert heard(phone) == [
        "Hôm nay anh/chị hẹn hộ 10 – Đinh Hồng Thía. Gõ: rà soát 10",
        "Quá hẹn hộ 10 – Đinh Hồng Thía (thứ năm 06/11/2025) mà chưa làm. Gõ: rà soát 10, hoặc: hẹn lại 10 mai",
    ]
    assert "quá hẹn thứ năm 06/11" in said_by(phone, "danh sách")


def test_who_went_and_began_has_not_missed_it(office: Office, phone: Phone) -> None:
    said_by(phone, "rà soát 10", "hẹn lại thứ năm")
    at(office, "2025-11-06T09:00")
    run_ticks(office)
    said_by(phone, "rà soát 10", "đồng ý", "tạm dừng")
    pass_days(office, 1)
    assert not [text for text in heard(phone) if "Quá hẹn" in text]
    assert "quá hẹn" not in said_by(phone, "danh sách")


def test_an_appointment_of_today_promises_no_morning_that_is_over(office: Office, phone: Phone) -> None:
    assert "Chưa làm được thì sáng mai em nhắc" in said_by(phone, "rà soát 10", "hẹn lại hôm nay")
    run_ticks(office)
    assert heard(phone) == []
    pass_days(office, 1)
    (text,) = heard(phone)
    assert text.startswith("Quá hẹn hộ 10")


def test_what_was_put_off_is_not_nudged(office: Office, phone: Phone) -> None:
    said_by(phone, "rà soát 10", "đồng ý", "đủ", "hẹn lại 8/11")
    pass_days(office, 4)
    assert heard(phone) == []


@pytest.mark.parametrize("said", ["hẹn lại 15/12/2025", "hẹn lại 15/12", "hẹn 20/12"])
def test_nobody_is_asked_to_come_after_the_end_of_the_round(office: Office, phone: Phone, said: str) -> None:
    answer = said_by(phone, "rà soát 10", said)
    assert "hết hạn chủ nhật 14/12/2025, em chưa ghi" in answer
    assert held(office, 10).appointment_on is None
    assert "Đã hẹn hộ 10 thứ năm 06/11/2025" in said_by(phone, answer.rpartition("ví dụ: ")[2])


def test_the_last_day_of_the_round_may_be_appointed(office: Office, phone: Phone) -> None:
    assert "Đã hẹn hộ 10 chủ nhật 14/12/2025" in said_by(phone, "rà soát 10", "hẹn lại 14/12")


@pytest.mark.parametrize(
    "said",
    [
        "hẹn lại thứ 5",
        "hẹn lại 4 thứ 5",
        "hẹn 4 thứ năm",
        "hẹn lại hộ 4 thứ 5",
        "hen lai 4: 6/11",
        "hẹn lại 3 ngày nữa",
        "hẹn lại 6/11",
    ],
)
def test_after_an_absence_the_day_is_said_without_opening_the_household_again(
    office: Office, phone: Phone, said: str
) -> None:
    assert "hẹn lại thứ năm" in said_by(phone, "rà soát 4", "vắng nhà", "1")
    assert "Đã hẹn hộ 4 thứ năm 06/11/2025" in said_by(phone, said)
    assert held(office, 4).appointment_on == date(2025, 11, 6)


def test_from_outside_a_household_is_named_and_must_be_one_s_own(office: Office, phone: Phone) -> None:
    assert "hộ số mấy" in said_by(phone, "hẹn lại thứ 5")
    assert "không có hộ số 999" in said_by(phone, "hẹn lại 999 thứ 5")
    assert "không có hộ số 60" in said_by(phone, "hẹn lại 60 thứ 5")
    assert "ngày nào" in said_by(phone, "hẹn lại 4")
    assert held(office, 60).appointment_on is None


def test_nobody_home_and_a_day_to_come_back_in_one_sentence(office: Office, phone: Phone) -> None:
    said = said_by(phone, "rà soát 4", "ho di ray het roi, mai quay lai")
    assert "Đã ghi hộ 4: vắng nhà, hẹn thứ ba 04/11/2025" in said
    one = held(office, 4)
    assert (one.outcome, one.appointment_on, one.state) == (
        Outcome.APPOINTMENT,
        date(2025, 11, 4),
        AssignmentState.NOT_STARTED,
    )
    assert "Đã hẹn hộ 4 thứ năm 06/11/2025" in said_by(phone, "hẹn lại 4 thứ năm")
    pass_days(office, 3)
    assert len(heard(phone)) == 1


@pytest.mark.parametrize("why", ["mai", "đi rẫy, mai quay lại", "đi làm, hẹn mai"])
def test_the_reason_of_an_absence_may_name_the_day(office: Office, phone: Phone, why: str) -> None:
    assert "vắng nhà, hẹn thứ ba 04/11/2025" in said_by(phone, "rà soát 4", "vắng nhà", why)
    assert held(office, 4).appointment_on == date(2025, 11, 4)


def test_a_day_that_may_be_two_is_asked_back_and_the_absence_is_kept(office: Office, phone: Phone) -> None:
    said = said_by(phone, "rà soát 4", "không có nhà, thứ hai em quay lại")
    assert "Đã ghi hộ 4: vắng nhà." in said
    assert "là tuần này hay tuần sau?" in said
    assert held(office, 4).appointment_on is None


@pytest.mark.parametrize("said", ["chuyển sang tổ 3", "họ chuyển qua tổ khác rồi", "nhà này dọn đi rồi"])
def test_at_the_notice_a_household_that_moved_is_asked_where_to(office: Office, phone: Phone, said: str) -> None:
    assert "Đi đâu?" in said_by(phone, "rà soát 4", said)
    assert held(office, 4).state is AssignmentState.NOT_STARTED


def test_the_notice_tells_what_to_type_where_nobody_is_home(office: Office, phone: Phone) -> None:
    assert "Không gặp, gõ: vắng nhà" in said_by(phone, "rà soát 4")
    assert "Không gặp hộ thì gõ: vắng nhà" in said_by(phone, "họ chưa đồng ý")
    assert held(office, 4).state is AssignmentState.NOT_STARTED
    said_by(phone, "đã đọc")
    assert held(office, 4).state is AssignmentState.NOT_STARTED, "that the notice was read is no consent"
    said_by(phone, "ho dong y")
    assert held(office, 4).state is AssignmentState.DRAFT


# --- the end of the round --------------------------------------------------------------------------------------------------------------


def test_the_end_of_the_round_is_told_at_its_stages_and_to_leaders_on_the_day(office: Office, phone: Phone) -> None:
    leader, official = Phone(office, "lanh-dao-1"), Phone(office, "cong-chuc-van-hoa")
    told: dict[date, tuple[list[str], list[str]]] = {}
    for day in range(5, 17):
        at(office, f"2025-12-{day:02}T08:00")
        run_ticks(office)
        texts = all_read(office)
        mine = [text for user, text in texts if user == phone.person and "đợt rà soát" in text.lower()]
        theirs = [text for user, text in texts if user == leader.person]
        assert not [text for user, text in texts if user == official.person]
        if mine or theirs:
            told[local(office.now).date()] = (mine, theirs)
    assert sorted(told) == [date(2025, 12, 7), date(2025, 12, 11), date(2025, 12, 13), date(2025, 12, 14)]
    assert told[date(2025, 12, 7)] == (
        ["Đợt rà soát còn 7 ngày, hết hạn chủ nhật 14/12/2025.\nAnh/chị đã xong 0/39 hộ, còn 39 hộ. Gõ: danh sách"],
        [],
    )
    (to_me,), (to_them,) = told[date(2025, 12, 14)]
    assert to_me.startswith("Hôm nay là ngày cuối của đợt rà soát, chủ nhật 14/12/2025.")
    assert to_them.endswith("Cả xã đã xong 0/247 hộ, còn 247 hộ. Gõ: tổng hợp")


def test_after_an_outage_the_end_is_told_once_and_who_is_done_hears_nothing(office: Office, phone: Phone) -> None:
    run_ticks(office)
    with office.database.work() as work:
        current = work.rounds.current(local(office.now).date())[0]
        person = work.people.by_key("ra-soat-2")
        assert current is not None
        assert person is not None
        for one in work.assignments.of_person(current.id, person.id):
            work.assignments.put(current.id, one.household.id, None, office.now)
        work.commit()
    at(office, "2025-12-13T09:00")
    run_ticks(office)
    assert len([text for text in heard(phone) if text.startswith("Đợt rà soát còn 1 ngày")]) == 1
    assert heard(Phone(office, "ra-soat-2")) == []


def test_after_the_end_opening_and_lists_say_so(office: Office, phone: Phone) -> None:
    at(office, "2025-12-16T09:00")
    all_read(office)
    ended = "Đợt rà soát đã hết hạn chủ nhật 14/12/2025"
    assert ended in said_by(phone, "danh sách")
    assert ended in said_by(phone, "rà soát 10")
    assert "Đợt rà soát đã hết hạn." in said_by(phone, "hẹn lại 20/12")
    leader = Phone(office, "lanh-dao-1")
    assert "⚠ Đã quá hạn chủ nhật 14/12/2025 2 ngày." in said_by(leader, "tổng hợp")
