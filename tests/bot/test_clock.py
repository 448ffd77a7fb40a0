"""The clock: it lies in the database, never goes back, and runs through every due tick when it is moved."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import Clock
from tests.bot.house import START, living, minutes, open_house, run, with_ticks


class Machine:
    """A machine's clock that the test sets."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def test_a_machine_whose_clock_is_set_back_does_not_take_time_back() -> None:
    machine = Machine(START)
    clock = Clock(timedelta(hours=1), machine)
    assert clock.now() == START + timedelta(hours=1)
    machine.now = START - timedelta(days=1)
    assert clock.now() == START + timedelta(hours=1)
    machine.now = START + minutes(1)
    assert clock.now() == START + timedelta(hours=1, minutes=1)


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

    def tick(self, now: datetime) -> None:
        while self.due and self.due[0] <= now:
            self.rang.append((self.due.pop(0), now))

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
