"""Interviews in flight while the whole process is killed again and again: what was lost, what came twice."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic

from bot.clock.clock import system_time
from storage import Database, open_database
from storage.records import OutboxState
from tests.faults.support.crowd import FIRST, Script, gather, key_of, scripts
from tests.faults.support.judge import judge
from tests.faults.support.nursery import ROOT
from tests.faults.support.platform import Accepted, Platform
from tests.faults.support.points import RUNNING, START
from tests.support.databases import TEST_KEY

NOT_APPLIED = "chưa ghi"
PATIENCE = 1_200.0
"""Seconds for the last life, in which everything that is left is done; it ends as soon as it is."""

LIFE = 2.0
"""Seconds for each of the others: where its point is not met by then, most of what is to be said is left for the next."""

POINTS = (*RUNNING, *START)
SELDOM = frozenset({*START, *(point for point in RUNNING if point.startswith("reminders"))})
"""Moments that come once in a while: there the first is taken."""


@dataclass
class Person:
    """Types the next line once the last one was answered; what was not applied is typed again."""

    platform: Platform
    script: Script
    place: int = -1
    pending: str = ""
    again: int = 0

    @property
    def done(self) -> bool:
        return self.place >= len(self.script.texts)

    def go_on(self) -> None:
        self.place += 1
        if not self.done:
            self.pending = self.platform.write(key_of(self.script.number), self.script.texts[self.place])

    def hear(self, message: Accepted) -> None:
        if message.answers != self.pending or not message.last:
            return
        if NOT_APPLIED in message.text:
            self.again += 1
            self.pending = self.platform.write(key_of(self.script.number), self.script.texts[self.place])
        else:
            self.go_on()


class Nursery:
    """The process whose forks are the bots."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.support.nursery"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line.strip())
        self._lines.put("dead nursery")

    def life(self, seconds: float, over: Callable[[], bool], **order: object) -> str:
        """From birth to death, which is the parent's doing so many seconds after birth, or once it is `over`; where it died."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        began, born, child, how = monotonic(), 0.0, 0, str(order.get("point", ""))
        while True:
            try:
                line = self._lines.get(timeout=0.1)
            except queue.Empty:
                line = ""
            if line.startswith("born"):
                child, born = int(line.split()[1]), monotonic()
            if line == "dead killed":
                return how
            assert not line.startswith("dead"), f"{line}, point {how!r}"
            if child and (over() or monotonic() - born > seconds):
                how = "anywhere"
                os.kill(child, signal.SIGKILL)
                child = 0
            assert monotonic() - began < seconds + 30, "a bot does not start"

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.kill()
        self._process.wait(20)
        self._process.stdin.close()
        self._process.stdout.close()


@dataclass
class Found:
    """What came of it; `problems` is empty where every promise was kept."""

    interviews: int
    messages: int = 0
    kills: Counter[str] = field(default_factory=Counter)
    twice: int = 0
    again: int = 0
    uncertain: int = 0
    reminders: int = 0
    problems: list[str] = field(default_factory=list)


def run(  # what a proof may be asked for
    url: str, folder: Path, interviews: int, rounds: int = 1, seed: int = 1, points: Collection[str] = POINTS
) -> Found:
    """`url` is a database with nothing in it; each point is used `rounds` times, in a random order."""
    expected = _clean(folder, range(FIRST, FIRST + interviews))
    moments = _mixed(points, rounds, seed)
    messages = sum(len(script.texts) for script in expected.values())
    database = open_database(url, key=TEST_KEY)
    gather(database, interviews, spread=len(moments) * 0.8)
    platform, people = Platform(), dict[str, Person]()
    platform.heard = lambda message: people[message.user].hear(message) if message.user in people else None
    people |= {key_of(number): Person(platform, script) for number, script in expected.items()}
    found, chance, nursery = Found(interviews), Random(seed), Nursery()
    try:
        with platform.serving() as address:
            for person in people.values():
                person.go_on()
            order = {"url": url, "files": str(folder / "files"), "platform": address}
            for point in moments:
                nth = 1 if point in SELDOM else chance.randint(1, max(1, messages // len(moments) // 4))
                found.kills[nursery.life(LIFE, lambda: _finished(people, database), **order, point=point, nth=nth)] += 1
            nursery.life(PATIENCE, lambda: _finished(people, database), **order)
    finally:
        nursery.close()
    judge(database, platform, people, found)
    database.close()
    return found


def _mixed(points: Collection[str], rounds: int, seed: int) -> list[str]:
    """Every point, in a random order; those of reminders early, while some are still to come."""
    often = [point for point in points if point not in SELDOM or point in START] * rounds
    Random(seed).shuffle(often)
    seldom = [point for point in points if point in SELDOM and point not in START] * rounds
    for place, point in enumerate(seldom):
        often.insert(1 + place * 3, point)
    return often


def _clean(folder: Path, numbers: range) -> dict[int, Script]:
    database = open_database(f"sqlite:///{folder}/clean.db", key=TEST_KEY, synchronous="OFF")
    gather(database, len(numbers), 0)
    found = scripts(database, numbers)
    database.close()
    return found


def _finished(people: dict[str, Person], database: Database) -> bool:
    """Everybody has typed everything and nothing is left to be sent."""
    if not all(person.done for person in people.values()):
        return False
    with database.look() as work:
        waiting = any(work.outbox.with_state(state, 1) for state in (OutboxState.QUEUED, OutboxState.SENDING))
        return not waiting and not work.reminders.due(system_time() + work.meta.clock_offset(), 1)
