"""The machine's clock is wrong for a while: nothing is held up by it, then or later."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic

import pytest

from chat import Address, Failure, Outgoing, SendError
from storage.records import Cause, NewOutgoing
from tests.bot.support.desk import Post
from tests.bot.support.house import START, living, open_house, run
from tests.bot.support.telegram_house import until


class Machine:
    """A machine's clock that is set."""

    def __init__(self) -> None:
        self.off = timedelta(0)

    def __call__(self) -> datetime:
        return START + timedelta(seconds=monotonic()) + self.off


def test_a_clock_that_jumps_ahead_and_back_holds_nothing_up(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    machine, post_office = Machine(), Post([SendError(Failure.SERVER)])

    async def scenario() -> None:
        house = open_house(tmp_path, channels={"post": lambda _: post_office})
        house.runtime.clock.__init__(timedelta(0), machine)  # type: ignore[misc]  # the clock of the house, on another machine
        async with living(house):
            for off, key in ((timedelta(hours=5), "a"), (timedelta(0), "b")):
                machine.off = off
                await house.say("ra-soat-1", key, "x")
                assert (await house.heard("ra-soat-1", after=0 if key == "a" else 2))[-1]["re"] == key
            status, told = await house.health()
            assert status == 200
            assert 17_900 < told["clock_ahead_seconds"] <= 18_000
            with house.runtime.database.work() as work:
                to = Address("post", "1", "a", "a")
                work.outbox.enqueue(Cause("x"), [NewOutgoing(to, Outgoing("thử lại"))], house.runtime.clock.now())
                work.commit()
            house.process.sender.wake()
            await until(lambda: bool(post_office.delivered))

    run(scenario())
    assert caplog.text.count("the system's clock was set") == 2


def test_after_a_start_with_the_right_clock_what_was_to_wait_for_the_wrong_one_is_due(tmp_path: Path) -> None:
    house = open_house(tmp_path)
    now = house.runtime.clock.now()
    with house.runtime.database.work() as work:
        wrong, to = now + timedelta(hours=5), Address("post", "1", "a", "a")
        letter, other = NewOutgoing(to, Outgoing("x")), Address("post", "1", "b", "b")
        (one,) = work.outbox.enqueue(Cause("x"), [letter], wrong)
        assert [each.id for each in work.due.claim(wrong)] == [one]
        work.outbox.retry(one, wrong + timedelta(seconds=2), "later")
        (two,) = work.outbox.enqueue(Cause("y"), [replace(letter, address=other)], wrong)
        waits = replace(letter, address=Address("post", "1", "c", "c"), not_before=wrong + timedelta(hours=1))
        work.outbox.enqueue(Cause("z"), [waits], wrong)
        assert work.due.claim(now) == ()
        work.commit()
    house.process.sender._recover()
    with house.runtime.database.work() as work:
        assert [each.id for each in work.due.claim(house.runtime.clock.now())] == [one, two]
    house.process.close()
