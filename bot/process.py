"""The running process: worker, sender, channels, scheduler and server, started and stopped together."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web

from bot.channels.base import Channel
from bot.channels.web import ChatSite, WebChannel
from bot.clock.confirming import Ask, settle_doubt
from bot.clock.ticks import ticking
from bot.clock.travel import Ticker, forget_words, travel, wipe
from bot.delivery.menus import Menus
from bot.delivery.sender import Sender
from bot.garbage import settle
from bot.health import health
from bot.http.errors import RequestError
from bot.http.listening import StartError, listening
from bot.http.server import Site, make_app
from bot.jobs.runner import JobRunner
from bot.pages.links import LinkSite
from bot.processes.leader import Leader
from bot.processes.parts import ALL, Part
from bot.pulse import tell
from bot.runtime import Runtime
from bot.settings.config import Settings
from bot.worker import Worker
from storage.errors import AlreadyServedError, StorageError

__all__ = ["Process", "StartError"]

LOG = logging.getLogger(__name__)
FARTHEST = timedelta(days=5 * 365)
Job = Coroutine[Any, Any, None]


async def _nobody() -> datetime | None:
    return None


@dataclass(frozen=True, slots=True)
class Process:
    """All parts, wired. `web_channel` is None where there is no web chat.

    With several processes it does some `parts`, one at a time is the leader of a part (`leaders`), and `hear` wakes it when another has written something.
    """

    settings: Settings
    runtime: Runtime
    worker: Worker
    sender: Sender
    ticker: Ticker
    channels: Mapping[str, Channel]
    web_channel: WebChannel | None
    moving: asyncio.Lock = field(default_factory=asyncio.Lock)
    stay_alone: Callable[[], None] = lambda: None
    parts: frozenset[Part] = ALL
    leaders: Mapping[Part, Leader] = field(default_factory=dict)
    hear: Callable[[], Job] | None = None
    menus: Menus | None = None
    jobs: JobRunner | None = None
    ask_time: Ask = _nobody

    async def health(self) -> dict[str, Any]:
        """Counts and states only."""
        return await health(self.runtime, sorted(self.parts), self.channels if Part.RECEIVER in self.parts else {})

    async def tick(self) -> None:
        """What is due is due again at the next tick: a tick that fails is told and stops nothing."""
        try:
            await settle_doubt(self.runtime.clock, self.settings, self.ask_time)
            # Batch by batch, so that whoever writes meanwhile is answered between two of them.
            left = await self.runtime.thread.call(self.ticker.begin)
            while left:
                self.sender.wake()
                left = await self.runtime.thread.call(self.ticker.go_on)
            await self.runtime.thread.call(self._ticked)
        except Exception as error:  # noqa: BLE001 - told by its kind
            tell(LOG, "the tick failed; the next one tries again", error)
        self.sender.wake()

    def _ticked(self) -> None:
        now = self.runtime.clock.now()
        self.runtime.thread.pulse.ticked(now)
        # One process remembers it by itself; others have to read it.
        if self.parts != ALL:
            with self.runtime.database.work() as work:
                work.meta.ticked(now)
                work.commit()

    async def nightly(self) -> None:
        await self._wipe(self.runtime.clock.now())

    async def _wipe(self, upto: datetime) -> None:
        """What was done more than the configured days ago, and before `upto`."""
        before = self.runtime.clock.now() - timedelta(days=self.settings.retention.body_days)
        try:
            await self.runtime.thread.call(lambda: wipe(self.runtime.database, min(upto, before), self.runtime.files))
            unheard = self.runtime.clock.now() - timedelta(days=self.settings.retention.words_days)
            await self.runtime.thread.call(lambda: forget_words(self.runtime.database, unheard))
        except Exception as error:  # noqa: BLE001 - told by its kind
            tell(LOG, "old message bodies could not be wiped; the next night tries again", error)

    async def move_clock(self, to: datetime | None) -> datetime:
        """As `travel`. Old bodies are wiped at its end, but none that came on the way: nobody had those days to read them."""
        if self.parts != ALL:
            raise RequestError(409, "Đồng hồ chỉ chỉnh được khi bot chạy bằng một tiến trình.")
        if to is not None and to > self.runtime.clock.now() + FARTHEST:
            raise RequestError(422, f"Đồng hồ đi tới nhiều nhất {FARTHEST.days // 365} năm một lần.")
        async with self.moving:
            start, now = await travel(self.ticker, self.runtime.thread, to, self._settle)
            await self._wipe(start)
        return now

    async def _settle(self) -> None:
        """What came in is answered, and what is due to be sent is sent, before the clock goes on."""
        await self.worker.drain()
        await self.sender.drain()

    def app(self) -> web.Application:
        """The whole server where this process receives, else /healthz alone."""
        if Part.RECEIVER not in self.parts:
            return make_app(self.settings.web.allowed_hosts, self.health, {})
        sites: list[Site] = []
        public_url = self.settings.web.public_url
        if public_url:
            sites.append(LinkSite(self.runtime))
        if self.web_channel is not None:
            sites.append(ChatSite(self.web_channel, self.move_clock, self.settings.files.max_mb * 2**20))
        hooks = {path: hook for channel in self.channels.values() for path, hook in channel.hooks().items()}
        return make_app(self.settings.web.allowed_hosts, self.health, hooks, sites, public_url)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[str]:
        """Everything runs while the block does; gives the server's address."""
        web_settings = self.settings.web
        async with listening(self.app(), web_settings.host, web_settings.port) as address, asyncio.TaskGroup() as group:
            tasks = [group.create_task(each) for each in self._jobs()]
            receiving = group.create_task(self._job(Part.RECEIVER, self._receive))
            if not self.leaders:
                await self.tick()
            try:
                yield address
            finally:
                for task in tasks:
                    task.cancel()
                await self.sender.stop()
                # Last: with it the channels close what the sends in flight go through.
                receiving.cancel()

    def _jobs(self) -> Iterator[Job]:
        if self.hear is not None:
            yield self.hear()
        if Part.WORKER in self.parts:
            yield self.worker.run()
            if self.jobs is not None:
                yield self.jobs.run()
        yield self._job(Part.SENDER, self._send)
        yield self._job(Part.SCHEDULER, self._tick_on)

    async def _job(self, part: Part, work: Callable[[], Job]) -> None:
        """Nothing where this process does not do that part."""
        if part in self.parts:
            await (self.leaders[part].run(work) if part in self.leaders else work())

    async def _send(self) -> None:
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self.sender.run())
                if self.menus is not None:
                    group.create_task(self.menus.run())
        finally:
            await self.sender.stop()

    async def _tick_on(self) -> None:
        if self.leaders:
            await self.tick()
        await ticking(self.tick, self.settings.review.tick_seconds, self.nightly)

    async def _receive(self) -> None:
        async with asyncio.TaskGroup() as group:
            for each in self.channels.values():
                group.create_task(each.run())

    async def run(self, announce: Callable[[str], None]) -> None:
        """Until SIGINT or SIGTERM; StartError where another process took over the database in the meantime."""
        stop = asyncio.Event()
        for sign in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(sign, stop.set)
        async with self.serving() as address:
            settle()
            announce(address)
            lost = await self._until(stop)
        if lost:
            raise StartError(lost)

    async def _until(self, stop: asyncio.Event) -> str:
        """Wait; "", or why this process must not go on."""
        while True:
            try:
                async with asyncio.timeout(self.settings.review.tick_seconds):
                    await stop.wait()
            except TimeoutError:
                pass
            else:
                return ""
            if self.runtime.thread.pulse.overtaken:
                return self.runtime.thread.pulse.overtaken
            try:
                await self.runtime.thread.call(self.stay_alone)
            except AlreadyServedError as error:
                return str(error)
            except StorageError:
                LOG.warning("the database does not answer; trying again")

    def close(self) -> None:
        self.runtime.thread.close()
        self.runtime.database.close()
