"""Messages on their way in and out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from chat import Address, Incoming, Outgoing
from storage.wire import Shown, if_sound, incoming_from_json, outgoing_from_json

Cause = NewType("Cause", str)
"""Why messages are queued, by a name that is used once: "in:web:demo:ra-soat-1/c7", "reminder:3". Made by the functions below only."""


def answering(channel: str, bot: str, update_key: str) -> Cause:
    """The replies to one update; `update_answered` finds the update in it again."""
    return Cause(f"in:{channel}:{bot}:{update_key}")


def update_answered(cause: Cause, at: Address) -> str | None:
    """The key of the update that a message to this address answers; None where it answers none."""
    beginning = answering(at.channel, at.bot, "")
    return cause.removeprefix(beginning) if cause.startswith(beginning) else None


def reminding(reminder_id: int) -> Cause:
    return Cause(f"reminder:{reminder_id}")


def telling(what: str, *which: object) -> Cause:
    """News for somebody of the staff: "keys", "quota", "data", "invite", "codes", and of which of them it is."""
    return Cause(":".join(map(str, (what, *which))))


ConversationKey = NewType("ConversationKey", str)
"""Whose dialogue it is: "person:7", "hidden:zalo_oa:…", "group:telegram:…". Made by the functions below only."""


def with_person(person_id: int) -> ConversationKey:
    """One dialogue a person, on whatever channel they write."""
    return ConversationKey(f"person:{person_id}")


def with_hidden(user: Address) -> ConversationKey:
    """Somebody whose words the platform withholds."""
    return ConversationKey(f"hidden:{user.channel}:{user.bot}:{user.user_id}")


def with_group(group: Address) -> ConversationKey:
    return ConversationKey(f"group:{group.channel}:{group.bot}:{group.chat_id}")


def with_stranger(user: Address) -> ConversationKey:
    """Somebody whom the commune has not invited."""
    return ConversationKey(f"stranger:{user.channel}:{user.bot}:{user.user_id}")


def with_locked_out(user: Address) -> ConversationKey:
    """Somebody who has typed too many wrong codes."""
    return ConversationKey(f"locked:{user.channel}:{user.bot}:{user.user_id}")


class MessageKind(StrEnum):
    """Which rows are sent first, in this order, and what happens after a doubtful send (design §6: a reminder is never resent by itself)."""

    INTERACTIVE = "interactive"
    REMINDER = "reminder"
    BULK = "bulk"


class OutboxState(StrEnum):
    """queued -> sending -> sent | queued (retry) | failed | uncertain."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class InboxEntry:
    """One stored update. `stored` is its message as it lies there, "" where it was wiped or cannot be opened."""

    id: int
    channel: str
    bot: str
    update_key: str
    conversation: str
    stored: str = field(repr=False)
    sent_at: datetime
    received_at: datetime
    seq: int | None
    begun: int = 0
    """How many processes have begun with it and did not come to its end."""

    @property
    def incoming(self) -> Incoming:
        """Read when it is asked for, so that an entry that cannot be read (UnreadableMessageError) can still be put aside."""
        return incoming_from_json(self.stored)

    @property
    def cause(self) -> Cause:
        """Of the replies to it."""
        return answering(self.channel, self.bot, self.update_key)


@dataclass(frozen=True, slots=True)
class NewOutgoing:
    """A message to be queued. `edit_of` = outbox id of the message that it replaces where the channel can."""

    address: Address
    outgoing: Outgoing
    person_id: int | None = None
    kind: MessageKind = MessageKind.INTERACTIVE
    last: bool = True
    edit_of: int | None = None
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """A queued or sent message. `edit_ref` = platform id of the message to replace; `seq` = the platform's order number once sent.

    `stored`: its message as it lies there, "" where it was wiped or cannot be opened. `ended_at` = when it failed or became uncertain; of a
    queued one, when it may be tried.
    """

    id: int
    conversation: str
    address: Address
    person_id: int | None
    cause: Cause
    n: int
    kind: MessageKind
    stored: str = field(repr=False)
    state: OutboxState
    attempts: int
    last: bool
    edit_of: int | None = None
    edit_ref: str | None = None
    platform_ref: str | None = None
    seq: int | None = None
    sent_at: datetime | None = None
    seen_at: datetime | None = None
    error: str = ""
    ended_at: datetime | None = None

    @property
    def outgoing(self) -> Outgoing:
        """Read when it is asked for; UnreadableMessageError where it was wiped or cannot be read."""
        return outgoing_from_json(self.stored)

    @property
    def is_readable(self) -> bool:
        """Whether there is (still) something to be sent."""
        return if_sound(outgoing_from_json, self.stored) is not None


@dataclass(frozen=True, slots=True)
class Delivery:
    """When and where a message reached the person, without what it said; `seen_at` None = not yet, as far as the channel can tell."""

    address: Address
    platform_ref: str | None
    seq: int | None
    seen_at: datetime | None


class NumberedKind(StrEnum):
    """What the numbers of a list are numbers of."""

    TASK = "task"
    FORM = "form"
    HOUSEHOLD = "household"
    SUBMITTED = "submitted"
    CALL = "call"
    REQUEST = "request"
    MESSAGE = "message"
    CARD = "card"
    """A household whose card may be looked at."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """What the numbers in a message stand for: number -> subject, by a name that stays the same whatever becomes of the list."""

    kind: NumberedKind
    subjects: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class NewShownList:
    """The numbers in the messages of a cause."""

    cause: Cause
    person_id: int
    numbered: Numbered


@dataclass(frozen=True, slots=True)
class ShownList:
    """Numbers that a message carried. `row`: its number in the outbox; `delivery`: when and where it arrived."""

    numbered: Numbered
    row: int
    delivery: Delivery


@dataclass(frozen=True, slots=True)
class WebMessage:
    """One message in a persona's web mailbox; `shown` None where it was wiped or cannot be read. `edits` = the `n` of the first version of what it replaces."""

    n: int
    at: datetime
    direction: str  # "bot" | "person"
    shown: Shown | None
    client_id: str | None
    re: str | None
    last: bool
    edits: int | None


@dataclass(frozen=True, slots=True)
class StoredFile:
    """What is known of a file; its bytes lie encrypted on disk under `key`."""

    key: str
    name: str
    mime: str
    size: int
    interview_id: int | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Conversation:
    """Where a dialogue stands. `dialog` is the handlers' own JSON; `asked` the outbox ids of the messages that ask the open question."""

    key: ConversationKey
    dialog: str
    asked: tuple[int, ...]
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class MissedWords:
    """What was typed to a question (or, as "/role", while nothing was open) and not understood: folded words, and how often."""

    question: str
    words: str
    times: int
    last_at: datetime
