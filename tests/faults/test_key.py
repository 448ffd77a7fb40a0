"""kill -9 while the key is changed: both keys open what is there, and the command goes on where it was."""

import shutil
import signal
from pathlib import Path

import httpx
import pytest

from storage import WrongKeyError, open_database
from tests.bot.support.command import *  # noqa: F403 - a fixture
from tests.bot.support.command import Command
from tests.bot.support.real_process import running
from tests.bot.test_start import heard, say
from tests.faults.support.forked import run
from tests.faults.support.points import CHANGE_OF_KEY
from tests.storage.test_resealing import NEW_KEY
from tests.support.databases import TEST_KEY

BOTH = {"SECURITY__KEY": NEW_KEY, "SECURITY__OLD_KEY": TEST_KEY}
ME = "ra-soat-1"
FILE = b"%PDF-1.4 a file"


@pytest.fixture(scope="module")
def talked_to(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo with a conversation and a file that was sent, killed."""
    folder = tmp_path_factory.mktemp("talked-to")
    with running(folder, SECURITY__KEY=TEST_KEY) as bot:
        say(bot.address, ME, "a", "/danhsach")
        heard(bot.address, ME)
        sent = httpx.post(
            f"{bot.address}/api/chat/{ME}/messages",
            data={"id": "b"},
            files={"file": ("so.pdf", FILE, "application/pdf")},
            headers={"X-Rasoat": "1"},
            timeout=20,
        )
        sent.raise_for_status()
        assert history(bot.address)[1] == FILE
        bot.kill()
    return folder


def history(address: str) -> tuple[list[str], bytes]:
    """What the page shows of before, and the file."""
    messages = httpx.get(f"{address}/api/chat/{ME}/messages?from=all", timeout=20).json()
    (url,) = [file["url"] for message in messages for file in message["files"]]
    return [message["text"] for message in messages], httpx.get(address + url, timeout=20).content


def texts(folder: Path, key: str, old_key: str = "") -> list[str | None]:
    database = open_database(f"sqlite:///{folder}/rasoat.db", key=key, old_key=old_key)
    try:
        with database.look() as work:
            return [one.shown.text if one.shown else None for one in work.web.messages(ME, everything=True)]
    finally:
        database.close()


@pytest.fixture
def folder(talked_to: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    copy = tmp_path / "copy"
    shutil.copytree(talked_to, copy)
    return copy


@pytest.mark.parametrize("point", CHANGE_OF_KEY)
def test_killed_while_the_key_is_changed_nothing_is_lost(point: str, folder: Path, command: Command) -> None:
    before = texts(folder, TEST_KEY)
    died = run(folder, "rotate-key", point=point, **BOTH)
    assert died.status == -signal.SIGKILL, died.said
    over = point == "change of key: its end, after the commit"
    assert texts(folder, NEW_KEY, TEST_KEY) == before
    with pytest.raises(WrongKeyError, match="another key" if over else "not finished"):
        texts(folder, TEST_KEY)
    assert ("Không còn gì để đổi" if over else "Đã đổi khoá") in command(folder, "rotate-key", **BOTH).out
    assert texts(folder, NEW_KEY) == before
    with pytest.raises(WrongKeyError):
        texts(folder, TEST_KEY)


def test_after_it_the_conversation_goes_on(folder: Path, command: Command) -> None:
    before = texts(folder, TEST_KEY)
    assert "1 tệp mã hoá lại" in command(folder, "rotate-key", **BOTH).out
    with running(folder, SECURITY__KEY=NEW_KEY) as bot:
        shown, file = history(bot.address)
        assert (shown[: len(before)], file) == (before, FILE)
        say(bot.address, ME, "c", "/danhsach")
        assert any(message["re"] == "c" for message in heard(bot.address, ME, after=len(before)))
        assert bot.stop() == 0
