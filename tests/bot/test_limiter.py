"""The pace of sending on Telegram: 25 a second in all, 1 a second per person, 20 a minute per group."""

import asyncio

import pytest

from bot.channels.pace import Pace
from bot.channels.telegram.limiter import FORGET_ABOVE, Limiter
from tests.bot.house import run


class World:
    """Time that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def time(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


def times(chats: list[int | None]) -> list[float]:
    """When each request, one after the other, leaves (seconds from the start)."""
    world, left = World(), list[float]()
    limiter = Limiter(world.time, world.sleep)

    async def request() -> bool:
        left.append(world.now - 1000.0)
        return True

    async def scenario() -> None:
        for chat in chats:
            data = {} if chat is None else {"chat_id": chat}
            await limiter.process_request(request, (), {}, "sendMessage", data, None)

    run(scenario())
    return left


def test_one_second_between_two_messages_to_one_person() -> None:
    assert times([7, 7, 7]) == [0, 1, 2]


def test_twenty_five_a_second_over_all() -> None:
    left = times(list(range(1, 76)))
    for start in left:
        assert sum(start <= each < start + 0.999 for each in left) <= 25
        assert sum(start <= each < start + 0.199 for each in left) <= 5, "not all at once, twice in a second"
    assert left[-1] == pytest.approx(2.8)


def test_twenty_a_minute_in_a_group() -> None:
    left = times([-5] * 45)
    assert left[19] == pytest.approx(0.6)
    assert left[20] == pytest.approx(60)
    assert left[40] == pytest.approx(120)


def test_requests_without_a_chat_do_not_wait() -> None:
    assert times([None] * 100)[-1] == 0


def test_a_group_that_has_to_wait_holds_up_nobody_else() -> None:
    world = World()
    waiting: list[float] = []

    async def hold(seconds: float) -> None:
        waiting.append(seconds)
        await asyncio.Event().wait()

    limiter = Limiter(world.time, hold)

    async def request() -> bool:
        return True

    async def send(chat: int) -> None:
        await limiter.process_request(request, (), {}, "sendMessage", {"chat_id": chat}, None)

    async def scenario() -> None:
        tasks = [asyncio.create_task(send(-5)) for _ in range(60)]
        await asyncio.sleep(0)
        assert len(waiting) == 55, "40 for the group's next minute, 15 for their place among all"
        world.now += 2
        for chat in range(1, 21):
            world.now += 0.2
            await asyncio.wait_for(send(chat), 1)
        for task in tasks:
            task.cancel()

    run(scenario())


def test_a_pace_forgets_what_is_long_past_and_the_limiter_who_is_idle() -> None:
    pace = Pace(2, 10)
    assert [pace.reserve(now) for now in (0, 1, 5, 5)] == [0, 1, 10, 11]
    assert not pace.idle(15)
    assert pace.idle(22)
    world = World()
    limiter = Limiter(world.time, world.sleep)
    for chat in range(1, FORGET_ABOVE + 3):
        world.now += 2
        limiter._of_chat(chat).reserve(world.now)
    assert len(limiter._chats) < 10
