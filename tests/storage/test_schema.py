"""Migrations, constraints of the database, and opening it."""

import stat
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, Engine, inspect, text
from sqlalchemy.exc import IntegrityError

from storage import BadKeyError, Database, DatabaseUnreachableError, WrongKeyError, new_key, open_database
from storage.crypto import Cipher
from storage.engine import make_engine
from storage.errors import MigrationError
from storage.migrations.run import downgrade, upgrade
from storage.records import AnswerChange, Changes, Outcome
from storage.tables import Row
from survey.state import AnswerKey
from tests.storage.support.people import NOW, Commune
from tests.support.databases import KINDS, TEST_KEY, empty_database_url


def _difference(engine: Engine) -> list[object]:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Row.metadata))


def _checks(engine: Engine) -> set[str | None]:
    return {check["name"] for table in Row.metadata.tables for check in inspect(engine).get_check_constraints(table)}


@pytest.mark.parametrize("kind", KINDS)
def test_migrations_give_the_tables_and_go_back_and_forth(kind: str, tmp_path: Path) -> None:
    with empty_database_url(kind, tmp_path, durable=False) as url:
        engine = make_engine(url)
        upgrade(engine)
        assert _difference(engine) == []
        assert _checks(engine) == {
            c.name for t in Row.metadata.tables.values() for c in t.constraints if isinstance(c, CheckConstraint)
        }
        downgrade(engine, "base")
        assert inspect(engine).get_table_names() == ["alembic_version"]
        upgrade(engine)
        upgrade(engine)
        assert _difference(engine) == []
        engine.dispose()


def _rows(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in Row.metadata.tables
        }


def test_migrations_keep_every_row_although_tables_are_made_anew(commune: Commune, database_url: str) -> None:
    with commune.database.work() as work:
        draft = work.interviews.create(commune.assignment, commune.form_id, "nd07-2021", commune.collaborator, NOW)
        changes = Changes(answers=(AnswerChange(AnswerKey((), "dien_tich"), "38"),))
        work.interviews.save(draft.id, changes, by=commune.collaborator, at=NOW)
        work.commit()
    commune.database.close()
    engine = make_engine(database_url)
    before = _rows(engine)
    downgrade(engine, "0002")
    upgrade(engine)
    assert _rows(engine) == before
    assert _difference(engine) == []
    engine.dispose()


def _household(engine: Engine) -> tuple[str, str]:
    with engine.connect() as connection:
        row = connection.execute(text("SELECT state, outcome FROM assignment WHERE outcome IS NOT NULL")).one()
    return row.state, row.outcome


@pytest.mark.parametrize(
    ("outcome", "reason", "after"),
    [
        (Outcome.RELOCATED, "Sang tổ, thôn khác trong xã", ("not_started", "relocated")),
        (Outcome.MOVED, "Đi xã, tỉnh khác", ("closed", "moved")),
    ],
)
def test_a_household_that_moved_within_the_commune_is_expected_again(
    commune: Commune, database_url: str, outcome: Outcome, reason: str, after: tuple[str, str]
) -> None:
    """Until 0010 it was closed like one that left; the choice that was tapped tells which it was."""
    with commune.database.work() as work:
        work.visits.add(commune.assignment, outcome, reason, None, by=commune.collaborator, at=NOW)
        work.commit()
    commune.database.close()
    engine = make_engine(database_url)
    downgrade(engine, "0010", Cipher(TEST_KEY))
    assert _household(engine) == ("closed", "moved")
    upgrade(engine, cipher=Cipher(TEST_KEY))
    assert _household(engine) == after
    engine.dispose()


def test_a_migration_that_would_leave_rows_without_what_they_refer_to_changes_nothing(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/rasoat.db")
    upgrade(engine, "0002")
    with engine.connect() as connection:
        connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")
        connection.execute(text("INSERT INTO person_unit (person_id, unit_code) VALUES (99, 'nowhere')"))
        connection.commit()
    with pytest.raises(MigrationError, match="person_unit"):
        upgrade(engine)
    assert "trial" not in {column["name"] for column in inspect(engine).get_columns("interview")}
    engine.dispose()


def test_every_constraint_has_a_name() -> None:
    for table in Row.metadata.tables.values():
        assert all(constraint.name for constraint in table.constraints), table.name


def test_sqlite_is_set_up_for_villages_that_lose_power(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/data/rasoat.db")
    with engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    engine.dispose()
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10000}
    assert stat.S_IMODE((tmp_path / "data/rasoat.db").stat().st_mode) == 0o600


INBOX = "INSERT INTO inbox (channel, bot, update_key, conversation, sent_at, received_at, state, error, body) VALUES ('a', 'b', '1', 'c', '2025-01-01', '2025-01-01', {}, '', {})"


INTERVIEW = (
    "INSERT INTO interview (assignment_id, form_version_id, ruleset, attempt, state, opened_by, focus, started_at, updated_at, deprived, purpose, trial)"
    " VALUES ({}, 1, '', 1, 'draft', 1, '', '2025-01-01', '2025-01-01', NULL, {}, {})"
)


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        (INBOX.format("'lost'", "NULL"), "inbox"),
        (INBOX.format("'done'", "NULL"), "inbox"),
        ("INSERT INTO person (key, name, role, duty, active) VALUES ('', 'A', 'admin', '', true)", "person"),
        ("INSERT INTO person (key, name, role, duty, active) VALUES ('a', 'A', 'king', '', true)", "person"),
        ("INSERT INTO person_unit (person_id, unit_code) VALUES (99, 'nowhere')", "(?i)foreign"),
        (
            "INSERT INTO review_round (key, year, kind, starts, ends, form_key, state) VALUES ('a', 1, 'periodic', '2025-09-02', '2025-09-01', 'f', 'open')",
            "ends",
        ),
        (INTERVIEW.format("NULL", "'review'", "false"), "assignment_id"),
        (INTERVIEW.format("NULL", "'poem'", "false"), "purpose"),
        (
            "INSERT INTO unit (code, name, kind, area, households_total, source, year) VALUES ('a', 'A', 'group', 'rural', -1, '', 1)",
            "households_total",
        ),
    ],
)
def test_the_database_itself_refuses_nonsense(database_url: str, statement: str, constraint: str) -> None:
    engine = make_engine(database_url)
    with engine.connect() as connection, pytest.raises(IntegrityError, match=constraint):
        connection.execute(text(statement))
    engine.dispose()


def test_a_database_opens_with_its_own_key_only(database_url: str) -> None:
    with pytest.raises(WrongKeyError, match="another key"):
        open_database(database_url, key=new_key())
    with pytest.raises(BadKeyError):
        open_database(database_url, key="abc")
    open_database(database_url, key=TEST_KEY).close()


@pytest.mark.parametrize(
    "url",
    ["", "rasoat.db", "mysql://root@localhost/a", "sqlite://", "sqlite:///:memory:", "sqlite:////proc/nowhere/a.db"],
)
def test_an_address_that_cannot_be_used_is_a_sentence(url: str) -> None:
    with pytest.raises(DatabaseUnreachableError, match=r"database\.url"):
        open_database(url, key=TEST_KEY)


def test_an_unreachable_server_is_a_sentence_without_the_password() -> None:
    with pytest.raises(DatabaseUnreachableError, match=r"cannot be used") as caught:
        open_database("postgresql://someone:secret@127.0.0.1:1/rasoat", key=TEST_KEY)
    assert "secret" not in str(caught.value)


def test_what_is_not_committed_is_forgotten(database: Database) -> None:
    with database.work() as work:
        work.meta.set("a", "1")
        work.commit()
    with database.work() as work:
        work.meta.set("a", "2")
    with pytest.raises(ZeroDivisionError), database.work() as work:
        work.meta.set("a", str(1 // 0))
    with database.look() as work:
        assert work.meta.get("a") == "1"


def test_a_read_unit_sees_one_state_and_does_not_wait(database: Database) -> None:
    with database.look() as before:
        assert before.meta.get("a") is None
        with database.work() as work:
            work.meta.set("a", "1")
            work.commit()
        assert before.meta.get("a") is None
    with database.look() as after:
        assert after.meta.get("a") == "1"
