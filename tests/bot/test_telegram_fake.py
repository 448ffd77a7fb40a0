"""The fake Telegram server judged by strangers: both libraries read all it says, and it refuses what Telegram refuses."""

import asyncio
import os
from collections.abc import Awaitable, Callable

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramConflictError, TelegramForbiddenError, TelegramRetryAfter
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Update

os.environ.setdefault("PTB_TIMEDELTA", "true")

import telegram

from tests.bot.support.house import run
from tests.fakes.telegram import TelegramFake
from tests.fakes.telegram_checks import ApiError, checked, within
from tests.fakes.telegram_person import Json
from tests.fakes.telegram_world import TOKEN

KEYS = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Một", callback_data="q:1")]])


def with_aiogram(scenario: Callable[[TelegramFake, Bot], Awaitable[None]]) -> None:
    async def whole() -> None:
        fake = TelegramFake()
        async with fake.serving() as address:
            session = AiohttpSession(api=TelegramAPIServer.from_base(address))
            async with Bot(TOKEN, session=session) as bot:
                await scenario(fake, bot)

    run(whole())


def every_update(fake: TelegramFake) -> None:
    """One of each kind, and the answers of the bot that taps need."""
    person = fake.person(11)
    first = person.text("/start ma-moi")
    fake.message(
        person.chat,
        {"id": 4242, "is_bot": True, "first_name": "b"},
        {"text": "?", "reply_markup": KEYS.model_dump(exclude_none=True)},
    )
    person.text("1", reply_to=first)
    person.tap("q:1")
    person.contact("+84905111222")
    person.location(14.77, 108.73)
    person.photo(b"\xff\xd8\xff", "mái nhà")
    person.sticker()
    person.edit(first, "khác")
    person.membership("kicked")
    person.membership("member")
    fake.incoming({"id": -5, "type": "group", "title": "Tổ 3"}, person.user, {"text": "/start"})


def test_every_update_parses_in_both_libraries() -> None:
    fake = TelegramFake()
    every_update(fake)
    assert len(fake.updates) == 11
    for raw in fake.updates:
        read = Update.model_validate(raw)
        other = telegram.Update.de_json(raw, None)
        assert read.update_id == other.update_id
        kind = next(iter(set(raw) - {"update_id"}))
        assert getattr(read, kind) is not None
        assert getattr(other, kind) is not None
        message = raw.get("message")
        if message is not None:
            assert read.message is not None
            assert other.message is not None
            assert read.message.date == other.message.date
            assert read.message.text == other.message.text == message.get("text")


def test_updates_come_again_until_the_offset_confirms_them() -> None:
    async def scenario(fake: TelegramFake, bot: Bot) -> None:
        person = fake.person(11)
        person.text("một")
        person.text("hai")
        first = await bot.get_updates()
        assert [each.update_id for each in await bot.get_updates()] == [each.update_id for each in first]
        (left,) = await bot.get_updates(offset=first[0].update_id + 1)
        assert left.message is not None
        assert left.message.text == "hai"
        assert fake.confirmed == first[0].update_id
        assert await bot.get_updates(offset=left.update_id + 1) == []

    with_aiogram(scenario)


def test_the_long_poll_wakes_up_and_two_pollers_conflict() -> None:
    async def scenario(fake: TelegramFake, bot: Bot) -> None:
        waiting = asyncio.create_task(bot.get_updates(timeout=10))
        await asyncio.sleep(0.1)
        with pytest.raises(TelegramConflictError):
            await bot.get_updates()
        fake.person(11).text("x")
        async with asyncio.timeout(2):
            assert len(await waiting) == 1

    with_aiogram(scenario)


def test_it_refuses_what_telegram_refuses() -> None:
    async def scenario(fake: TelegramFake, bot: Bot) -> None:
        with pytest.raises(TelegramBadRequest, match="chat not found"):
            await bot.send_message(99, "x")
        person = fake.person(11)
        person.text("x")
        with pytest.raises(TelegramBadRequest, match="too long"):
            await bot.send_message(11, "x" * 4097)
        wide = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="x", callback_data="ư" * 33)]])
        with pytest.raises(TelegramBadRequest, match="BUTTON_DATA_INVALID"):
            await bot.send_message(11, "x", reply_markup=wide)
        sent = await bot.send_message(11, "x", reply_markup=KEYS)
        with pytest.raises(TelegramBadRequest, match="not modified"):
            await bot.edit_message_text("x", chat_id=11, message_id=sent.message_id, reply_markup=KEYS)
        fake.fail("sendMessage", 429, "Too Many Requests: retry after 7", retry_after=7)
        with pytest.raises(TelegramRetryAfter) as caught:
            await bot.send_message(11, "x")
        assert caught.value.retry_after == 7
        fake.blocked.add(11)
        with pytest.raises(TelegramForbiddenError):
            await bot.send_message(11, "x")

    with_aiogram(scenario)


def test_a_request_with_an_unknown_parameter_is_caught() -> None:
    with pytest.raises(ApiError, match="'colour'"):
        checked("sendMessage", {"chat_id": 1, "text": "x", "colour": "red"})
    keys = {"inline_keyboard": [[{"text": "a", "callback_data": "b", "colour": "red"}]]}
    with pytest.raises(ApiError, match="'colour'"):
        checked("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": keys})


BUTTON = {"text": "a", "callback_data": "b"}


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("sendMessage", {"text": " \n"}),
        ("sendMessage", {"text": "x" * 4097}),
        ("sendMessage", {"text": "x", "reply_markup": {"inline_keyboard": [[BUTTON] * 9]}}),
        ("sendMessage", {"text": "x", "reply_markup": {"inline_keyboard": [[BUTTON]] * 101}}),
        ("sendMessage", {"text": "x", "reply_markup": {"inline_keyboard": [[{"callback_data": ""}]]}}),
        ("sendPhoto", {"photo": b"0" * 10_000_001}),
        ("setMyCommands", {"commands": [{"command": "a" * 33, "description": "x"}]}),
        ("setWebhook", {"secret_token": "x" * 257}),
    ],
)
def test_what_is_beyond_a_limit_is_caught(method: str, params: Json) -> None:
    with pytest.raises(ApiError):
        within(method, params)
