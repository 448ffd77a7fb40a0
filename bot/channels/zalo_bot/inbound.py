"""An event of the Zalo Bot Platform -> what a person sent. The same shape comes by webhook and from getUpdates."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from chat import Address, Incoming, Kind

_KINDS = {
    "message.text.received": Kind.TEXT,
    "message.image.received": Kind.PHOTO,
    "message.sticker.received": Kind.STICKER,
    "message.voice.received": Kind.UNSUPPORTED,
    "message.unsupported.received": Kind.HIDDEN,
}
"""`message.unsupported.received`: the sender belongs to a protected group, and the platform withholds what was written."""

LONGEST_ID = 200


class EventError(Exception):
    """The event is none that we know; the text says which part, never what a person wrote."""


@dataclass(frozen=True, slots=True)
class Event:
    """What was said, and where its picture lies ("" where there is none)."""

    incoming: Incoming
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """`bot` is the bot's id; `app_time` turns the platform's time into the process's."""

    bot: str
    app_time: Callable[[datetime], datetime]

    def read(self, event: object) -> Event | None:
        """None for what asks for no answer (other events, messages of bots). Raises EventError."""
        if not isinstance(event, Mapping):
            raise EventError("not an object")
        name, message = event.get("event_name"), event.get("message")
        kind = _KINDS.get(name) if isinstance(name, str) else None
        if kind is None:
            return None
        try:
            return self._message(kind, message)
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise EventError(f"{name}: {type(error).__name__}") from None

    def _address(self, chat: str, sender: str, kind: str) -> Address:
        return Address("zalo_bot", self.bot, chat, sender, is_group=not _private(chat, sender, kind))

    def _message(self, kind: Kind, message: Any) -> Event | None:
        sender, chat = message["from"], message["chat"]
        if sender.get("is_bot"):
            return None
        number = _text(message["message_id"])
        if not 0 < len(number) <= LONGEST_ID:
            raise ValueError("message_id")
        text = message.get("text") if kind is Kind.TEXT else message.get("caption")
        incoming = Incoming(
            address=self._address(_text(chat["id"]), _text(sender["id"]), str(chat.get("chat_type", ""))),
            update_key=number,
            kind=kind,
            sent_at=self.app_time(datetime.fromtimestamp(int(message["date"]) / 1000, UTC)),
            text=_text(text or ""),
            sender_name=_text(sender.get("display_name") or ""),
        )
        return Event(incoming, _text(message.get("photo") or "") if kind is Kind.PHOTO else "")


def _private(chat: str, sender: str, kind: str) -> bool:
    """Only where it says so: which kinds there are is UNVERIFIED, and a household's data must not come into a chat that others read."""
    return kind.upper() == "PRIVATE" and chat == sender


def _text(value: object) -> str:
    """Neither database can hold a NUL, UTF-8 no lone surrogate."""
    return str(value).replace("\0", "").encode("utf-8", "ignore").decode("utf-8")
