"""What a person sends and what the bot answers, without any platform in it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Address:
    """Where a conversation takes place: one chat of one bot on one channel."""

    channel: str
    bot: str
    chat_id: str
    user_id: str
    is_group: bool = False


class Kind(StrEnum):
    """What sort of message a person sent."""

    TEXT = "text"
    BUTTON = "button"
    CONTACT = "contact"
    LOCATION = "location"
    PHOTO = "photo"
    FILE = "file"
    STICKER = "sticker"
    UNSUPPORTED = "unsupported"
    HIDDEN = "hidden"
    """The platform withholds what was written (Zalo's protected people)."""


class Picture(StrEnum):
    """What becomes of a picture: it is put away, only looked into for a căn cước, or let go unseen."""

    KEPT = "kept"
    LOOKED_AT = "looked_at"
    LET_GO = "let_go"


@dataclass(frozen=True, slots=True)
class Contact:
    """A shared phone number; `own` is True only where the platform vouches that it is the sender's."""

    phone: str
    own: bool


@dataclass(frozen=True, slots=True)
class Location:
    """A place in degrees (WGS 84), accuracy in metres where the platform gives it."""

    lat: float
    lon: float
    accuracy: float | None = None


@dataclass(frozen=True, slots=True)
class FileIn:
    """A file that the channel has already fetched and put away; `key` is its name in the file store."""

    key: str
    name: str
    mime: str
    size: int


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message of a person.

    `update_key` is unique per channel and bot: the platform's own id of the update. `sent_at` is the platform's send time (aware UTC),
    `seq` the platform's own order number within the chat where it has one. `quotes` is the platform id of the message that is quoted.
    `edited`: it takes the place of an earlier message of theirs, which has the same `seq`.
    """

    address: Address
    update_key: str
    kind: Kind
    sent_at: datetime
    text: str = ""
    payload: str = ""
    seq: int | None = None
    quotes: str | None = None
    contact: Contact | None = None
    location: Location | None = None
    files: tuple[FileIn, ...] = ()
    sender_name: str = ""
    edited: bool = False
    looked: bool = False
    """A picture came with it in which a căn cước was looked for; it is kept nowhere."""
    card: str = ""
    """Whose căn cước was in that picture, as `survey.identity_card` writes it; "" = none was found."""


MAX_PAYLOAD = 64
"""Bytes that messengers give a button for what it carries."""


@dataclass(frozen=True, slots=True)
class Button:
    """A choice that may be tapped."""

    label: str
    payload: str
    """What it carries, at most `MAX_PAYLOAD` bytes of UTF-8; a message with a longer one is written without buttons."""
    key: str = ""
    """What a person types for the same ("1", "đủ"); "" = nothing."""


class Ask(StrEnum):
    """What a message asks for beyond text; a channel that cannot ask for it leaves it out."""

    NOTHING = ""
    CONTACT = "contact"
    LOCATION = "location"
    PHOTO = "photo"


@dataclass(frozen=True, slots=True)
class FileOut:
    """A file for the person: content and how it is to be named."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message of the bot.

    `rows` are the rows of buttons. A channel without buttons writes them as numbered lines below `text` where they have a `key` and
    leaves out the others; `listed` says that `text` already holds the numbered choices. `private` = holds personal data.
    """

    text: str
    rows: tuple[tuple[Button, ...], ...] = ()
    listed: bool = False
    ask: Ask = Ask.NOTHING
    files: tuple[FileOut, ...] = ()
    private: bool = True


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a channel can do; data, so that a new channel is one file."""

    name: str
    max_text: int
    buttons: bool
    max_buttons: int = 0
    max_label: int = 64
    edit: bool = False
    contact: bool = False
    location: bool = False
    photo_in: bool = False
    file_in: bool = False
    file_out: bool = False
    reports_delivery: bool = False
    limited: bool = False
    """Its plan allows so many messages a month."""
    write_window: timedelta | None = None
    """How long after a person's last message the bot may write of its own accord; None = at any time."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the platform said of a sent message. `at` is the platform's time; `seen_at` None where delivery is reported later."""

    platform_id: str
    seq: int | None = None
    at: datetime | None = None
    parts: tuple[str, ...] = field(default=())
