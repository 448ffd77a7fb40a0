"""What a request to the Bot API must be: one that aiogram's own classes accept with no unknown field, within python-telegram-bot's limits."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

os.environ.setdefault("PTB_TIMEDELTA", "true")

import aiogram.methods
from aiogram.methods import TelegramMethod
from aiohttp import web
from pydantic import BaseModel
from telegram.constants import (
    BotCommandLimit,
    FileSizeLimit,
    InlineKeyboardButtonLimit,
    InlineKeyboardMarkupLimit,
    MessageLimit,
    WebhookLimit,
)

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
    unknown = sorted(_unknown(kind.model_validate(plain)))
    if unknown:
        raise ApiError(400, f"Bad Request: {method} has no {unknown}")


def _unknown(model: BaseModel) -> Iterator[str]:
    """Fields, at any depth, that the classes do not have."""
    yield from model.model_extra or ()
    for name in type(model).model_fields:
        yield from _unknown_inside(getattr(model, name))


def _unknown_inside(value: object) -> Iterator[str]:
    if isinstance(value, BaseModel):
        yield from _unknown(value)
    elif isinstance(value, list):
        for one in value:
            yield from _unknown_inside(one)


def within(method: str, params: Json) -> None:
    """Raises ApiError as Telegram refuses what is longer, larger or more than its limits allow."""
    text = params.get("text")
    if text is not None and not text.strip():
        raise ApiError(400, "Bad Request: message text is empty")
    if len(text or "") > MessageLimit.MAX_TEXT_LENGTH:
        raise ApiError(400, "Bad Request: message is too long")
    if method == "sendPhoto" and len(params["photo"]) > FileSizeLimit.PHOTOSIZE_UPLOAD:
        raise ApiError(400, "Bad Request: PHOTO_SAVE_FILE_INVALID")
    if method == "sendDocument" and len(params["document"]) > FileSizeLimit.FILESIZE_UPLOAD:
        raise ApiError(413, "Request Entity Too Large")
    if method == "setWebhook" and len(params.get("secret_token", "x")) > WebhookLimit.MAX_SECRET_TOKEN_LENGTH:
        raise ApiError(400, "Bad Request: secret token is too long")
    _check_buttons((params.get("reply_markup") or {}).get("inline_keyboard", []))
    _check_commands(params.get("commands", []))


def _check_buttons(rows: list[list[Json]]) -> None:
    if len([button for row in rows for button in row]) > InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER or any(
        len(row) > InlineKeyboardMarkupLimit.BUTTONS_PER_ROW for row in rows
    ):
        raise ApiError(400, "Bad Request: reply markup is too long")
    low, high = InlineKeyboardButtonLimit.MIN_CALLBACK_DATA, InlineKeyboardButtonLimit.MAX_CALLBACK_DATA
    if not all(low <= len(one.get("callback_data", "x").encode()) <= high for row in rows for one in row):
        raise ApiError(400, "Bad Request: BUTTON_DATA_INVALID")


def _check_commands(commands: list[Json]) -> None:
    if len(commands) > BotCommandLimit.MAX_COMMAND_NUMBER or not all(
        BotCommandLimit.MIN_COMMAND <= len(one["command"]) <= BotCommandLimit.MAX_COMMAND
        and BotCommandLimit.MIN_DESCRIPTION <= len(one["description"]) <= BotCommandLimit.MAX_DESCRIPTION
        for one in commands
    ):
        raise ApiError(400, "Bad Request: BOT_COMMAND_INVALID")


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
