"""What is kept about the platforms themselves: keys that change, and what they ask of us for a person."""

from datetime import date, datetime

from sqlalchemy import Index, LargeBinary, UniqueConstraint, text
from sqlmodel import Field

from storage.tables.base import Row, row_id, to

_OPEN = text("done_at IS NULL")
_FULL = text("content IS NOT NULL")


class ChannelToken(Row, table=True):
    """The keys of one bot, sealed. `lease_until`: somebody is asking for new ones; `asked_at` is later than `at` where that never came to an end."""

    __tablename__ = "channel_token"

    channel: str = Field(primary_key=True)
    bot: str = Field(primary_key=True)
    access: bytes | None = Field(default=None, sa_type=LargeBinary)
    refresh: bytes = Field(sa_type=LargeBinary)
    seed_hash: bytes = Field(sa_type=LargeBinary)
    valid_until: datetime | None = None
    at: datetime
    asked_at: datetime | None = None
    lease_until: datetime | None = None
    error: str = ""


class DataRequestRow(Row, table=True):
    """Somebody asks that their data be deleted."""

    __tablename__ = "data_request"
    __table_args__ = (
        UniqueConstraint("channel", "bot", "request_key"),
        Index("ix_data_request_open", "id", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: int | None = row_id()
    channel: str
    bot: str
    request_key: str
    user_ref: str
    person_id: int | None = to("person.id", default=None)
    at: datetime
    answer_by: date
    done_at: datetime | None = None


class LinkRow(Row, table=True):
    """A link that hands over a file once. `content` and `name` are sealed and go when it is opened or over; the token itself is nowhere."""

    __tablename__ = "link"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        Index("ix_link_unwiped", "expires_at", sqlite_where=_FULL, postgresql_where=_FULL),
    )

    id: int | None = row_id()
    token_hash: bytes = Field(sa_type=LargeBinary)
    person_id: int = to("person.id")
    purpose: str
    name: bytes | None = Field(default=None, sa_type=LargeBinary)
    mime: str
    content: bytes | None = Field(default=None, sa_type=LargeBinary)
    created_at: datetime
    expires_at: datetime
    spent_at: datetime | None = None


class ChatMenu(Row, table=True):
    """Which menu of commands a chat shows, by its digest."""

    __tablename__ = "chat_menu"

    channel: str = Field(primary_key=True)
    bot: str = Field(primary_key=True)
    chat_ref: str = Field(primary_key=True)
    menu: str
    at: datetime
