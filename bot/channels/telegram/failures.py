"""What python-telegram-bot raises -> why a message could not be sent."""

from datetime import timedelta

import httpx
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.channels.telegram.answers import NoAnswerError
from chat import Failure, SendError

UNCHANGED = "message is not modified"
GONE = ("chat not found", "user not found", "peer_id_invalid", "bot can't initiate conversation")
NOT_EDITABLE = ("message to edit not found", "message can't be edited", "message_id_invalid")
NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)


def send_error(error: TelegramError) -> SendError:
    """A request that may have reached Telegram before the line broke is UNCERTAIN; one that surely did not is NETWORK."""
    if isinstance(error, RetryAfter):
        pause = error.retry_after
        seconds = pause.total_seconds() if isinstance(pause, timedelta) else float(pause)
        return SendError(Failure.THROTTLED, retry_after=seconds)
    if isinstance(error, ChatMigrated):
        return SendError(Failure.MOVED, moved_to=str(error.new_chat_id))
    if isinstance(error, Forbidden):
        return SendError(Failure.BLOCKED, error.message)
    if isinstance(error, InvalidToken):
        return SendError(Failure.UNAUTHORISED, "the token is not valid; check RASOAT_TELEGRAM__TOKEN")
    if isinstance(error, BadRequest):
        return SendError(Failure.NOT_FOUND if says(error, GONE) else Failure.REFUSED, error.message)
    if isinstance(error, NoAnswerError):
        return SendError(error.failure, error.message)
    if isinstance(error, NetworkError):
        return SendError(_network(error.__cause__), error.message)
    return SendError(Failure.REFUSED, error.message)


def _network(cause: BaseException | None) -> Failure:
    if isinstance(cause, NEVER_LEFT):
        return Failure.NETWORK
    return Failure.UNCERTAIN if isinstance(cause, httpx.HTTPError) else Failure.SERVER


def says(error: TelegramError, words: tuple[str, ...]) -> bool:
    """Telegram tells kinds of 400 apart by their sentences only."""
    return any(each in error.message.lower() for each in words)
