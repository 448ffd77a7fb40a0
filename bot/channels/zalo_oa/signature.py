"""Is a call of the webhook from Zalo? `mac=` and the SHA-256 of an id, the raw body, its timestamp and a secret.

The sources disagree about the id (of the app or of the OA) and about the secret (of the OA or of the app): see `zalo_oa.signature`.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping

from bot.http.hooks import header, proves
from bot.settings.config import ZaloOa

HEADER = "x-zevent-signature"


def signed_by(settings: ZaloOa, headers: Mapping[str, str], body: bytes) -> str:
    """Which formula fits ("app_id+webhook_secret"), "" where none does. As long for a wrong signature as for a right one."""
    given = header(headers, HEADER).removeprefix("mac=").lower()
    stamp = _timestamp(body)
    fitting = ""
    for name, wanted in _macs(settings, body, stamp):
        if proves(given, wanted):
            fitting = name
    return fitting if stamp else ""


def _macs(settings: ZaloOa, body: bytes, stamp: str) -> Iterator[tuple[str, str]]:
    ids = {"app_id": settings.app_id, "oa_id": settings.oa_id}
    secrets = {"webhook_secret": settings.webhook_secret, "secret_key": settings.secret_key}
    for id_name, first in ids.items():
        for secret_name, secret in secrets.items():
            if secret and settings.signature in {"any", f"{id_name}+{secret_name}"}:
                whole = first.encode() + body + stamp.encode() + secret.encode()
                yield f"{id_name}+{secret_name}", hashlib.sha256(whole).hexdigest()


def _timestamp(body: bytes) -> str:
    try:
        return str(json.loads(body)["timestamp"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return ""
