"""A running process for tests: a real database, worker, sender and web server, with an echo in place of the conversation."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import aiohttp

from bot.channels.base import Channel
from bot.channels.web import WebChannel
from bot.channels.web.channel import address_of
from bot.clock.clock import Clock, system_time
from bot.clock.travel import Ticker
from bot.delivery.sender import Sender
from bot.files.store import FileStore
from bot.process import Process
from bot.runtime import Runtime
from bot.settings.config import Settings, Web
from bot.worker import DatabaseThread, Worker
from chat import Button, Incoming, Outgoing
from storage.crypto import Cipher
from storage.engine import open_database
from storage.records import NewOutgoing, Role
from storage.work import Database
from tests.support.conversation import CHANNEL_WORDS

KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
START = datetime(2025, 11, 3, 1, 0, tzinfo=UTC)
ME = "ra-soat-1"
MESSAGES = f"/api/chat/{ME}/messages"
PEOPLE = (
    ("ra-soat-1", "Phạm Văn Thử", Role.COLLABORATOR),
    ("kiem-tra", "Đinh Thị Soát", Role.CHECKER),
    ("cong-chuc-van-hoa", "Phạm Thị Mẫu", Role.OFFICIAL),
    ("lanh-dao-1", "Đinh Văn Ví", Role.LEADER),
    ("admin", "Quản Trị", Role.ADMIN),
)
Result = TypeVar("Result")
Reply = Callable[[Incoming], tuple[Outgoing, ...]]


def run(scenario: Coroutine[Any, Any, Result]) -> Result:
    """An async test without a plug-in; a scenario that hangs fails after 30 s."""

    async def in_time() -> Result:
        async with asyncio.timeout(30):
            return await scenario

    return asyncio.run(in_time())


def echo(incoming: Incoming) -> tuple[Outgoing, ...]:
    said = incoming.payload or incoming.text or incoming.kind.value
    return (Outgoing(f"nghe: {said}", ((Button("Một", "q:1", "1"), Button("Hai", "q:2", "2")),)),)


def turn_of(database: Database, reply: Reply, clock: Clock) -> Callable[[], bool]:
    """The smallest turn that keeps the rules: replies and "done" in one transaction."""

    def process_next() -> bool:
        with database.work() as work:
            entry = work.inbox.next_pending()
            if entry is None:
                return False
            incoming = entry.incoming
            messages = reply(incoming)
            rows = [
                NewOutgoing(incoming.address, message, last=n == len(messages)) for n, message in enumerate(messages, 1)
            ]
            work.outbox.enqueue(entry.cause, rows, clock.now())
            work.inbox.done(entry.id, clock.now())
            work.commit()
        return True

    return process_next


@dataclass
class House:
    """A process and a client that talks to its server as the page does."""

    process: Process
    channels: dict[str, Channel]
    address: str = ""
    client: aiohttp.ClientSession | None = None

    @property
    def runtime(self) -> Runtime:
        return self.process.runtime

    async def get(self, path: str, **options: Any) -> Any:
        assert self.client is not None
        async with self.client.get(self.address + path, **options) as response:
            assert response.status == 200, await response.text()
            return await response.json()

    async def post(self, path: str, body: Any, *, status: int = 202, **options: Any) -> Any:
        assert self.client is not None
        headers = {"X-Rasoat": "1"} | options.pop("headers", {})
        payload = {"data": body} if isinstance(body, aiohttp.FormData | bytes) else {"json": body}
        async with self.client.post(self.address + path, headers=headers, **payload, **options) as response:
            assert response.status == status, await response.text()
            return await response.json()

    async def health(self) -> tuple[int, dict[str, Any]]:
        """How /healthz answers, and what it tells."""
        assert self.client is not None
        async with self.client.get(f"{self.address}/healthz") as answer:
            return answer.status, await answer.json()

    async def say(self, persona: str, client_id: str, text: str) -> Any:
        return await self.post(f"/api/chat/{persona}/messages", {"id": client_id, "text": text})

    async def heard(self, persona: str, after: int = 0, wait: float = 5) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = await self.get(f"/api/chat/{persona}/messages?after={after}&wait={wait}")
        return found


@cache
def migrated() -> bytes:
    """A database file with tables and nothing in them: making them anew for every test would take most of its time."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "empty.db"
        open_database(f"sqlite:///{file}", key=KEY).close()
        return file.read_bytes()


def open_house(
    folder: Path,
    reply: Reply = echo,
    *,
    channels: dict[str, Callable[[Runtime], Channel]] | None = None,
    settings: Settings | None = None,
) -> House:
    """Wire a process on `folder`; opening it twice is a restart."""
    if not (folder / "test.db").exists():
        (folder / "test.db").write_bytes(migrated())
    database = open_database(f"sqlite:///{folder}/test.db", key=KEY)
    with database.work() as work:
        if work.meta.is_empty():
            for key, name, role in PEOPLE:
                person = work.people.put(key, name, role)
                work.people.link(person.id, address_of(key), START)
            work.meta.set("demo", "1")
            work.meta.set_clock_offset(START - system_time())
            work.commit()
    with database.look() as work:
        clock = Clock(work.meta.clock_offset())
    house = _wire(folder, database, clock, reply, settings or Settings(web=Web(port=0)))
    for name, make in (channels or {}).items():
        house.channels[name] = make(house.runtime)
    return house


def _wire(folder: Path, database: Database, clock: Clock, reply: Reply, settings: Settings) -> House:
    workers = list[Worker]()
    runtime = Runtime(
        database=database,
        thread=DatabaseThread(),
        clock=clock,
        files=FileStore(folder / "files", Cipher(KEY)),
        wake=lambda: workers[0].wake(),  # noqa: PLW0108 - the worker is made below
        words=CHANNEL_WORDS,
    )
    web = WebChannel(runtime)
    channels: dict[str, Channel] = {"web": web}
    sender = Sender(runtime, channels, chance=lambda: 0.0)
    workers.append(Worker(runtime.thread, turn_of(database, reply, clock), sender.wake))
    ticker = Ticker(database, clock, tick=lambda now: 0, next_due=lambda now: None)
    return House(Process(settings, runtime, workers[0], sender, ticker, channels, web), channels)


@asynccontextmanager
async def living(house: House) -> AsyncIterator[House]:
    """The house with everything running and a client."""
    async with house.process.serving() as address, aiohttp.ClientSession() as client:
        house.address, house.client = address, client
        yield house
    house.process.close()


def with_ticks(house: House, tick: Callable[[datetime], int], next_due: Callable[[datetime], datetime | None]) -> House:
    """The same house with other ticks."""
    ticker = replace(house.process.ticker, tick=tick, next_due=next_due)
    return House(replace(house.process, ticker=ticker), house.channels)


def minutes(number: int) -> timedelta:
    return timedelta(minutes=number)
