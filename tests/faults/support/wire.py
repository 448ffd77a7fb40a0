"""The bot's side of that messenger: a channel like any other, that may be killed on its way."""

import asyncio
from collections.abc import Mapping
from datetime import datetime

import httpx

from bot.channels.base import Parcel
from bot.channels.render import render
from bot.http.hooks import Hook
from bot.runtime import Runtime
from chat import Address, Capabilities, Failure, Incoming, Kind, Receipt, SendError
from tests.faults.support.points import Trap

NAME = "wire"


class WireChannel:
    """Polls for updates and acknowledges them after the inbox commit."""

    capabilities = Capabilities(NAME, max_text=4096, buttons=False)

    def __init__(self, runtime: Runtime, address: str, trap: Trap) -> None:
        self._runtime, self._trap = runtime, trap
        self._client = httpx.AsyncClient(base_url=address, timeout=10)

    def health(self) -> str:
        return "ok"

    def hooks(self) -> Mapping[str, Hook]:
        return {}

    async def run(self) -> None:
        """Until cancelled."""
        acknowledged = 0
        async with self._client:
            while True:
                try:
                    answer = await self._client.post("/updates", json={"after": acknowledged})
                except httpx.HTTPError:
                    await asyncio.sleep(0.1)
                    continue
                if updates := answer.json():
                    self._reach("received", len(updates))
                    await self._runtime.take(*[self._incoming(update) for update in updates])
                    self._reach("taken, not acknowledged", len(updates))
                    acknowledged = updates[-1]["number"]

    def _reach(self, point: str, times: int) -> None:
        for _ in range(times):
            self._trap.reach(point)

    def _incoming(self, update: Mapping[str, str]) -> Incoming:
        sent_at = self._runtime.clock.from_platform(datetime.fromisoformat(update["at"]))
        address = Address(NAME, "1", update["user"], update["user"])
        number = int(update["number"])
        return Incoming(address, f"w{number}", Kind.TEXT, sent_at, text=update["text"], seq=number)

    async def send(self, parcel: Parcel) -> Receipt:
        self._trap.reach("before it is sent")
        text = "\n".join(render(parcel.outgoing, self.capabilities, self._runtime.words).parts)
        message = {"user": parcel.address.user_id, "text": text, "answers": parcel.answers or "", "last": parcel.last}
        try:
            answer = (await self._client.post("/send", json={**message, "row": parcel.outbox_id})).json()
        except httpx.HTTPError as error:
            raise SendError(Failure.UNCERTAIN, type(error).__name__) from None
        self._trap.reach("accepted, not heard of")
        at = self._runtime.clock.from_platform(datetime.fromisoformat(answer["at"]))
        return Receipt(str(answer["number"]), seq=answer["number"], at=at)
