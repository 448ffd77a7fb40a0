"""The log: one line an event on stderr, without personal data, with secrets masked."""

import logging
import sys
from collections.abc import Iterable

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
QUIET = ("aiogram", "aiohttp.access", "apscheduler", "httpx", "httpcore", "telegram", "alembic")


class Masking(logging.Formatter):
    """Replaces every secret wherever it stands in the finished line, tracebacks and addresses included."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__(FORMAT)
        self._secrets = [secret for secret in secrets if secret]

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, "***")
        return line


def set_up(level: str, secrets: Iterable[str]) -> None:
    """Messengers' and servers' own loggers speak from WARNING on: on lower levels they print bodies and addresses with the token."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Masking(secrets))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
