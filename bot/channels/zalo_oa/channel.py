"""A Zalo Official Account as a channel: called by webhook; sends texts, buttons, pictures and files."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain, islice
from typing import Any

import httpx

from bot.channels.accepted import Accepted
from bot.channels.base import Parcel
from bot.channels.fetching import fetch, no_answer
from bot.channels.pace import Gate
from bot.channels.render import render
from bot.channels.zalo_oa.api import Answer, Api
from bot.channels.zalo_oa.capabilities import PATH, capabilities
from bot.channels.zalo_oa.inbound import EventError, Forget, Left, Reader, Said
from bot.channels.zalo_oa.keeping import Keeping
from bot.channels.zalo_oa.outbound import carried, goes, not_carried, texts, upload_path
from bot.channels.zalo_oa.signature import signed_by
from bot.channels.zalo_oa.tokens import Alert, TokenKeeper
from bot.files.kinds import file_type, image_type
from bot.http.hooks import Hook
from bot.runtime import Runtime
from bot.settings.config import ZaloOa
from chat import Failure, FileOut, Incoming, Kind, Outgoing, Receipt, SendError
from storage.work import Work

LOG = logging.getLogger(__name__)
LOOK_SECONDS = 600.0
LONGEST_PAUSE = 600.0
OLDEST = timedelta(days=7)

Forgetting = Callable[[Work, Forget], object]
"""Records that somebody asks for deletion, in a unit of work of the channel."""


@dataclass(frozen=True, slots=True)
class Office:
    """Whom the channel tells what is not for the conversation."""

    alert: Alert
    forget: Forgetting
    not_carried: Callable[[str], str]
    """The sentence that names the files which the platform does not take."""


class ZaloOaChannel:
    """Runs where an app and an OA are set. `max_file` in bytes; `sleep` waits for a place and between failed tries."""

    def __init__(
        self,
        runtime: Runtime,
        settings: ZaloOa,
        max_file: int,
        office: Office,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.capabilities = capabilities(settings)
        self._client = httpx.AsyncClient(proxy=settings.proxy or None)
        self._keys = TokenKeeper(runtime, settings, self._client, office.alert, sleep)
        self._api = Api(settings.api_base_url, self._client, self._keys)
        self._runtime, self._settings, self._max_file, self._sleep = runtime, settings, max_file, sleep
        self._office = office
        self._reader = Reader(settings.oa_id, settings.deletion_events, runtime.clock.from_platform)
        self._everybody = Gate(60, 1.0, sleep=sleep)
        self._accepted = Accepted[str]()
        self._keeping = Keeping()
        self._failures = 0
        self._formula = ""
        self.state = "connecting"

    def health(self) -> str:
        return self.state

    def hooks(self) -> Mapping[str, Hook]:
        return {PATH: self.called}

    async def run(self) -> None:
        """Keeps the keys fresh until cancelled; whatever goes wrong is told in `state` and tried again."""
        try:
            await self._runtime.patiently(self._keys.seed, self._sleep)
            while True:
                try:
                    await self._runtime.patiently(self._keys.look_ahead, self._sleep)
                    self.state, self._failures = "ok", 0
                    await asyncio.sleep(LOOK_SECONDS)
                except SendError as error:
                    await self._pause(error)
        finally:
            self._keeping.stop()
            # Not "async with": where another process received until now, this one has sent before.
            await self._client.aclose()

    async def called(self, headers: Mapping[str, str], body: bytes) -> int:
        """One call of the webhook: proved by its signature, answered 200 after the inbox commit."""
        formula = signed_by(self._settings, headers, body)
        if not formula:
            return 403
        if formula != self._formula:
            LOG.info("Zalo OA: calls are signed by %s", formula)
            self._formula = formula
        try:
            read = self._reader.read(json.loads(body))
        except EventError as error:
            # It must not come for ever: it is told in the log and passed over.
            LOG.error("an event of Zalo OA cannot be read: %s", error)  # noqa: TRY400 - the traceback would hold the message
            return 200
        if read is not None and self._is_old(read):
            LOG.warning("an event of Zalo OA is older than %s days: passed over", OLDEST.days)
            return 200
        if isinstance(read, Said) and read.incoming.kind in {Kind.PHOTO, Kind.FILE}:
            said = read
            in_time = await self._keeping.within(said.incoming.update_key, lambda: self._take(said))
            return 200 if in_time else 503
        await self._take(read)
        return 200

    async def _take(self, read: Said | Left | Forget | None) -> None:
        if isinstance(read, Said):
            await self._runtime.take(await self._with_file(read))
        elif isinstance(read, Left):
            left = read
            await self._runtime.thread.call(lambda: self._leave(left))
        elif isinstance(read, Forget):
            forget = read
            await self._runtime.thread.call(lambda: self._forget(forget))

    def _is_old(self, read: Said | Left | Forget) -> bool:
        """Whoever once read a signed call could make it again for ever; the platform itself does not try for so long."""
        at = read.incoming.sent_at if isinstance(read, Said) else read.at
        return at < self._runtime.clock.now() - OLDEST

    def _leave(self, left: Left) -> None:
        with self._runtime.database.work() as work:
            person = work.people.by_account(left.address)
            known = work.people.accounts(person.id, only_active=False) if person is not None else ()
            if any(one.address == left.address and one.last_seen_at > left.at for one in known):
                return  # They have written since: it is an old call.
            work.people.set_account_state(left.address, active=False)
            work.commit()

    def _forget(self, forget: Forget) -> None:
        with self._runtime.database.work() as work:
            self._office.forget(work, forget)
            work.commit()

    async def _with_file(self, said: Said) -> Incoming:
        """What is not to be had, too large, or no picture by its content, is told apart: its sender is asked to go on in words."""
        incoming = said.incoming
        if incoming.kind not in {Kind.PHOTO, Kind.FILE}:
            return incoming
        if not await self._runtime.wants_file(incoming):
            return incoming
        content = await fetch(self._client, said.url, self._max_file) if said.url else None
        mime = image_type(content or b"")
        if content is None or (incoming.kind is Kind.PHOTO and mime is None):
            return replace(incoming, kind=Kind.UNSUPPORTED if incoming.kind is Kind.PHOTO else Kind.FILE)
        name = said.name or f"{incoming.update_key[:60]}.jpg"
        return await self._runtime.with_file(incoming, content, name, file_type(name, content))

    async def send(self, parcel: Parcel) -> Receipt:
        """All parts in order. Parts that were accepted before a failure are not sent again while the process lives."""
        outgoing = self._said_aloud(parcel.outgoing)
        rendered = render(outgoing, self.capabilities, self._runtime.words)
        if rendered.dropped:
            LOG.warning("outbox %d: not shown on Zalo OA: %s", parcel.outbox_id, ", ".join(rendered.dropped))
        done, at = len(self._accepted.of(parcel.outbox_id)), None
        parts: Iterable[dict[str, Any] | FileOut] = chain(
            texts(rendered), (file for file in outgoing.files if goes(file))
        )
        for part in islice(parts, done, None):
            message = part if isinstance(part, dict) else carried(part, await self._upload(part))
            number, at = await self._deliver(parcel, message)
            self._accepted.add(parcel.outbox_id, number)
        ids = self._accepted.whole(parcel.outbox_id)
        if not ids:
            raise SendError(Failure.REFUSED, "nothing to send")
        return Receipt(platform_id=ids[-1], at=at, parts=tuple(ids))

    def _said_aloud(self, outgoing: Outgoing) -> Outgoing:
        """A file that the platform does not take is named, so that nobody waits for it."""
        names = not_carried(outgoing)
        if not names:
            return outgoing
        return replace(outgoing, text=f"{outgoing.text}\n{self._office.not_carried(', '.join(names))}")

    async def _upload(self, file: FileOut) -> dict[str, Any]:
        await self._everybody.enter()
        answer = await self._api.upload(upload_path(file), file.name, file.mime, file.content)
        if not isinstance(answer.data, dict):
            raise no_answer(httpx.codes.OK)
        return answer.data

    async def _deliver(self, parcel: Parcel, message: dict[str, Any]) -> tuple[str, datetime]:
        """Its number, and a time before which nobody saw it."""
        await self._everybody.enter()
        user = parcel.address.user_id
        try:
            answer = await self._api.post("v3.0/oa/message/cs", {"recipient": {"user_id": user}, "message": message})
        except SendError as error:
            if error.failure is not Failure.CLOSED or not (self._settings.template_id and parcel.unrepeatable):
                raise
            return await self._by_template(user, parcel.outgoing.text)
        return _number(answer), self._left(answer)

    def _left(self, answer: Answer) -> datetime:
        """The platform tells no time of what it accepted, and events tell theirs in whole milliseconds."""
        at = self._runtime.clock.now() - answer.took
        return at.replace(microsecond=at.microsecond // 1000 * 1000)

    async def _by_template(self, user: str, text: str) -> tuple[str, datetime]:
        """A reminder to somebody whose window is over, where the commune has an approved (and paid) template for it."""
        shown = text if len(text) <= self._settings.template_chars else text[: self._settings.template_chars - 1] + "…"
        body = {
            "user_id": user,
            "template_id": self._settings.template_id,
            "template_data": {self._settings.template_field: shown},
        }
        answer = await self._api.post("v3.0/oa/message/template", body)
        return _number(answer), self._left(answer)

    async def _pause(self, error: SendError) -> None:
        self._failures += 1
        self.state = _STATES.get(error.failure, "unreachable")
        wait = error.retry_after or min(LONGEST_PAUSE, 2.0 ** min(self._failures, 10) / 2)
        LOG.warning("Zalo OA: %s (%s); trying again in %.0f s", self.state, error, wait)
        await self._sleep(wait)


def _number(answer: Answer) -> str:
    data = answer.data if isinstance(answer.data, dict) else {}
    number = data.get("message_id") or data.get("msg_id")
    if not number:
        raise no_answer(httpx.codes.OK)
    return str(number)


_STATES = {
    Failure.UNAUTHORISED: "keys not valid; set a new RASOAT_ZALO_OA__REFRESH_TOKEN",
    Failure.THROTTLED: "asked to wait",
}
