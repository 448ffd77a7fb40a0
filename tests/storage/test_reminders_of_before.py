"""Reminders that version 0.1 planned are still planned, each once, whatever they are about."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, insert, select, text

from storage import open_database
from storage.engine import make_engine
from storage.migrations.run import downgrade, upgrade
from storage.records import About, NewReminder, ReminderKind, ReminderState
from storage.tables import table
from tests.storage.support.people import NOW
from tests.support.databases import KINDS, TEST_KEY, empty_database_url

LEFT = datetime(2025, 11, 3, 18, 5, 29, 480000, tzinfo=UTC)
BEFORE = [
    ("task:1", "2025-12-15", "before_14", "pending"),
    ("task:1", "2025-12-15", "before_7", "pending"),
    ("task:1", "postponed:2025-11-12", "postponed", "pending"),
    ("task:2", "2025-12-15", "before_14", "queued"),
    ("assignment:1", "appointment:2025-11-10", "on_the_day", "pending"),
    ("assignment:2", f"draft:{LEFT.isoformat()}", "nudge", "skipped"),
    ("assignment:2", f"draft:{(LEFT + timedelta(days=2)).isoformat()}", "nudge", "pending"),
]
AFTER = [
    About(ReminderKind.TASK, 1, date(2025, 12, 15)),
    About(ReminderKind.TASK, 1, date(2025, 12, 15)),
    About(ReminderKind.POSTPONED, 1, date(2025, 11, 12)),
    About(ReminderKind.TASK, 2, date(2025, 12, 15)),
    About(ReminderKind.APPOINTMENT, 1, date(2025, 11, 10)),
    # It was half past one in the night there.
    About(ReminderKind.DRAFT, 2, date(2025, 11, 4), LEFT),
    About(ReminderKind.DRAFT, 2, date(2025, 11, 6), LEFT + timedelta(days=2)),
]


COMMUNE = {
    "code": "xa",
    "name": "Xã Thử",
    "kind": "commune",
    "area": "rural",
    "households_total": 1,
    "source": "x",
    "year": 2025,
}


def _write(engine: Engine, *, commune: bool = True) -> None:
    """As version 0.1 did."""
    with engine.begin() as connection:
        if commune:
            names = ", ".join(COMMUNE)
            values = ", ".join(f":{name}" for name in COMMUNE)
            connection.execute(text(f"INSERT INTO unit ({names}) VALUES ({values})"), COMMUNE)
        _write_tasks(connection)


def _write_tasks(connection: Connection) -> None:
    person = {"key": "a", "name": "Phạm Văn Thử", "role": "official", "duty": "radio", "active": True}
    connection.execute(insert(table("person")).values(person))
    for key, details in (("report", '{"confidence": "default"}'), ("by-hand", "")):
        connection.execute(
            text(
                "INSERT INTO task (key, year, title, reference, duty, details) VALUES (:key, 2025, 'Việc', '1', 'radio', :details)"
            ),
            {"key": key, "details": details},
        )
    for subject, occasion, stage, state in BEFORE:
        connection.execute(
            text(
                "INSERT INTO reminder (subject, person_id, occasion, stage, due_at, state) VALUES (:s, 1, :o, :g, '2025-11-07 01:00:00', :t)"
            ),
            {"s": subject, "o": occasion, "g": stage, "t": state},
        )


@pytest.mark.parametrize("kind", KINDS)
def test_they_keep_what_they_are_about_and_are_planned_once(kind: str, tmp_path: Path) -> None:
    with empty_database_url(kind, tmp_path, durable=False) as url:
        engine = make_engine(url)
        upgrade(engine, "0008")
        _write(engine)
        engine.dispose()
        database = open_database(url, key=TEST_KEY)
        with database.work() as work:
            found = [one for kind_ in ReminderKind for n in (1, 2) for one in work.reminders.of(kind_, n)]
            found.sort(key=lambda one: one.id)
            assert [one.about for one in found] == AFTER
            assert [(one.stage, one.state) for one in found] == [(row[2], ReminderState(row[3])) for row in BEFORE]
            again = [NewReminder(one.about, one.person_id, one.stage, NOW) for one in found]
            work.reminders.plan(again)
            work.commit()
        with database.look() as work:
            assert len(work.reminders.due(NOW + timedelta(days=99), 99)) == 5
            # No plan wrote a task without details, so no plan may retire it.
            assert {task.key: task.from_plan for task in work.tasks.all()} == {"report": True, "by-hand": False}
        database.close()


@pytest.mark.parametrize("kind", KINDS)
def test_they_can_go_back(kind: str, tmp_path: Path) -> None:
    with empty_database_url(kind, tmp_path, durable=False) as url:
        engine = make_engine(url)
        upgrade(engine, "0008")
        _write(engine)
        upgrade(engine)
        downgrade(engine, "0008")
        old = text("SELECT subject, occasion, stage, state FROM reminder ORDER BY id")
        with engine.connect() as connection:
            assert [tuple(row) for row in connection.execute(old)] == BEFORE
            keys = connection.execute(select(table("task").c.key)).scalars()
            assert sorted(keys) == ["by-hand", "report"]
        engine.dispose()


@pytest.mark.parametrize("kind", KINDS)
def test_where_there_is_no_commune_yet_the_plan_begins_anew(kind: str, tmp_path: Path) -> None:
    """An installation that had only been started: its tasks belong to nobody, and what is no task stays."""
    with empty_database_url(kind, tmp_path, durable=False) as url:
        engine = make_engine(url)
        upgrade(engine, "0008")
        _write(engine, commune=False)
        engine.dispose()
        database = open_database(url, key=TEST_KEY)
        with database.look() as work:
            assert work.tasks.all() == ()
            left = [one.about for kind_ in ReminderKind for n in (1, 2) for one in work.reminders.of(kind_, n)]
            assert {one.kind for one in left} == {ReminderKind.APPOINTMENT, ReminderKind.DRAFT}
        database.close()
