"""Requests to the Zalo Bot API: an answer counts by its `ok`, never by the HTTP status, and the token is in the address, so no address is told."""

from typing import Any

import httpx

from bot.channels.fetching import TIMEOUT, broken
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


def _result(response: httpx.Response) -> Any:
    try:
        answer = response.json()
        ok = answer["ok"]
    except (ValueError, TypeError, KeyError):
        raise SendError(Failure.SERVER, f"HTTP {response.status_code} without an answer of the API") from None
    if ok is True:
        return answer.get("result")
    code = answer.get("error_code")
    code = code if isinstance(code, int) else response.status_code
    failure = _FAILURES.get(code, Failure.SERVER if code >= httpx.codes.INTERNAL_SERVER_ERROR else Failure.REFUSED)
    after = THROTTLED_SECONDS if failure is Failure.THROTTLED else None
    raise SendError(failure, f"{code} {answer.get('description', '')}"[:200], after)
