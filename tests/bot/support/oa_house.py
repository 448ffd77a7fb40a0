"""A house with an Official Account whose platform is the fake, and the office that it tells."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.channels.base import Channel
from bot.channels.zalo_oa.capabilities import PATH
from bot.channels.zalo_oa.channel import Office, ZaloOaChannel
from bot.channels.zalo_oa.inbound import Forget
from bot.runtime import Runtime
from bot.settings.config import ZaloOa
from chat import Address, Incoming, Outgoing
from storage.records import OutboxState
from storage.work import Work
from tests.bot.support.house import START, House, Reply, living, open_house, run
from tests.bot.support.telegram_house import until
from tests.bot.support.telegram_phone import oa_settings
from tests.fakes.zalo_oa import OA, ZaloOaFake

ME = "4047671499938107249"
HERE = Address("zalo_oa", OA, ME, ME)


def plain(incoming: Incoming) -> tuple[Outgoing, ...]:
    return (Outgoing(f"nghe: {incoming.text}{incoming.payload}"),)


async def at_once(_: float) -> None:
    """The world runs faster than its clock."""


@dataclass
class Town:
    """The office that the channel tells, and what it was told."""

    alerts: list[datetime] = field(default_factory=list)
    forgotten: list[Forget] = field(default_factory=list)

    def office(self) -> Office:
        def alert(_: Work, now: datetime) -> None:
            self.alerts.append(now)

        def forget(_: Work, asked: Forget) -> None:
            self.forgotten.append(asked)

        return Office(alert, forget, lambda names: f"(không gửi được: {names})")


@asynccontextmanager
async def linked(
    folder: Path,
    fake: ZaloOaFake,
    reply: Reply = plain,
    town: Town | None = None,
    change: Callable[[ZaloOa], ZaloOa] = lambda one: one,
) -> AsyncIterator[House]:
    """A house whose OA talks to the fake, with one person linked."""
    async with fake.serving() as address:
        settings = change(oa_settings(address))

        def channel(runtime: Runtime) -> Channel:
            return ZaloOaChannel(runtime, settings, 10 * 2**20, (town or Town()).office(), at_once)

        house = open_house(folder, reply, channels={"zalo_oa": channel})
        with house.runtime.database.work() as work:
            person = work.people.by_key("ra-soat-1")
            assert person is not None
            work.people.link(person.id, HERE, START)
            work.commit()
        async with living(house):
            fake.serve_webhook(house.address + PATH)
            yield house


def hear(folder: Path, fake: ZaloOaFake, act: Callable[[], object], expected: int) -> list[Incoming]:
    """What the process made of the acts, in order."""
    seen: list[Incoming] = []

    def remember(incoming: Incoming) -> tuple[Outgoing, ...]:
        seen.append(incoming)
        return ()

    async def scenario() -> None:
        async with linked(folder, fake, remember):
            act()
            await until(lambda: len(seen) == expected and not fake.is_busy)

    run(scenario())
    return seen


async def hurried(house: House, come: Callable[[], bool]) -> None:
    """What waits for its next try need not wait."""

    def now() -> bool:
        with house.runtime.database.work() as work:
            for entry in work.outbox.with_state(OutboxState.QUEUED):
                work.outbox.retry(entry.id, START, entry.error)
            work.commit()
        house.process.sender.wake()
        return come()

    await until(now, 15)


def states(house: House) -> dict[str, str]:
    """The outbox's rows that are not sent: why, by their state."""
    with house.runtime.database.look() as work:
        return {
            state.value: work.outbox.with_state(state)[0].error
            for state in OutboxState
            if state is not OutboxState.SENT and work.outbox.with_state(state)
        }
