"""Everything of a database as rows: out of one, into an empty one of either kind, and nobody forgotten."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import LargeBinary, MetaData, text

from chat import Outgoing
from storage import Database, open_database
from storage.archive.fates import CHANGES, COMES_ALONG, Reset
from storage.archive.filling import Filled, filling
from storage.archive.numbers import go_on_after, last_numbers
from storage.archive.snapshot import snapshot
from storage.archive.values import kind_of
from storage.crypto import Cipher
from storage.engine import make_engine
from storage.errors import NewerDatabaseError, NotEmptyError, UnfitRowsError, WrongKeyError
from storage.migrations.run import downgrade, known_versions, upgrade
from storage.queries.resealing import NOT_SEALED, sealed_columns
from storage.records import Cause, JobState, LinkedFile, NewOutgoing, Role, Shown
from storage.tables import Row
from storage.work import Work
from tests.storage.support.people import NOW, Commune, address, begun, incoming
from tests.support.databases import KINDS, TEST_KEY, copied_database_url, empty_database_url

CIPHER = Cipher(TEST_KEY)
OTHER = Cipher("//79/Pv6+fj39vX08/Lx8O/u7ezr6uno5+bl5OPi4eA=")
LATER = NOW + timedelta(minutes=5)
Everything = dict[str, list[list[Any]]]


def everything(url: str) -> Everything:
    with snapshot(url, CIPHER) as seen:
        return {name: [row for rows in seen.rows(name) for row in rows] for name in seen.tables}


def carried(source: str, target: str, changed: Everything | None = None) -> Filled:
    """All of one database, or the rows that are to stand in for it, into another."""
    with snapshot(source, CIPHER) as seen, filling(target, CIPHER, seen.version) as into:
        for name, table in seen.tables.items():
            for rows in [changed[name]] if changed else seen.rows(name):
                into.rows(name, table.columns, rows)
        return into.finish(seen.numbers)


# --- nobody is forgotten -------------------------------------------------------------------------------------------------------------


def test_somebody_has_thought_of_every_table() -> None:
    """A new table: does it come along as it was (`COMES_ALONG`), or does a copy need it otherwise (`CHANGES`)?"""
    assert COMES_ALONG | CHANGES.keys() == set(Row.metadata.tables)
    assert not COMES_ALONG & CHANGES.keys()


def test_what_a_process_holds_is_changed_by_name() -> None:
    """Leases and holders belong to processes that do not run on a copy."""
    held = {
        table.name
        for table in Row.metadata.tables.values()
        for column in table.columns
        if column.name.startswith(("lease", "holder", "claimed"))
    }
    assert held <= CHANGES.keys()
    assert held == {"outbox", "job", "channel_token"}


def test_every_column_can_be_written_down(database: Database, database_url: str) -> None:
    engine = make_engine(database_url)
    found = MetaData()
    found.reflect(engine)
    engine.dispose()
    assert set(Row.metadata.tables) < set(found.tables)
    for table in found.tables.values():
        for column in table.columns:
            assert kind_of(column.type), column


def test_every_sealed_column_is_known() -> None:
    binary = {
        f"{t.name}.{c.name}" for t in Row.metadata.tables.values() for c in t.columns if isinstance(c.type, LargeBinary)
    }
    sealed = {f"{table.name}.{column.name}" for table, column, _ in sealed_columns()}
    assert sealed | NOT_SEALED == binary


# --- there and back ------------------------------------------------------------------------------------------------------------------


def _fill(commune: Commune) -> None:
    """Something in a good many tables: sealed values, references to the same table, times, dates, letters of all kinds."""
    with commune.database.work() as work:
        work.households.put_member(
            commune.household, 1, "Phạm Văn Dắt 😀 \\ \" '", "nam", "chu_ho", ethnicity="19", cccd="051071000123"
        )
        begun(work, commune)
        work.inbox.ingest(incoming("1", text="một\nhai\t\u2028"), NOW)
        first, _ = work.outbox.enqueue(Cause("a"), [NewOutgoing(address(), Outgoing("x"))] * 2, NOW)
        work.outbox.enqueue(Cause("b"), [NewOutgoing(address(), Outgoing("y"), edit_of=first)], NOW)
        work.web.put_bot("p", Shown("Đã ghi"), NOW, outbox_id=first)
        work.invites.create(commune.collaborator, "K7QXM2", None, NOW, LATER)
        work.people.link(commune.collaborator, address("99999999999999"), NOW)
        work.jobs.put("read", commune.official, incoming("2"), "x", NOW)
        work.meta.set_clock_offset(timedelta(days=-300, microseconds=7))
        work.commit()


@pytest.mark.parametrize("kind", KINDS)
def test_a_copy_holds_what_was_there(commune: Commune, database_url: str, kind: str, tmp_path: Path) -> None:
    _fill(commune)
    folder = tmp_path / "copy"
    with empty_database_url(kind, folder, durable=False) as url, copied_database_url("sqlite", folder / "b") as back:
        filled = carried(database_url, url)
        assert (filled.waiting, filled.resets[Reset.CODES]) == (3, 1)
        before = everything(database_url)
        assert len([name for name, rows in before.items() if rows]) > 18
        before["invite"] = []
        assert everything(url) == before
        carried(url, back)
        assert everything(back) == before


def test_numbers_go_on(commune: Commune, database_url: str, tmp_path: Path) -> None:
    """On the copy a new row has a new number."""
    _fill(commune)
    with copied_database_url(commune.database.dialect, tmp_path / "copy") as url:
        carried(database_url, url)
        copy = open_database(url, key=TEST_KEY)
        with copy.work() as work:
            held = work.people.put("moi", "Đinh Thị Mới", work.people.all()[0].role)
            (sent,) = work.outbox.enqueue(Cause("c"), [NewOutgoing(address(), Outgoing("z"))], NOW)
            work.inbox.ingest(incoming("7"), NOW)
            work.commit()
        copy.close()
        before = everything(database_url)
        assert held.id == max(row[0] for row in before["person"]) + 1
        assert sent == max(row[0] for row in before["outbox"]) + 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_number_that_was_given_is_not_given_again(
    commune: Commune, database_url: str, kind: str, tmp_path: Path
) -> None:
    """Also where its row is gone, and from one kind of database to the other."""
    with commune.database.work() as work:
        for code in ("K7QXM2", "K7QXM3"):
            last = work.invites.create(commune.collaborator, code, None, NOW, LATER)
        work.invites.withdraw(commune.collaborator)
        work.commit()
    with copied_database_url(kind, tmp_path / "copy") as url:
        carried(database_url, url)
        copy = open_database(url, key=TEST_KEY)
        with copy.work() as work:
            assert work.invites.create(commune.collaborator, "K7QXM4", None, NOW, LATER).id == last.id + 1
        copy.close()


def test_sqlite_remembers_where_a_table_was_made_so(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'x.db'}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, x TEXT)"))
        connection.execute(text("INSERT INTO t VALUES (5, 'a')"))
        assert last_numbers(connection, ["t"]) == {"t": 5}
        go_on_after(connection, {"t": 9}, ["t"])
        connection.execute(text("INSERT INTO t (x) VALUES ('b')"))
        assert connection.execute(text("SELECT max(id) FROM t")).scalar() == 10
    engine.dispose()


@pytest.mark.parametrize("version", known_versions()[-3:])
def test_older_tables_are_brought_up(commune: Commune, database_url: str, version: str, tmp_path: Path) -> None:
    """As if the old database itself had been brought up."""
    _fill(commune)
    commune.database.close()
    engine = make_engine(database_url)
    downgrade(engine, version, CIPHER)
    try:
        with copied_database_url(commune.database.dialect, tmp_path / "copy") as url:
            filled = carried(database_url, url)
            assert filled.version == known_versions()[-1]
            upgrade(engine, cipher=CIPHER)
            before, after = everything(database_url), everything(url)
            assert {name: len(rows) for name, rows in after.items()} == {
                name: len(rows) for name, rows in before.items()
            } | {"invite": 0}
    finally:
        upgrade(engine, cipher=CIPHER)
        engine.dispose()


# --- what does not come along --------------------------------------------------------------------------------------------------------


def _held(commune: Commune) -> None:
    """A process is in the middle of everything that it does."""
    with commune.database.work() as work:
        work.meta.hold("sender", "one")
        work.meta.ticked(NOW)
        work.outbox.enqueue(Cause("a"), [NewOutgoing(address(), Outgoing("x"))], NOW)
        assert len(work.due.claim(NOW)) == 1
        work.jobs.put("read", commune.official, incoming("2"), "x", NOW)
        assert work.jobs.claim(["read"], "one", NOW) is not None
        work.tokens.seed("zalo_oa", "1", "refresh", NOW)
        assert work.tokens.ask("zalo_oa", "1", NOW) is not None
        work.invites.create(commune.collaborator, "K7QXM2", None, NOW, LATER)
        file = LinkedFile("hộ.xlsx", "text/plain", b"x")
        for token in ("opened", "not yet"):
            work.links.put(token, file, person=commune.official, purpose="export", at=NOW, until=LATER)
        work.links.spend("opened", "export", NOW)
        work.commit()


def test_what_a_process_held_is_free_in_the_copy(commune: Commune, database_url: str, tmp_path: Path) -> None:
    _held(commune)
    url = f"sqlite:///{tmp_path / 'copy.db'}"
    filled = carried(database_url, url)
    assert {one: count for one, count in filled.resets.items() if count} == {
        Reset.SEATS: 2,
        Reset.SENDS: 1,
        Reset.JOBS: 1,
        Reset.KEYS: 1,
        Reset.CODES: 1,
        Reset.LINKS: 1,
    }
    copy = open_database(url, key=TEST_KEY)
    with copy.work() as work:
        assert not work.meta.holds("sender", "one")
        assert work.outbox.recover(NOW) == (1, 0)
        job = work.jobs.claim(["read"], "two", NOW)
        assert job is not None
        assert job.state is JobState.RUNNING
        assert work.tokens.ask("zalo_oa", "1", NOW) is not None
        assert work.invites.use("K7QXM2", address("5"), NOW) is None
        assert work.links.spend("not yet", "export", NOW) is None
    copy.close()


# --- refused -------------------------------------------------------------------------------------------------------------------------


def _person(work: Work) -> None:
    work.people.put("a", "Đinh Văn Rin", Role.ADMIN)


def test_only_an_empty_database_is_filled(commune: Commune, database_url: str, tmp_path: Path) -> None:
    with copied_database_url(commune.database.dialect, tmp_path / "copy") as url:
        other = open_database(url, key=TEST_KEY)
        with other.work() as work:
            _person(work)
            work.commit()
        other.close()
        before = everything(url)
        with pytest.raises(NotEmptyError) as caught:
            carried(database_url, url)
        assert caught.value.table == "person"
        assert everything(url) == before


def test_what_a_first_start_wrote_by_itself_is_in_nobodys_way(
    commune: Commune, database_url: str, tmp_path: Path
) -> None:
    with empty_database_url(commune.database.dialect, tmp_path / "copy", durable=False) as url:
        other = open_database(url, key="//79/Pv6+fj39vX08/Lx8O/u7ezr6uno5+bl5OPi4eA=")
        with other.work() as work:
            work.forms.publish("phieu", "9", "Phiếu", b"<h:html/>", NOW)
            work.commit()
        other.close()
        carried(database_url, url)
        assert everything(url) == everything(database_url)


def test_tables_of_something_else_are_left_alone(commune: Commune, database_url: str, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'copy.db'}"
    engine = make_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE kho (id INTEGER)"))
    engine.dispose()
    with pytest.raises(NotEmptyError, match="kho"):
        carried(database_url, url)


def _row_twice(rows: Everything) -> None:
    rows["person"].append(rows["person"][0])


def _without_its_unit(rows: Everything) -> None:
    rows["unit"] = [row for row in rows["unit"] if row[0] != "to-1"]


def _too_short(rows: Everything) -> None:
    rows["person"][0].pop()


def _no_date(rows: Everything) -> None:
    rows["review_round"][0][4] = "hôm qua"


@pytest.mark.parametrize("spoil", [_row_twice, _without_its_unit, _too_short, _no_date])
def test_rows_that_do_not_fit_leave_nothing(
    commune: Commune, database_url: str, spoil: Callable[[Everything], None], tmp_path: Path
) -> None:
    rows = everything(database_url)
    spoil(rows)
    with empty_database_url(commune.database.dialect, tmp_path / "copy", durable=False) as url:
        with pytest.raises(UnfitRowsError):
            carried(database_url, url, rows)
        engine = make_engine(url)
        found = MetaData()
        found.reflect(engine)
        engine.dispose()
        assert not found.tables


def test_another_key_and_a_newer_program(commune: Commune, database_url: str) -> None:
    with pytest.raises(WrongKeyError), snapshot(database_url, OTHER):
        pass
    engine = make_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    try:
        with pytest.raises(NewerDatabaseError), snapshot(database_url, CIPHER):
            pass
    finally:
        with engine.begin() as connection:
            connection.execute(text(f"UPDATE alembic_version SET version_num = '{known_versions()[-1]}'"))
        engine.dispose()


# --- one moment ----------------------------------------------------------------------------------------------------------------------


def test_a_snapshot_sees_nothing_of_what_is_written_meanwhile(database: Database, database_url: str) -> None:
    """And whoever writes does not wait for it."""

    def pair(number: int) -> None:
        with database.work() as work:
            work.meta.set(f"a{number:03}", "x")
            work.conversations.save(f"b{number:03}", "", [], datetime(2025, 1, 1, tzinfo=UTC))  # type: ignore[arg-type]  # any name
            work.commit()

    pair(1)
    with snapshot(database_url, CIPHER) as seen:
        pair(2)
        metas = [row[0] for rows in seen.rows("meta") for row in rows if row[0].startswith("a")]
        pair(3)
        talks = [row[0] for rows in seen.rows("conversation") for row in rows]
        assert (metas, talks) == (["a001"], ["b001"])
        assert seen.tables["conversation"].rows == 1
