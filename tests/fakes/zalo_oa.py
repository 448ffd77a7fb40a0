"""A server of the Zalo OA interface and its key office for tests: what an Official Account sees of them, with their bad days.

As documented: application errors come with HTTP 200, a refresh token works once and its successor comes with the new access token, a text has
1 to 2,000 characters, at most five buttons, and may be sent to people who wrote within seven days; the webhook is signed over its raw body and
called again while the answer is not 200.
"""

import hashlib
import itertools
import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
from aiohttp import web

from tests.fakes.bad_days import USUAL, BadDays, Fault
from tests.fakes.remote import More, nothing_more
from tests.fakes.road import Road, called

APP, OA, SECRET, WEBHOOK_SECRET, FIRST_REFRESH = (
    "1234567890123456789",
    "9876543210987654321",
    "app-secret",
    "oa-secret",
    "first-refresh",
)
WINDOW = timedelta(days=7)
PATIENCE = aiohttp.ClientTimeout(2)
"""A call that is not answered by then is made again."""

LIFE = 90_000
Json = dict[str, Any]
TOO_FAST = Fault("message/cs", code=-32)


@dataclass
class ZaloOaFake:
    """`now` gives the platform's clock (milliseconds go over the wire)."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    sent: list[Json] = field(default_factory=list)
    days: BadDays = field(default_factory=lambda: BadDays(usual=(*USUAL, TOO_FAST)))
    files: dict[str, bytes] = field(default_factory=dict)
    uploads: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    templates: list[Json] = field(default_factory=list)
    ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    wrote: dict[str, datetime] = field(default_factory=dict)
    refresh: str = FIRST_REFRESH
    access: str = ""
    refreshes: int = 0
    address: str = ""
    signed_with: tuple[str, str] = (APP, WEBHOOK_SECRET)

    def __post_init__(self) -> None:
        self.road = Road(self._post, self.days)

    @property
    def events(self) -> list[Json]:
        """What was not acknowledged yet; it waits while there is no webhook."""
        return self.road.events

    # --- people -----------------------------------------------------------------------------------------------------------------

    def event(self, user: str, name: str, **message: Any) -> Json:
        """Somebody did something; the event as it will be handed out."""
        return {
            "app_id": APP,
            "user_id_by_app": f"app-{user}",
            "event_name": name,
            "timestamp": str(int(self.now().timestamp() * 1000)),
            "sender": {"id": user},
            "recipient": {"id": OA},
            "message": {"msg_id": f"m{next(self.ids):06}", **message},
        }

    def about(self, user: str, name: str) -> Json:
        """Somebody came or went."""
        stamp = str(int(self.now().timestamp() * 1000))
        return {"app_id": APP, "oa_id": OA, "event_name": name, "timestamp": stamp, "follower": {"id": user}}

    def meet(self, user: str) -> None:
        """Somebody has written just now; nobody waits for an answer."""
        self.wrote[user] = self.now()

    def say(self, user: str, text: str) -> Json:
        return self.put(self.event(user, "user_send_text", text=text))

    def picture(self, user: str, content: bytes) -> Json:
        return self.carry(user, "user_send_image", "image", content, {})

    def file(self, user: str, content: bytes, name: str) -> Json:
        return self.carry(user, "user_send_file", "file", content, {"name": name, "size": str(len(content))})

    def carry(self, user: str, event: str, kind: str, content: bytes, more: Json) -> Json:
        key = f"f{len(self.files)}"
        self.files[key] = content
        payload = {"url": f"{self.address}/file/{key}", **more}
        return self.put(self.event(user, event, attachments=[{"type": kind, "payload": payload}]))

    def place(self, user: str, lat: float, lon: float) -> Json:
        payload = {"coordinates": {"latitude": str(lat), "longitude": str(lon)}}
        return self.put(self.event(user, "user_send_location", attachments=[{"type": "location", "payload": payload}]))

    def tap(self, user: str, payload: str) -> Json:
        return self.say(user, payload)

    def put(self, event: Json) -> Json:
        person = event.get("sender") or event.get("follower") or {}
        self.wrote[person.get("id", "")] = self.now()
        self.road.put(event)
        return event

    @property
    def needed(self) -> str:
        return f"app_id {APP}, oa_id {OA}, secret_key {SECRET}, webhook_secret {WEBHOOK_SECRET}, refresh_token {FIRST_REFRESH}"

    @property
    def is_busy(self) -> bool:
        return self.road.is_busy

    def serve_webhook(self, to: str) -> None:
        """Events are called out to this address from now on."""
        self.road.open(to)

    def texts(self, user: str) -> list[str]:
        """What the OA has written to somebody, oldest first."""
        return [each["message"]["text"] for each in self.said(user) if "text" in each["message"]]

    def said(self, user: str) -> list[Json]:
        return [each for each in self.sent if each["recipient"]["user_id"] == user]

    # --- the webhook ------------------------------------------------------------------------------------------------------------

    def signature(self, body: bytes, stamp: str) -> str:
        first, secret = self.signed_with
        return "mac=" + hashlib.sha256(first.encode() + body + stamp.encode() + secret.encode()).hexdigest()

    async def deliver(self, to: str, event: Json, tries: int = 3, signature: str = "") -> list[int]:
        """Call a webhook as the platform does, again while the answer is not 200; the statuses of all tries."""
        statuses: list[int] = []
        async with aiohttp.ClientSession() as client:
            while len(statuses) < tries and (not statuses or statuses[-1] != 200):
                statuses.append(await called(self._post(client, to, event, len(statuses), signature)))
        return statuses

    async def _post(self, client: aiohttp.ClientSession, to: str, event: Json, tried: int, signature: str = "") -> int:
        body = json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()
        headers = {
            "X-ZEvent-Signature": signature or self.signature(body, str(event.get("timestamp"))),
            "num_retry": str(tried),
        }
        async with client.post(to, data=body, headers=headers, timeout=PATIENCE) as response:
            return response.status

    # --- the server -------------------------------------------------------------------------------------------------------------

    @asynccontextmanager
    async def serving(self, port: int = 0, more: More = nothing_more) -> AsyncIterator[str]:
        """May be served again later, by another event loop: Zalo stays."""
        app = web.Application(client_max_size=20 * 2**20)
        app.router.add_post("/v4/oa/access_token", self._token)
        app.router.add_get("/file/{key}", self._file)
        app.router.add_route("*", "/{path:v[23].0/.*}", self._answer)
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

    async def _file(self, request: web.Request) -> web.StreamResponse:
        content = self.files.get(request.match_info["key"])

        async def answer() -> web.StreamResponse:
            return web.Response(body=content) if content is not None else web.Response(status=404)

        fault = self.days.of_request("file")
        return await self.days.meet(request, fault, lambda told: _refusal(told.code, told.words), answer)

    async def _token(self, request: web.Request) -> web.StreamResponse:
        form = await request.post()

        async def answer() -> web.StreamResponse:
            given = (form.get("app_id"), form.get("grant_type"), request.headers.get("secret_key"))
            if given != (APP, "refresh_token", SECRET) or form.get("refresh_token") != self.refresh:
                return _no_key(Fault(code=-14014))
            self.refreshes += 1
            self.access, self.refresh = f"access-{self.refreshes}", f"refresh-{self.refreshes}"
            keys = {"access_token": self.access, "refresh_token": self.refresh, "expires_in": str(LIFE)}
            return web.json_response(keys)

        # By chance a lost answer would cost the keys for good: there is nobody here to put in new ones.
        fault = self.days.of_request("access_token", spared=True)
        return await self.days.meet(request, fault, _no_key, answer)

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        path = request.match_info["path"]

        async def answer() -> web.StreamResponse:
            if not self._has_key(request):
                return _refusal(-216, "Access token is invalid")
            return await self._do(path, request)

        fault = self.days.of_request(path) if self._has_key(request) else Fault()
        return await self.days.meet(request, fault, lambda told: _refusal(told.code, told.words), answer)

    def _has_key(self, request: web.Request) -> bool:
        return bool(self.access) and request.headers.get("access_token") == self.access

    async def _do(self, path: str, request: web.Request) -> web.StreamResponse:
        if path == "v2.0/oa/getoa":
            return _ok({"oa_id": OA, "name": "UBND xã thử", "is_verified": True})
        if path.startswith("v2.0/oa/upload/"):
            return await self._upload(path, request)
        body = await request.json()
        if path == "v3.0/oa/message/template":
            self.templates.append(body)
            return _ok({"message_id": f"t{next(self.ids):06}"})
        if path == "v3.0/oa/message/cs":
            return self._message(body)
        return _refusal(-201, f"no such path {path}")

    async def _upload(self, path: str, request: web.Request) -> web.StreamResponse:
        part = (await request.post())["file"]
        assert isinstance(part, web.FileField)
        content, image = part.file.read(), path.endswith("/image")
        good = {"image/jpeg", "image/png"} if image else {"application/pdf", "application/msword", "text/csv"}
        if part.content_type not in good or len(content) > (2**20 if image else 5 * 2**20):
            return _refusal(-201, "file is not supported")
        key = f"u{len(self.uploads)}"
        self.uploads[key] = (part.filename, content)
        return _ok({"attachment_id": key} if image else {"token": key})

    def _message(self, body: Json) -> web.StreamResponse:
        user, message = body["recipient"]["user_id"], body["message"]
        problem = self._problem(message)
        if problem:
            return _refusal(-201, problem)
        wrote = self.wrote.get(user)
        if wrote is None or self.now() - wrote > WINDOW:
            return _refusal(-230, "User has not interacted with the OA in the past 7 days")
        made = {"message_id": f"b{next(self.ids):06}", "user_id": user}
        self.sent.append({**body, **made})
        return _ok(made)

    def _problem(self, message: Json) -> str:
        """Why a message is none, "" where it is one."""
        attachment = message.get("attachment", {})
        payload = attachment.get("payload", {})
        buttons = payload.get("buttons", [])
        if "text" in message and not 1 <= len(message["text"]) <= 2000:
            return "text must have 1 to 2000 characters"
        if "text" not in message and not attachment:
            return "empty message"
        if len(buttons) > 5 or any(
            set(one) != {"title", "type", "payload"}
            or one["type"] != "oa.query.hide"
            or not 1 <= len(one["title"]) <= 100
            or not 1 <= len(one["payload"]) <= 1000
            for one in buttons
        ):
            return "buttons"
        keys = [payload["token"]] if attachment.get("type") == "file" else []
        keys += [one["attachment_id"] for one in payload.get("elements", [])]
        return "" if all(key in self.uploads for key in keys) else "attachment not found"


def _ok(data: object) -> web.StreamResponse:
    return web.json_response({"error": 0, "message": "Success", "data": data})


def _refusal(code: int, message: str) -> web.StreamResponse:
    return web.json_response({"error": code, "message": message})


def _no_key(fault: Fault) -> web.StreamResponse:
    return web.json_response({"error": fault.code, "error_name": "Invalid refresh token"})
