"""The pictures of the guide, from the running chat: `python -m tests.bot.support.pictures` writes them to docs/huong-dan/hinh (needs Chromium)."""

import sys
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from time import sleep

import httpx

import bot.settings.config as settings
from bot.channels.web.channel import address_of
from bot.operations.initialising import run
from storage import open_database
from tests.bot.support.browser import Browser, chromium, wait_for
from tests.bot.support.morning import BEGINS
from tests.bot.support.real_process import ROOT, running
from tests.bot.test_first_morning import COMMUNE, other_groups, staff, three_groups
from tests.support.databases import TEST_KEY, copied_file
from tests.survey.register.lists import Rows, workbook

FOLDER = ROOT / "docs" / "huong-dan" / "hinh"
ADMIN, COLLABORATOR = "le-thi-quan", "pham-van-rin"
PAGES: dict[str, list[str | tuple[str, Rows]]] = {
    "1-can-bo": [("can-bo.xlsx", [("Họ và tên", "Vai trò", "Phần việc", "Địa bàn", "Điện thoại"), *staff()]), "nạp"],
    "": [("ba-thon.xlsx", list(three_groups())), "1", "thôn Nước Lô", "nạp"],
    "2-danh-sach-ho": [("ba-thon-sau.xlsx", list(other_groups(100, 200)))],
    "3-mo-dot-giao-ho": ["nạp hộ đúng", "mở đợt 2025", "mở", "giao hết theo tổ", "giao"],
}
"""What the admin sends before each picture ("" = none): words, or a workbook by its name."""


def main() -> int:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        folder = Path(name)
        _commune(copied_file(folder / "rasoat.db"))
        with running(folder, SECURITY__KEY=TEST_KEY) as bot:
            browser.size(390, 780)
            for picture, steps in PAGES.items():
                for step in steps:
                    _send(bot.address, ADMIN, step)
                if picture:
                    _take(browser, bot.address, ADMIN, picture)
            _link(folder, COLLABORATOR)
            for words in ("danh sách", "rà soát 63"):
                _send(bot.address, COLLABORATOR, words)
            _take(browser, bot.address, COLLABORATOR, "4-ra-soat-vien")
    return 0


def _commune(url: str) -> None:
    real = settings.Settings(
        database=settings.Database(url, demo=False),
        web=settings.Web(enabled=False, port=9),
        content=settings.Content(str(ROOT / "content")),
        security=settings.Security(TEST_KEY),
    )
    run(real, COMMUNE, None)
    with closing(open_database(url, key=TEST_KEY)) as database, database.work() as work:
        # The page with its phones is for demos; this one holds invented people only.
        work.meta.set("demo", "1")
        work.meta.set_clock_offset(BEGINS - datetime.now(UTC))
        work.commit()
    _link(Path(url.removeprefix("sqlite:///")).parent, ADMIN)


def _link(folder: Path, key: str) -> None:
    with closing(open_database(f"sqlite:///{folder}/rasoat.db", key=TEST_KEY)) as database, database.work() as work:
        person = work.people.by_key(key)
        assert person is not None, [one.key for one in work.people.all()]
        work.people.link(person.id, address_of(key), datetime.now(UTC))
        work.commit()


def _send(address: str, persona: str, step: str | tuple[str, Rows]) -> None:
    """Until the bot's last message, that of long work too, is there."""
    url, words = f"{address}/api/chat/{persona}/messages", {"X-Rasoat": "1"}
    before = len(httpx.get(url, params={"after": 0}, timeout=30).json())
    key = f"{persona}-{before}-{hash(str(step)) % 10**6}"
    if isinstance(step, str):
        httpx.post(url, json={"id": key, "text": step}, headers=words, timeout=30).raise_for_status()
    else:
        files = {
            "file": (step[0], workbook(step[1]), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        }
        httpx.post(url, data={"id": key}, files=files, headers=words, timeout=60).raise_for_status()
    wanted = before + (1 if isinstance(step, str) and not step.startswith("nạp") and step != "thôn Nước Lô" else 2)
    wait_for(lambda: len(httpx.get(url, params={"after": 0}, timeout=30).json()) >= wanted, f"an answer to {step}", 90)
    sleep(0.5)


def _take(browser: Browser, address: str, persona: str, name: str) -> None:
    browser.open(address)
    sleep(1)
    choose = (
        "const s = [...document.querySelectorAll('.persona')].find((one) => [...one.options].some((o) => o.value === arguments[0]));"
        "s.value = arguments[0]; s.dispatchEvent(new Event('change'));"
    )
    browser.script(choose, persona)
    sleep(2)
    browser.picture(FOLDER / f"{name}.png")


if __name__ == "__main__":
    sys.exit(main())
