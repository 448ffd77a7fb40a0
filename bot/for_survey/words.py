"""The words that were not understood, for `python -m survey words`."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from bot.settings.config import ConfigError, Database
from bot.settings.config_reader import load_settings
from bot.settings.encryption_key import known_key
from storage.engine import open_database

MOST_WORDS = 1000


def missed_words(url: str, environ: Mapping[str, str]) -> Iterator[str]:
    """The words that were not understood, the most frequent first: how often, the question (or "/role"), the words, with tabs between. `url` "" = the
    database of the settings. Raises ValueError with a sentence.
    """
    try:
        settings = load_settings(Path("config.toml"), environ, required=False)
    except ConfigError as error:
        raise ValueError("\n".join(error.mistakes)) from None
    if url:
        settings = replace(settings, database=replace(settings.database, url=url))
    key, path = known_key(settings), _file_of(settings.database)
    if key is None or (path is not None and not path.exists()):
        raise ValueError(
            f"Chưa có cơ sở dữ liệu {settings.database.url.partition('@')[2] or settings.database.url}, hoặc thiếu RASOAT_SECURITY__KEY."
        )
    database = open_database(settings.database.url, key=key)
    try:
        with database.look() as work:
            found = work.missed_words.most(MOST_WORDS)
    finally:
        database.close()
    for one in found:
        yield f"{one.times}\t{one.question}\t{one.words}"


def _file_of(database: Database) -> Path | None:
    prefix = "sqlite:///"
    return Path(database.url.removeprefix(prefix)) if database.url.startswith(prefix) else None
