"""What is planned when: once for each change, nothing at an idle tick, and the plan is that of the day."""

from dataclasses import replace
from datetime import date, datetime
from functools import partial

import pytest

from handlers.talk.wording import local
from handlers.tasks.reminders import tick
from storage.records import ReminderState, Role, TaskState
from survey.programme.plan import PlannedTask, Programme
from tests.handlers.support.plans import REPORT, all_read, of_task, plan_of, states, with_plans
from tests.handlers.support.ticks import OFFICIAL, official, pass_days, run_ticks, statements
from tests.support.conversation import Office, Phone


def next_years(plan: Programme) -> Programme:
    task = PlannedTask("report_year_2026", "Báo cáo năm 2026", "land_construction", "V.9", date(2026, 1, 20), "stated")
    return replace(
        plan,
        key="ba-to-2026",
        year=2026,
        valid_from=date(2026, 1, 1),
        valid_to=date(2026, 12, 31),
        tasks=(task,),
        targets=tuple(replace(one, value=4.5) for one in plan.targets),
    )


# --- an idle tick ----------------------------------------------------------------------------------------------------------------------


def test_an_idle_tick_costs_one_read(office: Office) -> None:
    run_ticks(office)
    office.wait(seconds=10)
    with statements(office) as said:
        assert tick(office.database, office.services, office.now) == 0
    assert len(said) == 1
    assert said[0].startswith("SELECT")


@pytest.mark.parametrize("days", [0, 1])
def test_a_morning_without_news_is_idle_too(office: Office, days: int) -> None:
    run_ticks(office)
    office.wait(days=days, hours=1)
    with statements(office) as said:
        assert run_ticks(office) == 0
    assert len(said) == 1


def test_planning_again_plans_what_is_missing(office: Office) -> None:
    run_ticks(office)
    assert len(of_task(office)) == 5
    with office.database.work() as work:
        person = work.people.put("moi", "Phạm Thị Mới", Role.OFFICIAL, "land_construction", ["xa-ba-to"])
        work.commit()
    run_ticks(office)
    assert len(of_task(office)) == 10
    with office.database.work() as work:
        work.people.put("moi", "Phạm Thị Mới", Role.OFFICIAL, "land_construction", ["xa-ba-to"], active=False)
        work.commit()
    with statements(office) as said:
        run_ticks(office)
    assert len(said) > 1, "planned anew, for somebody is gone"
    assert {one.person_id for one in of_task(office)} == {person.id, of_task(office)[0].person_id}


def test_a_task_that_is_put_there_by_something_else_than_a_plan_is_reminded_of_and_stays(office: Office) -> None:
    run_ticks(office)
    with office.database.work() as work:
        put = partial(
            work.tasks.put, "xa-ba-to", "by-hand", 2025, "Việc giao thêm", reference="1", due_on=date(2025, 11, 20)
        )
        put(duty="land_construction")
        work.commit()
    run_ticks(office)
    assert len(of_task(office, "by-hand")) == 5
    with_plans(office, replace(plan_of(office), tasks=()))
    run_ticks(office)
    assert ReminderState.DROPPED not in states(office, "by-hand")
    assert states(office) == {ReminderState.DROPPED}


# --- the plan of the day ---------------------------------------------------------------------------------------------------------------


def test_next_years_plan_takes_over_on_the_first_of_january(office: Office) -> None:
    shipped = plan_of(office)
    with_plans(office, shipped, next_years(shipped))
    me, leader = Phone(office, OFFICIAL), Phone(office, "lanh-dao-1")
    run_ticks(office)
    assert "Báo cáo năm 2026" not in me.read(me.say("/nhiemvu"))
    assert "chỉ tiêu ≤ 6,05 %" in leader.read(leader.say("/tonghop"))
    pass_days(office, 58)
    assert local(office.now).date() == date(2025, 12, 31)
    with office.database.look() as work:
        assert {task.key for task in work.tasks.all(retired=True)} == {REPORT}
    pass_days(office, 1)
    assert local(office.now).date() == date(2026, 1, 1)
    assert len(of_task(office, "report_year_2026")) == 5
    all_read(office)
    said = me.read(me.say("/nhiemvu"))
    assert "2. Báo cáo năm 2026" in said
    assert "quá hạn 17 ngày" in said.splitlines()[1], "what was left undone last year is still owed"
    assert "chỉ tiêu ≤ 4,50 %" in leader.read(leader.say("/tonghop"))
    office.wait(days=5)
    run_ticks(office)
    assert "Báo cáo năm 2026" in me.read(me.receive())


def test_what_was_done_last_year_is_not_shown_this_year_and_numbers_follow(office: Office) -> None:
    shipped = plan_of(office)
    with_plans(office, shipped, next_years(shipped))
    me = Phone(office, OFFICIAL)
    run_ticks(office)
    me.say("xong 1")
    pass_days(office, 64)
    me.receive()
    assert "1. Báo cáo năm 2026" in me.read(me.say("/nhiemvu"))
    pass_days(office, 8)
    (reminder,) = me.receive()
    with office.database.look() as work:
        (task,) = [one for one in work.tasks.all() if one.key == "report_year_2026"]
    assert [button.payload for button in reminder.rows[0]] == [
        f"c|{word} #{task.id}" for word in ("đã nhận", "xong", "hoãn")
    ]
    assert "xong 1" in reminder.text


def test_a_year_without_a_plan_says_so(office: Office) -> None:
    office.now = datetime.fromisoformat("2026-02-02T08:00+07:00")
    leader = Phone(office, "lanh-dao-1")
    said = leader.read(leader.say("/tonghop"))
    assert "Năm 2026 chưa có kế hoạch trong bot" in said
    assert "chỉ tiêu ≤ –; giảm 0/– hộ" in said
    run_ticks(office)
    assert of_task(office) == []


def test_a_task_gone_from_the_plan_is_retired_and_comes_back(office: Office) -> None:
    shipped = plan_of(office)
    me = Phone(office, OFFICIAL)
    run_ticks(office)
    me.say("đã nhận 1")
    with_plans(office, replace(shipped, tasks=()))
    run_ticks(office)
    assert states(office) == {ReminderState.DROPPED}
    assert "chưa được nạp nhiệm vụ nào" in me.read(me.say("/nhiemvu"))
    pass_days(office, 30)
    assert me.receive() == []
    with_plans(office, shipped)
    run_ticks(office)
    assert "đã nhận" in me.read(me.say("/nhiemvu")).splitlines()[1], "its history was kept"
    # The one whose day has passed in the meantime is not said afterwards.
    assert [one.state for one in of_task(office)] == [ReminderState.DROPPED] + [ReminderState.PENDING] * 4
    pass_days(office, 6)
    assert len(me.receive()) == 1


def test_a_deadline_that_was_moved_is_reminded_of_at_its_new_day_only(office: Office) -> None:
    shipped = plan_of(office)
    me = Phone(office, OFFICIAL)
    run_ticks(office)
    with_plans(office, replace(shipped, tasks=(replace(shipped.tasks[0], due_on=date(2025, 12, 29)),)))
    run_ticks(office)
    pass_days(office, 30)
    assert me.receive() == []
    pass_days(office, 13)
    assert "29/12/2025" in me.read(me.receive())


# --- what people say of their tasks ----------------------------------------------------------------------------------------------------


def test_what_one_official_has_done_is_still_reminded_of_at_the_other(office: Office) -> None:
    with office.database.work() as work:
        other = work.people.put("hai", "Phạm Văn Hai", Role.OFFICIAL, "land_construction", ["xa-ba-to"])
        work.commit()
    run_ticks(office)
    me = Phone(office, OFFICIAL)
    me.say("xong 1")
    by_person = {(one.person_id == other.id, one.state) for one in of_task(office)}
    assert by_person == {(True, ReminderState.PENDING), (False, ReminderState.DROPPED)}


def test_done_by_mistake_is_taken_back(office: Office) -> None:
    run_ticks(office)
    me = Phone(office, OFFICIAL)
    me.say("xong 1")
    assert states(office) == {ReminderState.DROPPED}
    me.say("đã nhận 1")
    assert states(office) == {ReminderState.PENDING}
    with office.database.look() as work:
        (mine,) = work.tasks.of_duty("land_construction", official(work).id)
    assert mine.state is TaskState.RECEIVED
