"""The mailbox of each persona: sending is a row in it, reading is what marks a message as seen."""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

from bot.channels.base import Parcel
from bot.channels.render import render
from bot.http.hooks import Hook
from bot.runtime import Runtime
from chat import Address, Capabilities, FileIn, Incoming, Kind, Receipt
from storage.records import Person, Role, Shown, WebMessage

LOG = logging.getLogger(__name__)
BOT = "demo"
STRANGER = "nguoi-la"
"""A persona that is nobody's account: what somebody sees whom the commune has not invited."""

CAPABILITIES = Capabilities(
    name="web",
    max_text=20_000,
    buttons=True,
    max_buttons=60,
    max_label=80,
    edit=True,
    contact=True,
    location=True,
    photo_in=True,
    file_out=True,
    reports_delivery=True,
)


def address_of(persona: str) -> Address:
    return Address(channel="web", bot=BOT, chat_id=persona, user_id=persona)


def update_key(persona: str, client_id: str) -> str:
    """Client ids are unique per persona only."""
    return f"{persona}/{client_id}"


class Bells:
    """One bell per persona: whoever waits hears the next ring."""

    def __init__(self) -> None:
        self._events: dict[str, asyncio.Event] = {}

    def ring(self, persona: str) -> None:
        event = self._events.pop(persona, None)
        if event is not None:
            event.set()

    def listen(self, persona: str) -> asyncio.Event:
        """To be taken before looking into the mailbox, so that nothing falls between look and wait."""
        return self._events.setdefault(persona, asyncio.Event())


class WebChannel:
    """Needs no network: `run` only waits, the HTTP server is started by the process."""

    capabilities = CAPABILITIES

    def __init__(self, runtime: Runtime) -> None:
        self.runtime = runtime
        self.bells = Bells()

    async def run(self) -> None:
        await asyncio.Event().wait()

    def health(self) -> str:
        return "ok"

    def hooks(self) -> Mapping[str, Hook]:
        return {}

    async def send(self, parcel: Parcel) -> Receipt:
        """Put the message into the mailbox; a second time for the same outbox row changes nothing."""
        rendered = render(parcel.outgoing, self.capabilities, self.runtime.words)
        if rendered.dropped:
            LOG.warning("outbox %d: not shown on web: %s", parcel.outbox_id, ", ".join(rendered.dropped))
        files = [
            await self.runtime.keep_as(("out", parcel.outbox_id, place), file.content, file.name, file.mime)
            for place, file in enumerate(parcel.outgoing.files)
        ]
        buttons = tuple(button for row in rendered.rows for button in row)
        shown = Shown("\n".join(rendered.parts), buttons, tuple(files))
        persona = parcel.address.chat_id
        number = await self.runtime.thread.call(lambda: self._put(persona, shown, parcel))
        self.bells.ring(persona)
        return Receipt(platform_id=str(number), seq=number, at=self.runtime.clock.now())

    def _put(self, persona: str, shown: Shown, parcel: Parcel) -> int:
        re = parcel.answers.partition("/")[2] if parcel.answers else None
        with self.runtime.database.work() as work:
            number = work.web.put_bot(
                persona,
                shown,
                self.runtime.clock.now(),
                outbox_id=parcel.outbox_id,
                re=re,
                last=parcel.last,
                edits_outbox=parcel.edit_of,
            )
            work.commit()
        return number

    async def take(self, incoming: Incoming, client_id: str) -> bool:
        """Commit a persona's message to its mailbox and to the inbox; True where it was there already."""
        repeated = await self.runtime.thread.call(lambda: self._take(incoming, client_id))
        self.runtime.wake()
        if not repeated:
            self.bells.ring(incoming.address.chat_id)
        return repeated

    def _take(self, incoming: Incoming, client_id: str) -> bool:
        unkept = incoming.kind is Kind.PHOTO and not incoming.files
        shown = Shown(f"{said(incoming)} (ảnh không lưu)".strip() if unkept else said(incoming), files=incoming.files)
        with self.runtime.database.work() as work:
            number = work.web.put_person(incoming.address.chat_id, client_id, shown, incoming.sent_at)
            repeated = self.runtime.ingest(work, incoming, seq=number)
            work.commit()
        return repeated

    async def personas(self) -> tuple[Person, ...]:
        def people() -> tuple[Person, ...]:
            with self.runtime.database.look() as work:
                # The page shows who works; an observer only looks at what the leader's page shows too.
                return tuple(one for one in work.people.all() if one.role is not Role.OBSERVER)

        return await self.runtime.thread.call(people)

    async def knows(self, persona: str) -> bool:
        def look() -> bool:
            with self.runtime.database.look() as work:
                return persona == STRANGER or work.people.by_key(persona) is not None

        return await self.runtime.thread.call(look)

    async def messages(self, persona: str, after: int, *, everything: bool) -> tuple[WebMessage, ...]:
        def read() -> tuple[WebMessage, ...]:
            with self.runtime.database.look() as work:
                return work.web.messages(persona, after, everything=everything)

        return await self.runtime.thread.call(read)

    async def news(self) -> dict[str, tuple[int, int]]:
        """Persona -> (messages of the bot, those that no page has fetched yet)."""

        def read() -> dict[str, tuple[int, int]]:
            with self.runtime.database.look() as work:
                return work.web.news()

        return await self.runtime.thread.call(read)

    async def seen(self, persona: str, upto: int) -> None:
        def mark() -> None:
            with self.runtime.database.work() as work:
                work.web.seen(persona, upto, self.runtime.clock.now())
                work.commit()

        await self.runtime.thread.call(mark)


def said(incoming: Incoming) -> str:
    """What the person's own message shows when the page is loaded again."""
    if incoming.location is not None:
        return f"Vị trí: {incoming.location.lat:.5f}, {incoming.location.lon:.5f}"
    if incoming.contact is not None:
        return f"Số điện thoại: {incoming.contact.phone}"
    return incoming.text or incoming.payload


def public_message(message: WebMessage, persona: str, *, whose: bool) -> dict[str, Any]:
    """How a message is shown to the page; `whose` adds who wrote it and, for the person's own, its client id."""
    found = message.shown or Shown("(đã xoá)")
    shown = {
        "n": message.n,
        "at": message.at.isoformat(),
        "re": message.re,
        "last": message.last,
        "text": found.text,
        "buttons": [{"label": button.label, "payload": button.payload} for button in found.buttons],
        "files": [_public_file(file, persona) for file in found.files],
        "edits": message.edits,
    }
    if whose:
        shown["from"] = message.direction
        if message.client_id is not None:
            shown["id"] = message.client_id
    return shown


def _public_file(file: FileIn, persona: str) -> dict[str, Any]:
    return {"name": file.name, "mime": file.mime, "size": file.size, "url": f"/api/chat/{persona}/files/{file.key}"}
