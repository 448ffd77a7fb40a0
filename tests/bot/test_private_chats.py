"""A household's data goes into chats of which the platform says that they are private, and into no other."""

from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram.types import Update

from bot.channels.telegram.inbound import Reader as TelegramReader
from bot.channels.zalo_bot.inbound import Reader as ZaloReader
from chat import Incoming

NOW = datetime(2025, 11, 3, 1, 0, tzinfo=UTC)
OPEN_KINDS: list[object] = [
    "GROUP",
    "group",
    "Group",
    "SUPERGROUP",
    "COMMUNITY",
    "channel",
    "",
    "PRIVATE_GROUP",
    None,
    7,
    {},
]


def zalo(chat: dict[str, Any]) -> bool:
    message = {"from": {"id": "me"}, "chat": chat, "message_id": "1", "date": 1762131600000, "text": "1"}
    event = {"event_name": "message.text.received", "message": message}
    read = ZaloReader("777001", lambda at: at).read(event)
    assert read is not None
    return read.incoming.address.is_group


@pytest.mark.parametrize("kind", OPEN_KINDS)
def test_a_zalo_chat_of_another_kind_is_open(kind: object) -> None:
    assert zalo({"id": "me", "chat_type": kind})


def test_a_zalo_chat_that_does_not_say_its_kind_is_open() -> None:
    assert zalo({"id": "me"})


def test_a_zalo_chat_with_somebody_else_is_open_whatever_it_says() -> None:
    assert zalo({"id": "another", "chat_type": "PRIVATE"})
    assert not zalo({"id": "me", "chat_type": "PRIVATE"})


def telegram(kind: str, chat: int, sender: int, *, tap: bool) -> bool:
    there = {"id": chat, "type": kind, "title": "x", "first_name": "x"}
    user = {"id": sender, "is_bot": False, "first_name": "x"}
    message = {"message_id": 5, "date": 1762131600, "chat": there, "from": user, "text": "1"}
    query = {"id": "9", "from": user, "chat_instance": "c", "data": "q", "message": message}
    raw = {"update_id": 1, **({"callback_query": query} if tap else {"message": message})}
    read = TelegramReader("4242", lambda at: at, lambda: NOW).read(Update.model_validate(raw))
    assert isinstance(read, Incoming)
    return read.address.is_group


@pytest.mark.parametrize("tap", [False, True])
@pytest.mark.parametrize("kind", ["group", "supergroup", "channel", "sender", "private_group", "PRIVATE", "community"])
def test_a_telegram_chat_of_another_kind_is_open(kind: str, tap: bool) -> None:
    assert telegram(kind, 7, 7, tap=tap)


@pytest.mark.parametrize("tap", [False, True])
def test_a_telegram_chat_with_somebody_else_is_open_whatever_it_says(tap: bool) -> None:
    assert telegram("private", 8, 7, tap=tap)
    assert not telegram("private", 7, 7, tap=tap)
