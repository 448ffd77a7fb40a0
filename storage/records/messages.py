"""Messages on their way in and out."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chat import Address


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
    """One stored update. `body` is the caller's JSON; "" once it was wiped."""

    id: int
    channel: str
    bot: str
    update_key: str
    conversation: str
    body: str
    sent_at: datetime
    received_at: datetime
    seq: int | None


@dataclass(frozen=True, slots=True)
class NewOutgoing:
    """A message to be queued. `edit_of` = outbox id of the message that it replaces where the channel can."""

    address: Address
    body: str
    person_id: int | None = None
    kind: MessageKind = MessageKind.INTERACTIVE
    last: bool = True
    edit_of: int | None = None
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """A queued or sent message. `edit_ref` = platform id of the message to replace; `seq` = the platform's order number once sent.

    `ended_at` = when it failed or became uncertain; of a queued one, when it may be tried.
    """

    id: int
    conversation: str
    address: Address
    person_id: int | None
    cause: str
    n: int
    kind: MessageKind
    body: str
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


@dataclass(frozen=True, slots=True)
class Delivery:
    """When and where a message reached the person, without what it said; `seen_at` None = not yet, as far as the channel can tell."""

    address: Address
    platform_ref: str | None
    seq: int | None
    seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class WebMessage:
    """One message in a persona's web mailbox. `edits` = the `n` of the first version of what it replaces."""

    n: int
    at: datetime
    direction: str  # "bot" | "person"
    body: str
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
    sha256: str
    interview_id: int | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Conversation:
    """Where a dialogue stands. `dialog` is the handlers' own JSON; `asked` the outbox ids of the messages that ask the open question."""

    key: str
    dialog: str
    asked: tuple[int, ...]
    updated_at: datetime
