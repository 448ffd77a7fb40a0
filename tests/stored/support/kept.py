"""A commune as version 0.1 left it, opened by today's program: what is in it, and what comes of the next messages."""

import itertools
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from chat import Address, Incoming, Kind, Location, Outgoing, Receipt
from handlers.talk.services import Services
from handlers.turn import process_next
from storage import Database, open_database
from storage.records import OutboxEntry, OutboxState
from tests.stored.support.files import KEY
from tests.support.conversation import shared_services

NOW = datetime.fromisoformat("2025-11-07T09:30+07:00")
OLD_BUTTON = ("turn.old_button", "publish.old_button", "interview.old_button")
STALE = ("turn.stale", "turn.stale_number", "turn.stale_ended", "turn.asked_elsewhere", "turn.quotes_other")
Facts = dict[str, Any]
"""What JSON can say."""


@dataclass
class Kept:
    """One copy of the stored database and a clock. Nothing is delivered by itself."""

    database: Database = field(repr=False)
    now: datetime = NOW
    ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(100_001))
    """Of new messages: above all that version 0.1 stored."""

    def __post_init__(self) -> None:
        # Forms of its own: the cache goes by their numbers, and another database may give the same number to another form.
        self.services: Services = replace(shared_services(), outlines={})

    # --- what happens ---------------------------------------------------------------------------------------------------------------

    def work_off(self) -> None:
        while self.answer_one():
            pass

    def answer_one(self) -> bool:
        answered = process_next(self.database, self.services, self.now)
        self.now += timedelta(milliseconds=20 if answered else 0)
        return answered

    def give(self, address: Address, step: Facts) -> None:
        """A person's next message arrives and is answered."""
        self.now += timedelta(seconds=5)
        number = next(self.ids)
        key = f"{address.user_id}/c{number}" if address.channel == "web" else str(700_000_000 + number)
        incoming = Incoming(address, key, sent_at=self.now, **_content(step))
        with self.database.work() as work:
            work.inbox.ingest(incoming, self.now)
            work.commit()
        self.work_off()

    def deliver_to(self, address: Address) -> None:
        """What is queued for this person is sent and seen."""
        self.now += timedelta(milliseconds=50)
        with self.database.work() as work:
            for row in work.outbox.with_state(OutboxState.QUEUED, 1000):
                if (row.address.channel, row.address.user_id) == (address.channel, address.user_id):
                    work.outbox.sent(row.id, Receipt(f"m{row.id}", at=self.now), self.now)
                    work.outbox.seen([row.id], self.now)
            work.commit()

    def page_fetches(self, persona: str) -> None:
        self.now += timedelta(seconds=1)
        with self.database.work() as work:
            work.web.seen(persona, 10**9, self.now)
            work.commit()

    # --- what there is --------------------------------------------------------------------------------------------------------------

    def queued(self) -> dict[int, OutboxEntry]:
        with self.database.look() as work:
            return {row.id: row for row in work.outbox.with_state(OutboxState.QUEUED, 1000)}

    def told(self, keys: tuple[str, ...], messages: list[Outgoing]) -> bool:
        """Whether one of these sentences stands in one of the messages."""
        shapes = [self._shape(key) for key in keys if key in self.services.texts]
        return any(shape.search(message.text) for message in messages for shape in shapes)

    def _shape(self, key: str) -> re.Pattern[str]:
        texts = self.services.texts
        blank = texts(key, **dict.fromkeys(texts.slots(key), "\0"))
        return re.compile(re.escape(blank).replace("\0", ".*"), re.DOTALL)


Copies = Callable[[], AbstractContextManager[Kept]]
"""Gives a fresh copy every time."""


def opened(url: str, now: datetime = NOW) -> Kept:
    """By today's program, which migrates it."""
    return Kept(open_database(url, key=KEY), now)


def _content(step: Facts) -> Facts:
    """What a message holds."""
    if "button" in step:
        return {"kind": Kind.BUTTON, "payload": step["button"]}
    if "location" in step:
        return {"kind": Kind.LOCATION, "location": Location(*step["location"])}
    return {"kind": Kind.TEXT, "text": step["text"]}
