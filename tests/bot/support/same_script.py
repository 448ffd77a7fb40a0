"""A golden conversation on a real channel: the whole bot runs, its restarts are real, and what it stored is looked at in the end."""

import re
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Protocol, Self

from bot.clock.clock import system_time
from handlers.talk.wording import local
from storage.work import Database
from tests.bot.support.golden import mismatch, steps
from tests.bot.support.telegram_phone import Living, living_bot
from tests.fakes.telegram import TelegramFake
from tests.fakes.text_only import NAME as TEXT_ONLY
from tests.fakes.text_only import TextOnlyChannel, TextOnlyServer
from tests.fakes.zalo_bot import ZaloBotFake
from tests.fakes.zalo_oa import ZaloOaFake
from tests.support.conversation import START

UNITS = {"d": "days", "h": "hours", "m": "minutes"}


class Device(Protocol):
    """A phone in somebody's hand. Every act gives the bot's messages that answer it."""

    def say(self, text: str) -> list[str]: ...

    def tap(self, label: str) -> list[str]: ...

    def place(self, lat: float, lon: float) -> list[str]: ...

    def photo(self, picture: Path) -> list[str]: ...

    def after(self, act: Callable[[], object]) -> list[str]:
        """The messages that come of themselves while something else happens."""

    def buttons(self) -> list[str]:
        """The labels that belong to the newest message."""


class Hand(Protocol):
    """How people come to their phones on one channel."""

    def take(self, bot: Living, person: str) -> Device:
        """The phone of a person, ready."""

    def let_go(self) -> None:
        """The bot is about to stop."""

    def differs(self, golden: list[str], said: list[str], buttons: list[str]) -> str:
        """Where the phone does not show what is written, "" where it does."""


class LineByLine:
    """A phone that shows the lines as they are written."""

    def differs(self, golden: list[str], said: list[str], buttons: list[str]) -> str:
        return mismatch(golden, said, buttons)


@dataclass
class Stage:
    """A bot on a database that lasts over its restarts, and everybody's phone."""

    folder: Path
    hand: Hand
    telegram: TelegramFake = field(default_factory=TelegramFake)
    zalo: ZaloBotFake = field(default_factory=ZaloBotFake)
    zalo_oa: ZaloOaFake = field(default_factory=ZaloOaFake)
    text: TextOnlyServer = field(default_factory=TextOnlyServer)
    _running: ExitStack = field(default_factory=ExitStack)
    _person: str = ""

    def __enter__(self) -> Self:
        more = {TEXT_ONLY: lambda runtime: TextOnlyChannel(runtime, self.text)}
        self.bot = self._running.enter_context(living_bot(self.folder, self.telegram, self.zalo, more, self.zalo_oa))
        return self

    def __exit__(self, *_: object) -> None:
        self.hand.let_go()
        self._running.close()

    @property
    def database(self) -> Database:
        return self.bot.process.runtime.database

    def play(self, script: str) -> None:
        """Fails at the first step where the phone does not show what is written."""
        for number, step in enumerate(steps(script), 1):
            said = self._do(step.line)
            buttons = self.device.buttons() if step.bot else []
            difference = self.hand.differs(step.bot, said, buttons)
            assert not difference, f"step {number}, {step.line}\n{difference}"

    def _do(self, line: str) -> list[str]:
        kind, _, rest = line.partition(" ")
        if line.startswith("@"):
            self._person = line[1:]
            self.device = self.hand.take(self.bot, self._person)
        elif kind == ">":
            return self.device.tap(rest[1:-1]) if rest.startswith("[") else self.device.say(rest.replace("\\n", "\n"))
        elif kind == "!":
            word, _, argument = rest.partition(" ")
            return _AROUND[word](self, argument)
        else:
            assert not line or kind == "#", f"not a line of a conversation: {line!r}"
        return []

    def _restart(self, _argument: str) -> list[str]:
        self.__exit__()
        self.__enter__()
        if self._person:
            self.device = self.hand.take(self.bot, self._person)
        return []

    def _wait(self, argument: str) -> list[str]:
        span = timedelta(**{UNITS[unit]: int(n) for n, unit in re.findall(r"(\d+)([dhm])", argument)})

        def pass_time() -> None:
            self.bot.wait(span)
            self.bot.rest()

        return self.device.after(pass_time)

    def _new(self, argument: str) -> list[str]:
        number, owner, name = argument.split(" ", 2)
        now = self.bot.process.runtime.clock.now()
        with self.database.work() as work:
            current, person = work.rounds.current(local(now).date())[0], work.people.by_key(owner)
            assert current is not None
            assert person is not None
            household = work.households.put("xa-ba-to", int(number), person.units[0], name)
            work.assignments.put(current.id, household, person.id, now)
            work.commit()
        return []

    def _location(self, argument: str) -> list[str]:
        lat, lon = map(float, argument.split())
        return self.device.place(lat, lon)


_AROUND: Mapping[str, Callable[[Stage, str], list[str]]] = {
    "restart": Stage._restart,
    "wait": Stage._wait,
    "new": Stage._new,
    "location": Stage._location,
}


def put_in_time(database: Database) -> None:
    """A copied database starts its clock where the golden conversations start."""
    with database.work() as work:
        work.meta.set_clock_offset(START - system_time())
        work.commit()
