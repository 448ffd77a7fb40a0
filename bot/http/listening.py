"""The server's place on the machine, and why it cannot be had."""

import errno
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.http.connections import LimitedSite, Patience


class StartError(Exception):
    """The process cannot start; the text says why and what to do."""


@asynccontextmanager
async def listening(
    app: web.Application, host: str, port: int, patience: Patience | None = None, most: int | None = None
) -> AsyncIterator[str]:
    """Serves `app` to `most` callers at once while the block runs; gives its address. Raises StartError."""
    patience = patience or Patience()
    # Around all others: what is refused was asked too.
    app.middlewares.insert(0, patience.middleware())
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        try:
            await LimitedSite(runner, host, port, most).start()
        except OSError as error:
            raise StartError(_why(error, host, port)) from error
        assert isinstance(runner.server, web.Server)
        async with patience.watching(runner.server):
            yield _url(host, runner.addresses[0][1])
    finally:
        await runner.cleanup()


def _url(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _why(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} on {host} is taken; stop the other program or choose another port: RASOAT_WEB__PORT={port + 1}"
    if error.errno == errno.EACCES:
        return f"port {port} may not be opened by this user; choose one above 1023: RASOAT_WEB__PORT=8080"
    return f"cannot listen on {host}:{port} ({error.strerror}); check web.host and web.port"
