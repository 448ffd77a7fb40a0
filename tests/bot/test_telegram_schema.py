"""What we ask of Telegram, against the Bot API's own description: aiogram's source distribution carries it, its wheel does not."""

import json
import subprocess
import sys
import tarfile
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from bot.channels.telegram.capabilities import ALLOWED_UPDATES
from bot.channels.telegram.channel import TelegramChannel
from chat import Address, Ask, Button, FileOut, Outgoing
from handlers.menus import menu_of
from storage.records import Role
from tests.bot.support.house import run
from tests.bot.support.real_process import ROOT
from tests.bot.support.telegram_house import JPEG, ME, linked, until
from tests.fakes.telegram import TelegramFake
from tests.support.conversation import shared_services


@cache
def description() -> dict[str, Any]:
    """The methods by name; skips where the distribution cannot be had."""
    name = f"aiogram-{version('aiogram')}"
    archive = ROOT / "build" / "sdist" / f"{name}.tar.gz"
    if not archive.exists():
        archive.parent.mkdir(parents=True, exist_ok=True)
        fetch = ["download", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-binary", "aiogram"]
        got = subprocess.run(
            [sys.executable, "-m", "pip", *fetch, "--dest", str(archive.parent), name.replace("-", "==")],
            capture_output=True,
            timeout=120,
            check=False,
        )
        if got.returncode or not archive.exists():
            pytest.skip("the source distribution of aiogram cannot be had here")
    with tarfile.open(archive) as files:
        member = files.extractfile(f"{name}/.butcher/schema/schema.json")
        assert member is not None
        items = [item for group in json.load(member)["items"] for item in group["children"]]
    return {item["name"]: {one["name"]: one for one in item["annotations"]} for item in items}


def everything(folder: Path) -> TelegramFake:
    """A conversation in which the bot does all that it can do on Telegram."""
    fake = TelegramFake()
    person = fake.person(ME)
    rows = ((Button("Có", "q:1"), Button("Không", "q:2")),)
    files = (FileOut("a.jpg", "image/jpeg", JPEG), FileOut("b.csv", "text/csv", b"a"))
    answers = {
        "nút": Outgoing("chọn", rows),
        "tệp": Outgoing("đây", files=files),
        "số": Outgoing("số?", ask=Ask.CONTACT),
        "chỗ": Outgoing("chỗ?", ask=Ask.LOCATION),
    }

    async def scenario() -> None:
        async with linked(folder, fake, lambda it: (answers.get(it.text, Outgoing("nghe")),)) as house:
            for text in answers:
                person.text(text)
            await until(lambda: len(fake.said_to(ME)) == 6, 10)
            person.tap("q:1")
            await until(lambda: fake.asked("answerCallbackQuery"))
            channel = house.channels["telegram"]
            assert isinstance(channel, TelegramChannel)
            here = Address("telegram", "4242", str(ME), str(ME))
            await channel.show_menu(here, menu_of(shared_services().texts, (Role.ADMIN,)))
            person.photo(JPEG)
            await until(lambda: fake.asked("getFile"))

    run(scenario())
    return fake


def test_every_request_is_one_of_the_bot_api(tmp_path: Path) -> None:
    methods = description()
    fake = everything(tmp_path)
    seen = {call.method for call in fake.calls}
    assert {"sendMessage", "sendPhoto", "sendDocument", "getUpdates", "getFile", "setMyCommands"} <= seen
    for call in fake.calls:
        known = methods[call.method]
        assert set(call.params) <= set(known), f"{call.method} has no {set(call.params) - set(known)}"
        wanted = {name for name, one in known.items() if one["required"]}
        assert wanted <= set(call.params), f"{call.method} needs {wanted - set(call.params)}"


def test_the_updates_that_we_ask_for_are_updates_of_the_bot_api() -> None:
    assert set(ALLOWED_UPDATES) <= set(description()["Update"])
