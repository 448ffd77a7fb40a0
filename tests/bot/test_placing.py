"""A file takes its name as a whole or not at all, and nothing is written over unasked."""

import os
from pathlib import Path

import pytest

from bot.archive.placing import BusyError, TakenError, placed


def test_only_a_whole_file_takes_the_name(tmp_path: Path) -> None:
    file = tmp_path / "x.rasoat"
    with placed(file, replace=False) as written:
        written.write(b"half")
        assert not file.exists()
    assert file.read_bytes() == b"half"
    assert file.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["x.rasoat"]


def test_after_an_error_nothing_is_left_and_the_old_one_stands(tmp_path: Path) -> None:
    file = tmp_path / "x.rasoat"
    file.write_bytes(b"old")
    with pytest.raises(TypeError), placed(file, replace=True) as written:
        written.write("not bytes")  # type: ignore[call-overload]  # what a fault of the program would do
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("x.rasoat", b"old")]


def test_nothing_is_written_over_unasked(tmp_path: Path) -> None:
    file = tmp_path / "x.rasoat"
    file.write_bytes(b"old")
    with pytest.raises(TakenError), placed(file, replace=False):
        pass
    with placed(file, replace=True) as written:
        written.write(b"new")
    assert file.read_bytes() == b"new"
    with pytest.raises(TakenError), placed(tmp_path, replace=True):
        pass


def test_a_file_that_came_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    file = tmp_path / "x.rasoat"
    with pytest.raises(TakenError), placed(file, replace=False):
        file.write_bytes(b"of somebody else")
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("x.rasoat", b"of somebody else")]


def test_two_at_once_do_not_mix(tmp_path: Path) -> None:
    file = tmp_path / "x.rasoat"
    with placed(file, replace=True) as first:
        with pytest.raises(BusyError), placed(file, replace=True):
            pass
        first.write(b"first")
    assert file.read_bytes() == b"first"


def test_what_a_killed_one_left_is_written_anew(tmp_path: Path) -> None:
    (tmp_path / "x.rasoat.part").write_bytes(b"a long rest of before")
    os.chmod(tmp_path / "x.rasoat.part", 0o644)  # noqa: PTH101 - as somebody else left it
    with placed(tmp_path / "x.rasoat", replace=False) as written:
        written.write(b"new")
    assert (tmp_path / "x.rasoat").read_bytes() == b"new"
    assert (tmp_path / "x.rasoat").stat().st_mode & 0o777 == 0o600
