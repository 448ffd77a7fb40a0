"""A house whose Zalo bot talks to the fake, with one person linked."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.channels.base import Channel
from bot.channels.zalo_bot.channel import ZaloBotChannel
from bot.runtime import Runtime
from bot.settings.config import ZaloBot
from chat import Address, Incoming, Outgoing
from tests.bot.support.house import START, House, Reply, living, open_house
from tests.fakes.zalo_bot import TOKEN, ZaloBotFake

ME = "zalo-me"
SECRET = "webhook-secret-of-tests"


def plain(incoming: Incoming) -> tuple[Outgoing, ...]:
    return (Outgoing(f"nghe: {incoming.text}"),)


async def at_once(_: float) -> None:
    """The world runs faster than its clock."""


@asynccontextmanager
async def linked(
    folder: Path, fake: ZaloBotFake, reply: Reply = plain, mode: str = "polling", url: str = ""
) -> AsyncIterator[House]:
    """A house whose bot talks to the fake, with one person linked."""
    async with fake.serving() as address:
        settings = ZaloBot(token=TOKEN, api_base_url=address, mode=mode, webhook_secret=SECRET, webhook_url=url)

        def channel(runtime: Runtime) -> Channel:
            return ZaloBotChannel(runtime, settings, 10 * 2**20, at_once)

        house = open_house(folder, reply, channels={"zalo_bot": channel})
        with house.runtime.database.work() as work:
            person = work.people.by_key("ra-soat-1")
            assert person is not None
            work.people.link(person.id, Address("zalo_bot", "777001", ME, ME), START)
            work.commit()
        async with living(house):
            yield house
