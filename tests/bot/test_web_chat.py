"""The web chat's HTTP interface, on a real server with a real database behind it."""

import asyncio
import io
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from chat import Incoming, Outgoing
from storage.records import OutboxState
from tests.bot.support.house import ME, MESSAGES, living, open_house, run

JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 8


def photo(content: bytes, *, text: str = "", name: str = "nhà.jpg") -> aiohttp.FormData:
    form = aiohttp.FormData()
    form.add_field("id", "anh-1")
    if text:
        form.add_field("text", text)
    form.add_field("file", io.BytesIO(content), filename=name, content_type="application/octet-stream")
    return form


def test_personas_have_key_name_and_role(tmp_path: Path) -> None:
    async def scenario() -> Any:
        async with living(open_house(tmp_path)) as house:
            return await house.get("/api/personas")

    people = run(scenario())
    assert {"key": "ra-soat-1", "name": "Phạm Văn Thử", "role": "collaborator"} in people
    assert {each["role"] for each in people} == {"collaborator", "checker", "official", "leader", "admin"}


def test_a_message_is_answered_once_however_often_it_is_sent(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with living(open_house(tmp_path)) as house:
            assert await house.say(ME, "a", "xin chào") == {"id": "a", "repeated": False}
            assert await house.say(ME, "a", "xin chào") == {"id": "a", "repeated": True}
            (answer,) = await house.heard(ME)
            assert answer["text"] == "nghe: xin chào"
            assert (answer["re"], answer["last"], answer["edits"]) == ("a", True, None)
            assert answer["buttons"] == [{"label": "Một", "payload": "q:1"}, {"label": "Hai", "payload": "q:2"}]
            assert await house.say(ME, "a", "xin chào") == {"id": "a", "repeated": True}
            assert await house.heard(ME, after=answer["n"], wait=0.3) == []
            assert await house.heard("lanh-dao-1", wait=0) == []

    run(scenario())


def test_from_all_adds_the_own_messages_in_order(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with living(open_house(tmp_path)) as house:
            await house.say(ME, "a", "một")
            await house.heard(ME)
            own, bot = await house.get(f"{MESSAGES}?from=all")
            assert (own["from"], own["text"], own["id"]) == ("person", "một", "a")
            assert (bot["from"], bot["re"]) == ("bot", "a")
            assert own["n"] < bot["n"]

    run(scenario())


def test_only_the_final_reply_is_last_and_numbers_survive_a_restart(tmp_path: Path) -> None:
    def two(incoming: Incoming) -> tuple[Outgoing, ...]:
        return Outgoing("một"), Outgoing("hai")

    async def scenario() -> None:
        async with living(open_house(tmp_path, two)) as house:
            await house.say(ME, "a", "x")
            await house.heard(ME)
            await asyncio.sleep(0.1)
            first = await house.heard(ME)
            assert [(m["text"], m["last"]) for m in first] == [("một", False), ("hai", True)]
        async with living(open_house(tmp_path)) as house:
            assert await house.heard(ME) == first
            await house.say(ME, "b", "y")
            (later,) = await house.heard(ME, after=first[-1]["n"])
            assert later["n"] > first[-1]["n"]

    run(scenario())


def test_the_long_poll_hears_a_message_at_once(tmp_path: Path) -> None:
    async def scenario() -> float:
        async with living(open_house(tmp_path)) as house:
            waiting = asyncio.create_task(house.heard(ME, wait=20))
            await asyncio.sleep(0.2)
            before = asyncio.get_running_loop().time()
            await house.say(ME, "a", "x")
            assert len(await waiting) == 1
            return asyncio.get_running_loop().time() - before

    assert run(scenario()) < 2


def test_fetching_is_what_marks_a_message_as_seen(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with living(open_house(tmp_path)) as house:

            def sent() -> Any:
                with house.runtime.database.look() as work:
                    return work.outbox.with_state(OutboxState.SENT)

            await house.say(ME, "a", "x")
            for _ in range(50):
                if sent():
                    break
                await asyncio.sleep(0.05)
            assert sent()[0].seen_at is None
            await house.heard(ME)
            assert sent()[0].seen_at is not None

    run(scenario())


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"id": "a", "button": "q:1"}, "nghe: q:1"),
        ({"id": "a", "contact": {"phone": "0905 111 222"}}, "nghe: contact"),
        ({"id": "a", "location": {"lat": 14.77, "lon": 108.73}}, "nghe: location"),
    ],
)
def test_taps_contacts_and_places_come_through(tmp_path: Path, body: dict[str, Any], expected: str) -> None:
    async def scenario() -> None:
        async with living(open_house(tmp_path)) as house:
            await house.post(MESSAGES, body)
            (answer,) = await house.heard(ME)
            assert answer["text"] == expected

    run(scenario())


def test_a_photo_is_stored_encrypted_and_given_back_only_to_its_owner(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with living(open_house(tmp_path)) as house:
            await house.post(MESSAGES, photo(JPEG, text="mái nhà"))
            await house.heard(ME)
            own = (await house.get(f"{MESSAGES}?from=all"))[0]
            (file,) = own["files"]
            assert (file["mime"], file["size"], own["text"]) == ("image/jpeg", len(JPEG), "mái nhà")
            assert house.client is not None
            async with house.client.get(house.address + file["url"]) as response:
                assert await response.read() == JPEG
                assert response.headers["Content-Disposition"].startswith("attachment")
                assert response.headers["X-Content-Type-Options"] == "nosniff"
            async with house.client.get(house.address + file["url"].replace(ME, "admin")) as response:
                assert response.status == 404
        (stored,) = (tmp_path / "files").iterdir()
        assert JPEG[:16] not in stored.read_bytes()
        assert stored.stat().st_mode & 0o077 == 0

    run(scenario())


@pytest.mark.parametrize(("name", "kind"), [("phieu.xlsx", "file"), ("cu.XLS", "file"), ("mai.jpg", "photo")])
def test_a_form_is_a_file_and_a_picture_is_a_photo(tmp_path: Path, name: str, kind: str) -> None:
    heard: list[Incoming] = []

    def note(incoming: Incoming) -> tuple[Outgoing, ...]:
        heard.append(incoming)
        return (Outgoing("ok"),)

    async def scenario() -> None:
        async with living(open_house(tmp_path, note)) as house:
            await house.post(MESSAGES, photo(JPEG if kind == "photo" else b"PK\x03\x04", name=name))
            await house.heard(ME)

    run(scenario())
    assert (heard[0].kind.value, heard[0].files[0].name) == (kind, name)


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({"text": "x"}, 422, "id"),
        ({"id": "", "text": "x"}, 422, "id"),
        ({"id": "a" * 101, "text": "x"}, 422, "id"),
        ({"id": "a"}, 422, "đúng một nội dung"),
        ({"id": "a", "text": "x", "button": "y"}, 422, "đúng một nội dung"),
        ({"id": "a", "text": "  "}, 422, "trống"),
        ({"id": "a", "text": 5}, 422, "trống"),
        ({"id": "a", "button": "x" * 65}, 422, "Nút"),
        ({"id": "a", "contact": "0905"}, 422, "điện thoại"),
        ({"id": "a", "location": {"lat": 91, "lon": 0}}, 422, "Vị trí"),
        ({"id": "a", "location": {"lat": True, "lon": 0}}, 422, "Vị trí"),
        ({"id": "a", "text": "x" * 20_001}, 413, "20.000"),
        ({"id": "a", "text": "x" * 300_000}, 413, "20.000"),
        ([1], 422, "đối tượng"),
        (b"{", 422, "JSON"),
        (b"[" * 200_000, 422, "JSON"),
        (photo(b"%PDF-1.7"), 422, "JPEG"),
        (photo(JPEG * 6000), 413, "10 MB"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_a_sentence(tmp_path: Path, body: Any, status: int, words: str) -> None:
    async def scenario() -> None:
        async with living(open_house(tmp_path)) as house:
            headers = {"Content-Type": "application/json"} if isinstance(body, bytes) else {}
            answer = await house.post(MESSAGES, body, status=status, headers=headers)
            assert words in answer["error"]
            assert await house.get(f"{MESSAGES}?from=all") == []

    run(scenario())


def test_ten_thousand_characters_emoji_and_odd_unicode_are_taken(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with living(open_house(tmp_path)) as house:
            await house.say(ME, "a", "ư" * 10_000)
            (long,) = await house.heard(ME)
            await house.say(ME, "b", "👨‍👩‍👧 \0 \ud800 ok")
            (odd,) = await house.heard(ME, after=long["n"])
            assert odd["text"] == "nghe: 👨‍👩‍👧   ok"

    run(scenario())
