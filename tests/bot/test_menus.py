"""Each role's chat shows the commands of that role; told once, and again when the role changes."""

import asyncio
from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.channels.telegram.channel import TelegramChannel
from bot.delivery.menus import Menus
from bot.runtime import Runtime
from bot.settings.config import Telegram
from chat import Address
from chat.menu import Menu, digest
from handlers.menus import menu_of
from storage.records import Role
from tests.bot.support.house import START, House, living, open_house, run
from tests.bot.support.telegram_house import until
from tests.fakes.telegram import TelegramFake
from tests.fakes.telegram_world import TOKEN
from tests.support.conversation import shared_services

CHAT = 70_001


def menu(roles: Iterable[Role]) -> Menu:
    return menu_of(shared_services().texts, roles)


def put(house: House, role: Role) -> None:
    with house.runtime.database.work() as work:
        person = work.people.put("ra-soat-1", "Đinh Thị Xếp", role)
        work.people.link(person.id, Address("telegram", "4242", str(CHAT), str(CHAT)), START)
        work.commit()


async def pause(_: float) -> None:
    """Soon again."""
    await asyncio.sleep(0.02)


def in_house(folder: Path, fake: TelegramFake, address: str) -> tuple[House, Menus]:
    def channel(runtime: Runtime) -> TelegramChannel:
        return TelegramChannel(runtime, Telegram(token=TOKEN, api_base_url=address), 2**20)

    house = open_house(folder, channels={"telegram": channel})
    fake.person(CHAT).text("/start")
    fake.updates.clear()
    return house, Menus(house.runtime, house.channels, menu, pause)


def test_a_menu_follows_the_role_and_is_told_once(tmp_path: Path) -> None:
    fake = TelegramFake()

    async def scenario() -> None:

        async with fake.serving() as address:
            house, menus = in_house(tmp_path, fake, address)
            put(house, Role.COLLABORATOR)
            async with living(house):
                task = asyncio.create_task(menus.run())
                await until(lambda: CHAT in fake.menus)
                assert ("rasoat", "Rà soát một hộ, ví dụ: /rasoat 12") in fake.menus[CHAT]
                assert "tonghop" not in dict(fake.menus[CHAT])
                put(house, Role.LEADER)
                await until(lambda: "tonghop" in dict(fake.menus[CHAT]))
                await asyncio.sleep(0.1)
                assert len(fake.asked("setMyCommands")) == 2
                task.cancel()

    run(scenario())


@pytest.mark.parametrize(("code", "asked"), [(429, 2), (400, 1)])
def test_a_refusal_stops_nothing(code: int, asked: int, tmp_path: Path) -> None:
    """What may pass is tried again; what would only come again is not."""
    fake = TelegramFake()

    async def scenario() -> None:

        async with fake.serving() as address:
            house, menus = in_house(tmp_path, fake, address)
            put(house, Role.ADMIN)
            fake.fail(
                "setMyCommands",
                code,
                "Too Many Requests" if code == 429 else "Bad Request: no",
                **({"retry_after": 1} if code == 429 else {}),
            )
            async with living(house):
                task = asyncio.create_task(menus.run())
                await until(lambda: len(fake.asked("setMyCommands")) == asked)
                await asyncio.sleep(0.1)
                assert len(fake.asked("setMyCommands")) == asked
                assert (CHAT in fake.menus) == (code == 429)
                task.cancel()

    run(scenario())


@pytest.mark.parametrize("role", Role)
def test_every_menu_is_one_that_telegram_takes(role: Role) -> None:
    shown = menu([role])
    assert 0 < len(shown) <= 100
    assert all(1 <= len(name) <= 32 and name.isascii() and name.islower() for name, _ in shown)
    assert all(1 <= len(text) <= 256 for _, text in shown)
    assert len({digest(menu([each])) for each in Role}) > 2
