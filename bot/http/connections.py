"""How many callers there may be at once, and how long they may take to say what they want: half requests must not shut the others out."""

import asyncio
import resource
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from aiohttp.web_protocol import RequestHandler

READ_SECONDS = 30.0
"""For the head of a request, and as long again for what belongs to it; a connection on which nothing is asked is closed after it too."""

MOST = 400
"""Connections at once; fewer where the system gives the process few descriptors, of which database, files and platforms need some."""


def most_connections(descriptors: int) -> int:
    """Of so many descriptors at most half."""
    return max(8, min(MOST, descriptors // 2))


class Refused(asyncio.Protocol):
    """One caller too many."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.Transport):
            transport.abort()


class Patience:
    """Who is being answered, and since when the others have asked for nothing. `seconds`: how long they may."""

    def __init__(self, seconds: float = READ_SECONDS) -> None:
        self.seconds = seconds
        self._answering: dict[RequestHandler, int] = {}
        self._idle_since: dict[RequestHandler, float] = {}

    def middleware(self) -> Middleware:
        """Counts what is being answered, and breaks off a request whose body does not come to its end."""

        @web.middleware
        async def counted(request: web.Request, handler: Handler) -> web.StreamResponse:
            caller, loop = request.protocol, asyncio.get_running_loop()
            self._answering[caller] = self._answering.get(caller, 0) + 1
            late = loop.call_later(self.seconds, self._break_off, request)
            try:
                return await handler(request)
            finally:
                late.cancel()
                self._answering[caller] = self._answering.get(caller, 1) - 1
                self._idle_since[caller] = loop.time()

        return counted

    @staticmethod
    def _break_off(request: web.Request) -> None:
        if not request.content.is_eof() and request.transport is not None:
            request.transport.abort()

    def sweep(self, callers: list[RequestHandler], now: float) -> None:
        """Close those that asked for nothing for too long; `now` as the event loop counts."""
        for gone in (self._answering.keys() | self._idle_since.keys()).difference(callers):
            self._answering.pop(gone, None)
            self._idle_since.pop(gone, None)
        for caller in callers:
            if not self._answering.get(caller, 0) and now - self._idle_since.setdefault(caller, now) >= self.seconds:
                caller.force_close()

    @asynccontextmanager
    async def watching(self, server: web.Server) -> AsyncIterator[None]:
        """Sweeps while the block runs."""

        async def on() -> None:
            while True:
                await asyncio.sleep(min(self.seconds / 4, 5.0))
                self.sweep(server.connections, asyncio.get_running_loop().time())

        task = asyncio.create_task(on())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


class LimitedSite(web.TCPSite):
    """A place to listen at that takes `most` callers at once."""

    def __init__(self, runner: web.AppRunner, host: str, port: int, most: int | None = None) -> None:
        super().__init__(runner, host, port)
        self._where = host, port
        self._most = most or most_connections(resource.getrlimit(resource.RLIMIT_NOFILE)[0])

    async def start(self) -> None:
        await web.BaseSite.start(self)
        server = self._runner.server
        assert isinstance(server, web.Server)

        def accepted() -> asyncio.Protocol:
            return server() if len(server.connections) < self._most else Refused()

        self._server = await asyncio.get_running_loop().create_server(accepted, *self._where, backlog=128)
