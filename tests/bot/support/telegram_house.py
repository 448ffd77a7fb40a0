"""A house whose Telegram is the fake, and what its bot hears and says."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from bot.channels.base import Channel, Parcel
from bot.channels.telegram.channel import TelegramChannel
from bot.runtime import Runtime
from bot.settings.config import Telegram
from chat import Address, Incoming, Outgoing
from tests.bot.support.house import START, House, Reply, echo, living, open_house
from tests.bot.support.telegram_phone import hurried
from tests.fakes.telegram import TelegramFake
from tests.fakes.telegram_world import TOKEN

JPEG = b"\xff\xd8\xff\xe0" + bytes(2000)


ME = 1_234_567_890_123


@asynccontextmanager
async def linked(folder: Path, fake: TelegramFake, reply: Reply = echo) -> AsyncIterator[House]:
    """A house whose bot talks to the fake, with one person linked."""
    async with fake.serving() as address:
        settings = Telegram(token=TOKEN, api_base_url=address)

        def channel(runtime: Runtime) -> Channel:
            return TelegramChannel(runtime, settings, 10 * 2**20, hurried())

        house = open_house(folder, reply, channels={"telegram": channel})
        with house.runtime.database.work() as work:
            person = work.people.by_key("ra-soat-1")
            assert person is not None
            work.people.link(person.id, Address("telegram", "4242", str(ME), str(ME)), START)
            work.commit()
        async with living(house):
            yield house


async def until(look: Callable[[], object], seconds: float = 5) -> None:
    for _ in range(int(seconds / 0.02)):
        if look():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("waited in vain")


def texts(fake: TelegramFake, chat: int = ME) -> list[str]:
    return [message["text"] for message in fake.said_to(chat) if "text" in message]


async def hear(folder: Path, fake: TelegramFake, act: Callable[[], object], expected: int) -> list[Incoming]:
    """What the process made of the acts, in order."""
    seen: list[Incoming] = []

    def remember(incoming: Incoming) -> tuple[Outgoing, ...]:
        seen.append(incoming)
        return (Outgoing("ghi"),)

    async with linked(folder, fake, remember) as house:
        act()
        await until(lambda: len(seen) == expected)
        assert all(len(house.runtime.files.get(file.key)) == file.size for each in seen for file in each.files)
    return seen


def parcel(address: Address, outgoing: Outgoing, replaces: str | None = None) -> Parcel:
    return Parcel(1, address, outgoing, replaces=replaces)
