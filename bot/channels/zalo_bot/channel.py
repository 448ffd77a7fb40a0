"""Zalo Bot as a channel: called by webhook, or asking by getUpdates for development; sends text."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import httpx

from bot.channels.accepted import Accepted
from bot.channels.base import Parcel
from bot.channels.fetching import fetch
from bot.channels.pace import Gate
from bot.channels.render import render
from bot.channels.zalo_bot.api import NOTHING_NEW, Api
from bot.channels.zalo_bot.capabilities import CAPABILITIES, PATH
from bot.channels.zalo_bot.inbound import Event, EventError, Reader
from bot.files.kinds import image_type
from bot.http.hooks import Hook, header, proves
from bot.runtime import Runtime
from bot.settings.config import ZaloBot
from chat import Failure, Incoming, Kind, Receipt, SendError

LOG = logging.getLogger(__name__)
PROOF = "x-bot-api-secret-token"
POLL_SECONDS = 25
LONGEST_PAUSE = 60.0


class ZaloBotChannel:
    """Runs while there is a token. `max_file` in bytes; `sleep` waits for a place and between failed tries."""

    capabilities = CAPABILITIES

    def __init__(
        self,
        runtime: Runtime,
        settings: ZaloBot,
        max_file: int,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._client = httpx.AsyncClient(proxy=settings.proxy or None)
        self._api = Api(settings.token, settings.api_base_url, self._client)
        self._runtime, self._settings, self._max_file, self._sleep = runtime, settings, max_file, sleep
        self._reader = Reader(settings.token.partition(":")[0], runtime.clock.from_platform)
        self._everybody = Gate(20, 1.0, sleep=sleep)
        self._accepted = Accepted[str]()
        self._failures = 0
        self.state = "connecting"

    def health(self) -> str:
        return self.state

    def hooks(self) -> Mapping[str, Hook]:
        return {PATH: self.called} if self._settings.mode == "webhook" else {}

    async def run(self) -> None:
        """Until cancelled; whatever goes wrong is told in `state` and tried again."""
        try:
            while True:
                try:
                    await (self._announce() if self._settings.mode == "webhook" else self._poll())
                    self.state, self._failures = "ok", 0
                    if self._settings.mode == "webhook":
                        await asyncio.Event().wait()
                except SendError as error:
                    await self._pause(error)
        finally:
            # Not "async with": where another process received until now, this one has sent before.
            await self._client.aclose()

    async def _announce(self) -> None:
        """Tell the platform where to call; left alone where no address is set (it was entered by hand)."""
        if self._settings.webhook_url:
            url = self._settings.webhook_url.rstrip("/") + PATH
            await self._api.call("setWebhook", url=url, secret_token=self._settings.webhook_secret)
        else:
            await self._api.call("getMe")

    async def _poll(self) -> None:
        """One object a call and no offset: what was handed out does not come again, so it is committed before anything else."""
        try:
            event = await self._api.call("getUpdates", wait=POLL_SECONDS + 10, timeout=POLL_SECONDS)
        except SendError as error:
            if error.detail.startswith(f"{NOTHING_NEW} "):
                return
            raise
        if event:
            await self._runtime.patiently(lambda: self._take(event), self._sleep)

    async def called(self, headers: Mapping[str, str], body: bytes) -> int:
        """One call of the webhook: proved by the secret, answered 200 after the inbox commit."""
        if not proves(header(headers, PROOF), self._settings.webhook_secret):
            return 403
        try:
            update = json.loads(body)
        except (ValueError, RecursionError):
            return 400
        await self._take(update.get("result", update) if isinstance(update, dict) else update)
        return 200

    async def _take(self, event: Any) -> None:
        """An event that nobody can read must not come for ever: it is told in the log and passed over."""
        try:
            read = self._reader.read(event)
        except EventError as error:
            LOG.error("an event of Zalo cannot be read: %s", error)  # noqa: TRY400 - the traceback would hold the message
            return
        if read is not None:
            await self._runtime.take(await self._with_picture(read))

    async def _with_picture(self, read: Event) -> Incoming:
        """A picture that is not to be had, too large or none by its content, is told apart: its sender is asked to go on in words."""
        if read.incoming.kind is not Kind.PHOTO:
            return read.incoming
        if not await self._runtime.wants_file(read.incoming):
            return read.incoming
        content = await fetch(self._client, read.picture, self._max_file) if read.picture else None
        mime = image_type(content or b"")
        if content is None or mime is None:
            return replace(read.incoming, kind=Kind.UNSUPPORTED)
        return await self._runtime.with_file(read.incoming, content, f"{read.incoming.update_key[:60]}.jpg", mime)

    async def send(self, parcel: Parcel) -> Receipt:
        """All parts in order. Parts that were accepted before a failure are not sent again while the process lives."""
        rendered = render(parcel.outgoing, self.capabilities, self._runtime.words)
        if rendered.dropped:
            LOG.warning("outbox %d: not shown on Zalo Bot: %s", parcel.outbox_id, ", ".join(rendered.dropped))
        done, at = len(self._accepted.of(parcel.outbox_id)), None
        for part in rendered.parts[done:]:
            await self._everybody.enter()
            message = await self._api.send(parcel.address.chat_id, part)
            self._accepted.add(parcel.outbox_id, str(message["message_id"]))
            at = self._time(message)
        ids = self._accepted.whole(parcel.outbox_id)
        if not ids:
            raise SendError(Failure.REFUSED, "nothing to send")
        return Receipt(platform_id=ids[-1], at=at, parts=tuple(ids))

    def _time(self, message: Mapping[str, Any]) -> datetime | None:
        try:
            return self._runtime.clock.from_platform(datetime.fromtimestamp(int(message["date"]) / 1000, UTC))
        except (KeyError, TypeError, ValueError, OverflowError, OSError):
            return None

    async def _pause(self, error: SendError) -> None:
        self._failures += 1
        self.state = _STATES.get(error.failure, "refused")
        wait = error.retry_after or min(LONGEST_PAUSE, 2.0 ** min(self._failures, 10) / 2)
        LOG.warning("Zalo Bot: %s (%s); trying again in %.0f s", self.state, error, wait)
        await self._sleep(wait)


_STATES = {
    Failure.UNAUTHORISED: "token not valid; check RASOAT_ZALO_BOT__TOKEN",
    Failure.THROTTLED: "asked to wait",
    Failure.NETWORK: "unreachable",
    Failure.UNCERTAIN: "unreachable",
    Failure.SERVER: "unreachable",
}
