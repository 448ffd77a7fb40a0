"""Somebody answers in the platform's place: a filter, a proxy, a provider's page. Nothing is lost by it, and nobody counts as gone."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from bot.channels.telegram.answers import is_answer
from chat import Address, Outgoing
from storage.records import MessageKind, NewOutgoing, OutboxState, reminding
from tests.bot.support import oa_house, telegram_house, zalo_bot_house
from tests.bot.support.house import START, House, run
from tests.bot.support.oa_house import hurried
from tests.fakes.bad_days import Fault
from tests.fakes.telegram import TelegramFake
from tests.fakes.zalo_bot import ZaloBotFake
from tests.fakes.zalo_oa import OA, ZaloOaFake

HTML = "<html><body>Trang này đã bị chặn.</body></html>"


class Messenger(NamedTuple):
    """One platform's fake: how a house on it is opened, and what it has written to its one person."""

    linked: AbstractAsyncContextManager[House]
    fake: Any
    say: Callable[[str], object]
    texts: Callable[[], list[str]]
    address: Address
    method: str


def telegram(folder: Path) -> Messenger:
    fake, me = TelegramFake(), telegram_house.ME
    return Messenger(
        telegram_house.linked(folder, fake),
        fake,
        fake.person(me).text,
        lambda: telegram_house.texts(fake),
        Address("telegram", "4242", str(me), str(me)),
        "sendMessage",
    )


def zalo_bot(folder: Path) -> Messenger:
    fake, me = ZaloBotFake(), zalo_bot_house.ME
    here = Address("zalo_bot", "777001", me, me)
    return Messenger(
        zalo_bot_house.linked(folder, fake),
        fake,
        lambda x: fake.say(me, x),
        lambda: fake.texts(me),
        here,
        "sendMessage",
    )


def zalo_oa(folder: Path) -> Messenger:
    fake, me = ZaloOaFake(), oa_house.ME
    here = Address("zalo_oa", OA, me, me)
    return Messenger(
        oa_house.linked(folder, fake), fake, lambda x: fake.say(me, x), lambda: fake.texts(me), here, "message/cs"
    )


MESSENGERS = (telegram, zalo_bot, zalo_oa)
PAGES = (
    (200, HTML),
    (200, " "),
    (200, '{"ok":true,"result":{}}'),
    (200, '{"ok":true,"result":true}'),
    (200, '{"ok":true,"result":[]}'),
    (200, '{"ok":true}'),
    (200, '{"ok":false}'),
    (200, '{"error":0,"data":{}}'),
    (200, '{"error":0}'),
    (200, '{"error":403,"message":"Forbidden"}'),
    (200, "[1]"),
    (400, HTML),
    (403, HTML),
    (404, HTML),
    (403, '{"ok":false}'),
    (400, '{"message":"blocked"}'),
    (403, '{"ok":true,"result":{"message_id":1,"date":1,"chat":{"id":1}}}'),
)


@pytest.mark.parametrize("messenger", MESSENGERS)
def test_a_page_in_its_place_refuses_nothing_and_nobody(messenger: Callable[[Path], Messenger], tmp_path: Path) -> None:
    there = messenger(tmp_path)

    async def scenario() -> None:
        async with there.linked as house:
            for number, (status, page) in enumerate(PAGES, 1):
                there.fake.days.told.append(Fault(there.method, status=status, page=page))
                there.say(f"tin {number}")
                await hurried(house, lambda n=number: len(there.texts()) == n)  # type: ignore[misc]  # mypy cannot infer a default
                assert there.fake.days.told == [], page
                assert there.texts()[-1].startswith(f"nghe: tin {number}"), page
            with house.runtime.database.look() as work:
                person = work.people.by_account(there.address)
                assert person is not None
                assert there.address in {each.address for each in work.people.accounts(person.id)}, "nobody is gone"
                assert work.undelivered.count() == (0, 0)

    run(scenario())


@pytest.mark.parametrize("messenger", MESSENGERS)
@pytest.mark.parametrize(("status", "state"), [(200, OutboxState.UNCERTAIN), (403, OutboxState.QUEUED)])
def test_a_reminder_that_may_have_gone_through_is_shown_and_not_sent_twice(
    messenger: Callable[[Path], Messenger], status: int, state: OutboxState, tmp_path: Path
) -> None:
    there = messenger(tmp_path)
    there.fake.days.told.append(Fault(there.method, status=status, page=HTML))

    async def scenario() -> None:
        async with there.linked as house:
            if there.address.channel == "zalo_oa":
                there.fake.meet(there.address.user_id)
            with house.runtime.database.work() as work:
                row = NewOutgoing(there.address, Outgoing("nhắc"), None, MessageKind.REMINDER)
                work.outbox.enqueue(reminding(1), [row], START)
                work.commit()
            house.process.sender.wake()

            def tried() -> bool:
                with house.runtime.database.look() as work:
                    return any(entry.attempts and entry.error for entry in work.outbox.with_state(state))

            await telegram_house.until(tried)
        assert there.texts() == []

    run(scenario())


def test_what_an_answer_of_the_bot_api_looks_like() -> None:
    sent = b'{"ok":true,"result":{"message_id":7,"date":1762131600,"chat":{"id":1,"type":"private"}}}'
    refused = b'{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}'
    assert is_answer("sendMessage", 200, sent)
    assert is_answer("sendMessage", 403, refused)
    assert is_answer("getWebhookInfo", 200, b'{"ok":true,"result":{}}')
    assert not is_answer("sendMessage", 200, refused)
    assert not is_answer("sendMessage", 403, sent)
    assert not is_answer("sendMessage", 403, b"\xff" + refused)
