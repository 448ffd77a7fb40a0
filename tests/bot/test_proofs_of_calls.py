"""Who calls a webhook: a proof that is missing, empty, no text, or made long ago opens nothing, and fails nothing."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.channels.base import Channel
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.zalo_bot.channel import ZaloBotChannel
from bot.channels.zalo_oa.capabilities import PATH as OA_PATH
from bot.channels.zalo_oa.signature import signed_by
from bot.http.hooks import proves
from bot.runtime import Runtime
from bot.settings.config import Telegram, ZaloBot, ZaloOa
from chat import Address
from tests.bot.support.house import House, living, open_house, run
from tests.bot.support.oa_house import HERE, ME, linked
from tests.bot.support.telegram_house import until
from tests.fakes.zalo_oa import ZaloOaFake

ODD = ["", "secre", "secret2", "b\u00ed", "\udcff\udcfe", "\u00e9" * 9]


@pytest.mark.parametrize("given", ODD)
def test_a_proof_is_the_secret_and_nothing_else(given: str) -> None:
    assert not proves(given, "secret")
    assert not proves(given, "")
    assert proves("secret", "secret")


MADE: Mapping[str, Any] = {
    "telegram": lambda runtime, secret: TelegramChannel(
        runtime, Telegram(token="1:x", mode="webhook", webhook_secret=secret, api_base_url="http://127.0.0.1:9"), 9
    ),
    "zalo-bot": lambda runtime, secret: ZaloBotChannel(
        runtime, ZaloBot(token="1:x", mode="webhook", webhook_secret=secret, api_base_url="http://127.0.0.1:9"), 9
    ),
}
PROOFS = {"telegram": "X-Telegram-Bot-Api-Secret-Token", "zalo-bot": "X-Bot-Api-Secret-Token"}


@pytest.mark.parametrize("name", list(MADE))
@pytest.mark.parametrize(
    ("secret", "given"), [("secret-of-sixteen", odd) for odd in [*ODD[:3], "\xff\xfe"]] + [("", "")]
)
def test_a_call_without_the_proof_is_refused(tmp_path: Path, name: str, secret: str, given: str) -> None:
    def make(runtime: Runtime) -> Channel:
        made: Channel = MADE[name](runtime, secret)
        return made

    async def scenario() -> None:
        async with living(open_house(tmp_path, channels={name: make})) as house:
            for headers in ({PROOFS[name]: given}, {}):
                assert await status(house, f"/webhook/{name}", headers) == 403
            with house.runtime.database.look() as work:
                assert work.inbox.pending() == 0

    run(scenario())


async def status(house: House, path: str, headers: dict[str, str]) -> int:
    assert house.client is not None
    async with house.client.post(house.address + path, headers=headers, data=b"{}") as response:
        return response.status


def test_an_empty_secret_signs_for_nobody() -> None:
    settings = ZaloOa(app_id="1", oa_id="2", secret_key="", webhook_secret="")
    body = b'{"timestamp":"7"}'
    nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert signed_by(settings, {"X-ZEvent-Signature": f"mac={nothing}"}, body) == ""
    assert signed_by(replace(settings, secret_key="k"), {"X-ZEvent-Signature": "mac=\udcff"}, body) == ""


def test_a_signed_call_of_long_ago_is_taken_no_more(tmp_path: Path) -> None:
    fake = ZaloOaFake()

    async def scenario() -> None:
        async with linked(tmp_path, fake) as house:
            now = fake.now
            fake.now = lambda: now() - timedelta(days=700)
            for event in (fake.event(ME, "user_send_text", text="cũ"), fake.about(ME, "unfollow")):
                assert await fake.deliver(house.address + OA_PATH, event) == [200]
            fake.now = now
            assert active(house) == [HERE]
            fake.say(ME, "mới")
            await until(lambda: fake.texts(ME) == ["nghe: mới"])

    run(scenario())


def test_who_wrote_since_did_not_leave(tmp_path: Path) -> None:
    fake = ZaloOaFake()

    async def scenario() -> None:
        async with linked(tmp_path, fake) as house:
            left = fake.about(ME, "unfollow")
            with house.runtime.database.work() as work:
                work.people.wrote(HERE, house.runtime.clock.now() + timedelta(seconds=1))
                work.commit()
            assert await fake.deliver(house.address + OA_PATH, left) == [200]
            assert active(house) == [HERE]
            now = fake.now
            fake.now = lambda: now() + timedelta(minutes=1)
            assert await fake.deliver(house.address + OA_PATH, fake.about(ME, "unfollow")) == [200]
            assert active(house) == []

    run(scenario())


def active(house: House) -> list[Address]:
    with house.runtime.database.look() as work:
        person = work.people.by_account(HERE)
        assert person is not None
        return [one.address for one in work.people.accounts(person.id) if one.address == HERE]
