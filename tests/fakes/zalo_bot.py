"""A server of the Zalo Bot Platform for tests: what a bot sees of it, with its bad days.

As documented: getUpdates gives one object and has no offset, a refusal is `ok: false` with HTTP 200, a text has 1 to 2,000 characters,
the webhook is called with its secret, again while the answer is not 2xx.
"""

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import aiohttp
from aiohttp import web

from tests.fakes.bad_days import TWICE, BadDays, Fault
from tests.fakes.remote import More, nothing_more
from tests.fakes.road import Road, called

TOKEN = "777001:fake_zalo-token"
Json = dict[str, Any]
TOO_FAST = Fault(code=429)


@dataclass
class ZaloBotFake:
    """`now` gives the platform's clock (milliseconds go over the wire)."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    token: str = TOKEN
    sent: list[Json] = field(default_factory=list)
    calls: list[tuple[str, Json]] = field(default_factory=list)
    days: BadDays = field(default_factory=lambda: BadDays(lasting=(TOO_FAST,)))
    files: dict[str, bytes] = field(default_factory=dict)
    ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    webhook: Json = field(default_factory=dict)
    handed_out: bool = False
    """An event is on its way: whoever got it has not asked for the next one yet."""

    address: str = ""

    def __post_init__(self) -> None:
        self.road = Road(self._post, self.days, at_once=4)
        self._arrived = asyncio.Event()

    @property
    def events(self) -> list[Json]:
        """What was not handed out yet."""
        return self.road.events

    # --- people -----------------------------------------------------------------------------------------------------------------

    def event(self, user: str, name: str, **content: Any) -> Json:
        """Somebody did something; the event as it will be handed out."""
        chat = content.pop("chat", {"id": user, "chat_type": "PRIVATE"})
        message = {
            "from": {"id": user, "display_name": "Phạm Thị Thử", "is_bot": False},
            "chat": chat,
            "message_id": f"z{next(self.ids):06}",
            "date": int(self.now().timestamp() * 1000),
            **content,
        }
        return {"event_name": f"message.{name}.received", "message": message}

    def meet(self, user: str) -> None:
        """Here anybody may be written to."""

    def say(self, user: str, text: str, **more: Any) -> Json:
        return self.put(self.event(user, "text", text=text, **more))

    def picture(self, user: str, content: bytes, caption: str = "") -> Json:
        key = f"p{len(self.files)}"
        self.files[key] = content
        return self.put(self.event(user, "image", photo=f"{self.address}/photo/{key}", caption=caption))

    def put(self, event: Json) -> Json:
        self.road.put(event)
        self._arrived.set()
        return event

    def serve_webhook(self, to: str) -> None:
        """Events are called out to this address from now on."""
        self.road.open(to)

    def texts(self, user: str) -> list[str]:
        """What the bot has written to somebody, oldest first."""
        return [each["text"] for each in self.sent if each["chat_id"] == user]

    def asked(self, method: str) -> list[Json]:
        return [params for name, params in self.calls if name == method]

    # --- the server -------------------------------------------------------------------------------------------------------------

    @asynccontextmanager
    async def serving(self, port: int = 0, more: More = nothing_more) -> AsyncIterator[str]:
        """May be served again later, by another event loop: Zalo stays."""
        self._arrived, self.handed_out = asyncio.Event(), False
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self._answer)
        app.router.add_get("/photo/{key}", self._photo)
        more(app)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        self.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield self.address
        finally:
            self.road.close()
            await runner.cleanup()

    async def _photo(self, request: web.Request) -> web.StreamResponse:
        content = self.files.get(request.match_info["key"])
        return web.Response(body=content) if content is not None else web.Response(status=404)

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method, params = request.match_info["method"], await request.json()
        if request.match_info["token"] != self.token:
            return _refusal(401, "Unauthorized")

        async def answer() -> web.StreamResponse:
            handler = getattr(self, f"_on_{method.lower()}", None)
            given: web.StreamResponse = await handler(params) if handler is not None else _refusal(404, "Not Found")
            self.calls.append((method, params))
            return given

        # What an answer to getUpdates held is gone with it: the platform has no offset.
        fault = self.days.of_request(method, spared=method == "getUpdates")
        return await self.days.meet(request, fault, lambda told: _refusal(told.code, told.words), answer)

    async def _on_getme(self, _: Json) -> web.StreamResponse:
        return _ok({"id": self.token.partition(":")[0], "account_name": "Bot thử", "account_type": "BASIC"})

    async def _on_setwebhook(self, params: Json) -> web.StreamResponse:
        if not 8 <= len(params.get("secret_token", "")) <= 256:
            return _refusal(400, "secret_token")
        self.webhook = params
        return _ok({"url": params["url"], "updated_at": 0})

    async def _on_getwebhookinfo(self, _: Json) -> web.StreamResponse:
        return _ok({"url": self.webhook.get("url", ""), "updated_at": 0})

    async def _on_deletewebhook(self, _: Json) -> web.StreamResponse:
        self.webhook = {}
        return _ok({"url": "", "updated_at": 0})

    @property
    def needed(self) -> str:
        return f"token {self.token}"

    @property
    def is_busy(self) -> bool:
        return self.road.is_busy or self.handed_out

    async def _on_getupdates(self, params: Json) -> web.StreamResponse:
        self.handed_out = False
        if self.webhook:
            return _refusal(409, "webhook is set")
        if not self.events:
            self._arrived.clear()
            try:
                async with asyncio.timeout(min(float(params.get("timeout", 30)), 5)):
                    await self._arrived.wait()
            except TimeoutError:
                return _refusal(408, "Request timeout")
        self.handed_out = True
        event = self.events.pop(0)
        if self.days.of_event() == TWICE:
            self.events.insert(0, event)
        return _ok(event)

    async def _on_sendmessage(self, params: Json) -> web.StreamResponse:
        text = params.get("text")
        if not isinstance(text, str) or not 1 <= len(text) <= 2000:
            return _refusal(400, "text must have 1 to 2000 characters")
        made = {"message_id": f"b{next(self.ids):06}", "date": int(self.now().timestamp() * 1000)}
        self.sent.append({"chat_id": params["chat_id"], "text": text, **made})
        return _ok(made)

    async def deliver(self, to: str, secret: str, event: Json, tries: int = 3) -> list[int]:
        """Call a webhook as the platform does; the statuses of all tries."""
        statuses: list[int] = []
        async with aiohttp.ClientSession() as client:
            while len(statuses) < tries and (not statuses or not 200 <= statuses[-1] < 300):
                statuses.append(await called(self._post(client, to, event, len(statuses), secret)))
        return statuses

    async def _post(
        self, client: aiohttp.ClientSession, to: str, event: Json, _tried: int, secret: str | None = None
    ) -> int:
        headers = {"X-Bot-Api-Secret-Token": self.webhook.get("secret_token", "") if secret is None else secret}
        async with client.post(to, json={"ok": True, "result": event}, headers=headers) as response:
            return response.status


def _ok(result: object) -> web.StreamResponse:
    return web.json_response({"ok": True, "result": result})


def _refusal(code: int, description: str) -> web.StreamResponse:
    return web.json_response({"ok": False, "error_code": code, "description": description})
