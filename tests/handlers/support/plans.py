"""What the plans' tasks came to: their reminders, what was said of them, and other plans in the content folder."""

from dataclasses import replace
from datetime import date

from chat import Receipt
from storage.records import Reminder, ReminderKind, ReminderState
from survey.programme.plan import PlannedTask, Programme
from tests.handlers.support.ticks import run_ticks
from tests.support.conversation import Office

REPORT = "report_year_2025"
DUTY = "land_construction"


def all_read(office: Office) -> list[tuple[str, str]]:
    """Everything that waits to be sent is sent, to whomever it goes: (person, text)."""
    said = []
    with office.database.work() as work:
        while rows := work.due.claim(office.now):
            for row in rows:
                work.outbox.sent(row.id, Receipt(f"m{row.id}", at=office.now), office.now)
                work.outbox.seen([row.id], office.now)
                said.append((row.address.chat_id, row.outgoing.text))
        work.commit()
    return said


def of_task(office: Office, key: str = REPORT) -> list[Reminder]:
    with office.database.look() as work:
        (task,) = [one for one in work.tasks.all(retired=True) if one.key == key]
        return list(work.reminders.of(ReminderKind.TASK, task.id))


def states(office: Office, key: str = REPORT) -> set[ReminderState]:
    return {one.state for one in of_task(office, key)}


def with_plans(office: Office, *plans: Programme) -> None:
    """The content folder has these plans from now on."""
    office.services = replace(office.services, plans=plans)


def plan_of(office: Office) -> Programme:
    (shipped,) = office.services.plans
    return shipped


def with_tasks(office: Office, *more: tuple[str, str, date]) -> None:
    """The shipped task, and others before or after it: (key, title, deadline)."""
    (shipped,) = office.services.plans
    kept = tuple(one for one in shipped.tasks if one.lead != DUTY or one.key == REPORT)
    tasks = [PlannedTask(key, title, DUTY, "V.3", due, "stated") for key, title, due in more]
    with_plans(office, replace(shipped, tasks=(*tasks, *kept)))
    run_ticks(office)
