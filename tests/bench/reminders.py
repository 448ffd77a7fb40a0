"""100,000 reminders that are due at once go into the outbox: how long it takes, and in how much memory. A process of its own."""

import resource
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import quantiles
from time import perf_counter

from bot.garbage import settle
from chat import Address
from handlers.tasks.reminders import fire
from storage import Database, open_database
from storage.records import About, NewReminder, ReminderKind, Role
from tests.support.conversation import START, fill, shared_services
from tests.support.databases import KINDS, TEST_KEY, empty_database_url

PEOPLE, TASKS, STAGES = 500, 10, 20
REMINDERS = PEOPLE * TASKS * STAGES
AIM_SECONDS, AIM_MB = 20.0, 300.0


def main() -> None:
    """On SQLite, and on PostgreSQL where RASOAT_TEST_POSTGRES_URL is set."""
    print(f"\n{REMINDERS:,} due reminders into the outbox   aim ≤ {AIM_SECONDS:.0f} s and ≤ {AIM_MB:.0f} MB")
    Path("build").mkdir(exist_ok=True)
    for kind in KINDS:
        with tempfile.TemporaryDirectory(dir="build") as folder, _commune(kind, Path(folder)) as database:
            took, batches = _fire_all(database)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        met = "met" if took <= AIM_SECONDS and peak <= AIM_MB else "NOT MET"
        high = quantiles(batches, n=100)[-1] * 1000
        print(f"  {kind:10} {took:6.1f} s   peak memory {peak:4.0f} MB   a batch p99 {high:4.0f} ms   {met}")


@contextmanager
def _commune(kind: str, folder: Path) -> Iterator[Database]:
    with empty_database_url(kind, folder) as url:
        database = open_database(url, key=TEST_KEY)
        try:
            fill(database, shared_services())
            _plan(database)
            settle()
            yield database
        finally:
            database.close()


def _plan(database: Database) -> None:
    """Everybody's reminders, the people mixed as they are when many fall due on one morning."""
    with database.work() as work:
        people = []
        for number in range(PEOPLE):
            one = work.people.put(
                f"official-{number}", f"Phạm Thị Thử {number}", Role.OFFICIAL, "bench", units=["xa-ba-to"]
            )
            work.people.link(one.id, Address("web", "bench", one.key, one.key), START)
            people.append(one.id)
        due = START.date() + timedelta(days=2)
        for number in range(TASKS):
            task = work.tasks.put(
                "xa-ba-to", f"bench-{number}", due.year, f"Việc thử {number}", reference="1", due_on=due, duty="bench"
            )
            about = About(ReminderKind.TASK, task.id, due)
            work.reminders.plan(
                NewReminder(about, person, f"s{stage}", START) for stage in range(STAGES) for person in people
            )
        work.commit()


def _fire_all(database: Database) -> tuple[float, list[float]]:
    """Seconds in all, and of each batch."""
    batches, began = [], perf_counter()
    while True:
        start = perf_counter()
        if not fire(database, shared_services(), START):
            break
        batches.append(perf_counter() - start)
    took = perf_counter() - began
    with database.look() as work:
        all_tasks = work.tasks.all(START.year)
        queued = sum(
            one.outbox_id is not None for task in all_tasks for one in work.reminders.of(ReminderKind.TASK, task.id)
        )
    assert queued == REMINDERS, queued
    return took, batches


if __name__ == "__main__":
    main()
