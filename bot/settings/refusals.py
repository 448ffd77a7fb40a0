"""What keeps settings from being served, before anything is opened."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.settings.config import LOOPBACK, Settings


def _messengers(settings: Settings) -> Iterator[tuple[str, str]]:
    """(name, address of the platform) of those that are on; on this machine itself there are only imitations."""
    if settings.telegram.token:
        yield "Telegram", settings.telegram.api_base_url
    if settings.zalo_bot.token:
        yield "Zalo Bot", settings.zalo_bot.api_base_url
    if settings.zalo_oa.is_on:
        yield "Zalo OA", settings.zalo_oa.api_base_url


def start_problems(settings: Settings) -> Iterator[str]:
    """What keeps these settings from being served, a sentence each."""
    yield from _page(settings)
    yield from _webhooks(settings)
    oa = settings.zalo_oa
    if bool(oa.app_id) != bool(oa.oa_id):
        yield "a Zalo Official Account needs both RASOAT_ZALO_OA__APP_ID and RASOAT_ZALO_OA__OA_ID; set both, or neither"
    if oa.is_on and not oa.secret_key:
        yield (
            "a Zalo Official Account needs RASOAT_ZALO_OA__SECRET_KEY, the secret of its app (developers.zalo.me, Settings): "
            "without it nobody can tell whether a call of the webhook is from Zalo"
        )
    yield from _beside_messengers(settings)


def _page(settings: Settings) -> Iterator[str]:
    # Personas let anybody speak as anybody: only for whoever sits at this machine.
    if settings.web.enabled and settings.web.host not in LOOPBACK:
        yield (
            f"the web chat lets anybody speak as anybody and is served on 127.0.0.1 only, not on {settings.web.host}; "
            "set RASOAT_WEB__HOST=127.0.0.1, or RASOAT_WEB__ENABLED=false to serve /healthz alone"
        )
    if settings.web.enabled and settings.web.public_url:
        yield (
            "the web chat lets anybody speak as anybody, and web.public_url says that this server is reached from outside; "
            "set RASOAT_WEB__ENABLED=false, or leave web.public_url empty"
        )


def _beside_messengers(settings: Settings) -> Iterator[str]:
    real = [name for name, base in _messengers(settings) if (urlsplit(base).hostname or "") not in LOOPBACK]
    if settings.web.enabled and real:
        yield (
            f"the web chat lets anybody speak as anybody, and {real[0]} is on: real people's answers would stand beside it; "
            "set RASOAT_WEB__ENABLED=false (and RASOAT_DATABASE__DEMO=false for real work)"
        )


def _webhooks(settings: Settings) -> Iterator[str]:
    telegram, zalo = settings.telegram, settings.zalo_bot
    # Without its secret anybody could speak as anybody by a webhook.
    if telegram.token and telegram.mode == "webhook" and not (telegram.webhook_secret and telegram.webhook_url):
        yield (
            "Telegram in the mode webhook needs RASOAT_TELEGRAM__WEBHOOK_SECRET (make one with: openssl rand -hex 24) and "
            "telegram.webhook_url, the public address of this server; RASOAT_TELEGRAM__MODE=polling does without"
        )
    if zalo.token and zalo.mode == "webhook" and not zalo.webhook_secret:
        yield (
            "Zalo Bot in the mode webhook needs RASOAT_ZALO_BOT__WEBHOOK_SECRET (make one with: openssl rand -hex 24); "
            "for development RASOAT_ZALO_BOT__MODE=polling does without"
        )
