"""Disk full, database gone, no name service, a wrong clock, a damaged row: told, waited for, recovered from by itself; nothing is lost."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from bot.channels.base import Channel
from bot.channels.zalo_bot.channel import ZaloBotChannel
from bot.files.store import FileStore
from bot.runtime import Runtime
from bot.settings.config import ZaloBot
from chat import Address, Kind, Outgoing
from handlers.talk.services import Services
from handlers.turn import process_next
from storage.records import Cause, NewOutgoing
from storage.serving.outage import DISK_FULL, outage_of
from storage.work import Database
from tests.bot.support.house import START, House, living, open_house, run
from tests.bot.support.telegram_house import JPEG, until
from tests.fakes.zalo_bot import TOKEN, ZaloBotFake
from tests.faults.support.several_load import clean_run
from tests.properties.support import phone
from tests.properties.support.phone import Line, commune

LONG = "một câu rất dài " * 500


async def shortly(_: float) -> None:
    await asyncio.sleep(0.01)


def fill_up(database: Database, *, full: bool) -> None:
    """SQLite's own limit: from now on no page more, and the error is that of a full disk."""
    if full:
        # What was deleted leaves pages free, which could still be filled.
        raw = database._engine.raw_connection()
        raw.rollback()
        raw.execute("VACUUM")
        raw.close()
    with database._engine.connect() as connection:
        connection.execute(text(f"PRAGMA max_page_count = {1 if full else 2**31}"))


async def post(house: House, key: str, words: str) -> int:
    assert house.client is not None
    address = f"{house.address}/api/chat/ra-soat-1/messages"
    async with house.client.post(address, json={"id": key, "text": words}, headers={"X-Rasoat": "1"}) as answer:
        return answer.status


def later(house: House) -> None:
    """Half a minute passes for what is told of troubles."""
    house.runtime.thread.pulse.seconds = lambda: monotonic() + 30


def test_a_full_disk_is_told_and_what_was_said_meanwhile_is_refused_and_taken_later(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with living(open_house(tmp_path)) as house:
            assert await post(house, "a", "x") == 202
            assert (await house.heard("ra-soat-1"))[-1]["re"] == "a"
            await house.runtime.thread.call(lambda: fill_up(house.runtime.database, full=True))
            kept = []
            for number in range(50):
                status = await post(house, f"b{number}", LONG)
                assert status in {202, 503}
                kept += [number] if status == 202 else []
                if status == 503:
                    break
            status, told = await house.health()
            assert (status, told["status"], told["database"]) == (503, "error", "disk full")
            await house.runtime.thread.call(lambda: fill_up(house.runtime.database, full=False))
            assert await post(house, f"b{number}", LONG) == 202
            answered: set[str] = set()
            after = 0
            while len(answered) < len(kept) + 2:
                for each in await house.heard("ra-soat-1", after=after):
                    assert each["re"] not in answered
                    answered.add(each["re"])
                    after = each["n"]
            later(house)
            status, told = await house.health()
            assert (status, told["database"], told["inbox_parked"], told["outbox_unsent"]) == (200, "ok", 0, 0)

    run(scenario())


def test_a_turn_that_meets_a_full_disk_waits_and_is_not_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A whole review, each turn of it with a disk that has no page left: the same is stored in the end."""
    met: list[str] = []

    def on_a_full_disk(database: Database, services: Services, now: datetime) -> bool:
        fill_up(database, full=True)
        try:
            return process_next(database, services, now)
        except OperationalError as error:
            met.append(outage_of(error))
        finally:
            fill_up(database, full=False)
        with database.look() as work:
            assert (work.inbox.pending(), work.inbox.parked()) == (1, 0)
        return process_next(database, services, now)

    clean = clean_run(tmp_path)
    monkeypatch.setattr(phone, "process_next", on_a_full_disk)
    assert clean_run(tmp_path) == clean
    assert set(met) == {DISK_FULL}


def test_a_picture_that_finds_no_room_is_kept_until_there_is_some(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Zalo hands an event out once: what could not be stored would be gone."""
    fake = ZaloBotFake()
    (tmp_path / "files").mkdir()
    monkeypatch.setattr(FileStore, "key_of", lambda _store, *whence: f"{len(whence):032x}")
    for key in range(1, 9):
        (tmp_path / "files" / f"{key:032x}.new").symlink_to("/dev/full")
    seen: list[Kind] = []

    async def scenario() -> None:
        async with on_zalo(tmp_path, fake, seen) as house:
            with house.runtime.database.work() as work:
                person = work.people.by_key("ra-soat-1")
                assert person is not None
                work.people.link(person.id, Address("zalo_bot", "777001", "zalo-me", "zalo-me"), START)
                work.commit()
            fake.picture("zalo-me", JPEG)
            await until(lambda: bool(seen))
            assert house.runtime.thread.pulse.trouble() == "disk full"
            assert (await house.health())[0] == 503

    run(scenario())
    assert seen == [Kind.PHOTO]


@asynccontextmanager
async def on_zalo(folder: Path, fake: ZaloBotFake, seen: list[Kind], host: str = "127.0.0.1") -> AsyncIterator[House]:
    async with fake.serving() as address:
        settings = ZaloBot(token=TOKEN, api_base_url=address.replace("127.0.0.1", host), mode="polling")

        def channel(runtime: Runtime) -> Channel:
            return ZaloBotChannel(runtime, settings, 10 * 2**20, shortly)

        def reply(incoming: Any) -> tuple[Outgoing, ...]:
            seen.append(incoming.kind)
            return (Outgoing(f"nghe: {incoming.text}"),)

        async with living(open_house(folder, reply, channels={"zalo_bot": channel})) as house:
            yield house


def test_without_a_name_service_the_platform_is_unreachable_and_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake, seen, real, down = ZaloBotFake(), list[Kind](), socket.getaddrinfo, [True]

    def look_up(*arguments: Any, **more: Any) -> Any:
        if down[0]:
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        return real(*arguments, **more)

    async def scenario() -> None:
        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        async with on_zalo(tmp_path, fake, seen, host="localhost") as house:
            with house.runtime.database.work() as work:
                at = house.runtime.clock.now()
                me = Address("zalo_bot", TOKEN.partition(":")[0], "zalo-me", "zalo-me")
                work.outbox.enqueue(Cause("x"), [NewOutgoing(me, Outgoing("nhắc"))], at)
                work.commit()
            house.process.sender.wake()
            fake.say("zalo-me", "chào")
            await until(lambda: house.channels["zalo_bot"].health() == "unreachable")
            status, told = await house.health()
            assert (status, told["channels"]["zalo_bot"], told["outbox_unsent"]) == (200, "unreachable", 1)
            down[0] = False
            await until(lambda: fake.texts("zalo-me") == ["nhắc", "nghe: chào"])
            assert house.channels["zalo_bot"].health() == "ok"

    run(scenario())
    assert seen == [Kind.TEXT]


def test_a_channel_that_has_sent_before_it_receives_goes_on(tmp_path: Path) -> None:
    """A sender whose process was the standby receiver, and takes over."""
    fake = ZaloBotFake()

    async def scenario() -> None:
        async with fake.serving() as address:
            settings = ZaloBot(token=TOKEN, api_base_url=address, mode="polling")
            house = open_house(
                tmp_path, channels={"zalo_bot": lambda runtime: ZaloBotChannel(runtime, settings, 10, shortly)}
            )
            with house.runtime.database.work() as work:
                me = Address("zalo_bot", TOKEN.partition(":")[0], "zalo-me", "zalo-me")
                letter = NewOutgoing(me, Outgoing("nhắc"))
                work.outbox.enqueue(Cause("x"), [letter], house.runtime.clock.now())
                work.commit()
            await house.process.sender.drain()
            assert fake.texts("zalo-me") == ["nhắc"]
            async with living(house):
                fake.say("zalo-me", "chào")
                await until(lambda: len(fake.texts("zalo-me")) == 2)

    run(scenario())


DAMAGED: tuple[bytes | None, ...] = (b"", b"\x01", b"no ciphertext at all, but long enough to be one", None)


@pytest.mark.parametrize("body", ["", "null", "[]", "7", "{}", '{"address": 5}', '{"kind": "text"', *DAMAGED])
def test_a_damaged_row_is_put_aside_and_those_behind_it_are_answered(body: str | bytes | None, tmp_path: Path) -> None:
    with commune(tmp_path) as house:
        line = Line(house)
        line.say("/trogiup")
        damage(house.database, body)
        line.say("/danhsach")
        with house.database.look() as work:
            assert (work.inbox.pending(), work.inbox.parked()) == (1, 1)
        assert process_next(house.database, house.services, house.now)
        with house.database.look() as work:
            assert (work.inbox.pending(), work.inbox.parked()) == (0, 1)


def damage(database: Database, body: str | bytes | None) -> None:
    """A row that waits before all others, with such a body (text is sealed as it should be)."""
    sealed = database._cipher.seal(body, "inbox.body") if isinstance(body, str) else body
    with database._engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO inbox (channel, bot, update_key, conversation, sent_at, received_at, body, state, error, wiped_at)"
                " SELECT channel, bot, 'damaged', 'web/demo/nobody', sent_at, received_at, :body, 'pending', '', :wiped FROM inbox LIMIT 1"
            ),
            {"body": sealed, "wiped": None if sealed is not None else "2025-11-03 01:00:00"},
        )
