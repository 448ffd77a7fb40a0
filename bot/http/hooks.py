"""A platform's call, as the server hands it on."""

from collections.abc import Awaitable, Callable, Mapping

Hook = Callable[[Mapping[str, str], bytes], Awaitable[int]]
"""Takes one call of a platform (its headers, in any case, and the raw body) and gives the HTTP status of the answer.

It proves by itself that the caller is the platform, and gives 200 only after the inbox commit: what raises is answered 500, so that the
platform sends it again.
"""
