"""The number of a row that was deleted is never another's: messages, buttons and dialogues still name it."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Connection, insert, text

from chat import Outgoing
from storage import Work, open_database
from storage.engine import make_engine
from storage.migrations.run import upgrade
from storage.records import About, NewOutgoing, NewReminder, ReminderKind, Role, reminding
from storage.tables import Row, table
from storage.tables.base import NEVER_AGAIN
from tests.storage.support.people import NOW, Commune, address, begun
from tests.support.databases import TEST_KEY

LATER = NOW + timedelta(hours=72)
DAY = date(2025, 11, 10)


def _reviewed(work: Work, commune: Commune) -> dict[str, int]:
    """One more household on the list, with an interview under way and an appointment to come: all their numbers."""
    household = work.households.put("xa", 99, "to-1", "Phạm Văn Thử")
    work.households.put_member(household, 1, "Phạm Văn Thử", "nam", "chu_ho")
    assignment = work.assignments.put(commune.round_id, household, commune.collaborator, NOW).id
    about = About(ReminderKind.APPOINTMENT, assignment, DAY)
    work.reminders.plan([NewReminder(about, commune.collaborator, "on_the_day", NOW)])
    return {
        "household": household,
        "member": work.households.members(household)[0].id,
        "assignment": assignment,
        "interview": begun(work, replace(commune, household=household, assignment=assignment)),
        "reminder": work.reminders.of(ReminderKind.APPOINTMENT, assignment)[0].id,
    }


def test_what_comes_after_an_erasure_has_numbers_of_its_own(commune: Commune) -> None:
    with commune.database.work() as work:
        before = _reviewed(work, commune)
        work.erasure.household(before["household"])
        after = _reviewed(work, commune)
    assert [name for name in before if after[name] <= before[name]] == []


def test_reminders_go_on_after_the_household_of_the_last_one_was_deleted(commune: Commune) -> None:
    with commune.database.work() as work:
        for _ in range(2):
            numbers = _reviewed(work, commune)
            letters = {
                reminding(one.id): NewOutgoing(address(), Outgoing("hẹn"), one.person_id)
                for one in work.reminders.due(LATER)
            }
            work.reminders.settle({numbers["reminder"]: work.outbox.enqueue_many(letters, NOW).popitem()[1]}, NOW)
            work.erasure.household(numbers["household"])
        assert work.outbox.unsent() == 2


def test_an_invitation_after_one_that_was_withdrawn_has_a_number_of_its_own(work: Work) -> None:
    person = work.people.put("a", "A", Role.LEADER)
    withdrawn = work.invites.create(person.id, "K7Q1", None, NOW, LATER)
    assert work.invites.give_away("K7Q1") is not None
    assert work.invites.create(person.id, "K7Q2", None, NOW, LATER).id > withdrawn.id


def test_sqlite_counts_on_in_every_table_that_is_said_to(tmp_path: Path) -> None:
    """A migration that makes such a table anew and forgets it would bring the old numbers back."""
    engine = make_engine(f"sqlite:///{tmp_path}/a.db")
    upgrade(engine)
    counting = text("SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'")
    with engine.connect() as connection:
        found = set(connection.execute(counting).scalars())
    engine.dispose()
    assert found == {one.name for one in Row.metadata.tables.values() if one.kwargs.get("sqlite_autoincrement")}
    assert NEVER_AGAIN == {"sqlite_autoincrement": True}


def _told(connection: Connection, cause: str) -> None:
    row = {"conversation": "c", "channel": "telegram", "bot": "b", "chat_ref": "1", "user_ref": "1", "is_group": False}
    row |= {"cause": cause, "n": 1, "kind": "reminder", "body": b"x", "created_at": NOW, "next_attempt_at": NOW}
    connection.execute(insert(table("outbox")), row)


def test_a_database_in_which_a_number_came_twice_already_reminds_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/a.db"
    engine = make_engine(url)
    upgrade(engine, "0014")
    with engine.begin() as connection:
        person = {"key": "a", "name": "Phạm Văn Thử", "role": "official", "duty": "radio", "active": True}
        connection.execute(insert(table("person")), person)
        names = "code, name, kind, area, households_total, source, year"
        connection.execute(text(f"INSERT INTO unit ({names}) VALUES ('xa', 'Xã', 'commune', 'rural', 1, 'x', 2025)"))
        about = {"kind": "task", "subject_id": 1, "person_id": 1, "day": DAY, "due_at": NOW}
        states = [("before_7", "queued"), ("before_3", "pending"), ("on_the_day", "pending")]
        connection.execute(insert(table("reminder")), [about | {"stage": g, "state": s} for g, s in states])
        for cause in ("reminder:1", "reminder:2", "reminder:7", "invite:4:1", "invite:5:2"):
            _told(connection, cause)
    engine.dispose()
    database = open_database(url, key=TEST_KEY)
    with database.work() as work:
        assert [(one.id, one.stage) for one in work.reminders.due(LATER)] == [(3, "on_the_day"), (9, "before_3")]
        work.outbox.enqueue_many(
            {reminding(one.id): NewOutgoing(address(), Outgoing("x"), 1) for one in work.reminders.due(LATER)}, NOW
        )
        work.reminders.plan([NewReminder(About(ReminderKind.TASK, 2, DAY), 1, "on_the_day", NOW)])
        assert work.reminders.of(ReminderKind.TASK, 2)[0].id == 10
        assert work.invites.create(1, "K7Q1", None, NOW, LATER).id == 6
    database.close()
