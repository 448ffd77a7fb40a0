"""kill -9 while a list is brought in: all of the file is there, or nothing of it."""

import signal
from pathlib import Path

import pytest

from storage import Database, open_database
from tests.faults.support.forked import run
from tests.faults.support.points import IMPORT
from tests.support.databases import TEST_KEY
from tests.survey.register.lists import workbook

HEAD = ("Mã hộ", "Họ và tên chủ hộ", "Giới tính", "Năm sinh", "Tổ dân phố", "Loại hộ", "Năm")
ROWS = [(300 + n, f"Phạm Văn Số {n}", "Nam", 1980, "tổ dân phố 1", "Hộ nghèo", 2024) for n in range(1, 41)]


def listed(database: Database) -> int:
    with database.look() as work:
        return sum(one.number > 300 for one in work.lists.known("xa-ba-to"))


@pytest.mark.parametrize("point", IMPORT)
def test_a_list_is_there_as_a_whole_or_not_at_all(point: str, tmp_path: Path) -> None:
    file = tmp_path / "danh-sach.xlsx"
    file.write_bytes(workbook((HEAD, *ROWS)))
    died = run(tmp_path, "import", str(file), point=point, SECURITY__KEY=TEST_KEY)
    assert died.status == -signal.SIGKILL, died.said
    database = open_database(f"sqlite:///{tmp_path}/rasoat.db", key=TEST_KEY)
    assert listed(database) == (len(ROWS) if point == "import: after the commit" else 0)
    again = run(tmp_path, "import", str(file), SECURITY__KEY=TEST_KEY)
    assert again.status == 0, again.said
    assert f"không đổi {listed(database) if point == 'import: after the commit' else 0}" in again.said
    assert listed(database) == len(ROWS)
    database.close()
