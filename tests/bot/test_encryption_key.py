"""Where the key comes from, and when it is not taken."""

import errno
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier

import pytest

from bot.settings.config import ConfigError, Database, Security, Settings
from bot.settings.encryption_key import NAME, _write, find_key
from tests.support.databases import TEST_KEY


def demo(folder: Path, *, real: bool = False) -> Settings:
    return Settings(database=Database(url=f"sqlite:///{folder}/a.db", demo=not real))


def test_a_demo_makes_its_key_once_for_its_owner_only(tmp_path: Path) -> None:
    made = find_key(demo(tmp_path))
    assert find_key(demo(tmp_path)) == made
    assert (tmp_path / NAME).stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == [NAME]


def test_real_work_takes_no_key_from_beside_its_data(tmp_path: Path) -> None:
    made = find_key(demo(tmp_path))
    real = demo(tmp_path, real=True)
    with pytest.raises(ConfigError, match="RASOAT_SECURITY__KEY is not set") as caught:
        find_key(real)
    assert str(tmp_path / NAME) in str(caught.value)
    assert made not in str(caught.value)
    assert find_key(replace(real, security=Security(made))) == made


def test_a_key_that_others_may_read_is_closed_to_them(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    find_key(demo(tmp_path))
    (tmp_path / NAME).chmod(0o644)
    find_key(demo(tmp_path))
    assert (tmp_path / NAME).stat().st_mode & 0o777 == 0o600
    assert "could be read by others" in caplog.text


@pytest.mark.parametrize("content", [b"", b"\n", TEST_KEY.encode()[:20], b"\xff\xfe", b"x" * 44])
def test_half_a_key_is_told_with_its_file(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NAME).write_bytes(content)
    (tmp_path / NAME).chmod(0o600)
    with pytest.raises(ConfigError, match="no whole key") as caught:
        find_key(demo(tmp_path))
    assert str(tmp_path / NAME) in str(caught.value)


def test_what_a_kill_left_of_a_key_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / NAME).with_suffix(".half").write_bytes(b"")
    assert len(find_key(demo(tmp_path))) == 44


def test_of_two_that_begin_at_once_both_have_the_same_key(tmp_path: Path) -> None:
    """What one of them had sealed with a key of its own, nobody could open any more."""
    ready = Barrier(8)

    def begin(_: int) -> str:
        ready.wait()
        return find_key(demo(tmp_path))

    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(begin, range(8)))
    assert found == {(tmp_path / NAME).read_text().strip()}
    assert [each.name for each in tmp_path.iterdir()] == [NAME]


def test_a_key_and_its_name_are_on_the_disk_before_anything_is_sealed_with_it(tmp_path: Path) -> None:
    flushed: list[int] = []
    _write(tmp_path / NAME, TEST_KEY, flush=lambda handle: flushed.append(os.fstat(handle).st_ino))
    assert flushed == [(tmp_path / NAME).stat().st_ino, tmp_path.stat().st_ino]


def test_a_key_that_is_there_already_is_never_written_over(tmp_path: Path) -> None:
    made = find_key(demo(tmp_path))
    _write(tmp_path / NAME, TEST_KEY)
    assert find_key(demo(tmp_path)) == made != TEST_KEY


@pytest.mark.parametrize(("code", "works"), [(errno.EPERM, True), (errno.ENOTSUP, True), (errno.EIO, False)])
def test_a_folder_that_knows_no_links_gets_a_key_too(tmp_path: Path, code: int, works: bool) -> None:
    def link(_: Path, __: Path) -> None:
        raise OSError(code, "no")

    if works:
        _write(tmp_path / NAME, TEST_KEY, link)
        assert find_key(demo(tmp_path)) == TEST_KEY
    else:
        with pytest.raises(OSError, match="no"):
            _write(tmp_path / NAME, TEST_KEY, link)
    assert [each.name for each in tmp_path.iterdir()] == ([NAME] if works else [])
