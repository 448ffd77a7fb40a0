"""Is it Telegram that answers? A filter, a proxy or a provider's page in its place must never speak for it."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from telegram.error import NetworkError
from telegram.request import HTTPXRequest, RequestData

from bot.channels.fetching import no_answer

SENDING = frozenset({"sendMessage", "sendPhoto", "sendDocument"})
_MESSAGE: Mapping[str, type] = {"message_id": int, "date": int, "chat": dict}


class NoAnswerError(NetworkError):
    """What came back is none of the API; `failure` says whether the request may have been taken."""

    def __init__(self, status: int) -> None:
        super().__init__(f"HTTP {status} without an answer of the API")
        self.failure = no_answer(status).failure


class Request(HTTPXRequest):
    """The library believes the HTTP status: a page of a filter with 403 would be "blocked by the user", with 400 "refused" for good."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *timeouts: Any, **named: Any
    ) -> tuple[int, bytes]:
        status, content = await super().do_request(url, method, request_data, *timeouts, **named)
        if not is_answer(url.rpartition("/")[2], status, content):
            raise NoAnswerError(status)
        return status, content


def is_answer(method: str, status: int, content: bytes) -> bool:
    """Whether the API itself says this: JSON with `ok`, and a reason where it refuses, a message where one was sent."""
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        return False
    if not isinstance(said, dict):
        return False
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return said.get("ok") is True and "result" in said and _fits(method, said["result"])
    return said.get("ok") is False and isinstance(said.get("description"), str)


def _fits(method: str, result: object) -> bool:
    if method not in SENDING:
        return True
    return isinstance(result, dict) and all(isinstance(result.get(name), kind) for name, kind in _MESSAGE.items())
