"""Telegram calls the bot: who calls is proved, nothing is acknowledged before it is kept, and what was kept counts once."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from bot.app import process
from bot.channels.base import Channel
from bot.channels.telegram.capabilities import PATH
from bot.channels.telegram.channel import TelegramChannel
from bot.process import StartError
from bot.runtime import Runtime
from bot.settings.config import Database, Security, Settings, Telegram, Web
from chat import Address, Incoming, Outgoing
from tests.bot.support.house import START, House, living, open_house, run
from tests.bot.support.telegram_house import JPEG, ME, texts, until
from tests.bot.support.telegram_phone import hurried
from tests.fakes.telegram import TelegramFake
from tests.fakes.telegram_world import TOKEN
from tests.support.databases import TEST_KEY

SECRET = "a-secret-of-the-webhook"


def plain(incoming: Incoming) -> tuple[Outgoing, ...]:
    return (Outgoing(f"nghe: {incoming.text or incoming.payload or incoming.kind.value}"),)


@asynccontextmanager
async def called(folder: Path, fake: TelegramFake) -> AsyncIterator[House]:
    """A house that Telegram calls, with one person linked."""
    async with fake.serving() as address:
        settings = Telegram(
            token=TOKEN,
            api_base_url=address,
            mode="webhook",
            webhook_url="https://bot.example.vn/",
            webhook_secret=SECRET,
        )

        def channel(runtime: Runtime) -> Channel:
            return TelegramChannel(runtime, settings, 10 * 2**20, hurried())

        house = open_house(folder, plain, channels={"telegram": channel})
        with house.runtime.database.work() as work:
            person = work.people.by_key("ra-soat-1")
            assert person is not None
            work.people.link(person.id, Address("telegram", "4242", str(ME), str(ME)), START)
            work.commit()
        async with living(house):
            await until(lambda: fake.webhook)
            yield house


def test_telegram_is_told_where_to_call_and_what_for(tmp_path: Path) -> None:
    fake = TelegramFake()
    fake.fail("setWebhook", 500, "Internal Server Error")

    async def scenario() -> None:
        async with called(tmp_path, fake) as house:
            await until(lambda: len(fake.asked("setWebhook")) == 2, 10)

            async def ok() -> bool:
                return bool((await house.get("/healthz"))["channels"]["telegram"] == "ok")

            assert await ok()

    run(scenario())
    told = fake.asked("setWebhook")[-1]
    assert (told["url"], told["secret_token"]) == ("https://bot.example.vn" + PATH, SECRET)
    assert str(told["max_connections"]) == "1", "with more, messages come in any order"
    assert "callback_query" in told["allowed_updates"]
    assert fake.asked("getUpdates") == []


def test_messages_taps_and_photos_come_in_order_and_once(tmp_path: Path) -> None:
    fake = TelegramFake()
    person = fake.person(ME)

    async def scenario() -> list[list[int]]:
        async with called(tmp_path, fake) as house:
            to = house.address + PATH
            person.text("một")
            again = list(fake.updates)
            statuses = [await fake.deliver(to, "wrong-secret-00000"), await fake.deliver(to, SECRET)]
            fake.updates.extend(again)
            statuses.append(await fake.deliver(to, SECRET))
            person.text("hai")
            person.photo(JPEG)
            statuses.append(await fake.deliver(to, SECRET))
            await until(lambda: len(texts(fake)) == 3)
            return statuses

    assert run(scenario()) == [[403, 403, 403], [200], [200], [200, 200]]
    assert texts(fake) == ["nghe: một", "nghe: hai", "nghe: photo"]


def test_a_photo_that_is_not_to_be_had_now_is_not_acknowledged(tmp_path: Path) -> None:
    fake = TelegramFake()
    fake.fail("getFile", 500, "Internal Server Error")

    async def scenario() -> list[int]:
        async with called(tmp_path, fake) as house:
            fake.person(ME).photo(JPEG)
            statuses = await fake.deliver(house.address + PATH, SECRET)
            await until(lambda: texts(fake) == ["nghe: photo"])
            return statuses

    assert run(scenario()) == [503, 200]


@pytest.mark.parametrize(("body", "status"), [(b"{", 400), (b"[]", 400), (b'{"update_id": 1, "message": {}}', 200)])
def test_what_nobody_can_read_does_not_come_for_ever(tmp_path: Path, body: bytes, status: int) -> None:
    fake = TelegramFake()

    async def scenario() -> int:
        async with called(tmp_path, fake) as house, aiohttp.ClientSession() as client:
            headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
            async with client.post(house.address + PATH, data=body, headers=headers) as response:
                return response.status

    assert run(scenario()) == status


@pytest.mark.parametrize("missing", ["webhook_secret", "webhook_url"])
def test_a_webhook_without_its_settings_is_refused_at_the_start(tmp_path: Path, missing: str) -> None:
    given = {"webhook_secret": SECRET, "webhook_url": "https://x.vn"} | {missing: ""}
    settings = Settings(
        database=Database(f"sqlite:///{tmp_path}/rasoat.db"),
        web=Web(port=0),
        security=Security(TEST_KEY),
        telegram=Telegram(token=TOKEN, mode="webhook", **given),
    )
    with pytest.raises(StartError, match=r"WEBHOOK_SECRET.*webhook_url"), process(settings):
        pass
