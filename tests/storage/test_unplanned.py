"""What has no reminder yet, and the one read that tells whether a tick has anything to do."""

from datetime import date, timedelta

import pytest

from storage import Work
from storage.records import (
    About,
    AnswerChange,
    Changes,
    NewReminder,
    Outcome,
    Outlook,
    ReminderKind,
    Role,
)
from survey.state import AnswerKey
from tests.storage.support.people import NOW, Commune

TODAY = date(2025, 11, 3)
DAY = date(2025, 11, 6)
LATER = NOW + timedelta(hours=1)
EVER = NOW + timedelta(days=9)


def look(work: Work, **changes: date) -> Outlook:
    return work.unplanned.look(NOW, TODAY, upto=changes.get("upto", DAY), since=LATER)


def appoint(work: Work, commune: Commune) -> None:
    work.visits.add(commune.assignment, Outcome.APPOINTMENT, "", DAY, by=commune.collaborator, at=NOW)


def begin(work: Work, commune: Commune) -> int:
    return work.interviews.create(commune.assignment, commune.form_id, "nd07-2021", commune.collaborator, NOW).id


def test_an_appointment_is_missing_until_it_is_planned_for_its_person(commune: Commune) -> None:
    with commune.database.work() as work:
        appoint(work, commune)
        assert not look(work, upto=DAY - timedelta(days=1)).is_missing
        assert look(work).is_missing
        ((about, person),) = work.unplanned.appointments(TODAY, DAY)
        assert (about, person) == (About(ReminderKind.APPOINTMENT, commune.assignment, DAY), commune.collaborator)
        work.reminders.plan([NewReminder(about, person, "on_the_day", EVER)])
        assert not look(work).is_missing
        work.assignments.put(commune.round_id, commune.household, commune.other, LATER)
        assert work.unplanned.appointments(TODAY, DAY) == ((about, commune.other),)


def test_a_draft_is_missing_each_time_it_was_left(commune: Commune) -> None:
    with commune.database.work() as work:
        interview = begin(work, commune)
        assert work.unplanned.drafts(TODAY, NOW) == ()
        assert work.unplanned.drafts(TODAY, LATER) == ((commune.assignment, commune.collaborator, NOW),)
        assert look(work).is_missing
        about = About(ReminderKind.DRAFT, commune.assignment, TODAY, NOW)
        work.reminders.plan([NewReminder(about, commune.collaborator, "nudge", EVER)])
        assert not look(work).is_missing
        changes = Changes((AnswerChange(AnswerKey((), "dien_tich"), "40"),))
        work.interviews.save(interview, changes, by=commune.collaborator, at=LATER)
        assert work.unplanned.drafts(TODAY, LATER) == ()
        assert [left for _, _, left in work.unplanned.drafts(TODAY, EVER)] == [LATER]
        assert work.unplanned.next_left(TODAY, NOW) == LATER
        assert work.unplanned.next_left(TODAY, LATER) is None
        work.interviews.cancel(interview, commune.collaborator, EVER)
        assert work.unplanned.drafts(TODAY, EVER + timedelta(days=1)) == ()


def test_before_the_round_nothing_is_missing(commune: Commune) -> None:
    with commune.database.work() as work:
        appoint(work, commune)
        before = date(2025, 8, 31)
        assert work.unplanned.appointments(before, DAY) == ()
        assert not work.unplanned.look(NOW, before, upto=DAY, since=EVER).is_missing


def test_it_tells_what_is_due_who_has_which_duty_and_which_tasks_there_are(commune: Commune) -> None:
    with commune.database.work() as work:
        assert look(work) == Outlook(
            is_due=False,
            is_missing=False,
            planned="",
            duties=((commune.official, "culture_social"),),
            tasks=(),
            rounds=(f"{commune.round_id}:2025-12-14",),
            reviewers=tuple((one, "collaborator") for one in (commune.collaborator, commune.other)),
        )
        work.people.put("lạ", "Phạm Văn Lạ", Role.OFFICIAL, "radio", active=False)
        task = work.tasks.put("xa", "a", 2025, "Việc", reference="1", due_on=DAY, duty="radio")
        about = About(ReminderKind.TASK, task.id, DAY)
        work.reminders.plan([NewReminder(about, commune.official, "1", NOW)])
        work.meta.set("planned", "x")
        found = look(work)
        assert (found.is_due, found.planned, len(found.duties)) == (True, "x", 1)
        before = found.tasks
        for change in ({"due_on": DAY + timedelta(days=1)}, {"duty": "credit"}):
            work.tasks.put("xa", "a", 2025, "Việc", reference="1", **({"due_on": DAY, "duty": "radio"} | change))  # type: ignore[arg-type]  # of either kind
            assert look(work).tasks != before
        work.tasks.retire(task.id, NOW)
        assert look(work).tasks == ()


def test_it_tells_whom_the_end_of_the_round_concerns(commune: Commune) -> None:
    with commune.database.work() as work:
        leader = work.people.put("chủ tịch", "Phạm Văn Chức", Role.LEADER, "")
        work.people.put("nghỉ", "Phạm Văn Nghỉ", Role.COLLABORATOR, "", active=False)
        assert look(work).reviewers == (
            (commune.collaborator, "collaborator"),
            (commune.other, "collaborator"),
            (leader.id, "leader"),
        )
        assert work.unplanned.look(NOW, date(2025, 8, 31), upto=DAY, since=LATER).rounds == ()


@pytest.mark.parametrize("what", ["appointments", "drafts"])
def test_a_household_of_nobody_is_left_out(commune: Commune, what: str) -> None:
    with commune.database.work() as work:
        if what == "drafts":
            begin(work, commune)
        else:
            appoint(work, commune)
        assert look(work).is_missing
        work.assignments.put(commune.round_id, commune.household, None, NOW)
        assert not look(work).is_missing
