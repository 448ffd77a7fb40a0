"""Tasks, reminders, and the figures for the leaders."""

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from chat import Outgoing
from storage import Work
from storage.records import (
    About,
    AssignmentState,
    Category,
    Cause,
    NewOutgoing,
    NewReminder,
    Outcome,
    ReminderKind,
    ReminderState,
    Result,
    SummaryRow,
    TaskState,
)
from storage.tables import table
from tests.storage.support.people import NOW, Commune, address, begun

LATER = NOW + timedelta(hours=1)
DUE = date(2025, 12, 15)


def test_whoever_has_the_duty_has_the_task(commune: Commune) -> None:
    with commune.database.work() as work:
        task = work.tasks.put(
            "xa",
            "report_year",
            2025,
            "Báo cáo năm",
            reference="V.2",
            due_on=DUE,
            duty="culture_social",
            details='{"days": [7]}',
        )
        work.tasks.put("xa", "report_year", 2026, "Báo cáo năm", reference="V.2", due_on=None, duty="finance")
        work.tasks.put("xa", "funds", 2025, "Kinh phí", reference="V.3", due_on=DUE, duty="finance")
        (mine,) = work.tasks.of_duty("culture_social", commune.official)
        assert (mine.task, mine.state, mine.until, mine.at) == (task, TaskState.OPEN, None, None)
        assert [t.key for t in work.tasks.all(2025)] == ["report_year", "funds"]
        assert len(work.tasks.all()) == 3
        changed = work.tasks.put(
            "xa", "report_year", 2025, "Báo cáo năm 2025", reference="V.2", due_on=DUE, duty="culture_social"
        )
        assert (changed.id, changed.title) == (task.id, "Báo cáo năm 2025")
        assert work.tasks.get(task.id) == changed


def test_every_step_of_a_task_is_kept_each_for_its_person(commune: Commune) -> None:
    with commune.database.work() as work:
        task = work.tasks.put(
            "xa", "report_year", 2025, "Báo cáo", reference="V.2", due_on=DUE, duty="culture_social"
        ).id
        work.tasks.answered(task, commune.official, TaskState.RECEIVED, None, NOW)
        work.tasks.answered(task, commune.official, TaskState.POSTPONED, date(2025, 12, 1), LATER)
        progress = work.tasks.progress(task, commune.official)
        assert progress is not None
        assert (progress.state, progress.until, progress.at, progress.task.due_on) == (
            TaskState.POSTPONED,
            date(2025, 12, 1),
            LATER,
            DUE,
        )
        other = work.tasks.progress(task, commune.other)
        assert other is not None
        assert other.state is TaskState.OPEN
        assert [event.state for event in work.tasks.history(task)] == [TaskState.RECEIVED, TaskState.POSTPONED]
        assert work.tasks.progress(99, commune.official) is None


def _new(commune: Commune, stage: str, due_at: datetime, task: int = 1) -> NewReminder:
    return NewReminder(About(ReminderKind.TASK, task, DUE), commune.official, stage, due_at)


def _states(work: Work, task: int = 1) -> list[tuple[str, ReminderState]]:
    return [(one.stage, one.state) for one in work.reminders.of(ReminderKind.TASK, task)]


def test_a_reminder_is_planned_once_and_found_when_due(commune: Commune) -> None:
    with commune.database.work() as work:
        work.reminders.plan([_new(commune, "7", LATER), _new(commune, "1", NOW)])
        work.reminders.plan([_new(commune, "7", NOW)])
        assert work.reminders.next_due() == NOW
        assert [r.stage for r in work.reminders.due(NOW)] == ["1"]
        first, second = work.reminders.due(LATER)
        assert (first.stage, second.stage, second.due_at) == ("1", "7", LATER)
        assert first.about == About(ReminderKind.TASK, 1, DUE)
        (outbox,) = work.outbox.enqueue(Cause(f"reminder:{first.id}"), [NewOutgoing(address(), Outgoing("x"))], NOW)
        work.reminders.settle({first.id: outbox, second.id: None}, NOW)
        work.reminders.settle({second.id: outbox}, NOW)
        assert work.reminders.due(LATER) == ()
        assert [(r.state, r.outbox_id) for r in work.reminders.of(ReminderKind.TASK, 1)] == [
            (ReminderState.QUEUED, outbox),
            (ReminderState.SKIPPED, None),
        ]
        work.reminders.plan([_new(commune, "7", LATER)])
        assert work.reminders.next_due() is None


def test_a_draft_is_nudged_once_for_each_time_it_was_left(commune: Commune) -> None:
    with commune.database.work() as work:
        for left_at in (NOW, LATER, NOW):
            about = About(ReminderKind.DRAFT, commune.assignment, NOW.date(), left_at)
            work.reminders.plan([NewReminder(about, commune.collaborator, "nudge", LATER)])
        found = work.reminders.of(ReminderKind.DRAFT, commune.assignment)
        assert [one.about.left_at for one in found] == [NOW, LATER]
        assert work.reminders.of(ReminderKind.APPOINTMENT, commune.assignment) == ()


def test_a_kind_that_nobody_knows_cannot_be_stored(commune: Commune) -> None:
    with commune.database.work() as work, pytest.raises(IntegrityError, match="ck_reminder_kind"):
        work._session.run(
            insert(table("reminder")),
            {
                "kind": "household",
                "subject_id": 1,
                "person_id": commune.official,
                "day": DUE,
                "stage": "1",
                "due_at": NOW,
                "state": "pending",
            },
        )


def test_what_is_no_longer_to_be_reminded_of_is_dropped_and_may_come_back(commune: Commune) -> None:
    with commune.database.work() as work:
        work.reminders.plan([_new(commune, "7", NOW), _new(commune, "1", LATER), _new(commune, "1", NOW, task=2)])
        work.reminders.drop(1, NOW, commune.other)
        assert len(work.reminders.due(LATER)) == 3
        work.reminders.drop(1, NOW)
        assert [r.about.id for r in work.reminders.due(LATER)] == [2]
        work.reminders.revive(1, NOW, commune.other)
        assert _states(work) == [("7", ReminderState.DROPPED), ("1", ReminderState.DROPPED)]
        work.reminders.revive(1, NOW)
        # What would have been said by now is not said afterwards.
        assert _states(work) == [("7", ReminderState.DROPPED), ("1", ReminderState.PENDING)]


def test_a_retired_task_is_in_no_list_and_keeps_its_history(commune: Commune) -> None:
    with commune.database.work() as work:
        put = partial(
            work.tasks.put, "xa", "report", 2025, "Báo cáo", reference="V.2", due_on=DUE, duty="culture_social"
        )
        task = put(from_plan=True)
        work.tasks.answered(task.id, commune.official, TaskState.RECEIVED, None, NOW)
        work.tasks.retire(task.id, LATER)
        official = work.people.get(commune.official)
        assert official is not None
        assert work.tasks.all() == ()
        assert work.tasks.of_duty("culture_social", commune.official) == ()
        assert work.tasks.of_people([official]) == {commune.official: ()}
        assert [one.retired_at for one in work.tasks.all(retired=True)] == [LATER]
        assert [event.state for event in work.tasks.history(task.id)] == [TaskState.RECEIVED]
        assert put(from_plan=True) == task
        (mine,) = work.tasks.of_duty("culture_social", commune.official)
        assert mine.state is TaskState.RECEIVED


def test_the_figures_count_every_household_of_the_round_once(commune: Commune) -> None:
    with commune.database.work() as work:
        assignments = work.assignments.of_round(commune.round_id)
        interview = work.interviews.create(commune.assignment, commune.form_id, "nd07-2021", commune.collaborator, NOW)
        work.interviews.cancel(interview.id, commune.collaborator, NOW)
        work.interviews.submit(
            begun(work, commune), Result(Category.POOR, 132, 30, 30, ()), commune.collaborator, LATER
        )
        work.visits.add(assignments[1].id, Outcome.APPOINTMENT, "", date(2025, 11, 5), by=commune.collaborator, at=NOW)
        rows = work.summary.round(commune.round_id)
        fresh, none = AssignmentState.NOT_STARTED, None
        assert set(rows) == {
            SummaryRow("to-1", Category.NEAR_POOR, AssignmentState.SUBMITTED, none, Category.POOR, 1, 0),
            SummaryRow("to-1", Category.POOR, fresh, Outcome.APPOINTMENT, none, 1, 1),
            SummaryRow("to-2", Category.POOR, fresh, none, none, 1, 0),
            SummaryRow("to-2", none, fresh, none, none, 1, 0),
        }
        assert len(rows) == 4
        assert [row.unit for row in work.summary.round(commune.round_id, "to-2")] == ["to-2", "to-2"]
        assert work.summary.submitted_between(commune.round_id, LATER, LATER + timedelta(seconds=1)) == 1
        assert work.summary.submitted_between(commune.round_id, NOW, LATER) == 0
        assert work.summary.last_submission(commune.round_id) == {"to-1": LATER, "to-2": None}
        assert LATER.tzinfo is UTC
