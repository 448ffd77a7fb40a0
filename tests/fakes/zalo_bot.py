"""A server of the Zalo Bot Platform for tests: what a bot sees of it, with its bad days.

As documented: getUpdates gives one object and has no offset, a refusal is `ok: false` with HTTP 200, a text has 1 to 2,000 characters,
the webhook is called with its secret, again while the answer is not 2xx. `python -m tests.fakes.zalo_bot PORT` serves it alone.
"""

import asyncio
import itertools
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import aiohttp
from aiohttp import web

TOKEN = "777001:fake_zalo-token"
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to the next request of a method: a refusal, an HTTP status, or a line that breaks before or after it was accepted."""

    method: str
    code: int = 0
    status: int = 0
    cut: str = ""


@dataclass
class ZaloBotFake:
    """`now` gives the platform's clock (milliseconds go over the wire)."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    token: str = TOKEN
    events: list[Json] = field(default_factory=list)
    sent: list[Json] = field(default_factory=list)
    calls: list[tuple[str, Json]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    webhook: Json = field(default_factory=dict)
    handed_out: bool = False
    """An event is on its way: whoever got it has not asked for the next one yet."""

    address: str = ""

    def __post_init__(self) -> None:
        self._arrived = asyncio.Event()

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

    def say(self, user: str, text: str, **more: Any) -> Json:
        return self.put(self.event(user, "text", text=text, **more))

    def picture(self, user: str, content: bytes, caption: str = "") -> Json:
        key = f"p{len(self.files)}"
        self.files[key] = content
        return self.put(self.event(user, "image", photo=f"{self.address}/photo/{key}", caption=caption))

    def put(self, event: Json) -> Json:
        self.events.append(event)
        self._arrived.set()
        return event

    def texts(self, user: str) -> list[str]:
        """What the bot has written to somebody, oldest first."""
        return [each["text"] for each in self.sent if each["chat_id"] == user]

    def asked(self, method: str) -> list[Json]:
        return [params for name, params in self.calls if name == method]

    # --- the server -------------------------------------------------------------------------------------------------------------

    @asynccontextmanager
    async def serving(self, port: int = 0) -> AsyncIterator[str]:
        """May be served again later, by another event loop: Zalo stays."""
        self._arrived, self.handed_out = asyncio.Event(), False
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self._answer)
        app.router.add_get("/photo/{key}", self._photo)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        self.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield self.address
        finally:
            await runner.cleanup()

    async def _photo(self, request: web.Request) -> web.StreamResponse:
        content = self.files.get(request.match_info["key"])
        return web.Response(body=content) if content is not None else web.Response(status=404)

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method, params = request.match_info["method"], await request.json()
        if request.match_info["token"] != self.token:
            return _refusal(401, "Unauthorized")
        fault = next((each for each in self.faults if each.method == method), None)
        if fault is not None:
            self.faults.remove(fault)
        if fault is not None and fault.cut == "before":
            return _broken(request)
        if fault is not None and (fault.code or fault.status):
            return _refusal(fault.code, "as told") if fault.code else web.Response(status=fault.status, text="oops")
        handler = getattr(self, f"_on_{method.lower()}", None)
        answer = await handler(params) if handler is not None else _refusal(404, "Not Found")
        if fault is not None and fault.cut == "after":
            return _broken(request)
        self.calls.append((method, params))
        response: web.StreamResponse = answer
        return response

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
    def is_busy(self) -> bool:
        return bool(self.events) or self.handed_out

    async def _on_getupdates(self, params: Json) -> web.StreamResponse:
        self.handed_out = False
        if self.webhook:
            return _refusal(409, "webhook is set")
        if not self.events:
            self._arrived.clear()
            try:
                await asyncio.wait_for(self._arrived.wait(), min(float(params.get("timeout", 30)), 5))
            except TimeoutError:
                return _refusal(408, "Request timeout")
        self.handed_out = True
        return _ok(self.events.pop(0))

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
                body = {"ok": True, "result": event}
                async with client.post(to, json=body, headers={"X-Bot-Api-Secret-Token": secret}) as response:
                    statuses.append(response.status)
        return statuses


def _ok(result: object) -> web.StreamResponse:
    return web.json_response({"ok": True, "result": result})


def _refusal(code: int, description: str) -> web.StreamResponse:
    return web.json_response({"ok": False, "error_code": code, "description": description})


def _broken(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.close()
    return web.Response()


async def _serve(port: int) -> None:
    async with ZaloBotFake().serving(port) as address:
        print(f"Zalo Bot fake: {address}/bot{TOKEN}/…", flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]) if len(sys.argv) > 1 else 0))
