"""Tasks, reminders, and the figures for the leaders."""

from datetime import UTC, date, datetime, timedelta

from chat import Outgoing
from storage import Work
from storage.records import (
    AssignmentState,
    Category,
    Cause,
    NewOutgoing,
    Outcome,
    ReminderState,
    Result,
    SummaryRow,
    TaskState,
)
from tests.storage.support.people import NOW, Commune, address, begun

LATER = NOW + timedelta(hours=1)
DUE = date(2025, 12, 15)


def test_whoever_has_the_duty_has_the_task(commune: Commune) -> None:
    with commune.database.work() as work:
        task = work.tasks.put(
            "report_year",
            2025,
            "Báo cáo năm",
            reference="V.2",
            due_on=DUE,
            duty="culture_social",
            details='{"days": [7]}',
        )
        work.tasks.put("report_year", 2026, "Báo cáo năm", reference="V.2", due_on=None, duty="culture_social")
        work.tasks.put("funds", 2025, "Kinh phí", reference="V.3", due_on=DUE, duty="finance")
        (mine,) = work.tasks.of_duty("culture_social", commune.official, 2025)
        assert (mine.task, mine.state, mine.until, mine.at) == (task, TaskState.OPEN, None, None)
        assert [t.key for t in work.tasks.all(2025)] == ["report_year", "funds"]
        assert len(work.tasks.all()) == 3
        changed = work.tasks.put(
            "report_year", 2025, "Báo cáo năm 2025", reference="V.2", due_on=DUE, duty="culture_social"
        )
        assert (changed.id, changed.title) == (task.id, "Báo cáo năm 2025")
        assert work.tasks.get(task.id) == changed


def test_every_step_of_a_task_is_kept_each_for_its_person(commune: Commune) -> None:
    with commune.database.work() as work:
        task = work.tasks.put("report_year", 2025, "Báo cáo", reference="V.2", due_on=DUE, duty="culture_social").id
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


def _plan(work: Work, commune: Commune, stage: str, due_at: datetime, subject: str = "task:1") -> bool:
    return work.reminders.plan(subject, commune.official, "deadline", stage, due_at=due_at)


def test_a_reminder_is_planned_once_and_found_when_due(commune: Commune) -> None:
    with commune.database.work() as work:
        assert _plan(work, commune, "7", LATER) is True
        assert _plan(work, commune, "7", NOW) is False
        assert _plan(work, commune, "1", NOW) is True
        assert work.reminders.next_due() == NOW
        assert [r.stage for r in work.reminders.due(NOW)] == ["1"]
        first, second = work.reminders.due(LATER)
        assert (first.stage, second.stage, second.due_at) == ("1", "7", LATER)
        (outbox,) = work.outbox.enqueue(Cause(f"reminder:{first.id}"), [NewOutgoing(address(), Outgoing("x"))], NOW)
        work.reminders.settle({first.id: outbox, second.id: None}, NOW)
        work.reminders.settle({second.id: outbox}, NOW)
        assert work.reminders.due(LATER) == ()
        assert [(r.state, r.outbox_id) for r in work.reminders.of("task:1")] == [
            (ReminderState.QUEUED, outbox),
            (ReminderState.SKIPPED, None),
        ]
        assert _plan(work, commune, "7", LATER) is False
        assert work.reminders.next_due() is None


def test_what_is_no_longer_to_be_reminded_of_is_dropped(commune: Commune) -> None:
    with commune.database.work() as work:
        _plan(work, commune, "7", NOW)
        _plan(work, commune, "1", NOW)
        _plan(work, commune, "1", NOW, "task:2")
        assert work.reminders.drop("task:1", NOW) == 2
        assert [r.subject for r in work.reminders.due(NOW)] == ["task:2"]


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
