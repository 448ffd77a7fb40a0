"""A backup and a restore under bad conditions: somebody writes meanwhile, the process is killed, the disk is full. All of it, or nothing."""

import resource
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from time import sleep

import pytest

from bot.files.store import FileStore
from bot.operations.backup import back_up
from bot.operations.restore import restore
from bot.operations.verify import verify_database, verify_file
from bot.process import StartError
from bot.settings.config import Settings
from chat import Outgoing
from storage import Database, open_database
from storage.crypto import Cipher
from storage.records import Cause, NewOutgoing, Role, StoredFile
from tests.bot.support.kept_house import PHOTO_KEY, settings_of
from tests.faults.support.forked import Ended, run
from tests.faults.support.points import BACKUP
from tests.storage.support.people import address
from tests.support.commune import *  # noqa: F403 - fixtures
from tests.support.databases import KINDS, TEST_KEY, empty_database_url

AT = datetime(2025, 11, 3, 1, 0, tzinfo=UTC)


# --- somebody writes meanwhile -------------------------------------------------------------------------------------------------------


@contextmanager
def writing(database: Database) -> Iterator[list[int]]:
    """Transaction after transaction, each with a row in several tables; the numbers of those that were kept."""
    kept: list[int] = []
    stop = threading.Event()

    def write() -> None:
        for number in count(1):
            if stop.is_set():
                return
            with database.work() as work:
                work.meta.set(f"pair:{number}", "x")
                work.outbox.enqueue(Cause(f"pair:{number}"), [NewOutgoing(address(), Outgoing("x"))] * 2, AT)
                work.people.put(f"pair:{number}", "x", Role.CHECKER)
                work.commit()
            kept.append(number)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield kept
    finally:
        stop.set()
        thread.join()


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_one_transaction_is_all_in_the_copy_or_not_at_all(kind: str, tmp_path: Path) -> None:
    with (
        empty_database_url(kind, tmp_path / "a", durable=False) as url,
        empty_database_url("sqlite", tmp_path / "b") as copy,
    ):
        database = open_database(url, key=TEST_KEY, synchronous="OFF")
        with writing(database) as kept:
            while len(kept) < 20:
                sleep(0.01)
            before = len(kept)
            back_up(settings_of(url, tmp_path / "a"), tmp_path / "x.rasoat", replace=False)
            after = len(kept)
        database.close()
        restore(settings_of(copy, tmp_path / "b" / "files"), tmp_path / "x.rasoat")
        pairs = open_database(copy, key=TEST_KEY)
        with pairs.look() as work:
            people = {int(each.key[5:]) for each in work.people.all()}
            metas = {number for number in range(1, len(kept) + 2) if work.meta.get(f"pair:{number}")}
            sent = [entry.cause for entry in work.outbox.get(range(1, 10**5))]
        pairs.close()
    assert people == metas == set(range(1, len(people) + 1))
    assert sorted(sent) == sorted(f"pair:{number}" for number in people for _ in range(2))
    assert before <= len(people) <= after + 1


# --- killed --------------------------------------------------------------------------------------------------------------------------


def _run(folder: Path, *words: str, point: str = "") -> Ended:
    return run(folder, *words, point=point, SECURITY__KEY=TEST_KEY, DATABASE__DEMO="false")


def _house(folder: Path, template: Path) -> Settings:
    """A demo commune with a photo."""
    folder.mkdir()
    (folder / "rasoat.db").write_bytes(template.read_bytes())
    settings = settings_of(f"sqlite:///{folder / 'rasoat.db'}", folder / "files")
    _with_photo(settings)
    return settings


def _with_photo(settings: Settings) -> None:
    FileStore(settings.files_folder, Cipher(TEST_KEY)).put(PHOTO_KEY, b"x")
    database = open_database(settings.database.url, key=TEST_KEY)
    with database.work() as work:
        work.files.add(StoredFile(PHOTO_KEY, "a.jpg", "image/jpeg", 1, None, AT))
        work.commit()
    database.close()


@pytest.mark.parametrize("point", [each for each in BACKUP if each.startswith("backup")])
def test_a_backup_that_is_killed_leaves_no_file_of_its_name(point: str, commune_template: Path, tmp_path: Path) -> None:
    house, file = _house(tmp_path / "a", commune_template), tmp_path / "x.rasoat"
    died = _run(tmp_path / "a", "backup", str(file), point=point)
    assert died.status == -signal.SIGKILL, died.said
    if point == "backup: noted":
        assert "lành lặn" in verify_file(house, file)
        return
    assert not file.exists()
    again = _run(tmp_path / "a", "backup", str(file))
    assert again.status == 0, again.said
    assert "lành lặn" in verify_file(house, file)
    assert [each.name for each in tmp_path.glob("x*")] == ["x.rasoat"]


@pytest.mark.parametrize("point", [each for each in BACKUP if each.startswith("restore")])
def test_a_restore_that_is_killed_leaves_all_or_nothing(point: str, commune_template: Path, tmp_path: Path) -> None:
    house, file = _house(tmp_path / "a", commune_template), tmp_path / "x.rasoat"
    back_up(house, file, replace=False)
    died = _run(tmp_path / "b", "restore", str(file), point=point)
    assert died.status == -signal.SIGKILL, died.said
    copy = settings_of(f"sqlite:///{tmp_path / 'b' / 'rasoat.db'}", tmp_path / "b" / "files")
    if point == "restore: kept":
        assert _run(tmp_path / "b", "restore", str(file)).status == 1
    else:
        with pytest.raises(StartError, match="chưa có cơ sở dữ liệu"):
            verify_database(copy)
        again = _run(tmp_path / "b", "restore", str(file))
        assert again.status == 0, again.said
        assert "lành lặn" in verify_database(copy)
    with open_database(copy.database.url, key=TEST_KEY).look() as work:
        assert work.files.get(PHOTO_KEY) is not None
        assert len(work.people.all()) > 10
    assert (copy.files_folder / PHOTO_KEY).exists()


# --- full ----------------------------------------------------------------------------------------------------------------------------


@contextmanager
def little_room(size: int) -> Iterator[None]:
    """No file of this process grows beyond that, as on a disk without room."""
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, old[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)


def test_a_full_disk_leaves_no_half_backup(commune_template: Path, tmp_path: Path) -> None:
    house, file = _house(tmp_path / "a", commune_template), tmp_path / "x.rasoat"
    with little_room(60_000), pytest.raises(StartError, match="đã đầy") as caught:
        back_up(house, file, replace=False)
    assert "\n" not in str(caught.value)
    assert list(tmp_path.glob("x*")) == []


def test_a_full_disk_leaves_nothing_half_restored(commune_template: Path, tmp_path: Path) -> None:
    house, file = _house(tmp_path / "a", commune_template), tmp_path / "x.rasoat"
    back_up(house, file, replace=False)
    copy = settings_of(f"sqlite:///{tmp_path / 'b' / 'rasoat.db'}", tmp_path / "b" / "files")
    with little_room(200_000), pytest.raises(StartError, match=r"đã đầy|không dùng được") as caught:
        restore(copy, file)
    assert "\n" not in str(caught.value)
    assert not list((tmp_path / "b" / "files").glob("*"))
    restore(copy, file)
    assert "lành lặn" in verify_database(copy)
