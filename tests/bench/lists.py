"""A list of 50,000 rows read in a process of its own and brought in, by the clock and in memory."""

import os
import resource
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

from openpyxl import Workbook

ROWS, PEOPLE = 50_000, 4
AIM_SECONDS, AIM_MB = 60.0, 400.0
ROOT = Path(__file__).parents[2]
HEAD = ("Mã hộ", "Họ và tên", "Quan hệ", "Giới tính", "Ngày sinh", "Dân tộc", "Số CCCD", "Tổ dân phố", "Loại hộ", "Năm")
_FAMILY, _MIDDLE, _GIVEN = ("Phạm", "Đinh", "Nguyễn"), ("Văn", "Thị"), ("Dắt", "Nía", "Rin", "Lót", "Rơ", "Bía", "Vế")
_RELATIONS = ("chủ hộ", "vợ", "con", "con")


def main() -> None:
    """Each step in a process of its own, so that its memory is its own."""
    print(f"\na list of {ROWS:,} rows, {ROWS // PEOPLE:,} households, aim ≤ {AIM_SECONDS:.0f} s and ≤ {AIM_MB:.0f} MB")
    Path("build").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir="build") as name:
        folder = Path(name)
        write(folder / "danh-sach.xlsx")
        for what in ("first", "again"):
            seconds, most, said = _in_process(folder)
            met = seconds <= AIM_SECONDS and most <= AIM_MB
            print(
                f"  read and brought in, {what:6} {seconds:5.1f} s   {most:4.0f} MB   {'met' if met else 'NOT MET'}   {said}"
            )


def write(file: Path, rows: int = ROWS) -> None:
    """Invented people, one a row."""
    book = Workbook(write_only=True)
    page = book.create_sheet("Danh sách")
    page.append(HEAD)
    for number in range(rows):
        page.append(_row(number))
    book.save(file)


def _row(number: int) -> tuple[object, ...]:
    household, place = divmod(number, PEOPLE)
    female = place == 1 or (place > 1 and number % 3 == 0)
    born = date(1950 + 25 * (place > 1), 1, 1) + timedelta(days=number * 37 % 9000)
    name = f"{_FAMILY[household % 3]} {_MIDDLE[female]} {_GIVEN[number % 7]} {_GIVEN[number // 7 % 7]}"
    card = f"051{int(female)}{born.year % 100:02d}{number:06d}" if born.year < 2000 else None
    unit = f"tổ dân phố {household % 6 + 1}"
    return (
        *(household + 1001, name, _RELATIONS[place], "Nữ" if female else "Nam", f"{born:%d/%m/%Y}", "Hrê", card),
        *(unit, "Hộ nghèo" if household % 2 else "Hộ cận nghèo", 2024),
    )


def _in_process(folder: Path) -> tuple[float, float, str]:
    """Seconds and the most memory in MB of `rasoat import`, starting included, and the last line that it says."""
    settings = {"RASOAT_DATABASE__URL": f"sqlite:///{folder}/rasoat.db"}
    began = perf_counter()
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "import", str(folder / "danh-sach.xlsx")],
        cwd=ROOT,
        env={**os.environ, **settings},
        check=True,
        capture_output=True,
        text=True,
    )
    # Of all processes that have ended, the largest: this module starts no other ones.
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return perf_counter() - began, most, ended.stdout.splitlines()[-1]


if __name__ == "__main__":
    main()
