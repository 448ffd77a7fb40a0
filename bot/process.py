"""The running process: worker, sender, channels, scheduler and server, started and stopped together."""

import asyncio
import errno
import logging
import signal
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web

from bot.channels.base import Channel
from bot.channels.web import WebChannel, make_app
from bot.channels.web.server import Demo
from bot.config import Settings
from bot.memory import settle
from bot.runtime import Runtime
from bot.scheduler import make_scheduler
from bot.sender import Sender
from bot.timing import Ticker, travel, wipe
from bot.worker import Worker
from storage.errors import AlreadyServedError, StorageError

LOG = logging.getLogger(__name__)


class StartError(Exception):
    """The process cannot start; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Process:
    """All parts, wired. `web_channel` is None where there is no web chat."""

    settings: Settings
    runtime: Runtime
    worker: Worker
    sender: Sender
    ticker: Ticker
    channels: Mapping[str, Channel]
    web_channel: WebChannel | None
    moving: asyncio.Lock = field(default_factory=asyncio.Lock)
    stay_alone: Callable[[], None] = lambda: None

    async def health(self) -> dict[str, Any]:
        """Counts and states only."""

        def pending() -> int:
            with self.runtime.database.look() as work:
                return work.inbox.pending()

        state: dict[str, Any] = {"channels": {name: each.health() for name, each in self.channels.items()}}
        try:
            waiting = await asyncio.wait_for(self.runtime.thread.call(pending), timeout=5)
        except Exception:
            LOG.exception("the database does not answer")
            return {"status": "error", "database": "error", **state}
        return {"status": "ok", "database": "ok", "inbox_pending": waiting, **state}

    async def tick(self) -> None:
        """What is due is due again at the next tick: a tick that fails is told and stops nothing."""
        try:
            await self.runtime.thread.call(self.ticker.begin)
            # Batch by batch, so that whoever writes meanwhile is answered between two of them.
            while await self.runtime.thread.call(self.ticker.go_on):
                self.sender.wake()
        except Exception:
            LOG.exception("the tick failed; the next one tries again")
        self.sender.wake()

    async def nightly(self) -> None:
        await self._wipe(self.runtime.clock.now())

    async def _wipe(self, upto: datetime) -> None:
        """What was done more than the configured days ago, and before `upto`."""
        before = self.runtime.clock.now() - timedelta(days=self.settings.retention.body_days)
        try:
            await self.runtime.thread.call(lambda: wipe(self.runtime.database, min(upto, before)))
        except Exception:
            LOG.exception("old message bodies could not be wiped; the next night tries again")

    async def move_clock(self, to: datetime | None) -> datetime:
        """As `travel`. Old bodies are wiped at its end, but none that came on the way: nobody had those days to read them."""
        async with self.moving:
            start, now = await travel(self.ticker, self.runtime.thread, to, self._settle)
            await self._wipe(start)
        return now

    async def _settle(self) -> None:
        """What came in is answered, and what is due to be sent is sent, before the clock goes on."""
        await self.worker.drain()
        await self.sender.drain()

    def app(self) -> web.Application:
        demo = None
        if self.web_channel is not None:
            demo = Demo(self.web_channel, self.move_clock, self.settings.files.max_mb * 2**20)
        hooks = {path: hook for channel in self.channels.values() for path, hook in channel.hooks().items()}
        return make_app(self.settings.web.allowed_hosts, self.health, demo, hooks)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[str]:
        """Everything runs while the block does; gives the server's address."""
        async with self._server() as address, asyncio.TaskGroup() as group:
            running = [self.worker.run(), self.sender.run(), *(each.run() for each in self.channels.values())]
            tasks = [group.create_task(each) for each in running]
            scheduler = make_scheduler(self.tick, self.settings.review.tick_seconds, self.nightly)
            scheduler.start()
            await self.tick()
            try:
                yield address
            finally:
                scheduler.shutdown(wait=False)
                for task in tasks:
                    task.cancel()
                await self.sender.stop()

    @asynccontextmanager
    async def _server(self) -> AsyncIterator[str]:
        host, port = self.settings.web.host, self.settings.web.port
        runner = web.AppRunner(self.app(), access_log=None, shutdown_timeout=1)
        await runner.setup()
        try:
            await web.TCPSite(runner, host, port).start()
            yield _url(host, runner.addresses[0][1])
        except OSError as error:
            raise StartError(_why(error, host, port)) from error
        finally:
            await runner.cleanup()

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
                await asyncio.wait_for(stop.wait(), self.settings.review.tick_seconds)
            except TimeoutError:
                pass
            else:
                return ""
            try:
                await self.runtime.thread.call(self.stay_alone)
            except AlreadyServedError as error:
                return str(error)
            except StorageError:
                LOG.exception("the database does not answer; trying again")

    def close(self) -> None:
        self.runtime.thread.close()
        self.runtime.database.close()


def _url(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _why(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} on {host} is taken; stop the other program or choose another port: RASOAT_WEB__PORT={port + 1}"
    if error.errno == errno.EACCES:
        return f"port {port} may not be opened by this user; choose one above 1023: RASOAT_WEB__PORT=8080"
    return f"cannot listen on {host}:{port} ({error.strerror}); check web.host and web.port"
