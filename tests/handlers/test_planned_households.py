"""What is planned for households: appointments, and drafts that were left."""

from datetime import date, timedelta

from handlers.talk.wording import local
from storage.records import Outcome, ReminderKind, ReminderState
from tests.handlers.support.ticks import official, pass_days, run_ticks, statements
from tests.support.commune import assignment_of
from tests.support.conversation import Office, Phone


def appoint(office: Office, number: int, day: date) -> None:
    with office.database.work() as work:
        one = assignment_of(work, office, number)
        assert one.person_id is not None
        work.visits.add(one.id, Outcome.APPOINTMENT, "", day, by=one.person_id, at=office.now)
        work.commit()


def test_an_appointment_is_planned_at_the_next_tick_and_far_ones_in_their_time(office: Office) -> None:
    run_ticks(office)
    appoint(office, 12, local(office.now).date() + timedelta(days=2))
    appoint(office, 13, local(office.now).date() + timedelta(days=40))
    run_ticks(office)
    with office.database.look() as work:
        near, far = (
            work.reminders.of(ReminderKind.APPOINTMENT, assignment_of(work, office, number).id) for number in (12, 13)
        )
    assert [(one.about.day, one.stage, local(one.due_at).date()) for one in near] == [
        (date(2025, 11, 5), "on_the_day", date(2025, 11, 5)),
        (date(2025, 11, 5), "missed", date(2025, 11, 6)),
    ]
    assert far == ()
    with statements(office) as said:
        run_ticks(office)
    assert len(said) == 1
    mine = Phone(office, "ra-soat-1")
    pass_days(office, 3)
    assert "hộ 12" in mine.read(mine.receive())
    pass_days(office, 38)
    assert "hộ 13" in mine.read(mine.receive())


def test_the_one_who_takes_a_household_over_has_its_appointment(office: Office) -> None:
    appoint(office, 12, local(office.now).date() + timedelta(days=2))
    run_ticks(office)
    with office.database.work() as work:
        one = assignment_of(work, office, 12)
        work.assignments.put(one.round_id, one.household.id, official(work, "ra-soat-2").id, office.now)
        work.commit()
    run_ticks(office)
    pass_days(office, 3)
    with office.database.look() as work:
        found = work.reminders.of(ReminderKind.APPOINTMENT, assignment_of(work, office, 12).id)
        names = {one.person_id: one.state for one in found}
        first, second = (official(work, key).id for key in ("ra-soat-1", "ra-soat-2"))
    assert names == {first: ReminderState.SKIPPED, second: ReminderState.QUEUED}


def test_a_draft_is_nudged_after_its_patience_and_again_when_it_is_left_again(office: Office) -> None:
    run_ticks(office)
    mine = Phone(office, "ra-soat-1")
    mine.say("rà soát 12")
    mine.say("đồng ý")
    office.wait(hours=23)
    with statements(office) as said:
        run_ticks(office)
    assert len(said) == 1
    office.wait(hours=2)
    assert run_ticks(office) == 1
    assert "Hộ 12 – Phạm Văn Dắt đang làm dở" in mine.read(mine.receive())
    with statements(office) as said:
        run_ticks(office)
    assert len(said) == 1
    mine.say("rà soát 12")
    mine.say("đủ")
    office.wait(hours=25)
    assert run_ticks(office) == 1
    assert "Hộ 12 – Phạm Văn Dắt đang làm dở" in mine.read(mine.receive())
