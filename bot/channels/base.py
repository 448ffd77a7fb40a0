"""What every channel offers to the process."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.http.hooks import Hook
from chat import Address, Capabilities, Outgoing, Receipt


@dataclass(frozen=True, slots=True)
class Parcel:
    """One outbox row on its way: `answers` is the update key of the message it replies to (None for reminders), `last` marks the
    final reply to it. Where it replaces an earlier message, `edit_of` is that one's outbox id and `replaces` its platform id.
    `unrepeatable`: a reminder, which must not be sent a second time when the outcome of the first is unknown.
    """

    outbox_id: int
    address: Address
    outgoing: Outgoing
    answers: str | None = None
    last: bool = True
    edit_of: int | None = None
    replaces: str | None = None
    unrepeatable: bool = False


class Channel(Protocol):
    """One messenger. `capabilities` is data; `send` raises chat.SendError; `run` receives until it is cancelled.
    `health` is "ok" or one word for what is wrong; `hooks` are the paths below /webhook/ at which the platform calls, none where it is asked.
    """

    @property
    def capabilities(self) -> Capabilities: ...

    async def send(self, parcel: Parcel) -> Receipt: ...

    async def run(self) -> None: ...

    def health(self) -> str: ...

    def hooks(self) -> Mapping[str, Hook]: ...
