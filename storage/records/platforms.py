"""Keys of a bot that change, and what a platform asks of us for a person."""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class TokenPair:
    """What a bot proves itself with. `access` is "" before the first refresh. `asked_at`: when new keys were last asked for, None once they came.
    `error` is why they were refused, "" where they were not.
    """

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    valid_until: datetime | None
    at: datetime
    asked_at: datetime | None = None
    error: str = ""

    @property
    def interrupted(self) -> bool:
        """New keys were asked for, and nobody knows whether they were given."""
        return self.asked_at is not None and not self.error


@dataclass(frozen=True, slots=True)
class LinkedFile:
    """What a link hands over."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True, slots=True)
class DataRequest:
    """Somebody asks that their data be deleted, and is to be answered by that day. `user_ref` is the platform's name for them."""

    id: int
    channel: str
    user_ref: str
    person_id: int | None
    at: datetime
    answer_by: date
