"""A Bot API server for tests: what a bot sees of Telegram, with its bad days.

Offsets are confirmed only by the next getUpdates, what is not confirmed comes again, requests are refused as Telegram refuses them.
Every request must be one that aiogram's own classes accept (`model_extra` empty): python-telegram-bot is judged by strangers, and so
are we. Answers must parse in both libraries; `tests/bot/test_telegram_fake.py` proves it.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from tests.fakes.bad_days import SWAPPED, TWICE, Fault
from tests.fakes.remote import More, nothing_more
from tests.fakes.telegram_checks import ApiError, Call, checked, params_of, within
from tests.fakes.telegram_person import BOT, Json
from tests.fakes.telegram_world import TelegramWorld


class TelegramFake(TelegramWorld):
    """The server that bots talk to."""

    @asynccontextmanager
    async def serving(self, port: int = 0, more: More = nothing_more) -> AsyncIterator[str]:
        """Gives the address for RASOAT_TELEGRAM__API_BASE_URL. May be served again later, by another event loop: Telegram stays."""
        self._arrived, self._pollers = asyncio.Event(), 0
        app = web.Application(client_max_size=60 * 2**20)
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
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

    async def _download(self, request: web.Request) -> web.StreamResponse:
        content = self.files.get(request.match_info["path"])
        if content is None or request.match_info["token"] != self.token:
            return web.json_response({"ok": False, "error_code": 404, "description": "Not Found"}, status=404)
        return web.Response(body=content)

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method, params = request.match_info["method"], await params_of(request)

        async def answer() -> web.StreamResponse:
            try:
                return web.json_response({"ok": True, "result": await self._answer(method, params)})
            except ApiError as error:
                return error.response()

        try:
            self._check(request.match_info["token"], method, params)
        except ApiError as error:
            return error.response()
        return await self.days.meet(request, self.days.of_request(method), _refusal, answer)

    def _check(self, token: str, method: str, params: Json) -> None:
        if token != self.token:
            raise ApiError(401, "Unauthorized")
        if not hasattr(self, f"_on_{method.lower()}"):
            raise ApiError(404, "Not Found")
        checked(method, params)
        self.calls.append(Call(method, params))

    async def _answer(self, method: str, params: Json) -> Any:
        within(method, params)
        return await getattr(self, f"_on_{method.lower()}")(params)

    async def _on_getme(self, _: Json) -> Json:
        return BOT

    async def _on_setwebhook(self, params: Json) -> bool:
        if not params["url"].startswith("https://"):
            raise ApiError(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        self._drop(params)
        self.webhook, self.secret = params["url"], params.get("secret_token") or ""
        return True

    async def _on_getwebhookinfo(self, _: Json) -> Json:
        return {"url": self.webhook, "has_custom_certificate": False, "pending_update_count": len(self.updates)}

    async def _on_deletewebhook(self, params: Json) -> bool:
        self.webhook = ""
        self._drop(params)
        return True

    def _drop(self, params: Json) -> None:
        if str(params.get("drop_pending_updates", "")).lower() == "true":
            self.updates.clear()

    async def _on_getupdates(self, params: Json) -> list[Json]:
        if self.webhook:
            raise ApiError(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook")
        if self._pollers:
            raise ApiError(
                409, "Conflict: terminated by other getUpdates request; make sure that only one bot is running"
            )
        self._pollers += 1
        try:
            return await self._poll(int(params.get("offset") or 0), float(params.get("timeout") or 0))
        finally:
            self._pollers -= 1

    async def _poll(self, offset: int, seconds: float) -> list[Json]:
        if offset:
            if self.witness is not None:
                self.witness(offset)
            self.confirmed = max(self.confirmed, offset - 1)
            gone = [each for each in self.updates if each["update_id"] < offset]
            self._confirmed_last = gone[-1] if gone else self._confirmed_last
            self.updates[:] = [each for each in self.updates if each["update_id"] >= offset]
        if not self.updates:
            self._arrived.clear()
            try:
                async with asyncio.timeout(seconds):
                    await self._arrived.wait()
            except TimeoutError:
                return []
        found = self._on_the_way(self.updates[:100])
        self.deliveries += [each["update_id"] for each in found]
        return found

    def _on_the_way(self, found: list[Json]) -> list[Json]:
        """On bad days the updates of one answer are turned round, or one comes that was confirmed already."""
        what = self.days.of_event()
        if what == TWICE and self._confirmed_last:
            return [self._confirmed_last, *found]
        return found[::-1] if what == SWAPPED else found

    async def _on_sendmessage(self, params: Json) -> Json:
        return self._put(params, {"text": params["text"]})

    async def _on_senddocument(self, params: Json) -> Json:
        content = params["document"]
        key = self.store(content)
        document = {"file_id": key, "file_unique_id": f"u{key}", "file_name": "tep", "file_size": len(content)}
        return self._put(params, {"document": document})

    async def _on_sendphoto(self, params: Json) -> Json:
        content = params["photo"]
        key = self.store(content)
        size = {"file_id": key, "file_unique_id": f"u{key}", "width": 64, "height": 48, "file_size": len(content)}
        return self._put(params, {"photo": [size]})

    def _put(self, params: Json, content: Json) -> Json:
        chat = int(params["chat_id"])
        self._reachable(chat)
        if chat in self.moved:
            new = self.moved[chat]
            raise ApiError(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=new)
        wait = self.limits.wait(chat) if self.limits is not None else 0
        if wait:
            raise ApiError(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
        markup = params.get("reply_markup")
        if markup and "inline_keyboard" in markup:
            content["reply_markup"] = markup
        kind = (
            {"id": chat, "type": "private", "first_name": "x"}
            if chat > 0
            else {"id": chat, "type": "group", "title": "Tổ 3"}
        )
        made = self.message(kind, BOT, content)
        if params.get("protect_content"):
            self.protected.add((chat, made["message_id"]))
            made["has_protected_content"] = True
        return made

    def _reachable(self, chat: int) -> None:
        if chat in self.blocked:
            raise ApiError(403, "Forbidden: bot was blocked by the user")
        if not any(where == chat for where, _ in self.messages):
            raise ApiError(400, "Bad Request: chat not found")

    async def _on_editmessagetext(self, params: Json) -> Json:
        chat, number = int(params["chat_id"]), int(params["message_id"])
        self._reachable(chat)
        old = self.messages.get((chat, number))
        if old is None:
            raise ApiError(400, "Bad Request: message to edit not found")
        if not old["from"]["is_bot"]:
            raise ApiError(400, "Bad Request: message can't be edited")
        markup = params.get("reply_markup")
        if old.get("text") == params["text"] and old.get("reply_markup") == markup:
            raise ApiError(
                400,
                "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
                "as a current content and reply markup of the message",
            )
        changed = {name: value for name, value in old.items() if name != "reply_markup"}
        changed |= {"text": params["text"], "edit_date": self.date()} | ({"reply_markup": markup} if markup else {})
        self.messages[chat, number] = changed
        return changed

    async def _on_setmycommands(self, params: Json) -> bool:
        chat = int(params["scope"]["chat_id"])
        self._reachable(chat)
        self.menus[chat] = [(each["command"], each["description"]) for each in params["commands"]]
        return True

    async def _on_answercallbackquery(self, _: Json) -> bool:
        return True

    async def _on_getfile(self, params: Json) -> Json:
        key = params["file_id"]
        if key not in self.files:
            raise ApiError(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        return {"file_id": key, "file_unique_id": f"u{key}", "file_size": len(self.files[key]), "file_path": key}


def _refusal(fault: Fault) -> web.StreamResponse:
    more = {"retry_after": fault.retry_after} if fault.retry_after else {}
    return ApiError(fault.code, fault.words, **more).response()
