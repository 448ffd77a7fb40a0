"""The words that were not understood, for `python -m survey words`."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from bot.settings.config import ConfigError, Settings
from bot.settings.config_reader import load_settings
from bot.settings.encryption_key import known_key
from storage.engine import open_database, shown
from storage.errors import StorageError
from storage.serving.condition import condition

MOST_WORDS = 1000


def missed_words(url: str, environ: Mapping[str, str]) -> Iterator[str]:
    """The words that were not understood, the most frequent first: how often, the question (or "/role"), the words, with tabs between. `url` "" = the
    database of the settings. Raises ValueError with a sentence.
    """
    try:
        settings = load_settings(Path("config.toml"), environ, required=False)
        if url:
            settings = replace(settings, database=replace(settings.database, url=url))
        key = _key(settings)
        _is_ready(settings.database.url)
        database = open_database(settings.database.url, key=key, old_key=settings.security.old_key)
    except ConfigError as error:
        raise ValueError("\n".join(error.mistakes)) from None
    except StorageError as error:
        raise ValueError(str(error)) from None
    try:
        with database.look() as work:
            found = work.missed_words.most(MOST_WORDS)
    finally:
        database.close()
    for one in found:
        yield f"{one.times}\t{one.question}\t{one.words}"


def _key(settings: Settings) -> str:
    key = known_key(settings)
    if key is None:
        raise ValueError(f"Chưa có cơ sở dữ liệu {shown(settings.database.url)}, hoặc thiếu RASOAT_SECURITY__KEY.")
    return key


def _is_ready(url: str) -> None:
    """Who only looks makes and changes nothing: an older database is brought up by the bot, after it was saved."""
    now = condition(url)
    if now is None or not (now.version or now.damage):
        raise ValueError(f"Chưa có cơ sở dữ liệu {shown(url)}.")
    if now.damage or not now.known:
        raise ValueError(f"Cơ sở dữ liệu {shown(url)} không đọc được; xem: rasoat doctor")
    if now.version != now.newest:
        raise ValueError(
            f"Cơ sở dữ liệu {shown(url)} do bản rasoat cũ ghi, lệnh này không nâng. Sao lưu, khởi động bot (bot tự nâng), rồi gõ lại lệnh này."
        )
