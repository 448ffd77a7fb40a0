"""Bad days of Telegram: throttling, people who are gone, lines that break, tokens and webhooks that are wrong."""

import asyncio
from pathlib import Path

from chat import Incoming, Outgoing
from storage.records import OutboxState
from tests.bot.support.house import run
from tests.bot.support.telegram_house import ME, linked, texts, until
from tests.fakes.bad_days import Fault
from tests.fakes.telegram import TelegramFake


def test_one_unreadable_update_does_not_keep_the_others_out(tmp_path: Path) -> None:
    fake = TelegramFake()

    async def scenario() -> None:
        async with linked(tmp_path, fake):
            fake.update(message={"message_id": "no number"})
            fake.person(ME).text("sau")
            await until(lambda: texts(fake) == ["nghe: sau"])

    run(scenario())


def test_throttling_keeps_the_order_and_waits_as_told(tmp_path: Path) -> None:
    fake = TelegramFake()
    person = fake.person(ME)

    def two(incoming: Incoming) -> tuple[Outgoing, ...]:
        return Outgoing("một"), Outgoing("hai")

    async def scenario() -> None:
        async with linked(tmp_path, fake, two) as house:
            fake.fail("sendMessage", 429, "Too Many Requests: retry after 1", retry_after=1)
            person.text("x")
            await until(lambda: len(fake.asked("sendMessage")) == 1)
            await asyncio.sleep(0.3)
            assert texts(fake) == []
            house.process.sender.wake()
            await asyncio.sleep(0.9)
            house.process.sender.wake()
            await until(lambda: texts(fake) == ["một", "hai"])

    run(scenario())


def test_a_blocked_bot_makes_the_account_inactive_until_the_person_comes_back(tmp_path: Path) -> None:
    fake = TelegramFake()
    person = fake.person(ME)

    async def scenario() -> None:
        async with linked(tmp_path, fake) as house:

            def active() -> list[bool]:
                with house.runtime.database.look() as work:
                    found = work.people.by_key("ra-soat-1")
                    assert found is not None
                    accounts = work.people.accounts(found.id, only_active=False)
                return [each.active for each in accounts if each.address.channel == "telegram"]

            fake.blocked.add(ME)
            person.text("x")
            await until(lambda: active() == [False])
            person.membership("member")
            await until(lambda: active() == [True])
            person.membership("kicked")
            await until(lambda: active() == [False])

    run(scenario())


def test_a_line_that_breaks_after_the_request_repeats_a_reply(tmp_path: Path) -> None:
    """Nobody knows whether it arrived: for a reply, twice is better than never."""
    fake = TelegramFake()
    fake.days.told += [Fault("sendMessage", cut="after")] * 3

    async def scenario() -> None:
        async with linked(tmp_path, fake) as house:
            fake.person(ME).text("x")
            await until(lambda: texts(fake))
            fake.days.told.clear()

            def sent() -> bool:
                house.process.sender.wake()
                with house.runtime.database.look() as work:
                    return bool(work.outbox.with_state(OutboxState.SENT))

            await until(sent)

    run(scenario())
    assert texts(fake) == ["nghe: x", "nghe: x"]


def test_a_wrong_token_is_told_in_the_health_and_stops_nothing(tmp_path: Path) -> None:
    fake = TelegramFake(token="1:other")

    async def scenario() -> None:
        async with linked(tmp_path, fake) as house:
            await until(lambda: "RASOAT_TELEGRAM__TOKEN" in house.channels["telegram"].health())
            await house.say("ra-soat-1", "a", "x")
            assert len(await house.heard("ra-soat-1")) == 1

    run(scenario())


def test_what_people_wrote_while_the_bot_was_down_is_answered_when_it_starts(tmp_path: Path) -> None:
    fake = TelegramFake()
    fake.person(ME).text("lúc bot tắt")

    async def scenario() -> None:
        async with linked(tmp_path, fake):
            await until(lambda: texts(fake) == ["nghe: lúc bot tắt"])

    run(scenario())


def test_a_left_webhook_is_taken_away(tmp_path: Path) -> None:
    fake = TelegramFake(webhook="https://old.example")

    async def scenario() -> None:
        async with linked(tmp_path, fake):
            fake.person(ME).text("x")
            await until(lambda: texts(fake) == ["nghe: x"])

    run(scenario())
