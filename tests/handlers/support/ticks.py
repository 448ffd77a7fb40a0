"""Ticks of the scheduler as the process does them, and what they ask of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import event

from handlers.tasks.reminders import fire, next_due, tick
from storage.records import Person
from storage.work import Work
from tests.support.conversation import Office

OFFICIAL = "cong-chuc-dia-chinh"


@contextmanager
def statements(office: Office) -> Iterator[list[str]]:
    """What is asked of the database meanwhile."""
    said: list[str] = []

    def note(*args: object) -> None:
        said.append(str(args[2]))

    engine = office.database._engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", note)


def run_ticks(office: Office) -> int:
    """As the process does it; how many reminders were said or passed over."""
    count = more = tick(office.database, office.services, office.now)
    while more:
        count += (more := fire(office.database, office.services, office.now))
    return count


def pass_days(office: Office, days: int) -> None:
    """The moved clock stops at everything that is due on the way, and at least once a day."""
    until = office.now + timedelta(days=days)
    while office.now < until:
        due = next_due(office.database, office.services, office.now) or until
        office.now = min(until, max(due, office.now), office.now + timedelta(days=1))
        run_ticks(office)


def official(work: Work, key: str = OFFICIAL) -> Person:
    found = work.people.by_key(key)
    assert found is not None
    return found
