"""Half requests and too many callers: they are cut off, and the others go on."""

import asyncio
import logging

import aiohttp
from aiohttp import web

from bot.http.connections import Patience, most_connections
from bot.http.listening import listening
from bot.settings.logs import SELDOM, Seldom
from tests.bot.support.house import run


def small() -> web.Application:
    async def hello(_: web.Request) -> web.StreamResponse:
        return web.Response(text="hello")

    async def slow(_: web.Request) -> web.StreamResponse:
        await asyncio.sleep(0.6)
        return web.Response(text="slow")

    async def body(request: web.Request) -> web.StreamResponse:
        return web.Response(text=str(len(await request.read())))

    app = web.Application()
    app.router.add_get("/", hello)
    app.router.add_get("/slow", slow)
    app.router.add_post("/", body)
    return app


async def said(reader: asyncio.StreamReader) -> bytes:
    """Until the server closes; b"" where it never said anything."""
    try:
        async with asyncio.timeout(5):
            return await reader.read()
    except ConnectionError:
        return b""


def test_half_a_request_is_not_held_open() -> None:
    async def scenario() -> None:
        async with listening(small(), "127.0.0.1", 0, Patience(0.2)) as address:
            port = int(address.rpartition(":")[2])
            for half in (
                b"",
                b"GET / HTTP/1.1\r\nHost:",
                b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf",
            ):
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.write(half)
                assert b"200" not in await said(reader), half
                writer.close()
            async with aiohttp.ClientSession() as client, client.get(f"{address}/slow") as response:
                assert await response.text() == "slow", "who asked wholly may wait for the answer as long as it takes"

    run(scenario())


def test_one_caller_too_many_is_refused_and_room_comes_back() -> None:
    async def scenario() -> None:
        async with listening(small(), "127.0.0.1", 0, Patience(0.3), most=3) as address:
            port = int(address.rpartition(":")[2])
            held = [await asyncio.open_connection("127.0.0.1", port) for _ in range(3)]
            await asyncio.sleep(0.05)
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            assert await said(reader) == b""
            for each, _ in held:
                await said(each)
            async with aiohttp.ClientSession() as client, client.get(address) as response:
                assert await response.text() == "hello"
            for _, each_writer in [*held, (reader, writer)]:
                each_writer.close()

    run(scenario())


def test_the_descriptors_are_not_all_for_callers() -> None:
    assert [most_connections(number) for number in (64, 256, 1024, 1_000_000)] == [32, 128, 400, 400]


def test_the_same_complaint_of_asyncio_is_told_once_a_minute() -> None:
    now = [0.0]
    seldom = Seldom(lambda: now[0])

    def told(text: str) -> bool:
        return seldom.filter(logging.LogRecord("asyncio", logging.ERROR, "x", 1, text, None, None))

    accept = "socket.accept() out of system resource\nsocket: <asyncio.TransportSocket fd=7>"
    assert [told(accept), told(accept.replace("7", "8")), told("another")] == [True, False, True]
    now[0] = SELDOM
    assert told(accept)
