"""`rasoat rotate-key`: what it asks for, what it says, and files between two kills."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from bot.files.store import FileStore
from bot.operations.rotating import Count, steps
from bot.processes.single import only_one
from bot.settings.config import Security
from storage import Database, new_key, open_database
from storage.crypto import Cipher
from storage.engine import make_engine, open_to_change_key
from storage.migrations.run import downgrade
from storage.records import Role
from tests.bot.support.command import *  # noqa: F403 - a fixture
from tests.bot.support.command import Command
from tests.bot.support.examined import about, bad, found, settings_for
from tests.support.databases import TEST_KEY, copied_file

NEW_KEY = new_key(lambda count: bytes(range(50, 50 + count)))
BOTH = {"SECURITY__KEY": NEW_KEY, "SECURITY__OLD_KEY": TEST_KEY}
KEYS = tuple(letter * 32 for letter in "abc")


def with_an_admin(database: Database) -> None:
    with database.work() as work:
        work.people.put("admin", "Lê Văn Tâm", Role.ADMIN)
        work.commit()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A database with three photos beside it."""
    copied_file(tmp_path / "rasoat.db", with_an_admin)
    store = FileStore(tmp_path / "files", Cipher(TEST_KEY))
    for key in KEYS:
        store.put(key, key.encode())
    return tmp_path


def test_it_says_what_it_did_and_what_comes_next(folder: Path, command: Command) -> None:
    done = command(folder, "rotate-key", **BOTH)
    assert done.status == 0, done.err
    assert "3 tệp mã hoá lại bằng khoá mới" in done.out
    assert "Bỏ RASOAT_SECURITY__OLD_KEY" in done.out
    assert "đặt ngược nhau" in command(folder, "rotate-key", **BOTH).out
    store = FileStore(folder / "files", Cipher(NEW_KEY))
    assert [store.get(key) for key in KEYS] == [key.encode() for key in KEYS]


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({}, "Cần hai khoá khác nhau"),
        ({"SECURITY__KEY": NEW_KEY}, "Cần hai khoá khác nhau"),
        ({"SECURITY__KEY": TEST_KEY, "SECURITY__OLD_KEY": TEST_KEY}, "Cần hai khoá khác nhau"),
        ({"SECURITY__KEY": TEST_KEY, "SECURITY__OLD_KEY": NEW_KEY}, "đặt ngược nhau"),
        ({"SECURITY__KEY": NEW_KEY, "SECURITY__OLD_KEY": new_key()}, "another key"),
        ({"SECURITY__KEY": NEW_KEY, "SECURITY__OLD_KEY": "abc"}, "RASOAT_SECURITY__OLD_KEY"),
    ],
)
def test_other_keys_change_nothing(folder: Path, command: Command, keys: dict[str, str], said: str) -> None:
    refused = command(folder, "rotate-key", **keys)
    assert said in refused.out + refused.err
    open_database(f"sqlite:///{folder}/rasoat.db", key=TEST_KEY).close()
    assert FileStore(folder / "files", Cipher(TEST_KEY)).get(KEYS[0]) == KEYS[0].encode()


def test_while_the_bot_runs_it_is_refused(folder: Path, command: Command) -> None:
    with only_one(folder, "rasoat.db"):
        refused = command(folder, "rotate-key", **BOTH)
    assert refused.status == 1
    assert "another rasoat is running" in refused.err


def test_a_database_of_before_is_brought_up_first(folder: Path, command: Command) -> None:
    engine = make_engine(f"sqlite:///{folder}/rasoat.db")
    downgrade(engine, "0014", Cipher(TEST_KEY))
    engine.dispose()
    refused = command(folder, "rotate-key", **BOTH)
    assert refused.status == 1
    assert "Khởi động bot một lần" in refused.err


def test_broken_off_after_any_step_every_file_is_read_and_it_goes_on(folder: Path) -> None:
    url = f"sqlite:///{folder}/rasoat.db"
    both = Cipher(NEW_KEY, before=TEST_KEY)
    whole = 0
    for moment in range(1, 99):
        database = open_to_change_key(url, key=NEW_KEY, old_key=TEST_KEY)
        store = FileStore(folder / "files", both)
        done = len(list(islice(steps(database, store, Count(), []), moment)))
        database.close()
        assert [store.get(key) for key in KEYS] == [key.encode() for key in KEYS]
        whole += done
        if done < moment:
            break
    assert [each.name for each in sorted((folder / "files").iterdir())] == list(KEYS)
    assert [FileStore(folder / "files", Cipher(NEW_KEY)).get(key) for key in KEYS] == [key.encode() for key in KEYS]
    open_database(url, key=NEW_KEY).close()


def test_a_file_that_no_key_opens_stays_and_is_counted(folder: Path, command: Command) -> None:
    damaged = folder / "files" / KEYS[1]
    damaged.write_bytes(b"\x01nothing")
    done = command(folder, "rotate-key", **BOTH)
    assert "2 tệp mã hoá lại" in done.out
    assert "1 giá trị không khoá nào mở được" in done.out
    assert damaged.read_bytes() == b"\x01nothing"


def _begun(url: str) -> Iterator[None]:
    database = open_to_change_key(url, key=NEW_KEY, old_key=TEST_KEY)
    yield from islice(steps(database, FileStore(Path("nowhere"), Cipher(NEW_KEY)), Count(), []), 3)
    database.close()


def test_nothing_is_backed_up_of_which_two_keys_are_needed(folder: Path, command: Command) -> None:
    """Whoever brought it back would have one of them."""
    for _ in _begun(f"sqlite:///{folder}/rasoat.db"):
        pass
    for asked in (("backup", str(folder / "all")), ("verify",)):
        refused = command(folder, *asked, **BOTH)
        assert refused.status == 1
        assert "đổi khoá của dữ liệu này chưa xong" in refused.err
    assert not (folder / "all").exists()


def test_the_doctor_says_when_it_is_unfinished_and_when_the_old_key_may_go(commune_url: str) -> None:
    for _ in _begun(commune_url):
        pass
    unfinished = settings_for(commune_url, security=Security(NEW_KEY, old_key=TEST_KEY))
    assert any("đổi khoá chưa xong" in one for one in bad(found(unfinished)))
    for keys in (Security(TEST_KEY), Security(NEW_KEY)):
        assert any("not finished" in one for one in bad(found(settings_for(commune_url, security=keys))))
    database = open_to_change_key(commune_url, key=NEW_KEY, old_key=TEST_KEY)
    for _ in steps(database, FileStore(Path("nowhere"), Cipher(NEW_KEY)), Count(), []):
        pass
    database.close()
    left = about("Khoá mã hoá", found(unfinished))
    assert "OLD_KEY không còn cần" in left.what
    assert bad(found(settings_for(commune_url, security=Security(NEW_KEY)))) == []
