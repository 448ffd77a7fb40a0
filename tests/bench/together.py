"""Turns of one process in a second when many write at once: one after the other, and in batches."""

import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from bot.delivery.sender import IN_FLIGHT
from bot.garbage import settle
from chat import Address, Incoming, Receipt
from handlers.turn import process_next
from handlers.turns import Turns
from storage import Database, Work, open_database
from tests.bench.household import replies
from tests.bench.timing import milliseconds
from tests.faults.support.crowd import FIRST, gather, key_of
from tests.properties.support.phone import Commune, Line
from tests.support.conversation import shared_services
from tests.support.databases import KINDS, TEST_KEY, empty_database_url

PEOPLE = 16
TIMES = 3
"""So often each way, in turns: the machine is not the same from minute to minute."""


def main() -> None:
    """On SQLite, and on PostgreSQL where RASOAT_TEST_POSTGRES_URL is set."""
    Path("build").mkdir(exist_ok=True)
    print(
        f"\none process, {PEOPLE} people who review a household each and write at once; turns/s, median of {TIMES} runs"
    )
    for kind in KINDS:
        found: dict[bool, list[Rates]] = {True: [], False: []}
        for _ in range(TIMES):
            for together in (False, True):
                with tempfile.TemporaryDirectory(dir="build") as folder:
                    found[together].append(_measure(kind, Path(folder), together=together))
        _print(kind, found)


@dataclass(frozen=True)
class Rates:
    """In a second: replies from the inbox to the noted send; their turns alone."""

    replies: float
    turns: float


def _print(kind: str, found: dict[bool, list[Rates]]) -> None:
    alone, batches = (
        [median(each) for each in zip(*((one.replies, one.turns) for one in found[way]), strict=True)]
        for way in (False, True)
    )
    gain = median(new.turns / old.turns for old, new in zip(found[False], found[True], strict=True))
    print(
        f"  {kind:10}  one by one {alone[0]:4.0f} ({alone[1]:4.0f} without taking in and sending)"
        f"   in batches {batches[0]:4.0f} ({batches[1]:4.0f})   a turn is {gain:.2f} times as quick"
    )


def _measure(kind: str, folder: Path, *, together: bool) -> Rates:
    with empty_database_url(kind, folder) as url, closing(open_database(url, key=TEST_KEY)) as database:
        gather(database, PEOPLE, 0, on_the_web)
        settle()
        crowd = Crowd(database, together=together)
        crowd.review()
    taken, played, sent = (sum(times) for times in zip(*crowd.took, strict=True))
    return Rates(crowd.count / (taken + played + sent) * 1000, crowd.count / played * 1000)


@dataclass
class Crowd:
    """Everybody types the next line once all have read what was answered."""

    database: Database
    together: bool
    count: int = 0
    took: list[tuple[float, float, float]] = field(default_factory=list)
    """Of each round, in ms: taking in, the turns, sending."""

    def __post_init__(self) -> None:
        self.commune = Commune(self.database, shared_services())
        self.turns = Turns(self.database, self.commune.services)
        assert not self.turns.next(self._now)

    def review(self) -> None:
        numbers = range(FIRST, FIRST + PEOPLE)
        lines = [Line(self.commune, address=on_the_web(key_of(number))) for number in numbers]
        typing = [replies(line, number, corrected=True) for line, number in zip(lines, numbers, strict=True)]
        while said := [(line, text) for line, texts in zip(lines, typing, strict=True) if (text := next(texts, ""))]:
            self.commune.now += timedelta(seconds=5)
            coming = [line.message(text) for line, text in said]
            self.took.append(
                (milliseconds(partial(self._take, coming)), milliseconds(self._play), milliseconds(self._send))
            )
            self.count += len(coming)

    def _now(self) -> datetime:
        return self.commune.now

    def _take(self, coming: Sequence[Incoming]) -> None:
        self._write([partial(self._ingest, incoming) for incoming in coming])

    def _ingest(self, incoming: Incoming, work: Work) -> None:
        work.inbox.ingest(incoming, self.commune.now)

    def _write(self, writes: Sequence[Callable[[Work], None]]) -> None:
        """As the database thread does it with what waits for it at the same time."""
        for some in [writes] if self.together else [[one] for one in writes]:
            with self.database.work() as work:
                for write in some:
                    write(work)
                work.commit()

    def _play(self) -> None:
        began, start = perf_counter(), self.commune.now

        def now() -> datetime:
            return start + timedelta(seconds=perf_counter() - began)

        while self.turns.next(now) if self.together else process_next(self.database, self.commune.services, now()):
            pass
        self.commune.now = now()

    def _send(self) -> None:
        """As the sender does it: up to 16 are claimed together."""
        while True:
            with self.database.work() as work:
                rows = work.due.claim(self.commune.now, IN_FLIGHT)
                work.commit()
            if not rows:
                return
            self._write([partial(self._note, row.id) for row in rows])

    def _note(self, row: int, work: Work) -> None:
        work.outbox.sent(row, Receipt(f"m{row}", at=self.commune.now), self.commune.now)
        work.outbox.seen([row], self.commune.now)


def on_the_web(key: str) -> Address:
    return Address("web", "demo", key, key)


if __name__ == "__main__":
    main()
