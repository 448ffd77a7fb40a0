"""What officials say of their tasks in their own words, what is taken back, and when they are reminded of them."""

from datetime import date, datetime

import pytest

from handlers.talk.wording import local
from storage.records import ReminderState, TaskState
from tests.handlers.support.plans import DUTY, of_task, with_tasks
from tests.handlers.support.ticks import OFFICIAL, official, pass_days, run_ticks
from tests.support.conversation import Office, Phone


def state(office: Office, key: str = "report_year_2025") -> tuple[TaskState, date | None]:
    with office.database.look() as work:
        (one,) = [one for one in work.tasks.of_duty(DUTY, official(work).id) if one.task.key == key]
    return one.state, one.until


@pytest.fixture
def me(office: Office) -> Phone:
    run_ticks(office)
    return Phone(office, OFFICIAL)


DONE, OPEN, RECEIVED = (TaskState.DONE, None), (TaskState.OPEN, None), (TaskState.RECEIVED, None)


@pytest.mark.parametrize(
    ("said", "then"),
    [
        (["xong"], DONE),
        (["Xong việc 1 rồi."], DONE),
        (["việc 1 xong rồi ạ"], DONE),
        (["đã xong 1"], DONE),
        (["lam xong viec so 1"], DONE),
        (["1"], OPEN),
        (["nhiệm vụ", "1", "xong 1"], DONE),
        (["xong", "chưa xong 1"], OPEN),
        (["xong", "chua xong"], OPEN),
        (["xong", "mở lại 1"], OPEN),
        (["xong", "xong nhầm"], OPEN),
        (["xong", "xong 1 nham"], OPEN),
        (["xong", "em bấm nhầm"], DONE),
        (["xong", "bấm nhầm"], OPEN),
        (["xong", "việc 1 chưa xong"], OPEN),
        (["đã nhận", "xong", "chưa xong"], RECEIVED),
        (["xong", "đã nhận 1"], RECEIVED),
        (["xong chưa được đâu"], OPEN),
        (["hoãn 1 tới thứ 6"], (TaskState.POSTPONED, date(2025, 11, 7))),
        (["hoãn", "thu 6"], (TaskState.POSTPONED, date(2025, 11, 7))),
        (["hoãn", "tuan sau"], (TaskState.POSTPONED, date(2025, 11, 10))),
        (["hoãn", "3 ngay"], (TaskState.POSTPONED, date(2025, 11, 6))),
        (["hoãn", "3 ngày nữa"], (TaskState.POSTPONED, date(2025, 11, 6))),
        (["hoãn", "mai"], (TaskState.POSTPONED, date(2025, 11, 4))),
        (["hoãn", "tới 15/11 nhé"], (TaskState.POSTPONED, date(2025, 11, 15))),
        (["hoãn 1", "hoãn 1 tới 31/11", "1 tuần"], (TaskState.POSTPONED, date(2025, 11, 10))),
        (["hoãn 3 ngày"], (TaskState.POSTPONED, date(2025, 11, 6))),
        (["hoãn 15/11"], (TaskState.POSTPONED, date(2025, 11, 15))),
        (["hoãn", "thứ hai", "thứ hai tuần sau"], (TaskState.POSTPONED, date(2025, 11, 10))),
        (["hoãn", "xong 1"], DONE),
        (["xong", "tôi bấm nhầm", "chưa làm"], OPEN),
        (["xong", "khôi phục việc 1"], OPEN),
        (["hoãn", "hôm qua"], OPEN),
        (["xong", "hoãn 1 tới mai"], (TaskState.POSTPONED, date(2025, 11, 4))),
        (["hoãn 1 tới mai", "xong", "chưa xong"], (TaskState.POSTPONED, date(2025, 11, 4))),
    ],
)
def test_a_task_in_people_s_own_words(office: Office, me: Phone, said: list[str], then: tuple[TaskState, date]) -> None:
    for words in said:
        me.say(words)
    assert state(office) == then


@pytest.mark.parametrize(
    "words", ["hoãn 1 tới tuần sau vậy", "hoãn 1 tới 31/2", "hoãn 1 tới 1/11", "hoãn 1 tới thứ hai"]
)
def test_a_day_that_is_none_is_refused_with_an_example_of_officials(office: Office, me: Phone, words: str) -> None:
    said = me.read(me.say(words))
    assert "hoãn 1 tới" in said
    assert "hẹn lại" not in said
    example = said.rpartition("ví dụ: ")[2] if "ví dụ: " in said else said.rpartition("Ví dụ: ")[2]
    me.say(example.split(",")[0])
    assert state(office)[0] is TaskState.POSTPONED


def test_today_is_too_late_after_the_hour_of_reminding(office: Office, me: Phone) -> None:
    office.now = datetime.fromisoformat("2025-11-05T15:00+07:00")
    assert "quá giờ nhắc (8 giờ)" in me.read(me.say("hoãn 1 tới hôm nay"))
    assert state(office) == OPEN
    assert "thứ năm 06/11/2025" in me.read(me.say("mai"))


@pytest.mark.parametrize("undo", ["chưa xong 1", "đã nhận 1", "hoãn 1 tới 3/12"])
def test_what_is_open_again_is_reminded_of_at_the_stages_to_come(office: Office, me: Phone, undo: str) -> None:
    me.say("xong 1")
    me.say(undo)
    pass_days(office, 45)
    said = me.receive()
    assert len(said) >= 4, [one.text for one in said]
    assert "đã quá 1 ngày" in said[-1].text


def test_a_stage_that_passed_meanwhile_is_made_up_for_in_the_morning(office: Office, me: Phone) -> None:
    me.say("xong 1")
    pass_days(office, 43)
    assert local(office.now).date() == date(2025, 12, 16)
    assert me.receive() == []
    assert "từ sáng thứ tư 17/12/2025" in me.read(me.say("chưa xong"))
    pass_days(office, 3)
    assert [one.text.splitlines()[1] for one in me.receive()] == ["Hạn thứ hai 15/12/2025, đã quá 2 ngày."]


def test_a_button_names_its_task_whatever_became_of_the_list(office: Office, me: Phone) -> None:
    pass_days(office, 29)
    assert "Báo cáo năm" in me.read(me.receive())
    with_tasks(office, ("early", "Báo cáo giải ngân quý 4", date(2025, 12, 10)))
    me.tap("Xong")
    assert state(office) == DONE
    assert state(office, "early") == OPEN
    me.tap("Chưa xong")
    assert state(office) == OPEN


def test_after_an_outage_one_message_tells_of_all_tasks(office: Office, me: Phone) -> None:
    with_tasks(office, ("early", "Báo cáo giải ngân quý 4", date(2025, 12, 10)))
    office.wait(days=45)
    run_ticks(office)
    (said,) = me.receive()
    assert "có 2 việc" in said.text
    assert "1. Báo cáo giải ngân quý 4" in said.text
    assert "2. Báo cáo năm" in said.text
    assert {one.state for one in of_task(office)} == {ReminderState.QUEUED, ReminderState.SKIPPED}


@pytest.mark.parametrize(("hour", "heard"), [("02:10", 0), ("07:29", 0), ("07:30", 1), ("12:00", 1), ("21:30", 0)])
def test_nobody_is_reminded_at_night(office: Office, me: Phone, hour: str, heard: int) -> None:
    office.now = datetime.fromisoformat(f"2025-12-02T{hour}+07:00")
    run_ticks(office)
    assert len(me.receive()) == heard
    office.now = datetime.fromisoformat("2025-12-03T09:00+07:00")
    run_ticks(office)
    assert len(me.receive()) == 1 - heard


# --- leaders ---------------------------------------------------------------------------------------------------------------------------


def test_a_leader_sees_all_tasks_and_answers_none(office: Office, me: Phone) -> None:
    leader = Phone(office, "lanh-dao-1")
    me.say("hoãn 1 tới 20/12")
    said = leader.read(leader.say("nhiệm vụ"))
    assert "Huỳnh Văn Minh:\n- Báo cáo năm" in said
    assert "hạn thứ hai 15/12/2025" in said
    assert "nhắc lại thứ bảy 20/12/2025" in said
    leader.say("xong 1")
    assert state(office)[0] is TaskState.POSTPONED


@pytest.mark.parametrize(
    ("day", "line"),
    [
        ("2025-11-03", "Việc của công chức: 1 chưa xong, hạn gần nhất thứ hai 15/12/2025. Xem: nhiệm vụ"),
        ("2025-12-03", "• Huỳnh Văn Minh: Báo cáo năm – hạn thứ hai 15/12/2025, còn 12 ngày"),
        ("2025-12-15", "• Huỳnh Văn Minh: Báo cáo năm – hạn thứ hai 15/12/2025, hôm nay"),
        ("2025-12-18", "• Huỳnh Văn Minh: Báo cáo năm – hạn thứ hai 15/12/2025, quá hạn 3 ngày"),
    ],
)
def test_the_summary_tells_leaders_of_deadlines(office: Office, me: Phone, day: str, line: str) -> None:
    leader = Phone(office, "lanh-dao-1")
    office.now = datetime.fromisoformat(f"{day}T09:00+07:00")
    assert line in leader.read(leader.say("tổng hợp")).splitlines()
    me.say("xong 1")
    assert line not in leader.read(leader.say("tổng hợp"))


def test_an_official_without_tasks_is_told_no_falsehood(office: Office) -> None:
    hoa = Phone(office, "cong-chuc-van-hoa")
    for words in ("nhiệm vụ", "việc của tôi", "nhiệm vụ của tôi", "xong 1", "1"):
        assert "Em chưa được nạp nhiệm vụ nào của anh/chị" in hoa.read(hoa.say(words))
