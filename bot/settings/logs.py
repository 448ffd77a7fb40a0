"""The log: one line an event on stderr, without personal data, with secrets masked."""

import logging
import sys
import time
import traceback
from collections.abc import Callable, Iterable
from types import TracebackType

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
QUIET = ("aiogram", "aiohttp.access", "apscheduler", "httpx", "httpcore", "telegram", "alembic", "PIL")


SELDOM = 60.0
"""Seconds."""

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Masking(logging.Formatter):
    """Replaces every secret wherever it stands in the finished line, tracebacks and addresses included.

    Of errors it tells kind and place, whoever logs them (libraries too): their text may hold what a person wrote. PostgreSQL, for
    instance, repeats the whole row that it refuses.
    """

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__(FORMAT)
        self._secrets = [secret for secret in secrets if secret]

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, "***")
        return line

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - logging's name for it
        return "\n".join(_kinds_and_places(ei[1])) if ei[1] is not None else ""


def _kinds_and_places(error: BaseException) -> Iterable[str]:
    """The error with what led to it, the first one first, as Python prints it but without its text."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _kinds_and_places(before)
        yield "which led to:"
    yield from "".join(traceback.format_tb(error.__traceback__)).splitlines()
    yield f"{type(error).__module__}.{type(error).__qualname__} (its text is not logged)"
    if isinstance(error, BaseExceptionGroup):
        for each in error.exceptions:
            yield from _kinds_and_places(each)


class Seldom(logging.Filter):
    """The same complaint of a library once a minute: asyncio tells of a missing descriptor thousands of times a second."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._seconds = seconds
        self._told: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        what = record.getMessage().partition("\n")[0][:80]
        now = self._seconds()
        if now - self._told.get(what, -SELDOM) < SELDOM:
            return False
        if len(self._told) >= SELDOM:
            self._told.clear()
        self._told[what] = now
        return True


def set_up(level: str, secrets: Iterable[str]) -> None:
    """Messengers' and servers' own loggers speak from WARNING on: on lower levels they print bodies, addresses with the token, and what a camera wrote into a photo."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Masking(secrets))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    logging.getLogger("asyncio").filters = [Seldom()]
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
