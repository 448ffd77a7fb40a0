"""A number of a list means what stood there when the list was shown, here of tasks: also when the list has changed since, and days later."""

from datetime import date

import pytest

from storage.records import TaskState
from tests.handlers.support.plans import DUTY, with_tasks
from tests.handlers.support.ticks import OFFICIAL, official, pass_days
from tests.support.conversation import Office, Phone

EARLY = ("early", "Báo cáo giải ngân quý 4", date(2025, 12, 10))
FIRST = ("first", "Họp giao ban", date(2025, 12, 2))
LAST = ("last", "Gửi hồ sơ lưu", date(2025, 12, 28))
OPEN, RECEIVED, DONE, POSTPONED = TaskState


def states(office: Office) -> dict[str, TaskState]:
    """What the official has said of each task, by its key."""
    with office.database.look() as work:
        return {one.task.key: one.state for one in work.tasks.of_duty(DUTY, official(work).id)}


def ask(phone: Phone, text: str, quotes: str | None = None) -> str:
    phone.office.wait(seconds=5)
    phone.send(text, quotes=quotes)
    phone.office.work_off()
    return phone.read(phone.receive())


def last_message(office: Office) -> str:
    """The platform's number of what was sent last."""
    with office.database.look() as work:
        rows = work.outbox.get(range(1, 10_000))
    return str(rows[-1].platform_ref)


@pytest.fixture
def me(office: Office) -> Phone:
    """An official with two tasks: the quarter's report, the year's report."""
    with_tasks(office, EARLY)
    return Phone(office, OFFICIAL)


VERBS = [("xong", DONE), ("đã nhận", RECEIVED), ("hoãn {} tới 3/12", POSTPONED), ("việc {} xong rồi ạ", DONE)]


@pytest.mark.parametrize(("words", "then"), VERBS)
@pytest.mark.parametrize("days", [0, 6])
def test_a_new_task_above_changes_no_number_that_was_shown(
    office: Office, me: Phone, words: str, then: TaskState, days: int
) -> None:
    assert "2. Báo cáo năm" in ask(me, "nhiệm vụ")
    with_tasks(office, FIRST, EARLY)
    office.wait(days=days)
    said = ask(me, words.format(2) if "{}" in words else f"{words} 2")
    assert "Báo cáo năm" in said
    assert states(office) == {"first": OPEN, "early": OPEN, "report_year_2025": then}


def test_the_number_that_is_said_back_is_the_one_that_was_shown(office: Office, me: Phone) -> None:
    ask(me, "nhiệm vụ")
    with_tasks(office, FIRST, EARLY)
    assert "chưa xong 2" in ask(me, "xong 2")
    ask(me, "chưa xong 2")
    assert set(states(office).values()) == {OPEN}
    assert "hoãn 2 tới" in ask(me, "hoãn 2")
    ask(me, "hoãn 2 tới tuần sau")
    assert states(office)["report_year_2025"] is POSTPONED


def test_a_number_alone_shows_what_stood_there(office: Office, me: Phone) -> None:
    ask(me, "nhiệm vụ")
    with_tasks(office, FIRST, EARLY)
    assert ask(me, "2").startswith("2. Báo cáo năm")
    assert ask(me, "việc 1").startswith("1. Báo cáo giải ngân")


def test_a_new_list_counts_from_then_on(office: Office, me: Phone) -> None:
    ask(me, "nhiệm vụ")
    with_tasks(office, FIRST, EARLY)
    assert "1. Họp giao ban" in ask(me, "nhiệm vụ")
    ask(me, "xong 1")
    assert states(office)["first"] is DONE


def test_a_list_on_its_way_counts_only_once_it_has_come(office: Office, me: Phone) -> None:
    ask(me, "nhiệm vụ")
    with_tasks(office, FIRST, EARLY)
    office.wait(seconds=5)
    me.send("nhiệm vụ")
    office.work_off()
    office.wait(seconds=5)
    me.send("xong 1")
    office.work_off()
    assert states(office) == {"first": OPEN, "early": DONE, "report_year_2025": OPEN}


def test_what_is_no_task_any_more_is_said_by_its_title(office: Office, me: Phone) -> None:
    ask(me, "nhiệm vụ")
    with_tasks(office, LAST)
    said = ask(me, "xong 1")
    assert "Báo cáo giải ngân quý 4" in said
    assert "không còn" in said
    assert states(office) == {"report_year_2025": OPEN, "last": OPEN}


def test_what_is_done_is_said_to_be_done_and_nothing_else_is(office: Office, me: Phone) -> None:
    ask(me, "nhiệm vụ")
    ask(me, "xong 1")
    office.wait(days=2)
    said = ask(me, "xong 1")
    assert '"Báo cáo giải ngân quý 4" đã xong từ 03/11/2025' in said
    assert states(office) == {"early": DONE, "report_year_2025": OPEN}


@pytest.mark.parametrize("words", ["xong 1", "đã nhận 1", "hoãn 1 tới mai"])
def test_a_number_that_was_never_shown_is_asked_about(office: Office, me: Phone, words: str) -> None:
    said = ask(me, words)
    assert "Báo cáo giải ngân quý 4" in said
    assert f"gõ lại: {words}" in said
    assert set(states(office).values()) == {OPEN}
    ask(me, words)
    assert states(office)["early"] is not OPEN
    assert states(office)["report_year_2025"] is OPEN


def test_a_number_that_a_reminder_gave_to_another_task_is_asked_about(office: Office, me: Phone) -> None:
    ask(me, "nhiệm vụ")
    with_tasks(office, ("first", "Họp giao ban", date(2026, 1, 30)), EARLY)
    with_tasks(office, FIRST, EARLY)
    ask(me, "xong #0")
    pass_days(office, 24)
    reminded = me.read(me.receive())
    assert "2. Báo cáo giải ngân quý 4" in reminded or "xong 2" in reminded
    said = ask(me, "xong 3")
    assert "Báo cáo năm" in said
    assert states(office)["report_year_2025"] is OPEN


def test_a_reminder_s_words_mean_its_task_days_later(office: Office, me: Phone) -> None:
    pass_days(office, 24)
    reminded = me.read(me.receive())
    assert "Báo cáo giải ngân quý 4" in reminded
    assert "xong 1" in reminded
    with_tasks(office, FIRST, EARLY)
    ask(me, "xong 1")
    assert states(office)["early"] is DONE
    assert states(office)["first"] is OPEN


def test_xong_alone_below_a_reminder_is_its_task(office: Office, me: Phone) -> None:
    pass_days(office, 24)
    me.receive()
    ask(me, "đã nhận")
    assert states(office) == {"early": RECEIVED, "report_year_2025": OPEN}


def test_xong_alone_is_no_task_that_nobody_has_seen(office: Office, me: Phone) -> None:
    ask(me, "nhiệm vụ")
    ask(me, "xong 1")
    ask(me, "xong 2")
    with_tasks(office, EARLY, LAST)
    said = ask(me, "xong")
    assert states(office)["last"] is OPEN
    assert "Báo cáo năm" in said or "Gửi hồ sơ lưu" in said


def test_an_older_list_is_meant_where_it_is_quoted(office: Office, me: Phone) -> None:
    ask(me, "nhiệm vụ")
    older = last_message(office)
    with_tasks(office, FIRST, EARLY)
    ask(me, "nhiệm vụ")
    ask(me, "xong 1", quotes=older)
    assert states(office) == {"first": OPEN, "early": DONE, "report_year_2025": OPEN}
    assert ask(me, "2", quotes=older).startswith("2. Báo cáo năm")


def test_each_phone_has_shown_its_own_list(office: Office, me: Phone) -> None:
    other = Phone(office, OFFICIAL, bot="zalo")
    with office.database.work() as work:
        work.people.link(official(work).id, other.address, office.now)
        work.commit()
    ask(me, "nhiệm vụ")
    with_tasks(office, FIRST, EARLY)
    assert "1. Họp giao ban" in ask(other, "nhiệm vụ")
    ask(me, "xong 1")
    assert states(office) == {"first": OPEN, "early": DONE, "report_year_2025": OPEN}


def test_a_list_of_weeks_ago_is_still_known_after_old_words_were_wiped(office: Office, me: Phone) -> None:
    ask(me, "nhiệm vụ")
    with_tasks(office, FIRST, EARLY)
    with office.database.work() as work:
        work.outbox.wipe(office.now)
        assert work.shown_lists.forget(office.now) == 0
        work.commit()
    ask(me, "xong 2")
    assert states(office)["report_year_2025"] is DONE
