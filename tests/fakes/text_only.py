"""The weakest messenger there could be: words only, 300 characters a message. A whole channel in one file."""

import asyncio
import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.channels.base import Parcel
from bot.channels.render import render
from bot.http.hooks import Hook
from bot.runtime import Runtime
from chat import Address, Capabilities, Incoming, Kind, Receipt

NAME = "text_only"


@dataclass
class TextOnlyServer:
    """What lasts over the restarts of the bot: everybody's messages, by user."""

    heard: dict[str, list[str]] = field(default_factory=dict)
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def texts(self, user: str) -> list[str]:
        return self.heard.setdefault(user, [])


@dataclass
class TextOnlyChannel:
    """Refuses what is too long, as a platform would."""

    runtime: Runtime
    server: TextOnlyServer
    capabilities = Capabilities(NAME, max_text=300, buttons=False)

    async def send(self, parcel: Parcel) -> Receipt:
        ids = []
        for part in render(parcel.outgoing, self.capabilities, self.runtime.words).parts:
            assert 0 < len(part) <= self.capabilities.max_text, f"refused: {len(part)} characters"
            self.server.texts(parcel.address.user_id).append(part)
            ids.append(str(next(self.server.numbers)))
        return Receipt(ids[-1], parts=tuple(ids))

    async def say(self, user: str, text: str) -> None:
        """A person writes; comes back once it is in the inbox."""
        address = Address(NAME, "300", user, user)
        key = f"t{next(self.server.numbers)}"
        await self.runtime.take(Incoming(address, key, Kind.TEXT, self.runtime.clock.now(), text=text))

    async def run(self) -> None:
        await asyncio.Event().wait()

    def health(self) -> str:
        return "ok"

    def hooks(self) -> Mapping[str, Hook]:
        return {}
