"""Several processes of the bot on one PostgreSQL database, started and killed as an operator or a power cut would."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import httpx
import psycopg
from sqlalchemy import make_url

from tests.bot.support.real_process import ROOT, environment
from tests.support.databases import POSTGRES_URL, TEST_KEY

START_SECONDS = 60


@dataclass
class Bot:
    """One process; `address` of its server once it is ready."""

    parts: tuple[str, ...]
    process: "subprocess.Popen[str]"
    log: Path
    address: str = ""

    def ready(self) -> None:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        found = re.search(r"http://[^\s/]+", line)
        assert found is not None, self.log.read_text("utf-8")
        self.address = found[0]

    def health(self) -> dict[str, Any]:
        found: dict[str, Any] = httpx.get(f"{self.address}/healthz", timeout=10).json()
        return found

    def settled(self, seconds: float = 30) -> dict[str, Any]:
        """What it says once it is well; a trouble is told for some seconds more."""
        began = monotonic()
        while (told := self.health())["status"] != "ok":
            assert monotonic() - began < seconds, told
            sleep(0.2)
        return told

    def state(self, part: str) -> str:
        return str(self.health()["parts"][part])

    def kill(self) -> None:
        """As a power cut would."""
        self.process.kill()
        self.process.wait(10)

    def pause(self) -> None:
        """It lives, but does nothing: as a machine that hangs."""
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self.process.send_signal(signal.SIGCONT)

    def until(self, part: str, state: str, seconds: float = 30) -> float:
        """Wait until a part of it is "active" or "standby"; how long that took."""
        began = monotonic()
        while self.state(part) != state:
            assert monotonic() - began < seconds, f"{part} is not {state}: {self.health()}"
            sleep(0.05)
        return monotonic() - began


@dataclass
class Bots:
    """All that were started; they end with the block."""

    url: str
    folder: Path
    more: Mapping[str, str] = field(default_factory=dict)
    """Settings beside those that all have, as environment() takes them."""

    all: list[Bot] = field(default_factory=list)

    def start(self, *parts: Sequence[str]) -> list[Bot]:
        """Processes for these parts each, all at once, ready when this returns."""
        started = [self._launch(tuple(each)) for each in parts]
        for bot in started:
            bot.ready()
        return started

    def _launch(self, parts: tuple[str, ...]) -> Bot:
        log = self.folder / f"{len(self.all)}-{'-'.join(parts)}.log"
        settings = {"DATABASE__URL": self.url, "SECURITY__KEY": TEST_KEY, "REVIEW__TICK_SECONDS": "1", **self.more}
        arguments = [sys.executable, "-m", "bot", "run", *(("--only", *parts) if parts else ())]
        with log.open("w") as err:
            process = subprocess.Popen(
                arguments,
                cwd=ROOT,
                env=environment(self.folder, **settings),
                stdout=subprocess.PIPE,
                stderr=err,
                text=True,
            )
        bot = Bot(parts, process, log)
        self.all.append(bot)
        return bot

    def active(self, part: str) -> tuple[Bot, list[Bot]]:
        """The one that does this part, and those that wait."""
        doing = [bot for bot in self.all if part in bot.parts and bot.process.poll() is None]
        began = monotonic()
        while not (found := [bot for bot in doing if bot.state(part) == "active"]):
            assert monotonic() - began < 30, f"nobody is the {part}"
            sleep(0.1)
        (one,) = found
        return one, [bot for bot in doing if bot is not one]

    def logs(self) -> str:
        return "\n".join(bot.log.read_text("utf-8") for bot in self.all)


def gone(url: str, seconds: float, watched: Sequence[Bot]) -> list[dict[str, Any]]:
    """The database takes no connection and has ended all it had; what is said on /healthz of it, just before it is back."""
    name = make_url(url).database
    with psycopg.connect(POSTGRES_URL, autocommit=True) as connection:
        connection.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false'.encode())
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        sleep(seconds)
        told = [bot.health() for bot in watched]
        connection.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true'.encode())
    return told


@contextmanager
def bots(url: str, folder: Path, **more: str) -> Iterator[Bots]:
    """None runs on after the block."""
    made = Bots(url, folder, more)
    try:
        yield made
    finally:
        for bot in made.all:
            if bot.process.poll() is None:
                os.kill(bot.process.pid, signal.SIGCONT)
                bot.process.send_signal(signal.SIGINT)
        for bot in made.all:
            try:
                ended = bot.process.wait(20)
                assert ended in {0, -signal.SIGKILL}, f"{ended}: {bot.log.read_text('utf-8')}"
            except subprocess.TimeoutExpired:
                bot.kill()
            assert bot.process.stdout is not None
            bot.process.stdout.close()
