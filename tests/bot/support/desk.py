"""A channel that fails as it is told, and a house with it and its outbox at hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.channels.base import Parcel
from bot.http.hooks import Hook
from chat import Address, Capabilities, Outgoing, Receipt
from storage.records import Cause, MessageKind, NewOutgoing, OutboxEntry
from tests.bot.support.house import House, open_house, run

HERE = Address("post", "1", "a", "a")


THERE = Address("post", "1", "b", "b")


CAPABILITIES = Capabilities("post", max_text=100, buttons=False)


@dataclass
class Post:
    """A channel that fails as it is told, in order; None = delivers."""

    failures: list[Exception | None] = field(default_factory=list)
    delivered: list[str] = field(default_factory=list)
    parcels: list[Parcel] = field(default_factory=list)
    capabilities: Capabilities = CAPABILITIES

    async def send(self, parcel: Parcel) -> Receipt:
        self.parcels.append(parcel)
        failure = self.failures.pop(0) if self.failures else None
        if failure is not None:
            raise failure
        self.delivered.append(parcel.outgoing.text)
        return Receipt(str(len(self.delivered)), len(self.delivered))

    async def run(self) -> None:
        """Receives nothing."""

    def health(self) -> str:
        return "ok"

    def hooks(self) -> Mapping[str, Hook]:
        return {}


class Desk:
    """A house with that channel, and its outbox at hand."""

    def __init__(self, folder: Path, *failures: Exception | None) -> None:
        self.post = Post(list(failures))
        self.house: House = open_house(folder, channels={"post": lambda _: self.post})
        self.ids: dict[str, int] = {}

    def put(
        self, text: str, to: Address = HERE, kind: MessageKind = MessageKind.INTERACTIVE, cause: str = "", **more: Any
    ) -> None:
        row = NewOutgoing(to, Outgoing(text), kind=kind, **more)
        with self.house.runtime.database.work() as work:
            (self.ids[text],) = work.outbox.enqueue(Cause(cause or f"c:{text}"), [row], self.house.runtime.clock.now())
            work.commit()

    def drain(self, later: timedelta = timedelta(0)) -> list[str]:
        """Send what is due, after the clock was moved on; everything delivered so far."""

        async def scenario() -> None:
            self.house.runtime.clock.move_to(self.house.runtime.clock.now() + later)
            await self.house.process.sender.drain()

        run(scenario())
        return self.post.delivered

    def entry(self, text: str) -> OutboxEntry:
        with self.house.runtime.database.look() as work:
            return work.outbox.get([self.ids[text]])[0]

    def close(self) -> None:
        self.house.process.close()
