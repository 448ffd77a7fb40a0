"""`rasoat export`: a list written to a file, noted, and refused in a sentence where it cannot be made."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.app import foundation
from bot.settings.config_reader import load_settings
from storage.records import Act
from tests.bot.support.command import *  # noqa: F403 - a fixture
from tests.bot.support.command import Command
from tests.bot.support.real_process import environment


def test_a_list_of_a_group_is_written_and_noted(tmp_path: Path, command: Command) -> None:
    out = tmp_path / "ngheo.xlsx"
    done = command(tmp_path, "export", "poor", "--out", str(out), "--unit", "tổ 6", "--year", "2025")
    assert (done.status, done.err) == (0, "")
    rows = list(load_workbook(out).worksheets[0].iter_rows(values_only=True))
    assert {row[1] for row in rows[1:]} == {"tổ dân phố 6"}
    assert f"{len({row[0] for row in rows[1:]})} hộ" in done.out
    assert "Số căn cước" not in rows[0]
    with foundation(load_settings(Path("config.toml"), environment(tmp_path))) as base, base.database.look() as work:
        (noted,) = work.accesses.latest()
    assert (noted.act, noted.by, noted.sensitive) == (Act.EXPORT, None, False)
    assert noted.subject.startswith("list:poor tdp-6 ")
    assert f"{noted.households} hộ" in done.out


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--unit", "tổ 99"), "Em không thấy tổ, thôn tổ 99."),
        (("--round", "khong-co"), "Em không thấy đợt rà soát khong-co."),
        (("--format", "odk"), "Tệp ODK chỉ có cho toàn bộ dữ liệu"),
        (("--year", "1999"), "Em không thấy đợt rà soát 1999."),
    ],
)
def test_what_is_not_there_is_told(tmp_path: Path, command: Command, more: tuple[str, ...], said: str) -> None:
    refused = command(tmp_path, "export", "poor", "--out", str(tmp_path / "x.zip"), *more)
    assert refused.status == 1
    assert said in refused.err
    assert not (tmp_path / "x.zip").exists()


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path, command: Command) -> None:
    refused = command(tmp_path, "export", "households", "--out", str(tmp_path / "none" / "x.xlsx"))
    assert "không ghi được tệp" in refused.err


def test_an_export_is_imported_again_with_nothing_to_change(tmp_path: Path, command: Command) -> None:
    for name in ("ho.xlsx", "ho.zip"):
        assert command(tmp_path, "export", "households", "--sensitive", "--out", str(tmp_path / name)).status == 0
        back = command(tmp_path, "import", str(tmp_path / name))
        assert back.status == 0
        assert "mới 0, đổi 0, không đổi " in back.out
