"""Where the encryption key comes from: the environment, or for a demo a file that only its owner may read."""

import os

from bot.settings.config import ConfigError, Settings
from storage.crypto import new_key

NAME = "rasoat.key"


def known_key(settings: Settings) -> str | None:
    """The key in base64 where there is one."""
    if settings.security.key:
        return settings.security.key
    path = settings.database.folder / NAME
    return path.read_text("ascii").strip() if path.exists() else None


def find_key(settings: Settings) -> str:
    """As `known_key`. A demo without one makes it, mode 0600, beside the database; anything else without one is refused."""
    known = known_key(settings)
    if known is not None:
        return known
    if not settings.database.demo:
        raise ConfigError(
            ["RASOAT_SECURITY__KEY is not set; make a key with: openssl rand -base64 32, keep it safe, and set it."]
        )
    path = settings.database.folder / NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    key = new_key()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key + "\n")
    return key
