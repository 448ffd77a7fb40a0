"""The Telegram channel against the fake: nothing lost, nothing twice, and every bad day of the platform."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.channels.telegram.channel import TelegramChannel
from chat import Address, Ask, Button, FileOut, Kind, Outgoing
from tests.bot.support.house import START, run
from tests.bot.support.telegram_house import JPEG, ME, hear, linked, parcel, texts, until
from tests.fakes.telegram import TelegramFake


def test_a_conversation_with_buttons(tmp_path: Path) -> None:
    fake = TelegramFake()
    person = fake.person(ME)

    async def scenario() -> None:
        async with linked(tmp_path, fake) as house:
            person.text("xin chào")
            await until(lambda: texts(fake) == ["nghe: xin chào"])
            person.tap("q:2")
            await until(lambda: texts(fake)[1:] == ["nghe: q:2"])
            await until(lambda: fake.asked("answerCallbackQuery"))
            assert (await house.get("/healthz"))["channels"] == {"web": "ok", "telegram": "ok"}

    run(scenario())
    assert all((ME, message["message_id"]) in fake.protected for message in fake.said_to(ME))


def test_what_a_message_carries(tmp_path: Path) -> None:
    fake = TelegramFake()
    person = fake.person(ME)

    def act() -> None:
        first = person.text("/start ABCD")
        person.text("1", reply_to=first)
        person.contact("+84905111222")
        person.contact("+84905333444", of=77)
        person.location(14.77, 108.73)
        person.photo(JPEG, "mái nhà")

    start, quoting, own, other, place, photo = run(hear(tmp_path, fake, act, 6))
    assert (start.text, start.kind) == ("/start ABCD", Kind.TEXT)
    assert (start.address.bot, start.address.user_id, start.address.is_group) == ("4242", str(ME), False)
    assert quoting.quotes == str(start.seq)
    assert [each.contact.own for each in (own, other) if each.contact] == [True, False]
    assert place.location is not None
    assert place.location.accuracy == 12.5
    assert (photo.kind, photo.text, photo.files[0].mime) == (Kind.PHOTO, "mái nhà", "image/jpeg")
    # Telegram's time is told in the process's own: the demo's clock stands in November 2025.
    assert abs((start.sent_at - START).total_seconds()) < 60


def test_what_is_no_answer_is_told_apart(tmp_path: Path) -> None:
    fake = TelegramFake()
    person = fake.person(ME)

    def act() -> None:
        first = person.sticker()
        person.edit(first, "an edited message")
        person.send(pinned_message=fake.messages[ME, first])
        person.send(voice={"file_id": "v", "file_unique_id": "v", "duration": 1})
        person.send(document={"file_id": "d", "file_unique_id": "d", "mime_type": "application/pdf"})
        fake.incoming({"id": -5, "type": "group", "title": "Tổ 3"}, person.user, {"text": "/start"})

    sticker, changed, voice, pdf, group = run(hear(tmp_path, fake, act, 5))
    assert [each.kind for each in (sticker, voice, pdf)] == [Kind.STICKER, Kind.UNSUPPORTED, Kind.FILE]
    assert (changed.edited, changed.seq, changed.text) == (True, sticker.seq, "an edited message")
    assert group.address.is_group


def test_a_document_comes_with_its_content_whatever_it_is(tmp_path: Path) -> None:
    fake = TelegramFake()
    person = fake.person(ME)

    def act() -> None:
        person.document(JPEG, "phieu.xlsx")
        person.document(b"%PDF-1.4", "vanban.pdf")

    form, other = run(hear(tmp_path, fake, act, 2))
    assert (form.kind, form.files[0].name, form.files[0].size) == (Kind.FILE, "phieu.xlsx", len(JPEG))
    assert (other.kind, other.files[0].name, other.files[0].mime) == (Kind.FILE, "vanban.pdf", "application/pdf")


def test_a_document_of_a_stranger_is_not_fetched(tmp_path: Path) -> None:
    fake = TelegramFake()

    def act() -> None:
        fake.person(ME + 1).document(b"%PDF-1.4", "vanban.pdf")

    (other,) = run(hear(tmp_path, fake, act, 1))
    assert (other.kind, other.files) == (Kind.FILE, ())


@pytest.mark.parametrize("content", [b"%PDF-1.4", JPEG + bytes(11 * 2**20)], ids=["no photo", "too large"])
def test_a_photo_that_cannot_be_taken_is_told(tmp_path: Path, content: bytes) -> None:
    fake = TelegramFake()

    async def scenario() -> None:
        async with linked(tmp_path, fake):
            fake.person(ME).photo(content)
            await until(lambda: texts(fake) == ["nghe: unsupported"])

    run(scenario())


def test_a_photo_that_is_not_to_be_had_now_is_fetched_later(tmp_path: Path) -> None:
    fake = TelegramFake()
    fake.fail("getFile", 500, "Internal Server Error")

    async def scenario() -> None:
        async with linked(tmp_path, fake):
            fake.person(ME).photo(JPEG)
            await until(lambda: texts(fake) == ["nghe: photo"])

    run(scenario())
    assert len(fake.asked("getFile")) == 2


def test_a_crash_between_commit_and_confirmation_answers_once(tmp_path: Path) -> None:
    """The process dies after the inbox commit: Telegram sends the same updates again, and they are recognised."""
    fake = TelegramFake()
    person = fake.person(ME)
    person.text("một")
    person.text("hai")

    async def scenario() -> None:
        async with linked(tmp_path, fake) as house:
            await until(lambda: len(texts(fake)) == 2)
            channel = house.channels["telegram"]
            assert isinstance(channel, TelegramChannel)
        fake.confirmed = 0
        fake.updates[:] = [
            {"update_id": number, "message": fake.messages[ME, n]}
            for n, number in enumerate(sorted(set(fake.deliveries))[:2], 1)
        ]
        async with linked(tmp_path, fake):
            person.text("ba")
            await until(lambda: len(texts(fake)) == 3)
            await asyncio.sleep(0.2)

    run(scenario())
    assert sorted(texts(fake)) == ["nghe: ba", "nghe: hai", "nghe: một"]
    assert len(fake.deliveries) > len(set(fake.deliveries))


def test_an_update_is_in_the_inbox_before_it_is_confirmed(tmp_path: Path) -> None:
    fake, stored = TelegramFake(), list[int]()
    person = fake.person(ME)

    def count(offset: int) -> None:
        with closing(sqlite3.connect(tmp_path / "test.db")) as file:
            stored.append(file.execute("select count(*) from inbox").fetchone()[0])

    fake.witness = count

    async def scenario() -> None:
        async with linked(tmp_path, fake):
            for number in range(1, 6):
                person.text(str(number))
                await until(lambda expected=number: stored[-1:] == [expected])  # type: ignore[misc]  # a default binds the number of this round

    run(scenario())
    assert stored == [1, 2, 3, 4, 5]


def test_an_edit_replaces_and_an_unchanged_edit_is_no_failure(tmp_path: Path) -> None:
    fake = TelegramFake()
    person = fake.person(ME)

    async def scenario() -> None:
        async with linked(tmp_path, fake) as house:
            person.text("x")
            await until(lambda: texts(fake))
            channel = house.channels["telegram"]
            address = Address("telegram", "4242", str(ME), str(ME))
            number = str(fake.said_to(ME)[0]["message_id"])
            rows = ((Button("Xong", "q:done"),),)
            for text, replaces in (("đã chọn 1", number), ("đã chọn 1", number), ("mới", "999"), ("mới nữa", None)):
                receipt = await channel.send(parcel(address, Outgoing(text, rows), replaces))
                assert receipt.platform_id == (number if replaces == number else receipt.platform_id)

    run(scenario())
    assert texts(fake) == ["đã chọn 1", "mới", "mới nữa"]


def test_asking_for_a_number_brings_a_keyboard_that_goes_again_and_files_go_as_documents(tmp_path: Path) -> None:
    fake = TelegramFake()
    fake.person(ME).text("x")
    asking = Outgoing("Số điện thoại?", ((Button("Không có", "q:no"),),), ask=Ask.CONTACT)
    report = Outgoing("Đây ạ.", files=(FileOut("bao-cao.xlsx", "application/x", b"PK"),))

    async def scenario() -> None:
        async with linked(tmp_path, fake) as house:
            address = Address("telegram", "4242", str(ME), str(ME))
            await house.channels["telegram"].send(parcel(address, asking))
            await house.channels["telegram"].send(parcel(address, report))
            await house.channels["telegram"].send(parcel(address, Outgoing("Đây ạ.")))

    run(scenario())
    sent = next(each for each in fake.asked("sendMessage") if each["text"] == "Số điện thoại?")
    keyboard = sent["reply_markup"]["keyboard"]
    assert keyboard[0][0]["request_contact"] is True
    after = [each.get("reply_markup") for each in fake.asked("sendMessage") if each["text"] == "Đây ạ."]
    assert after == [{"remove_keyboard": True}, None]
    assert keyboard[1][0]["text"] == "Không có"
    (document,) = fake.asked("sendDocument")
    assert document["document"] == b"PK"
