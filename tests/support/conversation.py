"""A person at a phone, without a phone: messages go through the real inbox, turn and outbox, and every turn starts from the rows."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random

from bot.channel_words import channel_words
from bot.channels.render import render
from chat import Address, Button, Capabilities, FileIn, Incoming, Kind, Outgoing, Receipt
from handlers.jobs import KINDS, Jobs, Task
from handlers.start_up import set_up
from handlers.talk import services
from handlers.talk.long_work import JobKind
from handlers.talk.services import Services, Settings
from handlers.turn import process_next
from storage.demo.load import load_demo
from storage.work import Database

CONTENT = Path(__file__).parents[2] / "content"
START = datetime.fromisoformat("2025-11-03T08:00+07:00")
SETTINGS = Settings(controller="UBND xã Ba Tơ")
TEXT_ONLY = Capabilities("text", max_text=2000, buttons=False)
PHONE = Capabilities("web", max_text=4096, buttons=True, max_buttons=100, edit=True, reports_delivery=True)


@cache
def content() -> dict[str, bytes]:
    files = (path for path in sorted(CONTENT.rglob("*")) if path.is_file())
    return {path.relative_to(CONTENT).as_posix(): path.read_bytes() for path in files}


@cache
def _loaded() -> Services:
    return services.load(content(), SETTINGS, Random(7).choice)


def make_services(settings: Settings = SETTINGS) -> Services:
    """As the process makes them, with chance from a seed and nothing in the cache."""
    return replace(_loaded(), settings=settings, choose=Random(7).choice, outlines={}, channels={})


@cache
def shared_services() -> Services:
    """For tests that do not change the settings: forms are parsed once."""
    return make_services()


CHANNEL_WORDS = channel_words(shared_services().texts)


def fill(database: Database, made: Services, at: datetime = START) -> None:
    """The demo commune with its forms and tasks."""
    with database.work() as work:
        load_demo(work, content()["units/demo.toml"], at)
        set_up(work, made, at)
        work.commit()


@dataclass
class Office:
    """The database of a commune and a clock that only moves when somebody does something."""

    database: Database = field(repr=False)
    services: Services = field(repr=False)
    now: datetime = START
    ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    channel: str = "web"
    files: dict[str, bytes] = field(default_factory=dict)
    """What the file store holds."""

    kinds: Mapping[str, JobKind] = field(default_factory=lambda: KINDS, repr=False)
    does_jobs: bool = True
    """Long work is done as soon as the turns are; without it, it waits."""

    def with_file(self, address: Address, name: str, content: bytes) -> Incoming:
        """A message with a file that is stored already."""
        number = next(self.ids)
        key = f"{number:032x}"
        self.files[key] = content
        file = FileIn(key, name, "application/octet-stream", len(content))
        return Incoming(address, f"file-{number}", Kind.FILE, self.now, files=(file,))

    def wait(self, **time: float) -> None:
        self.now += timedelta(**time)

    def work_off(self) -> None:
        """Answer everything that waits, and do the jobs that follow from it."""
        while process_next(self.database, self.services, self.now):
            self.now += timedelta(milliseconds=20)
        while self.does_jobs and (task := self.jobs.take(self.now)) is not None:
            self.now += timedelta(milliseconds=20)
            self.carry_out(task)

    @property
    def jobs(self) -> Jobs:
        return Jobs(self.database, self.services, "office", self.kinds)

    def carry_out(self, task: Task) -> None:
        """Calculate here and now, and write."""
        result = task.job.result or task.kind.calculate(task.given, lambda _done, _total: None)
        if self.jobs.calculated(task.job, result, self.now):
            while self.jobs.write(task.job, result, self.now):
                self.now += timedelta(milliseconds=20)


def bare(button: Button) -> str:
    """The label without the number that stands before it."""
    return button.label.removeprefix("✓ ").removeprefix(f"{button.key}. ")


@dataclass
class Phone:
    """One person's phone. What the bot sends is seen at once, unless the signal is bad (`hold`)."""

    office: Office = field(repr=False)
    person: str
    bot: str = "demo"
    seen: list[Outgoing] = field(default_factory=list)

    @property
    def address(self) -> Address:
        return Address(self.office.channel, self.bot, self.person, self.person)

    def send(self, text: str, *, at: datetime | None = None, quotes: str | None = None) -> None:
        """The message reaches the inbox; nobody answers yet."""
        self._put(Incoming(self.address, self._key(), Kind.TEXT, at or self.office.now, text=text, quotes=quotes))

    def press(self, payload: str) -> None:
        self._put(Incoming(self.address, self._key(), Kind.BUTTON, self.office.now, payload=payload))

    def give(self, incoming: Incoming) -> None:
        self._put(incoming)

    def _key(self) -> str:
        return f"{self.person}-{next(self.office.ids)}"

    def _put(self, incoming: Incoming) -> None:
        with self.office.database.work() as work:
            work.inbox.ingest(incoming, self.office.now)
            work.commit()

    def receive(self) -> list[Outgoing]:
        """Everything in the outbox for this person is sent and seen."""
        found: list[Outgoing] = []
        self.office.now += timedelta(milliseconds=50)
        with self.office.database.work() as work:
            while rows := [row for row in work.due.claim(self.office.now) if row.address == self.address]:
                for row in rows:
                    work.outbox.sent(row.id, Receipt(f"m{row.id}", at=self.office.now), self.office.now)
                    work.outbox.seen([row.id], self.office.now)
                    found.append(row.outgoing)
            work.commit()
        self.seen += found
        return found

    def say(self, text: str) -> list[Outgoing]:
        """Type, wait for the answer, read it."""
        self.office.wait(seconds=5)
        self.send(text)
        self.office.work_off()
        return self.receive()

    def tap(self, label: str) -> list[Outgoing]:
        """Press a button of the last message that has one with this label."""
        self.office.wait(seconds=5)
        buttons = [b for message in reversed(self.seen) for row in message.rows for b in row]
        button = next((b for b in buttons if label in {b.label, b.key, bare(b)}), None)
        assert button is not None, f"no button {label!r} among {[b.label for b in buttons]}"
        self.press(button.payload)
        self.office.work_off()
        return self.receive()

    def read(self, messages: list[Outgoing], capabilities: Capabilities = TEXT_ONLY) -> str:
        """The messages as a text-only phone shows them."""
        return "\n---\n".join(
            part for message in messages for part in render(message, capabilities, CHANNEL_WORDS).parts
        )
