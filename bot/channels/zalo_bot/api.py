"""Requests to the Zalo Bot API: an answer counts by its `ok`, never by the HTTP status, and the token is in the address, so no address is told."""

from collections.abc import Mapping
from typing import Any

import httpx

from bot.channels.fetching import TIMEOUT, broken, no_answer
from chat import Failure, SendError

_FAILURES = {
    400: Failure.REFUSED,
    401: Failure.UNAUTHORISED,
    403: Failure.BLOCKED,
    404: Failure.NOT_FOUND,
    429: Failure.THROTTLED,
}
"""By the `error_code` of a refusal; the codes follow HTTP. UNVERIFIED against the service itself."""

THROTTLED_SECONDS = 30.0
"""How long to wait after 429: the platform does not say. UNVERIFIED."""

NOTHING_NEW = 408
"""What getUpdates answers when its time is over and nothing came. UNVERIFIED."""


class Api:
    """One bot. `call` gives the `result`; raises chat.SendError for everything else."""

    def __init__(self, token: str, base_url: str, client: httpx.AsyncClient) -> None:
        self._base = f"{base_url.rstrip('/')}/bot{token}"
        self._client = client

    async def call(self, method: str, *, wait: float = TIMEOUT, **params: object) -> Any:
        try:
            response = await self._client.post(f"{self._base}/{method}", json=params, timeout=wait)
        except httpx.HTTPError as error:
            raise broken(error) from None
        return _result(response)

    async def send(self, chat_id: str, text: str) -> Mapping[str, Any]:
        """Send one text; the message with its number."""
        message = await self.call("sendMessage", chat_id=chat_id, text=text)
        if not isinstance(message, Mapping) or not message.get("message_id"):
            raise no_answer(httpx.codes.OK)
        return message


def _result(response: httpx.Response) -> Any:
    try:
        answer = response.json()
        ok = answer["ok"]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise no_answer(response.status_code) from None
    if ok is True and response.is_success:
        return answer.get("result")
    code, description = answer.get("error_code"), answer.get("description")
    if ok is not False or type(code) is not int or not isinstance(description, str):
        # Only the platform itself may say that somebody is gone or that a message is refused for good.
        raise no_answer(response.status_code)
    failure = _FAILURES.get(code, Failure.SERVER if code >= httpx.codes.INTERNAL_SERVER_ERROR else Failure.REFUSED)
    after = THROTTLED_SECONDS if failure is Failure.THROTTLED else None
    raise SendError(failure, f"{code} {description}"[:200], after)
