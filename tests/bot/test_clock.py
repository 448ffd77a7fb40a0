"""The clock: it lies in the database, never goes back, and runs through every due tick when it is moved."""

import asyncio
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.channels.web.channel import address_of
from bot.clock.clock import Clock
from bot.settings.config import Settings, Telegram
from chat import Outgoing
from storage.records import Cause, MessageKind, NewOutgoing
from tests.bot.support.house import START, House, living, minutes, open_house, run, with_ticks


class Machine:
    """A machine's clock that the test sets."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def test_a_machine_whose_clock_is_set_back_does_not_take_time_back() -> None:
    machine = Machine(START)
    clock = Clock(timedelta(hours=1), machine, seconds=lambda: 0.0)
    assert clock.now() == START + timedelta(hours=1)
    machine.now = START - timedelta(days=1)
    assert clock.now() == START + timedelta(hours=1)
    machine.now = START + minutes(1)
    assert clock.now() == START + timedelta(hours=1, minutes=1)


def test_after_it_was_set_back_time_passes_at_half_speed_until_the_machine_has_caught_up(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Standing still would keep every retry and every pause for as long as the clock was wrong."""
    machine, seconds = Machine(START), [0.0]

    def passes(minute: int) -> None:
        machine.now += minutes(minute)
        seconds[0] += minute * 60

    clock = Clock(timedelta(0), machine, seconds=lambda: seconds[0])
    machine.now = START + timedelta(hours=5)
    assert clock.now() == START + timedelta(hours=5), "a jump ahead cannot be told from a machine that slept"
    machine.now = START
    assert clock.ahead() == timedelta(hours=5)
    assert caplog.text.count("the system's clock was set") == 2
    passes(10)
    assert clock.now() == START + timedelta(hours=5, minutes=5)
    assert clock.ahead() == timedelta(hours=4, minutes=55)
    passes(590)
    assert (clock.now(), clock.ahead()) == (START + timedelta(hours=10), timedelta(0))
    assert caplog.text.count("the system's clock was set") == 2


class Jumping:
    """A machine whose clock may jump, on which time passes evenly otherwise."""

    def __init__(self) -> None:
        self.machine, self.passed = Machine(START), 0.0
        self.clock = Clock(timedelta(0), self.machine, seconds=lambda: self.passed)

    def passes(self, **time: float) -> datetime:
        self.machine.now += timedelta(**time)
        self.passed += timedelta(**time).total_seconds()
        return self.clock.now()

    def jumps(self, **time: float) -> datetime:
        self.machine.now += timedelta(**time)
        return self.clock.now()


def test_a_jump_of_a_year_ahead_is_not_believed_and_forgotten_when_it_is_put_right() -> None:
    there = Jumping()
    assert there.jumps(days=365) == START
    assert there.passes(hours=1) == START + timedelta(hours=1)
    assert there.clock.held() == timedelta(days=365)
    assert there.jumps(days=-365) == START + timedelta(hours=1)
    assert there.clock.held() == timedelta(0)
    assert there.clock.ahead() == timedelta(0)
    assert there.passes(days=30) == START + timedelta(days=30, hours=1)


def test_a_platforms_time_confirms_a_jump_that_was_right() -> None:
    there = Jumping()
    there.jumps(days=2)
    assert not there.clock.confirm(START)
    assert there.clock.now() == START
    assert there.clock.confirm(START + timedelta(days=2, minutes=3))
    assert there.clock.now() == START + timedelta(days=2)


@pytest.mark.parametrize(
    ("real", "told", "ticked_at"),
    [
        (True, START, START),
        (True, None, START),
        (True, START + timedelta(days=365), START + timedelta(days=365)),
        (False, None, START + timedelta(days=365)),
    ],
)
def test_nothing_is_reminded_of_at_a_time_that_no_platform_confirms(
    tmp_path: Path, real: bool, told: datetime | None, ticked_at: datetime
) -> None:
    """With platforms they are asked at each tick; where there is none to ask (the demo alone), the machine is believed."""
    there, ticks = Jumping(), list[datetime]()

    def note(now: datetime) -> int:
        ticks.append(now)
        return 0

    async def ask() -> datetime | None:
        return told

    async def scenario() -> None:
        house = with_ticks(open_house(tmp_path), note, lambda now: None)
        settings = Settings(telegram=Telegram(token="1:x") if real else Telegram())
        runtime = replace(house.runtime, clock=there.clock)
        ticker = replace(house.process.ticker, clock=there.clock)
        process = replace(house.process, settings=settings, runtime=runtime, ticker=ticker, ask_time=ask)
        there.jumps(days=365)
        await process.tick()
        house.process.close()

    run(scenario())
    assert ticks == [ticked_at]


def test_moving_back_is_refused() -> None:
    clock = Clock(timedelta(0), Machine(START))
    with pytest.raises(ValueError, match="2025"):
        clock.move_to(START - minutes(1))
    assert clock.move_to(START + minutes(5)) == minutes(5)
    assert clock.now() == START + minutes(5)


class Plan:
    """Deadlines that a tick ticks off."""

    def __init__(self, *due: datetime) -> None:
        self.due = sorted(due)
        self.rang: list[tuple[datetime, datetime]] = []

    def tick(self, now: datetime) -> int:
        before = len(self.rang)
        while self.due and self.due[0] <= now:
            self.rang.append((self.due.pop(0), now))
        return len(self.rang) - before

    def next_due(self, now: datetime) -> datetime | None:
        return self.due[0] if self.due else None


def test_a_jump_runs_every_deadline_on_the_way_in_order_at_its_own_time(tmp_path: Path) -> None:
    day = timedelta(days=1)
    plan = Plan(START + day, START + 3 * day, START + 2 * day, START + 9 * day)

    async def scenario() -> None:
        async with living(with_ticks(open_house(tmp_path), plan.tick, plan.next_due)) as house:
            answer = await house.post("/api/clock", {"to": (START + 4 * day).isoformat()}, status=200)
            assert datetime.fromisoformat(answer["now"]) == START + 4 * day
            assert [due for due, _ in plan.rang] == [START + day, START + 2 * day, START + 3 * day]
            assert all(due == at for due, at in plan.rang)
            answer = await house.post("/api/clock", {"next": True}, status=200)
            assert datetime.fromisoformat(answer["now"]) == START + 9 * day
            answer = await house.post("/api/clock", {"next": True}, status=200)
            assert datetime.fromisoformat(answer["now"]) - (START + 9 * day) < minutes(1)
        async with living(open_house(tmp_path)) as house:
            now = datetime.fromisoformat((await house.get("/api/clock"))["now"])
            assert minutes(0) <= now - (START + 9 * day) < minutes(1)
            assert now.utcoffset() == timedelta(hours=7)

    run(scenario())


DAY = timedelta(days=1)


def reminding(house: House, *days: int) -> House:
    """On each of these days after the start something is due that tells one person of it."""
    plan = Plan(*(START + day * DAY for day in days))

    def tick(now: datetime) -> int:
        before = len(plan.rang)
        rang = plan.tick(now)
        with house.runtime.database.work() as work:
            for due, at in plan.rang[before:]:
                text = f"{(due - START).days}, gửi ngày {(at - START).days}"
                row = NewOutgoing(address_of("ra-soat-1"), Outgoing(text), kind=MessageKind.REMINDER)
                work.outbox.enqueue(Cause(f"reminder:{text}"), [row], at)
            work.commit()
        return rang

    return with_ticks(house, tick, plan.next_due)


def days(messages: list[dict[str, Any]]) -> list[tuple[str, int]]:
    return [(each["text"], (datetime.fromisoformat(each["at"]) - START).days) for each in messages]


def test_what_is_due_is_delivered_at_its_own_time_however_quickly_the_clock_is_moved(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with living(reminding(open_house(tmp_path), 1, 2, 5, 9, 12)) as house:
            await asyncio.gather(*(house.post("/api/clock", {"next": True}, status=200) for _ in range(3)))
            heard = await house.heard("ra-soat-1", wait=0)
            assert days(heard) == [(f"{day}, gửi ngày {day}", day) for day in (1, 2, 5)]
            await house.post("/api/clock", {"to": (START + 30 * DAY).isoformat()}, status=200)
            heard = await house.heard("ra-soat-1", after=heard[-1]["n"], wait=0)
            assert days(heard) == [(f"{day}, gửi ngày {day}", day) for day in (9, 12)]

    run(scenario())


def test_a_message_sent_before_the_clock_was_moved_is_answered_before(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with living(open_house(tmp_path)) as house:
            # A turn that waits for the database: the clock must not overtake it.
            blocked = asyncio.create_task(house.runtime.thread.call(lambda: time.sleep(0.3)))
            said = asyncio.create_task(house.say("ra-soat-1", "a", "một"))
            await asyncio.sleep(0.1)
            moved = asyncio.create_task(house.post("/api/clock", {"to": (START + DAY).isoformat()}, status=200))
            await asyncio.gather(blocked, said, moved)
            assert days(await house.heard("ra-soat-1", wait=0)) == [("nghe: một", 0)]

    run(scenario())


def test_a_jump_of_months_leaves_the_conversations_of_the_demo_as_they_were(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with living(reminding(open_house(tmp_path), 1, 90)) as house:
            await house.say("ra-soat-1", "a", "một")
            assert await house.heard("ra-soat-1")
            listening = asyncio.create_task(house.heard("ra-soat-1", after=2, wait=20))
            await asyncio.sleep(0.1)
            await house.say("lanh-dao-1", "a", "chưa mở")
            await house.post("/api/clock", {"to": (START + 99 * DAY).isoformat()}, status=200)
            assert days(await listening) == [("1, gửi ngày 1", 1)]
            assert [each["text"] for each in await house.heard("ra-soat-1")] == [
                "nghe: một",
                "1, gửi ngày 1",
                "90, gửi ngày 90",
            ]
            assert [each["text"] for each in await house.heard("lanh-dao-1")] == ["nghe: chưa mở"]

    run(scenario())


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ({"to": "2020-01-01T00:00+07:00"}, "không đi lùi"),
        ({"to": "2026-01-01T00:00"}, "múi giờ"),
        ({"to": "tomorrow"}, "múi giờ"),
        ({"next": 1}, "next"),
        ({}, "next"),
        ([], "next"),
    ],
)
def test_a_wish_that_cannot_be_met_is_refused_with_a_sentence(tmp_path: Path, wish: object, words: str) -> None:
    async def scenario() -> None:
        async with living(open_house(tmp_path)) as house:
            assert words in (await house.post("/api/clock", wish, status=422))["error"]

    run(scenario())
