"""What a request to the Bot API must be: one that aiogram's own classes accept with no unknown field, with buttons that Telegram takes."""

import json
from dataclasses import dataclass
from typing import Any

import aiogram.methods
from aiogram.methods import TelegramMethod
from aiohttp import web

from tests.fakes.telegram_person import Json

METHODS = {
    name[0].lower() + name[1:]: getattr(aiogram.methods, name)
    for name in aiogram.methods.__all__
    if isinstance(getattr(aiogram.methods, name), type)
}


class ApiError(Exception):
    """A refusal in the Bot API's own shape."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters

    def response(self) -> web.StreamResponse:
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return web.json_response(body, status=self.code)


@dataclass(frozen=True, slots=True)
class Call:
    """One request as it came, checked."""

    method: str
    params: Json


def checked(method: str, params: Json) -> None:
    """What aiogram's class of that method does not know or accept is a mistake of the sender, and fails the test."""
    kind: type[TelegramMethod[Any]] = METHODS[method]
    plain = {name: "attach" if isinstance(value, bytes) else value for name, value in params.items()}
    model = kind.model_validate(plain)
    if model.model_extra:
        raise ApiError(400, f"Bad Request: {method} has no {sorted(model.model_extra)}")


def check_buttons(markup: Json) -> None:
    for row in markup["inline_keyboard"]:
        for button in row:
            if not 1 <= len(button.get("callback_data", "x").encode()) <= 64:
                raise ApiError(400, "Bad Request: BUTTON_DATA_INVALID")


async def params_of(request: web.Request) -> Json:
    """Query, form, multipart or JSON; values that are JSON inside a form are opened."""
    if request.content_type == "application/json":
        body: Json = await request.json()
        return body
    found: Json = dict(request.query)
    attached: dict[str, bytes] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            attached[name] = value.file.read()
        elif isinstance(value, str):
            found[name] = value
    opened = {name: value if name in {"text", "caption"} else _opened(value) for name, value in found.items()}
    return {name: _attachment(value, attached) for name, value in opened.items()} | {
        name: content for name, content in attached.items() if f"attach://{name}" not in found.values()
    }


def _opened(value: str) -> Any:
    if value[:1] in {"{", "["}:
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _attachment(value: Any, attached: dict[str, bytes]) -> Any:
    if isinstance(value, str) and value.startswith("attach://"):
        return attached[value.removeprefix("attach://")]
    return value
