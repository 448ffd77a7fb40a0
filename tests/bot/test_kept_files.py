"""Whose files are fetched and kept, how often, and for how long."""

import asyncio
import os
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from aiohttp import FormData, web

from bot.channels.zalo_bot.capabilities import PATH
from bot.clock.travel import wipe
from bot.files.store import FileStore
from bot.runtime import Runtime
from storage.crypto import Cipher
from tests.bot.support import oa_house, zalo_bot_house
from tests.bot.support.house import KEY, House, living, open_house, run
from tests.bot.support.telegram_house import JPEG, ME, linked, texts, until
from tests.fakes.telegram import TelegramFake
from tests.fakes.zalo_bot import ZaloBotFake
from tests.fakes.zalo_oa import ZaloOaFake

STRANGER = 7_777_777


def kept(house: House) -> list[Path]:
    folder = house.runtime.files.folder
    return sorted(folder.iterdir()) if folder.exists() else []


def form(client_id: str, content: bytes = JPEG) -> FormData:
    made = FormData()
    made.add_field("id", client_id)
    made.add_field("file", content, filename="nhà.jpg", content_type="image/jpeg")
    return made


def test_telegram_fetches_nothing_of_strangers_and_groups(tmp_path: Path) -> None:
    fake = TelegramFake()

    async def scenario() -> None:
        async with linked(tmp_path, fake) as house:
            fake.person(STRANGER).photo(JPEG)
            fake.person(STRANGER).document(b"PK\x03\x04", "phieu.xlsx")
            sizes = [{"file_id": fake.store(JPEG), "file_unique_id": "u", "width": 9, "height": 9, "file_size": 9}]
            group = {"id": -55, "type": "group", "title": "nhóm"}
            fake.incoming(group, fake.person(ME).user, {"photo": sizes})
            fake.person(ME).photo(JPEG)
            await until(lambda: texts(fake) == ["nghe: photo"])
            assert len(kept(house)) == 1
            assert len(fake.asked("getFile")) == 1

    run(scenario())


def test_zalo_bot_fetches_nothing_of_strangers_and_groups(tmp_path: Path) -> None:
    fake = ZaloBotFake()

    async def scenario() -> None:
        async with zalo_bot_house.linked(tmp_path, fake) as house:
            fake.picture("la", JPEG)
            fake.files["g"] = JPEG
            in_group = {"id": "nhom", "chat_type": "GROUP"}
            fake.put(fake.event(zalo_bot_house.ME, "image", photo=f"{fake.address}/photo/g", chat=in_group))
            fake.picture(zalo_bot_house.ME, JPEG)
            await until(lambda: fake.texts(zalo_bot_house.ME))
            assert len(kept(house)) == 1

    run(scenario())


def test_zalo_oa_fetches_nothing_of_strangers(tmp_path: Path) -> None:
    fake = ZaloOaFake()

    async def scenario() -> None:
        async with oa_house.linked(tmp_path, fake) as house:
            fake.picture("12345", JPEG)
            fake.file("12345", b"PK\x03\x04", "phieu.xlsx")
            fake.picture(oa_house.ME, JPEG)
            await until(lambda: fake.said(oa_house.ME))
            assert len(kept(house)) == 1

    run(scenario())


def test_the_page_keeps_one_file_of_a_message_that_comes_again_and_none_of_a_stranger(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with living(open_house(tmp_path)) as house:
            for _ in range(10):
                await house.post("/api/chat/ra-soat-1/messages", form("a"))
            await house.post("/api/chat/nguoi-la/messages", form("a"))
            await house.post("/api/chat/ra-soat-1/messages", form("b"))
            assert len(kept(house)) == 2

    run(scenario())


def test_a_call_that_comes_again_keeps_one_file(tmp_path: Path) -> None:
    """Also where the first one broke off between the file and the inbox."""
    fake = ZaloBotFake()

    async def scenario() -> None:
        async with zalo_bot_house.linked(tmp_path, fake, mode="webhook") as house:
            fake.files["p"] = JPEG
            event = fake.event(zalo_bot_house.ME, "image", photo=f"{fake.address}/photo/p")
            for _ in range(20):
                assert await fake.deliver(house.address + PATH, zalo_bot_house.SECRET, event) == [200]
            assert len(kept(house)) == 1

    run(scenario())


def test_the_same_place_is_the_same_key_and_nobody_works_it_out(tmp_path: Path) -> None:
    store, other = (FileStore(tmp_path, Cipher(key)) for key in (KEY, "A" * 43 + "="))
    place = ("in", "telegram", "4242", "17")
    assert store.key_of(*place) == store.key_of(*place)
    assert store.key_of(*place) != store.key_of("in", "telegram", "424", "217")
    assert store.key_of(*place) != other.key_of(*place)
    store.put(store.key_of(*place), b"x")
    assert store.get(store.key_of(*place)) == b"x"


def test_a_file_and_its_name_are_on_the_disk_before_anybody_is_told(tmp_path: Path) -> None:
    flushed: list[int] = []
    store = FileStore(tmp_path, Cipher(KEY), flush=lambda handle: flushed.append(os.fstat(handle).st_ino))
    store.put("a" * 32, b"x")
    assert flushed == [(tmp_path / ("a" * 32)).stat().st_ino, tmp_path.stat().st_ino]


def test_a_write_that_fails_leaves_no_half_file(tmp_path: Path) -> None:
    store = FileStore(tmp_path, Cipher(KEY))
    (tmp_path / ("a" * 32)).mkdir()
    with pytest.raises(OSError, match=r"."):
        store.put("a" * 32, b"x")
    assert [each.name for each in tmp_path.iterdir()] == ["a" * 32]


def test_files_that_no_answer_has_go_with_the_bodies(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with living(open_house(tmp_path)) as house:
            await house.post("/api/chat/ra-soat-1/messages", form("a"))
            now = house.runtime.clock.now()
            wipe(house.runtime.database, now + timedelta(days=1), house.runtime.files)
            assert len(kept(house)) == 1, "a demo keeps its conversations"
            _in_earnest(house.runtime)
            wipe(house.runtime.database, now - timedelta(days=1), house.runtime.files)
            assert len(kept(house)) == 1
            (key,) = (each.name for each in kept(house))
            wipe(house.runtime.database, now + timedelta(days=1), house.runtime.files)
            assert kept(house) == []
            with house.runtime.database.look() as work:
                assert work.files.get(key) is None

    run(scenario())


def test_a_file_that_is_gone_is_not_found(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with living(open_house(tmp_path)) as house:
            await house.post("/api/chat/ra-soat-1/messages", form("a"))
            (mine,) = await house.get("/api/chat/ra-soat-1/messages?from=all")
            (file,) = kept(house)
            file.unlink()
            async with (
                aiohttp.ClientSession() as client,
                client.get(house.address + mine["files"][0]["url"]) as response,
            ):
                assert response.status == 404

    run(scenario())


def _in_earnest(runtime: Runtime) -> None:
    with runtime.database.work() as work:
        work.meta.set("demo", "0")
        work.commit()


@pytest.mark.parametrize("how", ["gone", "server", "broken"])
def test_a_picture_that_cannot_be_fetched_holds_up_nobody(tmp_path: Path, how: str) -> None:
    fake = TelegramFake()
    real = fake._download

    async def download(request: web.Request) -> web.StreamResponse:
        if how == "broken":
            assert request.transport is not None
            request.transport.abort()
        return web.Response(status=404 if how == "gone" else 502)

    fake._download = download  # type: ignore[method-assign]  # the platform's bad day
    assert real is not None

    async def scenario() -> None:
        async with linked(tmp_path, fake) as house:
            receiver = house.channels["telegram"].receiver  # type: ignore[attr-defined]  # the one of Telegram

            async def at_once(_: float) -> None:
                await asyncio.sleep(0)

            receiver._sleep = at_once
            fake.person(ME).photo(JPEG)
            fake.person(STRANGER).text("còn tôi")
            await until(lambda: texts(fake, STRANGER) == ["nghe: còn tôi"])
            await until(lambda: texts(fake) == ["nghe: unsupported"])
            assert kept(house) == []

    run(scenario())


def test_a_size_that_telegram_does_not_tell_is_measured(tmp_path: Path) -> None:
    fake = TelegramFake()

    async def scenario() -> None:
        async with linked(tmp_path, fake) as house:
            large = JPEG + bytes(11 * 2**20)
            size = {"file_id": fake.store(large), "file_unique_id": "u", "width": 9, "height": 9}
            fake.person(ME).send(photo=[size])
            document = {"file_id": fake.store(large), "file_unique_id": "v", "file_name": "a.xlsx"}
            fake.person(ME).send(document=document)
            await until(lambda: len(texts(fake)) == 2)
            assert kept(house) == []

    run(scenario())


def test_half_a_character_in_a_message_holds_up_nobody(tmp_path: Path) -> None:
    fake = TelegramFake()

    async def scenario() -> None:
        async with linked(tmp_path, fake):
            fake.person(ME).document(b"x", "\ud800phieu\0.pdf")
            fake.person(STRANGER).text("a\ud800b\0")
            fake.person(ME).text("x")
            await until(lambda: texts(fake) == ["nghe: file", "nghe: x"])
            assert texts(fake, STRANGER) == ["nghe: ab"]

    run(scenario())
