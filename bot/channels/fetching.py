"""What all channels that speak HTTP by themselves share: what a broken line means, and fetching a picture."""

from http import HTTPStatus

import httpx

from chat import Failure, SendError

TIMEOUT = 20.0
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)


def broken(error: httpx.HTTPError) -> SendError:
    """A request that surely never left may be made again; of any other nobody knows."""
    failure = Failure.NETWORK if isinstance(error, _NEVER_LEFT) else Failure.UNCERTAIN
    return SendError(failure, type(error).__name__)


def no_answer(status: int) -> SendError:
    """What came is no answer of the platform itself but a page of a filter or proxy: it says nothing of person and message, and the request
    may have been taken only where it says that all is well.
    """
    uncertain = HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES
    return SendError(Failure.UNCERTAIN if uncertain else Failure.SERVER, f"HTTP {status} without an answer of the API")


async def fetch(client: httpx.AsyncClient, url: str, most: int) -> bytes | None:
    """The bytes behind an address of a platform; None where they are more than `most` or not to be had."""
    content = bytearray()
    try:
        async with client.stream("GET", url, timeout=TIMEOUT) as response:
            if response.status_code != httpx.codes.OK:
                return None
            async for chunk in response.aiter_bytes():
                content += chunk
                if len(content) > most:
                    return None
    except (httpx.HTTPError, httpx.InvalidURL):
        return None
    return bytes(content)
