"""How much the sender sends to Telegram's limits without once being refused: in full by `make proof`."""

import asyncio
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bot.channels.telegram.channel import TelegramChannel
from bot.settings.config import Telegram
from chat import Address, Outgoing
from storage.records import Cause, MessageKind, NewOutgoing, OutboxState, Role, Unit
from tests.bot.support.house import START, House, open_house
from tests.bot.support.telegram_house import until
from tests.fakes.telegram import TelegramFake
from tests.fakes.telegram_limits import Limits
from tests.fakes.telegram_world import TOKEN
from tests.proof.rows import Rows, told

PEOPLE, GROUPS = 400, 3
SECONDS, RATE = 300.0, 25.0


@dataclass(frozen=True)
class Rate:
    """Messages a second after the first second, how many there were, and how often Telegram said wait."""

    seconds: float
    messages: int
    refused: int
    left: int

    @property
    def a_second(self) -> float:
        return self.messages / self.seconds


def run(folder: Path, seconds: float) -> Rate:
    return asyncio.run(_run(folder, seconds))


async def _run(folder: Path, seconds: float) -> Rate:
    fake = TelegramFake(limits=Limits(time.monotonic))
    async with fake.serving() as address:
        settings = Telegram(token=TOKEN, api_base_url=address)
        house = open_house(folder, channels={"telegram": lambda it: TelegramChannel(it, settings, 2**20)})
        _fill(house, fake, int(seconds * RATE) + 100)
        channel = house.channels["telegram"]
        assert isinstance(channel, TelegramChannel)
        await channel.outbound.open()
        sending = asyncio.create_task(house.process.sender.run())
        before = await _after_first_second(fake)
        began = time.monotonic()
        await asyncio.sleep(seconds)
        messages, took = len(fake.asked("sendMessage")) - before, time.monotonic() - began
        sending.cancel()
        await house.process.sender.stop()
        await channel.outbound.close()
        await channel.receiver.close()
        with house.runtime.database.look() as work:
            states = (OutboxState.FAILED, OutboxState.UNCERTAIN)
            left = sum(len(work.outbox.with_state(state)) for state in states)
        house.process.close()
    assert fake.limits is not None
    return Rate(took, messages, fake.limits.refused, left)


async def _after_first_second(fake: TelegramFake) -> int:
    await until(lambda: bool(fake.asked("sendMessage")), 20)
    await asyncio.sleep(1)
    return len(fake.asked("sendMessage"))


def _fill(house: House, fake: TelegramFake, count: int) -> None:
    """More than can be sent: replies and reminders, to people and to a few groups, each person's in their order."""
    said = Outgoing("Nhắc anh/chị: hôm nay là hạn báo cáo tuần.")
    with house.runtime.database.work() as work:
        work.units.put(Unit("xa", "Xã", "commune", None, "rural", 30, "bài thử", 2025))
        for place in range(PEOPLE):
            person = work.people.put(f"rate-{place}", "Phạm Thị Thử", Role.OFFICIAL, units=["xa"])
            fake.person(10_000 + place).text("/start")
            work.people.link(person.id, _address(10_000 + place), START)
        for group in range(GROUPS):
            fake.incoming({"id": -group - 1, "type": "group", "title": "Tổ"}, fake.person(1).user, {"text": "x"})
        fake.updates.clear()
        now = house.runtime.clock.now()
        for place in range(count):
            kind = MessageKind.REMINDER if place % 3 else MessageKind.INTERACTIVE
            letter = NewOutgoing(_address(10_000 + place % PEOPLE), said, kind=kind)
            work.outbox.enqueue(Cause(f"rate:{place}"), [letter], now)
        for place in range(GROUPS * 30):
            where = _address(-1 - place % GROUPS)
            work.outbox.enqueue(Cause(f"group:{place}"), [NewOutgoing(where, said, kind=MessageKind.BULK)], now)
        work.commit()


def _address(chat: int) -> Address:
    return Address("telegram", "4242", str(chat), str(abs(chat)), is_group=chat < 0)


def rows(seconds: float = SECONDS) -> Rows:
    """For the page of proofs."""
    with tempfile.TemporaryDirectory() as folder:
        found = run(Path(folder), seconds)
    problems = [f"{found.left} rows not sent"] if found.left else []
    problems += [f"refused {found.refused} times"] if found.refused else []
    problems += [] if found.a_second >= RATE * 0.99 else ["too slow"]
    return {
        "the sender holds": (
            f"{found.messages:,} messages to {PEOPLE} people in {found.seconds:.0f} s",
            f"{told(problems, '0 × 429')}, {found.a_second:.1f} a second",
        )
    }
