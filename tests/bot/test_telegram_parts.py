"""A message of several parts on Telegram: what was accepted before a failure is not sent again."""

from pathlib import Path

import pytest
from telegram import InlineKeyboardMarkup

from bot.channel_words import UNSAID
from bot.channels.accepted import Accepted
from bot.channels.telegram.outbound import keyboard
from chat import Ask, Button, FileOut, Outgoing
from storage.records import OutboxState
from tests.bot.support.house import run
from tests.bot.support.telegram_house import ME, linked, until
from tests.fakes.bad_days import Fault
from tests.fakes.telegram import TelegramFake

LONG = "\n".join(f"{number}. " + "chữ " * 30 for number in range(80))
FAULTS = [Fault("sendMessage", status=502), Fault("sendMessage", code=429, words="Too Many Requests", retry_after=1)]


@pytest.mark.parametrize("fault", FAULTS, ids=["502", "429"])
def test_no_part_goes_twice_when_one_fails(tmp_path: Path, fault: Fault) -> None:
    fake = TelegramFake()
    report = Outgoing(LONG, files=(FileOut("bao-cao.csv", "text/csv", b"a,b"),))

    async def scenario() -> None:
        async with linked(tmp_path, fake, lambda _: (report,)) as house:
            fake.days.told += [Fault("sendMessage", slow=0.01), fault, Fault("sendDocument", status=500)]
            fake.person(ME).text("dài")

            def sent() -> bool:
                house.process.sender.wake()
                with house.runtime.database.look() as work:
                    return bool(work.outbox.with_state(OutboxState.SENT))

            await until(sent, 20)

    run(scenario())
    said = fake.texts(str(ME))
    assert len(said) == 3
    assert " ".join(said).split() == LONG.split()
    assert [each for each in fake.said_to(ME) if "document" in each] == [fake.said_to(ME)[-1]]


def test_a_scale_from_0_to_10_is_two_rows_of_buttons() -> None:
    row = tuple(Button(str(number), f"q:{number}") for number in range(11))
    keys = keyboard((row, row[:8]), Ask.NOTHING, UNSAID, private=True)
    assert isinstance(keys, InlineKeyboardMarkup)
    assert [len(each) for each in keys.inline_keyboard] == [6, 5, 8]
    assert [key.text for each in keys.inline_keyboard for key in each][:11] == [str(number) for number in range(11)]


def test_the_oldest_message_is_forgotten_first() -> None:
    accepted = Accepted[str](most=2)
    for row, part in ((1, "a"), (2, "b"), (1, "c"), (3, "d")):
        accepted.add(row, part)
    assert accepted.of(1) == []
    assert accepted.whole(2) == ["b"]
    assert accepted.whole(2) == []
    assert accepted.whole(3) == ["d"]
