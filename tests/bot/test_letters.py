"""What goes out on Telegram: what is private can be neither forwarded nor saved, files too; nobody previews, and nothing is markup."""

from pathlib import Path
from typing import Any

import pytest
from telegram.error import BadRequest, Forbidden

from bot.channels.telegram.failures import send_error
from chat import Address, Button, Failure, FileOut, Outgoing
from tests.bot.support.house import run
from tests.bot.support.telegram_house import JPEG, ME, linked, parcel, texts, until
from tests.fakes.telegram import TelegramFake

HERE = Address("telegram", "4242", str(ME), str(ME))
FILES = (FileOut("a.jpg", "image/jpeg", JPEG), FileOut("b.csv", "text/csv", b"x"))
BUTTONS = ((Button("Một", "q:1", "1"),),)


def asked_of(folder: Path, outgoing: Outgoing) -> list[tuple[str, dict[str, Any]]]:
    """The requests that a message becomes."""
    fake = TelegramFake()

    async def scenario() -> None:
        async with linked(folder, fake) as house:
            fake.person(ME).text("x")
            await until(lambda: texts(fake))
            fake.calls.clear()
            await house.channels["telegram"].send(parcel(HERE, outgoing))

    run(scenario())
    return [(call.method, call.params) for call in fake.calls if call.method.startswith("send")]


@pytest.mark.parametrize("private", [True, False])
def test_what_is_private_is_protected_text_buttons_and_files(tmp_path: Path, private: bool) -> None:
    said = asked_of(tmp_path, Outgoing("Hộ 12 *Dắt* <b>x</b> https://a.vn", BUTTONS, files=FILES, private=private))
    assert [method for method, _ in said] == ["sendMessage", "sendPhoto", "sendDocument"]
    for method, params in said:
        assert str(params.get("protect_content", False)).lower() == str(private).lower(), method
        assert not params.get("parse_mode")
    assert str(said[0][1].get("link_preview_options")).lower().replace("'", '"') == '{"is_disabled": true}'


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (Forbidden("Forbidden: user is deactivated"), Failure.BLOCKED),
        (Forbidden("Forbidden: bot was blocked by the user"), Failure.BLOCKED),
        (BadRequest("Bad Request: chat not found"), Failure.NOT_FOUND),
        (BadRequest("Bad Request: user not found"), Failure.NOT_FOUND),
        (BadRequest("Bad Request: PEER_ID_INVALID"), Failure.NOT_FOUND),
        (BadRequest("Bad Request: bot can't initiate conversation with a user"), Failure.NOT_FOUND),
        (BadRequest("Bad Request: message is too long"), Failure.REFUSED),
    ],
)
def test_who_is_gone_is_not_tried_for_ever(error: BadRequest | Forbidden, failure: Failure) -> None:
    found = send_error(error).failure
    assert found is failure
    assert found.account_gone is (failure is not Failure.REFUSED)
