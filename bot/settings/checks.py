"""What a single setting may hold: each check gives a complaint, or None where the value will do."""

import base64
import binascii
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

Check = Callable[[Any], str | None]


def at_least(low: int, high: int) -> Check:
    def check(value: int) -> str | None:
        return None if low <= value <= high else f"must be between {low} and {high}"

    return check


def one_of(*allowed: str) -> Check:
    def check(value: str) -> str | None:
        return None if value in allowed else f"must be one of {', '.join(allowed)}"

    return check


def http_url(value: str) -> str | None:
    parts = urlsplit(value)
    return None if parts.scheme in {"http", "https"} and parts.netloc else "must be an address such as https://host"


def optional_proxy(value: str) -> str | None:
    if not value or urlsplit(value).scheme in {"http", "https", "socks5"}:
        return None
    return "must be empty or an address such as http://host:port or socks5://host:port"


def database_url(value: str) -> str | None:
    if value.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        return None
    return "must begin with sqlite:/// or postgresql://"


def optional_instant(value: str) -> str | None:
    if not value:
        return None
    try:
        aware = datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        aware = False
    return None if aware else "must be an instant with its offset, such as 2025-11-03T08:00+07:00"


def optional_key(value: str) -> str | None:
    if not value:
        return None
    try:
        size = len(base64.b64decode(value, validate=True))
    except (binascii.Error, ValueError):
        size = 0
    return None if size == 32 else "must be 32 random bytes in base64; make one with: openssl rand -base64 32"


def optional_token(value: str) -> str | None:
    good = not value or re.fullmatch(r"\d+:[A-Za-z0-9_-]+", value)
    return None if good else "must look like 123456:ABC… as BotFather gives it"


def optional_zalo_token(value: str) -> str | None:
    good = not value or re.fullmatch(r"\d+:\S+", value)
    return None if good else "must look like 123456:abc… as Zalo Bot Manager gives it"


def optional_https(value: str) -> str | None:
    return (
        None if not value or value.startswith("https://") else "must be empty or an address that begins with https://"
    )


def optional_webhook_secret(value: str) -> str | None:
    return (
        None
        if not value or 8 <= len(value) <= 256
        else "must have 8 to 256 characters; make one with: openssl rand -hex 24"
    )


def optional_telegram_secret(value: str) -> str | None:
    good = not value or re.fullmatch(r"[A-Za-z0-9_-]{16,256}", value)
    return None if good else "must have 16 to 256 letters, digits, _ or -; make one with: openssl rand -hex 24"


def optional_number(value: str) -> str | None:
    return None if not value or (value.isascii() and value.isdecimal()) else "must be a number, as Zalo shows it"


def optional_passphrase(value: str) -> str | None:
    return (
        None
        if not value or len(value) >= 16
        else "must have at least 16 characters; some words that nobody would guess"
    )


def not_empty(value: str) -> str | None:
    return None if value.strip() else "must not be empty"
