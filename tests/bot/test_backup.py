"""`backup` and `restore`: whoever works on in the restored copy notices nothing, and what cannot be used is refused in one sentence."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.files.store import FileStore
from bot.operations.backup import back_up
from bot.operations.restore import restore
from bot.operations.verify import verify_database, verify_file
from bot.process import StartError
from bot.processes.single import AlreadyRunningError, sole
from bot.settings.config import Backup, Security, Settings
from storage import open_database
from storage.crypto import Cipher
from storage.engine import make_engine
from storage.migrations.run import downgrade, known_versions
from storage.work import Work
from tests.bot.support.examined import about, change, found
from tests.bot.support.kept_house import *  # noqa: F403 - fixtures
from tests.bot.support.kept_house import AT, PHOTO_KEY, House, played_on, raw, settings_of, store_of
from tests.support.databases import POSTGRES_URL, TEST_KEY, empty_database_url

OTHER_KEY = "//79/Pv6+fj39vX08/Lx8O/u7ezr6uno5+bl5OPi4eA="
WORDS = "bốn con ngựa và một cái cuốc"
ROADS = [("sqlite",), *([("postgresql",), ("postgresql", "sqlite")] if POSTGRES_URL else [])]


@contextmanager
def elsewhere(kind: str, folder: Path) -> Iterator[Settings]:
    """An empty installation."""
    with empty_database_url(kind, folder, durable=False) as url:
        yield settings_of(url, folder / "files")


@pytest.mark.parametrize("road", ROADS, ids="-".join)
def test_people_go_on_in_the_copy(house: House, road: tuple[str, ...], tmp_path: Path) -> None:
    """The draft and its photo, the answer that waits, what is to be reminded of: word for word as in the house itself."""
    file = house.file
    for step, kind in enumerate(road):
        folder = tmp_path / f"step-{step}"
        with elsewhere(kind, folder) as settings:
            assert "Đã khôi phục" in restore(settings, file)
            file = folder / "next.rasoat"
            back_up(settings, file, replace=False, now=lambda: AT)
            if step == len(road) - 1:
                assert "lành lặn" in verify_database(settings)
                copy = played_on(settings, house.now)
    straight = played_on(house.settings, house.now)
    assert any("Ảnh căn nhà: đã có ảnh" in text for text in straight)
    assert any(text.startswith("cong-chuc-van-hoa: ") for text in straight)
    assert copy == straight


def test_what_is_told_of_it(house: House, tmp_path: Path) -> None:
    told = back_up(house.settings, tmp_path / "y.rasoat", replace=False, now=lambda: AT)
    assert "1 tệp, làm lúc 08:00 ngày 03/11/2025" in told
    assert "Khoá mã hoá không nằm trong bản sao lưu" in told
    assert "lành lặn" in verify_file(house.settings, tmp_path / "y.rasoat")
    with elsewhere("sqlite", tmp_path / "copy") as settings:
        told = restore(settings, tmp_path / "y.rasoat")
        assert re.search(r"\d+ tin đang chờ sẽ được gửi", told)
        assert "Đừng cho bản cũ và bản này chạy cùng lúc" in told


def test_nothing_of_anybody_is_open_in_the_file_and_the_key_is_not_in_it(house: House) -> None:
    content = house.file.read_bytes()
    assert not [word for word in ("Nghĩa", "ra-soat-1", "household", TEST_KEY) if word.encode() in content]
    assert house.file.stat().st_mode & 0o777 == 0o600


# --- refused -------------------------------------------------------------------------------------------------------------------------


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-40])


def _cut_to_nothing(file: Path) -> None:
    file.write_bytes(b"")


def _altered(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def _longer(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"x")


def _newer(file: Path) -> None:
    version = f'"version":"{known_versions()[-1]}"'.encode()
    file.write_bytes(file.read_bytes().replace(version, b'"version":"9999"'))


def _older(file: Path) -> None:
    """The header says another version than it was made with."""
    version = f'"version":"{known_versions()[-1]}"'.encode()
    file.write_bytes(file.read_bytes().replace(version, b'"version":"0012"'))


def _gone(file: Path) -> None:
    file.unlink()


SPOILT: list[tuple[Callable[[Path], None], str]] = [
    (_cut, "bị cắt mất phần cuối"),
    (_cut_to_nothing, "không phải bản sao lưu của rasoat"),
    (_altered, "bị hỏng hoặc bị sửa"),
    (_longer, "bị hỏng hoặc bị sửa"),
    (_newer, "do bản rasoat mới hơn làm (9999)"),
    (_older, "bị hỏng hoặc bị sửa"),
    (_gone, "không đọc được"),
]


@pytest.mark.parametrize(("spoil", "words"), SPOILT)
def test_a_spoilt_file_is_told_and_brings_nothing(
    house: House, spoil: Callable[[Path], None], words: str, tmp_path: Path
) -> None:
    spoil(house.file)
    with elsewhere("sqlite", tmp_path / "copy") as settings:
        for attempt in (verify_file, restore):
            with pytest.raises(StartError) as caught:
                attempt(settings, house.file)
            assert words in str(caught.value)
            assert "\n" not in str(caught.value)
        nothing_is_in(settings)


def nothing_is_in(settings: Settings) -> None:
    with pytest.raises(StartError, match="chưa có cơ sở dữ liệu"):
        verify_database(settings)
    assert FileStore(settings.files_folder, Cipher(TEST_KEY)).names() == ()


def test_another_key_is_refused_before_anything(house: House, tmp_path: Path) -> None:
    with elsewhere("sqlite", tmp_path / "copy") as settings:
        stranger = replace(settings, security=Security(OTHER_KEY))
        for attempt in (restore, verify_file):
            with pytest.raises(StartError, match="làm với khoá khác"):
                attempt(stranger, house.file)
    assert not (tmp_path / "copy").exists()
    with pytest.raises(StartError, match="khoá đang đặt không phải khoá của dữ liệu này"):
        back_up(replace(house.settings, security=Security(OTHER_KEY)), tmp_path / "y", replace=False)
    assert list(tmp_path.glob("y*")) == []


def test_a_passphrase_locks_it_and_the_key_is_needed_too(house: House, tmp_path: Path) -> None:
    locked, file = replace(house.settings, backup=Backup(WORDS)), tmp_path / "y.rasoat"
    assert "Khoá mã hoá và mật khẩu không nằm trong" in back_up(locked, file, replace=False, now=lambda: AT)
    with pytest.raises(StartError, match="đặt RASOAT_BACKUP__PASSPHRASE"):
        verify_file(house.settings, file)
    with pytest.raises(StartError, match="không mở được bản sao lưu này"):
        verify_file(replace(house.settings, backup=Backup(WORDS + "!")), file)
    with elsewhere("sqlite", tmp_path / "copy") as settings:
        with pytest.raises(StartError, match="làm với khoá khác"):
            restore(replace(settings, backup=Backup(WORDS), security=Security(OTHER_KEY)), file)
        keyless = replace(settings, backup=Backup(WORDS), security=Security(""))
        assert "cần khoá có dấu" in verify_file(keyless, file)
        with pytest.raises(StartError, match="chưa đặt RASOAT_SECURITY__KEY"):
            restore(keyless, file)
        restore(replace(settings, backup=Backup(WORDS)), file)
        assert "lành lặn" in verify_database(settings)


def test_a_database_that_holds_something_is_left_alone(house: House) -> None:
    with pytest.raises(StartError, match=r"đã có dữ liệu \(bảng account\)"):
        restore(house.settings, house.file)
    assert "lành lặn" in verify_database(house.settings)


def test_nobody_restores_under_a_running_bot(house: House, tmp_path: Path) -> None:
    with (
        elsewhere("sqlite", tmp_path / "copy") as settings,
        sole(settings.database),
        pytest.raises(AlreadyRunningError),
    ):
        restore(settings, house.file)


def test_a_backup_is_made_under_a_running_bot_and_never_over_another(house: House, tmp_path: Path) -> None:
    file = tmp_path / "y.rasoat"
    with sole(house.settings.database):
        back_up(house.settings, file, replace=False)
    first = file.read_bytes()
    with pytest.raises(StartError, match="--replace"):
        back_up(house.settings, file, replace=False)
    assert file.read_bytes() == first
    back_up(house.settings, file, replace=True)
    assert file.read_bytes() != first


def test_a_folder_that_is_not_there(house: House, tmp_path: Path) -> None:
    with pytest.raises(StartError, match="không ghi được"):
        back_up(house.settings, tmp_path / "none" / "y.rasoat", replace=False)


def test_before_the_first_start_there_is_nothing_to_keep(tmp_path: Path) -> None:
    settings = settings_of(f"sqlite:///{tmp_path / 'none' / 'rasoat.db'}", tmp_path / "files")
    with pytest.raises(StartError, match="chưa có cơ sở dữ liệu"):
        back_up(settings, tmp_path / "y.rasoat", replace=False)
    assert list(tmp_path.iterdir()) == []


# --- older and newer -----------------------------------------------------------------------------------------------------------------


def test_an_older_database_is_kept_as_it_is_and_brought_up_where_it_is_restored(house: House, tmp_path: Path) -> None:
    """Before the program brings an old database up there must be a way to save it."""
    # An older program knows no such role.
    raw(house.settings, "UPDATE person SET role = 'leader' WHERE role = 'observer'")
    engine = make_engine(house.settings.database.url)
    downgrade(engine, "0012", Cipher(TEST_KEY))
    engine.dispose()
    file = tmp_path / "old.rasoat"
    assert "cấu trúc 0012" in back_up(house.settings, file, replace=False, now=lambda: AT)
    with pytest.raises(StartError, match=r"cấu trúc cũ \(0012\)"):
        verify_database(house.settings)
    with elsewhere("sqlite", tmp_path / "copy") as settings:
        assert f"từ 0012 lên {known_versions()[-1]}" in restore(settings, file)
        assert "lành lặn" in verify_database(settings)
        assert played_on(settings, house.now) == played_on(house.settings, house.now)


# --- files ---------------------------------------------------------------------------------------------------------------------------


def test_a_file_that_is_missing_is_told_everywhere(house: House, tmp_path: Path) -> None:
    store_of(house.settings).remove(PHOTO_KEY)
    assert "1 tệp có trong sổ mà không có trên đĩa" in back_up(house.settings, tmp_path / "y.rasoat", replace=False)
    assert "1 tệp đã thiếu từ trước khi sao lưu" in verify_file(house.settings, tmp_path / "y.rasoat")
    with elsewhere("sqlite", tmp_path / "copy") as settings:
        assert "1 tệp đã thiếu từ trước khi sao lưu" in restore(settings, tmp_path / "y.rasoat")


def test_a_file_that_was_deleted_for_good_meanwhile_does_not_come_back(house: House, tmp_path: Path) -> None:
    """Between the rows and the files of the backup somebody had it deleted."""

    class Deletes(FileStore):
        def sealed(self, key: str) -> bytes:
            self.remove(key)
            change(house.settings.database.url, lambda work: work.files.forget([key]))
            return super().sealed(key)

    told = back_up(house.settings, tmp_path / "y.rasoat", replace=False, stored=Deletes)
    assert "không có trên đĩa" not in told
    with elsewhere("sqlite", tmp_path / "copy") as settings:
        assert "1 tệp đã bị xoá hẳn trong lúc sao lưu" in restore(settings, tmp_path / "y.rasoat")
        database = open_database(settings.database.url, key=TEST_KEY)
        with database.look() as work:
            assert work.files.get(PHOTO_KEY) is None
        database.close()


# --- the doctor ----------------------------------------------------------------------------------------------------------------------


def _in_earnest(settings: Settings) -> None:
    def act(work: Work) -> None:
        work.meta.set("demo", "0")
        work.meta.set_clock_offset(timedelta())

    change(settings.database.url, act)


def test_the_doctor_knows_the_last_backup(house: House) -> None:
    _in_earnest(house.settings)
    now = datetime.now(UTC)
    assert "quá 7 ngày" in about("Sao lưu", found(house.settings)).what
    back_up(house.settings, house.file, replace=True, now=lambda: now - timedelta(days=6))
    assert str(about("Sao lưu", found(house.settings))).startswith("✓")
    back_up(house.settings, house.file, replace=True, now=lambda: now - timedelta(days=8))
    assert str(about("Sao lưu", found(house.settings))).startswith("!")
    raw(house.settings, "DELETE FROM meta WHERE key = 'backup_at'")
    assert about("Sao lưu", found(house.settings)).what == "Sao lưu: chưa có bản nào."
