"""What lay in the open in a database of before is sealed on the way to a newer version, and nowhere in the open any more."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from storage import WrongKeyError, new_key, open_database
from storage.crypto import Cipher
from storage.engine import make_engine
from storage.errors import MigrationError
from storage.migrations.run import downgrade, upgrade
from storage.records import Access, Act, Outcome, StoredFile
from tests.storage.support.people import NOW, Commune
from tests.support.databases import KINDS, TEST_KEY, empty_database_url

INTERVIEW = (
    "INSERT INTO interview (assignment_id, form_version_id, ruleset, attempt, state, opened_by, focus, started_at, updated_at, deprived, purpose, trial)"
    " VALUES (1, 1, '', 1, 'draft', 1, '', '2025-01-01', '2025-01-01', '[\"nutrition\"]', 'review', false)"
)
SEALED_SINCE = ("visit", "stored_file", "interview")
LOOKED = "INSERT INTO access_log (act, at, account, subject, reason, households, sensitive) VALUES ('look', '2025-01-01', '', 'card', 'benh hiem ngheo', 1, false)"
OPEN_WORDS = (
    "INSERT INTO person (key, name, role, duty, active) VALUES ('a', 'A', 'collaborator', '', true)",
    "INSERT INTO unit (code, name, kind, area, households_total, source, year) VALUES ('xa', 'Xa', 'commune', 'rural', 1, '', 1)",
    "INSERT INTO household (commune, number, unit_code, head_name, head_search, head_fold, address) VALUES ('xa', 1, 'xa', 'A', 'a', 'a', '')",
    "INSERT INTO review_round (key, year, kind, starts, ends, form_key, state) VALUES ('a', 1, 'periodic', '2025-09-01', '2025-09-02', 'f', 'open')",
    "INSERT INTO assignment (round_id, household_id, state, updated_at) VALUES (1, 1, 'not_started', '2025-01-01')",
    "INSERT INTO visit (assignment_id, outcome, reason, by, at) VALUES (1, 'absent', 'di chay than', 1, '2025-01-01')",
    "INSERT INTO form_version (key, version, title, sha256, xform, published_at, purpose) VALUES ('f', '1', 'F', 'x', '', '2025-01-01', 'review')",
    INTERVIEW,
    "INSERT INTO stored_file (key, name, mime, size, sha256, created_at) VALUES ('k', 'can cuoc.jpg', 'image/jpeg', 1, 'f00df00d', '2025-01-01')",
)


def test_what_lay_in_the_open_is_sealed_on_the_way_and_comes_back(commune: Commune, database_url: str) -> None:
    with commune.database.work() as work:
        work.visits.add(commune.assignment, Outcome.ABSENT, "đi chạy thận", None, by=commune.collaborator, at=NOW)
        work.visits.add(commune.assignment, Outcome.ABSENT, "", None, by=commune.collaborator, at=NOW)
        work.files.add(StoredFile("a" * 32, "căn cước.jpg", "image/jpeg", 1, None, NOW))
        work.commit()
    engine, cipher = make_engine(database_url), Cipher(TEST_KEY)
    downgrade(engine, "0010", cipher)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT reason FROM visit ORDER BY id")).scalars().all() == ["đi chạy thận", ""]
        assert connection.execute(text("SELECT name FROM stored_file")).scalar_one() == "căn cước.jpg"
    with pytest.raises(MigrationError, match="needs the key"):
        upgrade(engine)
    upgrade(engine, cipher=cipher)
    engine.dispose()
    with commune.database.look() as work:
        assert [one.reason for one in work.visits.of(commune.assignment)] == ["đi chạy thận", ""]
        kept = work.files.get("a" * 32)
        assert kept is not None
        assert kept.name == "căn cước.jpg"


def _kept_bytes(engine: Engine, folder: Path, tables: tuple[str, ...]) -> bytes:
    """All that lies on the disk: of SQLite the file and its log, of PostgreSQL the files of the tables."""
    if engine.dialect.name == "sqlite":
        return b"".join(file.read_bytes() for file in folder.iterdir())
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CHECKPOINT"))
        whole = text("SELECT pg_read_binary_file(pg_relation_filepath(:name))")
        return b"".join(bytes(connection.execute(whole, {"name": name}).scalar_one()) for name in tables)


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_sealed_on_the_way_is_on_the_disk_in_no_open_words_any_more(kind: str, tmp_path: Path) -> None:
    """A column that is dropped stays where it was, row by row, until its table is written anew."""
    words = ("di chay than", "can cuoc.jpg", "f00df00d", "nutrition")
    with empty_database_url(kind, tmp_path, durable=False) as url:
        engine = make_engine(url)
        upgrade(engine, "0012")
        with engine.begin() as connection:
            for statement in OPEN_WORDS:
                connection.execute(text(statement))
        before = _kept_bytes(engine, tmp_path, SEALED_SINCE)
        assert [one for one in words if one.encode() not in before] == []
        upgrade(engine, cipher=Cipher(TEST_KEY))
        after = _kept_bytes(engine, tmp_path, SEALED_SINCE)
        engine.dispose()
    assert [one for one in words if one.encode() in after] == []


def test_why_somebody_looked_is_sealed_on_the_way_and_comes_back(commune: Commune, database_url: str) -> None:
    look = Access(Act.LOOK, NOW, commune.checker, "telegram/bot/7", "card", 1, "bệnh hiểm nghèo", commune.household)
    bare = replace(look, reason="")
    with commune.database.work() as work:
        work.accesses.note(look)
        work.accesses.note(bare)
        work.commit()
    engine = make_engine(database_url)
    downgrade(engine, "0025", Cipher(TEST_KEY))
    with engine.connect() as connection:
        reasons = text("SELECT reason FROM access_log ORDER BY id")
        assert connection.execute(reasons).scalars().all() == ["bệnh hiểm nghèo", ""]
    upgrade(engine, cipher=Cipher(TEST_KEY))
    engine.dispose()
    with commune.database.look() as work:
        assert work.accesses.latest() == (bare, look)


@pytest.mark.parametrize("kind", KINDS)
def test_why_somebody_looked_is_on_the_disk_in_no_open_words_any_more(kind: str, tmp_path: Path) -> None:
    with empty_database_url(kind, tmp_path, durable=False) as url:
        engine = make_engine(url)
        upgrade(engine, "0025")
        with engine.begin() as connection:
            connection.execute(text(LOOKED))
        assert b"benh hiem ngheo" in _kept_bytes(engine, tmp_path, ("access_log",))
        upgrade(engine, cipher=Cipher(TEST_KEY))
        after = _kept_bytes(engine, tmp_path, ("access_log",))
        engine.dispose()
    assert b"benh hiem ngheo" not in after


def test_another_key_seals_nothing_on_the_way(commune: Commune, database_url: str) -> None:
    """What was sealed with it, the right one would never open again."""
    with commune.database.work() as work:
        work.visits.add(commune.assignment, Outcome.ABSENT, "đi chạy thận", None, by=commune.collaborator, at=NOW)
        work.commit()
    engine = make_engine(database_url)
    downgrade(engine, "0010", Cipher(TEST_KEY))
    with pytest.raises(WrongKeyError):
        open_database(database_url, key=new_key())
    with engine.connect() as connection:
        assert connection.execute(text("SELECT reason FROM visit")).scalar_one() == "đi chạy thận"
    engine.dispose()
    open_database(database_url, key=TEST_KEY).close()
