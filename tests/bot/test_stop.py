"""The end of a process: what is on its way arrives, and is recorded, before the channels close."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from bot.channels.base import Parcel
from chat import Address, Outgoing, Receipt
from storage.records import Cause, NewOutgoing
from tests.bot.support.desk import Post
from tests.bot.support.house import living, open_house, run
from tests.bot.support.telegram_house import until


@dataclass
class Closing(Post):
    """A channel that cannot send any more once it has stopped receiving."""

    closed: bool = False

    async def run(self) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            self.closed = True

    async def send(self, parcel: Parcel) -> Receipt:
        self.parcels.append(parcel)
        await asyncio.sleep(0.2)
        assert not self.closed
        return await super().send(parcel)


def test_a_send_in_flight_comes_to_its_end_before_its_channel_closes(tmp_path: Path) -> None:
    post = Closing()

    async def scenario() -> int:
        house = open_house(tmp_path, channels={"post": lambda _: post})
        async with living(house):
            with house.runtime.database.work() as work:
                letter = NewOutgoing(Address("post", "1", "a", "a"), Outgoing("trên đường"))
                (one,) = work.outbox.enqueue(Cause("x"), [letter], house.runtime.clock.now())
                work.commit()
            house.process.sender.wake()
            await until(lambda: bool(post.parcels))
        return one

    one = run(scenario())
    assert (post.delivered, post.closed) == (["trên đường"], True)
    again = open_house(tmp_path)
    with again.runtime.database.look() as work:
        assert [each.state for each in work.outbox.get([one])] == ["sent"]
    again.process.close()
