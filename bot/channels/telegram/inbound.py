"""A typed update of aiogram -> what a person sent."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiogram.types import CallbackQuery, ChatMemberUpdated, Message, Update

from chat import Address, Contact, Incoming, Kind, Location

PRIVATE = "private"
AWAY = frozenset({"kicked", "left"})


@dataclass(frozen=True, slots=True)
class Membership:
    """Somebody blocked the bot or came back."""

    address: Address
    active: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """A group has become a supergroup, which has another number."""

    address: Address
    to: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A photo or file that lies at Telegram and is to be fetched."""

    file_id: str
    name: str
    size: int
    is_photo: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """`bot` is the bot's id; `app_time` turns Telegram's time into the process's; `now` is the process's time."""

    bot: str
    app_time: Callable[[datetime], datetime]
    now: Callable[[], datetime]

    def read(self, update: Update) -> Incoming | Membership | Moved | None:
        """None for what asks for no answer (edited messages, services of a group)."""
        if update.callback_query is not None:
            return self._tap(update.update_id, update.callback_query)
        if update.my_chat_member is not None:
            return self._membership(update.my_chat_member)
        message = update.message
        if message is None or message.from_user is None:
            return None
        if message.migrate_to_chat_id is not None:
            # Told by whoever it was, also by Telegram's own anonymous bot of a group's admins.
            here = self._address(message.chat.id, message.chat.type, message.from_user.id)
            return Moved(here, str(message.migrate_to_chat_id))
        if message.from_user.is_bot:
            return None
        return self._message(update.update_id, message)

    def _address(self, chat_id: int, chat_type: str, user_id: int) -> Address:
        # Only where it says so: a kind that nobody knows yet is one that others read.
        private = chat_type == PRIVATE and chat_id == user_id
        return Address("telegram", self.bot, str(chat_id), str(user_id), is_group=not private)

    def _tap(self, update_id: int, query: CallbackQuery) -> Incoming | None:
        """A tap has no time of its own: it carries its question, so the time it came will do."""
        if query.message is None or query.data is None:
            return None
        chat = query.message.chat
        return Incoming(
            address=self._address(chat.id, chat.type, query.from_user.id),
            update_key=str(update_id),
            kind=Kind.BUTTON,
            sent_at=self.now(),
            payload=query.data,
            quotes=str(query.message.message_id),
            sender_name=query.from_user.full_name,
        )

    def _membership(self, change: ChatMemberUpdated) -> Membership | None:
        if change.chat.type != PRIVATE:
            return None
        address = self._address(change.chat.id, change.chat.type, change.from_user.id)
        return Membership(address, active=change.new_chat_member.status not in AWAY)

    def _message(self, update_id: int, message: Message) -> Incoming | None:
        assert message.from_user is not None
        kind, details = content(message)
        if kind is None:
            return None
        quoted = message.reply_to_message
        return Incoming(
            address=self._address(message.chat.id, message.chat.type, message.from_user.id),
            update_key=str(update_id),
            kind=kind,
            sent_at=self.app_time(message.date),
            text=message.text or message.caption or "",
            seq=message.message_id,
            quotes=str(quoted.message_id) if quoted else None,
            sender_name=message.from_user.full_name,
            **details,
        )


def content(message: Message) -> tuple[Kind | None, dict[str, Any]]:
    """The kind of a message and the fields that belong to it; None for what nobody said (joined, left, pinned)."""
    if message.text is not None:
        return Kind.TEXT, {}
    if message.contact is not None:
        assert message.from_user is not None
        # A card of somebody else can be forwarded too: only the sender's own number is vouched for.
        own = message.contact.user_id == message.from_user.id
        return Kind.CONTACT, {"contact": Contact(message.contact.phone_number, own)}
    if message.location is not None:
        place = message.location
        return Kind.LOCATION, {"location": Location(place.latitude, place.longitude, place.horizontal_accuracy)}
    if message.photo or _is_picture(message):
        return Kind.PHOTO, {}
    if message.sticker is not None:
        return Kind.STICKER, {}
    if message.document is not None:
        return Kind.FILE, {}
    spoken = (message.voice, message.audio, message.video, message.video_note, message.animation, message.poll)
    return (Kind.UNSUPPORTED if any(spoken) else None), {}


def _is_picture(message: Message) -> bool:
    """A picture that was sent as a file."""
    return message.document is not None and (message.document.mime_type or "").startswith("image/")


def wanted_file(message: Message) -> Wanted | None:
    """The largest size of a photo, or any file."""
    if message.photo:
        best = max(message.photo, key=lambda size: size.width * size.height)
        return Wanted(best.file_id, f"{best.file_unique_id}.jpg", best.file_size or 0, is_photo=True)
    document = message.document
    if document is not None:
        name = document.file_name or document.file_unique_id
        return Wanted(document.file_id, name, document.file_size or 0, is_photo=_is_picture(message))
    return None
