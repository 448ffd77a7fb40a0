"""Settings: config.toml plus the environment, read once into frozen values; every mistake is reported in one go."""

from dataclasses import dataclass, field, fields, is_dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, TypeVar, get_type_hints

from bot.settings.addresses import passwords_in
from bot.settings.checks import (
    Check,
    at_least,
    database_url,
    http_url,
    not_empty,
    one_of,
    optional_https,
    optional_instant,
    optional_key,
    optional_number,
    optional_passphrase,
    optional_proxy,
    optional_telegram_secret,
    optional_token,
    optional_webhook_secret,
    optional_zalo_token,
)

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
SIGNATURES = tuple(f"{one}+{secret}" for one in ("app_id", "oa_id") for secret in ("webhook_secret", "secret_key"))
Value = TypeVar("Value")


class ConfigError(Exception):
    """The settings cannot be used; `mistakes` holds one sentence with its cure for each."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


def setting(default: Value, check: Check | None = None, *, secret: bool = False, outdated: bool = False) -> Value:
    """One setting: its default, a check that returns a complaint, whether it may only come from the environment, and whether it is taken from older files only."""
    made: Value = field(default=default, metadata={"check": check, "secret": secret, "outdated": outdated})
    return made


@dataclass(frozen=True, slots=True)
class Database:
    url: str = setting("sqlite:///data/rasoat.db", database_url)
    demo: bool = setting(default=True)

    @property
    def folder(self) -> Path:
        """Where files lie that belong to the database: beside the SQLite file, else ./data."""
        if self.url.startswith("sqlite:///"):
            return Path(self.url.removeprefix("sqlite:///").partition("?")[0]).parent
        return Path("data")


@dataclass(frozen=True, slots=True)
class Web:
    enabled: bool = setting(default=True)
    host: str = setting("127.0.0.1", not_empty)
    port: int = setting(8080, at_least(0, 65535))
    public_url: str = setting("", optional_https)
    allowed_hosts: tuple[str, ...] = setting(("127.0.0.1", "localhost", "[::1]"))


@dataclass(frozen=True, slots=True)
class Telegram:
    token: str = setting("", optional_token, secret=True)
    api_base_url: str = setting("https://api.telegram.org", http_url)
    mode: str = setting("polling", one_of("polling", "webhook"))
    webhook_url: str = setting("", optional_https)
    webhook_secret: str = setting("", optional_telegram_secret, secret=True)
    proxy: str = setting("", optional_proxy)


@dataclass(frozen=True, slots=True)
class ZaloBot:
    token: str = setting("", optional_zalo_token, secret=True)
    api_base_url: str = setting("https://bot-api.zaloplatforms.com", http_url)
    mode: str = setting("webhook", one_of("webhook", "polling"))
    webhook_url: str = setting("", optional_https)
    webhook_secret: str = setting("", optional_webhook_secret, secret=True)
    proxy: str = setting("", optional_proxy)
    messages_per_month: int = setting(3000, at_least(0, 10_000_000))
    users: int = setting(50, at_least(0, 10_000_000))
    strangers_percent: int = setting(10, at_least(0, 100))


@dataclass(frozen=True, slots=True)
class ZaloOa:
    app_id: str = setting("", optional_number)
    oa_id: str = setting("", optional_number)
    secret_key: str = setting("", secret=True)
    webhook_secret: str = setting("", secret=True)
    refresh_token: str = setting("", secret=True)
    api_base_url: str = setting("https://openapi.zalo.me", http_url)
    oauth_base_url: str = setting("https://oauth.zaloapp.com", http_url)
    proxy: str = setting("", optional_proxy)
    signature: str = setting("any", one_of("any", *SIGNATURES))
    write_hours: int = setting(48, at_least(1, 168))
    template_id: str = setting("")
    template_field: str = setting("content", not_empty)
    template_chars: int = setting(200, at_least(20, 2000))
    deletion_events: tuple[str, ...] = setting(("user_withdraw",))

    @property
    def is_on(self) -> bool:
        return bool(self.app_id and self.oa_id)


@dataclass(frozen=True, slots=True)
class ClockStart:
    start: str = setting("", optional_instant)

    @property
    def instant(self) -> datetime | None:
        return datetime.fromisoformat(self.start) if self.start else None


@dataclass(frozen=True, slots=True)
class Privacy:
    """`controller`: until version 0.3; a commune that has none takes it over."""

    basis: Literal["consent", "legal_duty"] = setting("consent", one_of("consent", "legal_duty"))
    controller: str = setting("", outdated=True)


@dataclass(frozen=True, slots=True)
class Retention:
    body_days: int = setting(30, at_least(1, 3650))
    words_days: int = setting(180, at_least(1, 3650))


@dataclass(frozen=True, slots=True)
class Security:
    key: str = setting("", optional_key, secret=True)
    key_file: str = setting("rasoat.key", not_empty)
    old_key: str = setting("", optional_key, secret=True)


@dataclass(frozen=True, slots=True)
class Backup:
    passphrase: str = setting("", optional_passphrase, secret=True)


@dataclass(frozen=True, slots=True)
class Files:
    path: str = setting("")
    max_mb: int = setting(10, at_least(1, 20))


@dataclass(frozen=True, slots=True)
class Invite:
    hours: int = setting(72, at_least(1, 720))
    tries: int = setting(5, at_least(1, 100))


@dataclass(frozen=True, slots=True)
class Log:
    level: str = setting("INFO", one_of("DEBUG", "INFO", "WARNING", "ERROR"))


@dataclass(frozen=True, slots=True)
class Content:
    path: str = setting("content", not_empty)


@dataclass(frozen=True, slots=True)
class Review:
    """`commune`, `contact`: until version 0.3; a commune has its own name, and takes the contact over where it has none."""

    commune: str = setting("", outdated=True)
    contact: str = setting("", outdated=True)
    nudge_after_hours: int = setting(24, at_least(1, 720))
    tick_seconds: int = setting(10, at_least(1, 3600))


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, one attribute per section of config.toml."""

    database: Database = field(default_factory=Database)
    web: Web = field(default_factory=Web)
    telegram: Telegram = field(default_factory=Telegram)
    zalo_bot: ZaloBot = field(default_factory=ZaloBot)
    zalo_oa: ZaloOa = field(default_factory=ZaloOa)
    clock: ClockStart = field(default_factory=ClockStart)
    privacy: Privacy = field(default_factory=Privacy)
    retention: Retention = field(default_factory=Retention)
    security: Security = field(default_factory=Security)
    backup: Backup = field(default_factory=Backup)
    files: Files = field(default_factory=Files)
    invite: Invite = field(default_factory=Invite)
    log: Log = field(default_factory=Log)
    content: Content = field(default_factory=Content)
    review: Review = field(default_factory=Review)

    @property
    def secrets(self) -> tuple[str, ...]:
        """Whatever must never be read in a log."""
        sections = [getattr(self, each.name) for each in fields(self)]
        named = [(getattr(one, each.name), each.metadata.get("secret")) for one in sections for each in fields(one)]
        found = [value for value, is_secret in named if is_secret]
        # Of addresses with a name and a password: of the database, of a proxy.
        return (*found, *(one for value, _ in named if isinstance(value, str) for one in passwords_in(value)))

    @property
    def files_folder(self) -> Path:
        return Path(self.files.path) if self.files.path else self.database.folder / "files"


SECTIONS: dict[str, type[Any]] = {
    name: kind for name, kind in get_type_hints(Settings).items() if isinstance(kind, type) and is_dataclass(kind)
}
"""Each section of config.toml with its class: the fields of `Settings`."""
