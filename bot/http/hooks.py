"""A platform's call, as the server hands it on."""

import hmac
from collections.abc import Awaitable, Callable, Mapping

Hook = Callable[[Mapping[str, str], bytes], Awaitable[int]]
"""Takes one call of a platform (its headers, in any case, and the raw body) and gives the HTTP status of the answer.

It proves by itself that the caller is the platform, and gives 200 only after the inbox commit: what raises is answered 500, so that the
platform sends it again.
"""


def header(headers: Mapping[str, str], name: str) -> str:
    """The header of this name in small letters, "" where it is not there."""
    return next((value for each, value in headers.items() if each.lower() == name), "")


def proves(given: str, secret: str) -> bool:
    """Whether the caller knows the secret; where there is none, nobody does. What is no text at all is no proof either, and no failure."""
    return bool(secret) and hmac.compare_digest(given.encode("utf-8", "surrogateescape"), secret.encode())
