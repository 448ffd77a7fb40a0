"""Inbox, outbox, web mailbox, files and dialogues."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, LargeBinary, UniqueConstraint, text
from sqlmodel import Field

from storage.records.messages import MessageKind, NumberedKind, OutboxState
from storage.tables.base import Row, one_of, row_id, to

_UNSENT = text("state IN ('queued', 'sending')")
_PENDING = text("state = 'pending'")
_UNWIPED = text("wiped_at IS NULL")
_LEFT = text("state IN ('failed', 'uncertain') AND given_up_at IS NULL")


class Inbox(Row, table=True):
    __tablename__ = "inbox"
    __table_args__ = (
        one_of("state", ("pending", "done", "parked")),
        CheckConstraint("(state = 'pending') = (done_at IS NULL)", name="done_at"),
        CheckConstraint("body IS NOT NULL OR wiped_at IS NOT NULL", name="body"),
        UniqueConstraint("channel", "bot", "update_key"),
        Index("ix_inbox_pending", "id", "conversation", sqlite_where=_PENDING, postgresql_where=_PENDING),
        Index("ix_inbox_unwiped", "done_at", sqlite_where=_UNWIPED, postgresql_where=_UNWIPED),
    )

    id: int | None = row_id()
    channel: str
    bot: str
    update_key: str
    platform_id: int | None = Field(default=None, sa_type=BigInteger)
    conversation: str
    seq: int | None = Field(default=None, sa_type=BigInteger)
    sent_at: datetime
    received_at: datetime
    body: bytes | None = Field(default=None, sa_type=LargeBinary)
    state: str = "pending"
    error: str = ""
    done_at: datetime | None = None
    wiped_at: datetime | None = None


class Outbox(Row, table=True):
    __tablename__ = "outbox"
    __table_args__ = (
        one_of("kind", MessageKind),
        one_of("state", OutboxState),
        CheckConstraint("n >= 1", name="n"),
        CheckConstraint("attempts >= 0", name="attempts"),
        CheckConstraint("(state = 'sending') = (lease_until IS NOT NULL)", name="lease_until"),
        CheckConstraint("state <> 'sent' OR sent_at IS NOT NULL", name="sent_at"),
        CheckConstraint("body IS NOT NULL OR wiped_at IS NOT NULL", name="body"),
        UniqueConstraint("cause", "n"),
        Index("ix_outbox_unsent", "conversation", "id", sqlite_where=_UNSENT, postgresql_where=_UNSENT),
        Index("ix_outbox_kind", "kind", "id", sqlite_where=_UNSENT, postgresql_where=_UNSENT),
        Index("ix_outbox_unwiped", "created_at", sqlite_where=_UNWIPED, postgresql_where=_UNWIPED),
        Index("ix_outbox_left", "id", sqlite_where=_LEFT, postgresql_where=_LEFT),
    )

    id: int | None = row_id()
    conversation: str
    channel: str
    bot: str
    chat_ref: str
    user_ref: str
    is_group: bool = False
    person_id: int | None = to("person.id", default=None)
    cause: str
    n: int
    kind: str
    body: bytes | None = Field(default=None, sa_type=LargeBinary)
    last: bool = True
    edit_of: int | None = to("outbox.id", default=None)
    state: str = "queued"
    attempts: int = 0
    next_attempt_at: datetime
    lease_until: datetime | None = None
    platform_ref: str | None = None
    seq: int | None = Field(default=None, sa_type=BigInteger)
    sent_at: datetime | None = None
    seen_at: datetime | None = None
    error: str = ""
    created_at: datetime
    wiped_at: datetime | None = None
    given_up_at: datetime | None = None


class WebMessageRow(Row, table=True):
    __tablename__ = "web_message"
    __table_args__ = (
        one_of("direction", ("bot", "person")),
        CheckConstraint("n >= 1", name="n"),
        CheckConstraint("(direction = 'person') = (client_id IS NOT NULL)", name="client_id"),
        CheckConstraint("body IS NOT NULL OR wiped_at IS NOT NULL", name="body"),
        UniqueConstraint("persona", "client_id"),
        UniqueConstraint("outbox_id"),
        Index("ix_web_message_unwiped", "at", sqlite_where=_UNWIPED, postgresql_where=_UNWIPED),
    )

    persona: str = Field(primary_key=True)
    n: int = Field(primary_key=True)
    direction: str
    client_id: str | None = None
    re: str | None = None
    last: bool = True
    body: bytes | None = Field(default=None, sa_type=LargeBinary)
    at: datetime
    outbox_id: int | None = to("outbox.id", default=None)
    edits: int | None = None
    seen_at: datetime | None = None
    wiped_at: datetime | None = None


class StoredFileRow(Row, table=True):
    """`name` is sealed: people name pictures after those who are on them."""

    __tablename__ = "stored_file"
    __table_args__ = (CheckConstraint("size >= 0", name="size"), Index(None, "interview_id"))

    key: str = Field(primary_key=True)
    name: bytes | None = Field(default=None, sa_type=LargeBinary)
    mime: str
    size: int
    interview_id: int | None = to("interview.id", default=None)
    created_at: datetime


class ConversationRow(Row, table=True):
    """`asked`: outbox ids as JSON. `dialog` is sealed: what was typed stands in it."""

    __tablename__ = "conversation"

    key: str = Field(primary_key=True)
    dialog: bytes = Field(sa_type=LargeBinary)
    asked: str
    updated_at: datetime


class ShownListRow(Row, table=True):
    """What the numbers in messages stood for: JSON of number -> subject. `cause`: of the messages, as in the outbox."""

    __tablename__ = "shown_list"
    __table_args__ = (
        one_of("kind", NumberedKind),
        UniqueConstraint("cause", "kind"),
        Index(None, "person_id", "id"),
    )

    id: int | None = row_id()
    cause: str
    kind: str
    person_id: int = to("person.id")
    numbers: str
    at: datetime


class MessageCountRow(Row, table=True):
    """How many messages a bot has sent in a calendar month ("2025-11", local), parts counted one by one."""

    __tablename__ = "message_count"
    __table_args__ = (CheckConstraint("messages >= 0", name="messages"),)

    channel: str = Field(primary_key=True)
    bot: str = Field(primary_key=True)
    month: str = Field(primary_key=True)
    messages: int = 0


class BotPauseRow(Row, table=True):
    """Until when a platform wants to hear nothing of a bot."""

    __tablename__ = "bot_pause"

    channel: str = Field(primary_key=True)
    bot: str = Field(primary_key=True)
    until: datetime


class MissedWordsRow(Row, table=True):
    """Words that were not understood, counted: at which question, without marks. Nothing of people and nothing sensitive stands here."""

    __tablename__ = "missed_words"
    __table_args__ = (CheckConstraint("times >= 1", name="times"),)

    question: str = Field(primary_key=True)
    words: str = Field(primary_key=True)
    times: int = 1
    first_at: datetime
    last_at: datetime
