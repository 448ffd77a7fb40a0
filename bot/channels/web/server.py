"""The HTTP interface of the web chat (design §7) and the page."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.channels.web.channel import WebChannel, address_of, public_message, update_key
from bot.channels.web.intake import Posted, read_post, wished_time
from bot.clock.local_time import local
from bot.http.errors import RequestError
from chat import Incoming, Kind
from storage.records import WebMessage

PAGE = Path(__file__).parent / "page"
LONGEST_WAIT = 25.0
Move = Callable[[datetime | None], Awaitable[datetime]]


class ChatSite:
    """The page with its phones. `move` sets the clock (None = to the next deadline); `max_file` bytes may be sent at once."""

    def __init__(self, channel: WebChannel, move: Move, max_file: int) -> None:
        self._channel = channel
        self._runtime = channel.runtime
        self._move = move
        self._max_file = max_file

    def add_to(self, router: web.UrlDispatcher) -> None:
        router.add_get("/", _file_handler(PAGE / "index.html"))
        for path in PAGE.iterdir():
            router.add_get(f"/{path.name}", _file_handler(path))
        router.add_get("/api/personas", self.personas)
        router.add_get("/api/news", self.news)
        router.add_post("/api/chat/{persona}/messages", self.post)
        router.add_get("/api/chat/{persona}/messages", self.messages)
        router.add_get("/api/chat/{persona}/files/{key}", self.file)
        router.add_get("/api/clock", self.clock)
        router.add_post("/api/clock", self.move_clock)

    async def personas(self, _: web.Request) -> web.StreamResponse:
        people = await self._channel.personas()
        return web.json_response([{"key": p.key, "name": p.name, "role": str(p.role)} for p in people])

    async def news(self, _: web.Request) -> web.StreamResponse:
        """Who has messages, and how many of them no page has shown: what a jump of the clock brought, and to whom."""
        found = await self._channel.news()
        return web.json_response([{"key": key, "messages": n, "unseen": new} for key, (n, new) in found.items()])

    async def _persona(self, request: web.Request) -> str:
        persona = request.match_info["persona"]
        if not await self._channel.knows(persona):
            raise RequestError(404, "Không có người dùng này trong bản dùng thử.")
        return persona

    async def post(self, request: web.Request) -> web.StreamResponse:
        persona = await self._persona(request)
        posted = await read_post(request, self._max_file)
        repeated = await self._channel.take(await self._incoming(persona, posted), posted.client_id)
        return web.json_response({"id": posted.client_id, "repeated": repeated}, status=202)

    async def _incoming(self, persona: str, posted: Posted) -> Incoming:
        incoming = Incoming(
            address=address_of(persona),
            update_key=update_key(persona, posted.client_id),
            kind=_kind(posted),
            sent_at=self._runtime.clock.now(),
            text=posted.text,
            payload=posted.button,
            contact=posted.contact,
            location=posted.location,
        )
        if posted.file is None or not await self._runtime.wants_file(incoming):
            return incoming
        return await self._runtime.with_file(incoming, posted.file, posted.file_name, posted.file_mime)

    async def messages(self, request: web.Request) -> web.StreamResponse:
        persona = await self._persona(request)
        after, wait = int(_number(request, "after")), min(_number(request, "wait"), LONGEST_WAIT)
        everything = request.query.get("from") == "all"
        found = await self._wait_for(persona, after, wait, everything=everything)
        transport = request.transport
        # Nobody is there any more to read them: they must not count as seen.
        if transport is not None and not transport.is_closing() and any(m.direction == "bot" for m in found):
            await self._channel.seen(persona, found[-1].n)
        return web.json_response([public_message(m, persona, whose=everything) for m in found])

    async def _wait_for(self, persona: str, after: int, wait: float, *, everything: bool) -> tuple[WebMessage, ...]:
        loop = asyncio.get_running_loop()
        until = loop.time() + wait
        while True:
            bell = self._channel.bells.listen(persona)
            found = await self._channel.messages(persona, after, everything=everything)
            left = until - loop.time()
            if found or left <= 0:
                return found
            try:
                async with asyncio.timeout(left):
                    await bell.wait()
            except TimeoutError:
                return ()

    async def file(self, request: web.Request) -> web.StreamResponse:
        persona, key = await self._persona(request), request.match_info["key"]
        known = await self._known_file(persona, key)
        if known is None:
            raise RequestError(404, "Không có tệp này.")
        try:
            content = await self._runtime.thread.call(lambda: self._runtime.files.get(key))
        except KeyError:
            raise RequestError(404, "Không có tệp này.") from None
        headers = {"Content-Disposition": f'attachment; filename="{_ascii_name(known["name"])}"'}
        return web.Response(body=content, content_type=known["mime"], headers=headers)

    async def _known_file(self, persona: str, key: str) -> dict[str, Any] | None:
        """A file is given out only to the persona in whose conversation it was sent."""
        for message in await self._channel.messages(persona, 0, everything=True):
            for file in public_message(message, persona, whose=True)["files"]:
                if file["url"].endswith(f"/{key}"):
                    return dict(file)
        return None

    async def clock(self, _: web.Request) -> web.StreamResponse:
        return web.json_response({"now": local(self._runtime.clock.now()).isoformat()})

    async def move_clock(self, request: web.Request) -> web.StreamResponse:
        to = wished_time(await request.read())
        try:
            now = await self._move(to)
        except ValueError:
            raise RequestError(422, "Đồng hồ không đi lùi.") from None
        return web.json_response({"now": local(now).isoformat()})


def _kind(posted: Posted) -> Kind:
    if posted.file is not None:
        return Kind.PHOTO if posted.file_mime.startswith("image/") else Kind.FILE
    if posted.contact is not None:
        return Kind.CONTACT
    if posted.location is not None:
        return Kind.LOCATION
    return Kind.BUTTON if posted.button else Kind.TEXT


def _number(request: web.Request, name: str) -> float:
    try:
        number = float(request.query.get(name, "0") or "0")
    except ValueError:
        number = -1.0
    if not 0 <= number < 2**53:
        raise RequestError(422, f'"{name}" phải là một số không âm.')
    return number


def _file_handler(path: Path) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def handler(_: web.Request) -> web.StreamResponse:
        return web.FileResponse(path)

    return handler


def _ascii_name(name: str) -> str:
    return "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "_" for c in name) or "tep"
