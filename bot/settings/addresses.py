"""Addresses with a password in them: found however the address is spoilt, for none may ever be printed."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

_IN_QUERY = re.compile(r"(?i)\b(?:password|passwd|pwd|sslpassword)=([^&\s]+)")


def passwords_in(text: str) -> tuple[str, ...]:
    """Of an address, what stands between a name and the host, or is called a password; as it is written and as it is meant."""
    found = tuple(_found(text)) if "://" in text else ()
    return tuple(dict.fromkeys((*found, *(unquote(one) for one in found))))


def _found(text: str) -> Iterator[str]:
    before, at, _ = text.partition("://")[2].rpartition("@")
    password = before.partition(":")[2]
    if at and password:
        yield password
    yield from _IN_QUERY.findall(text)


def without_passwords(value: object) -> object:
    """The same value for people to see; of a list each item."""
    if isinstance(value, list | tuple):
        return [without_passwords(one) for one in value]
    if not isinstance(value, str):
        return value
    shown = _IN_QUERY.sub(lambda found: found.group().replace(found[1], "***"), value)
    head, at, host = shown.rpartition("@")
    return f"***@{host}" if at and ":" in head else shown
