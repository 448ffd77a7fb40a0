"""kill -9 while a list is brought in: all of the file is there, or nothing of it."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from storage import Database, open_database
from tests.bot.support.real_process import ROOT, environment
from tests.faults.support.points import IMPORT
from tests.support.databases import TEST_KEY
from tests.survey.register.lists import workbook

HEAD = ("Mã hộ", "Họ và tên chủ hộ", "Giới tính", "Năm sinh", "Tổ dân phố", "Loại hộ", "Năm")
ROWS = [(300 + n, f"Phạm Văn Số {n}", "Nam", 1980, "tổ dân phố 1", "Hộ nghèo", 2024) for n in range(1, 41)]
DIES = "import sys; from tests.faults.support.points import Trap; Trap(sys.argv[1]).set(); from bot.__main__ import main; import os; main(sys.argv[2:], os.environ)"


def listed(database: Database) -> int:
    with database.look() as work:
        return sum(one.number > 300 for one in work.lists.known("xa-ba-to"))


@pytest.mark.parametrize("point", IMPORT)
def test_a_list_is_there_as_a_whole_or_not_at_all(point: str, tmp_path: Path) -> None:
    file = tmp_path / "danh-sach.xlsx"
    file.write_bytes(workbook((HEAD, *ROWS)))
    command = [sys.executable, "-c", DIES, point, "import", str(file)]
    environ = environment(tmp_path, SECURITY__KEY=TEST_KEY)
    died = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, check=False, timeout=120)
    assert died.returncode == -signal.SIGKILL, died.stderr.decode()
    database = open_database(f"sqlite:///{tmp_path}/rasoat.db", key=TEST_KEY)
    assert listed(database) == (len(ROWS) if point == "import: after the commit" else 0)
    again = subprocess.run(
        [sys.executable, "-m", "bot", "import", str(file)], cwd=ROOT, env=environ, capture_output=True, check=True
    )
    assert f"không đổi {listed(database) if point == 'import: after the commit' else 0}".encode() in again.stdout
    assert listed(database) == len(ROWS)
    database.close()
