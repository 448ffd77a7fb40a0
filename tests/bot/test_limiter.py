"""The pace of sending on Telegram: 25 a second in all, 1 a second per person, 20 a minute per group."""

import asyncio
from itertools import pairwise

import pytest

from bot.channels.telegram.limiter import FORGET_ABOVE, RATE, Limiter
from tests.bot.support.house import run


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
        assert sum(start <= each < start + 0.999 for each in left) <= 26
        assert sum(start <= each < start + 0.199 for each in left) <= 6, "not all at once"
    assert left[-1] == pytest.approx(74 / RATE)


def test_twenty_a_minute_in_a_group() -> None:
    left = times([-5] * 45)
    assert left[19] == pytest.approx(19 / RATE)
    assert left[20] == pytest.approx(60)
    assert left[40] == pytest.approx(120)


def test_requests_without_a_chat_do_not_wait() -> None:
    assert times([None] * 100)[-1] == 0


class Calendar:
    """Time that passes for all who sleep."""

    def __init__(self) -> None:
        self.now = 0.0
        self.sleeping: list[tuple[float, asyncio.Event]] = []

    def time(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        awake = asyncio.Event()
        self.sleeping.append((self.now + seconds, awake))
        await awake.wait()

    async def until(self, then: float) -> None:
        """Each wakes at its own time."""
        for _ in range(20):
            await asyncio.sleep(0)
        while self.sleeping and min(at for at, _ in self.sleeping) <= then:
            at, awake = min(self.sleeping, key=lambda one: one[0])
            self.sleeping.remove((at, awake))
            self.now = max(self.now, at)
            awake.set()
            for _ in range(20):
                await asyncio.sleep(0)
        self.now = max(self.now, then)


def left_by(chats: list[int], then: float, held_up: float = 0.0) -> list[tuple[float, int]]:
    """Requests made at once: when each that goes until `then` leaves, and to whom. `held_up`: seconds for which nothing moves after the first second."""
    calendar, left = Calendar(), list[tuple[float, int]]()
    limiter = Limiter(calendar.time, calendar.sleep)

    async def send(chat: int) -> None:
        async def request() -> bool:
            left.append((calendar.now, chat))
            return True

        await limiter.process_request(request, (), {}, "sendMessage", {"chat_id": chat}, None)

    async def scenario() -> None:
        tasks = [asyncio.create_task(send(chat)) for chat in chats]
        await calendar.until(1.0)
        calendar.now += held_up
        await calendar.until(then)
        for task in tasks:
            task.cancel()

    run(scenario())
    return left


def test_a_group_that_has_to_wait_holds_up_nobody_else() -> None:
    left = left_by([*[-5] * 60, *range(1, 21)], 10.0)
    assert sum(chat == -5 for _, chat in left) == 20
    assert max(at for at, chat in left if chat > 0) <= 2.0


@pytest.mark.parametrize("held_up", [0.0, 0.5, 3.0])
def test_after_a_hold_up_they_do_not_all_go_at_once(held_up: float) -> None:
    times = [at for at, _ in left_by(list(range(1, 201)), 8.0, held_up)]
    assert len(times) > 100
    for start in times:
        assert sum(start <= each < start + 0.999 for each in times) <= 26


def test_two_messages_to_one_person_are_a_second_apart_however_busy_it_is() -> None:
    left = left_by([7, *range(100, 140), 7, 7], 9.0)
    mine = [at for at, chat in left if chat == 7]
    assert len(mine) == 3
    assert all(after - before >= 0.999 for before, after in pairwise(mine))


def test_the_limiter_forgets_who_is_idle() -> None:
    world = World()
    limiter = Limiter(world.time, world.sleep)

    async def scenario() -> None:
        for chat in range(1, FORGET_ABOVE + 3):
            world.now += 2
            await limiter._of_chat(chat).enter()

    run(scenario())
    assert len(limiter._chats) < 10
