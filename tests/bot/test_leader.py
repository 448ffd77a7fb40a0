"""A part of which one process is active: who waits, who takes over, who stops."""

import asyncio
from dataclasses import dataclass, field

import pytest

from bot.processes.leader import Leader
from bot.processes.parts import Part
from bot.pulse import Pulse
from storage.errors import AlreadyServedError, DatabaseUnreachableError
from tests.bot.support.house import run
from tests.bot.support.telegram_house import until


@dataclass
class Database:
    """Which lock has the right; it answers as long as it is up."""

    holder: "Lock | None" = None
    up: bool = True


@dataclass
class Lock:
    database: Database

    def keep(self) -> None:
        if not self.database.up:
            raise DatabaseUnreachableError("away")
        if self.database.holder not in {None, self}:
            raise AlreadyServedError("another one is active")
        self.database.holder = self

    def held(self) -> bool:
        return self.database.up and self.database.holder is self

    def close(self) -> None:
        if self.database.holder is self:
            self.database.holder = None

    __hash__ = object.__hash__


@dataclass
class One:
    """A process with a part."""

    database: Database
    name: str
    log: list[str]
    part: Part = Part.SENDER
    pulse: Pulse = field(default_factory=Pulse)
    fails: bool = False

    def __post_init__(self) -> None:
        self.lock = Lock(self.database)
        leaves = self.part is not Part.RECEIVER
        self.leader = Leader(self.part, self.lock, self.proclaim, self.pulse, steps_down=leaves, look=0.01, probe=0.01)

    async def proclaim(self) -> None:
        self.log.append(f"{self.name} sits")

    async def work(self) -> None:
        try:
            if self.fails:
                raise RuntimeError("defect")
            await asyncio.Event().wait()
        finally:
            self.log.append(f"{self.name} leaves")

    def start(self) -> "asyncio.Task[None]":
        return asyncio.create_task(self.leader.run(self.work))


def test_the_second_waits_and_takes_over_when_the_first_ends() -> None:
    async def scenario() -> list[str]:
        database, log = Database(), list[str]()
        first, second = One(database, "first", log), One(database, "second", log)
        running = first.start()
        await until(lambda: log == ["first sits"])
        other = second.start()
        await asyncio.sleep(0.05)
        assert (first.pulse.standby, second.pulse.standby) == (set(), {Part.SENDER})
        running.cancel()
        await until(lambda: len(log) == 3)
        assert second.pulse.standby == set()
        other.cancel()
        await asyncio.gather(running, other, return_exceptions=True)
        return log

    assert run(scenario()) == ["first sits", "first leaves", "second sits", "second leaves"]


def test_who_has_lost_the_lock_stops_and_waits_for_it_again(caplog: pytest.LogCaptureFixture) -> None:
    async def scenario() -> list[str]:
        database, log = Database(), list[str]()
        one = One(database, "one", log)
        running = one.start()
        await until(lambda: log == ["one sits"])
        database.up, database.holder = False, None
        await until(lambda: log == ["one sits", "one leaves"])
        await asyncio.sleep(0.05)
        database.up = True
        await until(lambda: len(log) == 3)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        return log

    assert run(scenario()) == ["one sits", "one leaves", "one sits", "one leaves"]
    assert "the lock is lost" in caplog.text
    assert "does not answer" in caplog.text


def test_a_receiver_goes_on_while_its_lock_is_taken_anew() -> None:
    async def scenario() -> list[str]:
        database, log = Database(), list[str]()
        one = One(database, "one", log, Part.RECEIVER)
        running = one.start()
        await until(lambda: log == ["one sits"])
        database.holder = None
        await until(lambda: database.holder is one.lock)
        assert log == ["one sits"]
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        return log

    assert run(scenario()) == ["one sits", "one leaves"]


def test_a_receiver_that_was_overtaken_says_that_its_process_must_end() -> None:
    async def scenario() -> str:
        database, log = Database(), list[str]()
        one, other = One(database, "one", log, Part.RECEIVER), One(database, "other", log, Part.RECEIVER)
        running = one.start()
        await until(lambda: log == ["one sits"])
        database.up = False
        await asyncio.sleep(0.05)
        assert one.pulse.overtaken == ""
        database.up, database.holder = True, other.lock
        await until(lambda: bool(one.pulse.overtaken))
        assert log == ["one sits"], "what it has opened stays open until the process ends"
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        return one.pulse.overtaken

    assert "start this process again" in run(scenario())


def test_work_that_fails_frees_the_lock_and_is_told() -> None:
    async def scenario() -> None:
        database, log = Database(), list[str]()
        with pytest.raises(RuntimeError, match="defect"):
            await One(database, "one", log, fails=True).start()
        assert database.holder is None

    run(scenario())
