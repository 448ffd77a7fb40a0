"""Requests to the OA interface: errors come with HTTP 200 and a code; a stale token is renewed once and the request made again."""

from datetime import timedelta
from typing import Any, NamedTuple

import httpx

from bot.channels.fetching import broken, no_answer
from bot.channels.zalo_oa.failures import STALE, failure_of
from bot.channels.zalo_oa.tokens import TokenKeeper
from chat import Failure, SendError

TIMEOUT = 20.0


class Answer(NamedTuple):
    """The `data` of an answer, and how long before it the request that it answers left."""

    data: Any
    took: timedelta


class Api:
    """One OA. Each call gives its answer; raises chat.SendError for everything else."""

    def __init__(self, base_url: str, client: httpx.AsyncClient, keys: TokenKeeper) -> None:
        self._base = base_url.rstrip("/")
        self._client = client
        self._keys = keys

    async def get(self, path: str) -> Answer:
        return await self._call("GET", path)

    async def post(self, path: str, body: object) -> Answer:
        return await self._call("POST", path, json=body)

    async def upload(self, path: str, name: str, mime: str, content: bytes) -> Answer:
        return await self._call("POST", path, files={"file": (name, content, mime)})

    async def _call(self, verb: str, path: str, **content: Any) -> Answer:
        token = await self._keys.access()
        try:
            return await self._once(verb, path, token, **content)
        except StaleError:
            return await self._once(verb, path, await self._keys.access(stale=token), **content)

    async def _once(self, verb: str, path: str, token: str, **content: Any) -> Answer:
        try:
            response = await self._client.request(
                verb, f"{self._base}/{path}", headers={"access_token": token}, timeout=TIMEOUT, **content
            )
        except httpx.HTTPError as error:
            raise broken(error) from None
        return Answer(_data(response), response.elapsed)


class StaleError(SendError):
    """The access token does not work any more."""


def _data(response: httpx.Response) -> Any:
    try:
        answer = response.json()
        code = int(answer["error"])
    except (ValueError, TypeError, KeyError, RecursionError):
        raise no_answer(response.status_code) from None
    if code == 0 and response.is_success:
        return answer.get("data")
    message = answer.get("message")
    if code >= 0 or not isinstance(message, str):
        # Its codes are below zero: anything else is said by somebody in its place.
        raise no_answer(response.status_code)
    if code in STALE:
        raise StaleError(Failure.UNAUTHORISED, f"{code} {message}"[:200])
    raise failure_of(code, message)
