"""Simulated staff: each reviews a household of their own, in the words of a clean run, and waits for every reply."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

import aiohttp

from bot.channels.web.channel import address_of
from bot.clock.clock import system_time
from storage import Database, open_database
from storage.records import About, NewReminder, ReminderKind, ReminderState, Role
from tests.bench.household import new_households, replies
from tests.properties.support.phone import PERSON, Line, commune
from tests.support.conversation import START, fill, shared_services
from tests.support.databases import TEST_KEY

FIRST = 9101
OWN = {"so_ho", "instanceID"}
"""What no two households have alike."""

TASK = "thu-"
PATIENCE = 60.0
"""Seconds for which somebody waits for one reply before it counts as lost."""


@dataclass(frozen=True)
class Clean:
    """What is typed, and what is stored of the household in the end where nobody disturbs: state, answers, lines of history."""

    words: tuple[str, ...]
    stored: tuple[object, ...]


def clean_run(folder: Path, most: int | None = None) -> Clean:
    """The first `most` messages of a review, answered one by one in one process on SQLite."""
    with commune(folder) as quiet:
        (number,) = new_households(quiet.database, 1)
        line = Line(quiet)
        for done, text in enumerate(replies(line, number, corrected=False)):
            if done == most:
                break
            line.say(text)
        return Clean(tuple(line.said), stored(quiet.database, number))


def stored(database: Database, number: int) -> tuple[object, ...]:
    """All that must be the same whoever answered the messages, and in which process."""
    with database.look() as work:
        held = work.rounds.current(START.date())[0]
        assert held is not None
        assignment = work.assignments.of_number(held.id, number)
        assert assignment is not None
        interview = work.interviews.latest_of(assignment.id)
        if interview is None:
            return ()
        record = work.interviews.load(interview.id).record
        events = [(one.key.name, one.kind, one.value) for one in work.interviews.events(interview.id)]
        events = [one for one in events if one[0] not in OWN]
    places = {item.path: place for place, item in enumerate(sorted(record.items, key=lambda item: item.order))}
    answers = {
        (key.name, places.get(key.items)): one.value for key, one in record.answers.items() if key.name not in OWN
    }
    return interview.state, interview.result, len(places), answers, sorted(events)


def prepare(url: str, staff: int, reminders: int, every: float) -> None:
    """A demo commune with so many people more, a household each, and one official with a reminder every so many seconds."""
    database = open_database(url, key=TEST_KEY)
    fill(database, shared_services())
    with database.work() as work:
        work.meta.set_clock_offset(START - system_time())
        held = work.rounds.current(START.date())[0]
        assert held is not None
        me = work.people.by_key(PERSON)
        assert me is not None
        unit = me.units[0]
        for place in range(staff):
            person = work.people.put(f"thu-{place}", f"Phạm Thị Thử {place}", Role.COLLABORATOR, units=[unit])
            work.people.link(person.id, address_of(person.key), START)
            household = work.households.put(work.units.all()[0].code, FIRST + place, unit, "Đinh Văn Nghĩa")
            work.assignments.put(held.id, household, person.id, START)
        one = work.people.put("duoc-nhac", "Phạm Thị Mẫu Nhắc", Role.OFFICIAL, "thu", units=["xa-ba-to"])
        work.people.link(one.id, address_of(one.key), START)
        due = START.date() + timedelta(days=2)
        for place in range(reminders):
            # Each of a task of its own: of two stages of one task that are due at once only the last is said.
            name, at = f"{TASK}{place}", START + timedelta(seconds=10 + place * every)
            task = work.tasks.put("xa-ba-to", name, due.year, "Việc thử", reference="1", due_on=due, duty="thu")
            work.reminders.plan([NewReminder(About(ReminderKind.TASK, task.id, due), one.id, TASK, at)])
        work.commit()
    database.close()


@dataclass
class Heard:
    """Of all messages: when they were sent (seconds since the start), and how long the first part of the reply took (ms)."""

    sent: list[float] = field(default_factory=list)
    took: list[float] = field(default_factory=list)
    refused: int = 0
    """Answers 5xx: the phone says that it was not sent, and its owner sends it again."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)

    def p95(self, without: Sequence[tuple[float, float]] = ()) -> float:
        """Without those that were sent in these spans."""
        kept = [
            took
            for at, took in zip(self.sent, self.took, strict=True)
            if not any(begin <= at <= end for begin, end in without)
        ]
        return sorted(kept)[int(len(kept) * 0.95)]


@dataclass
class Load:
    """`staff` people who together send `rate` messages a second, each the words of the clean run in order."""

    address: str
    words: Sequence[str]
    staff: int
    rate: float
    patience: float = PATIENCE
    heard: Heard = field(default_factory=Heard)
    began: float = 0.0

    async def run(self) -> Heard:
        timeout = aiohttp.ClientTimeout(total=None)
        connector = aiohttp.TCPConnector(limit=0)
        async with aiohttp.ClientSession(timeout=timeout, connector=connector) as client, asyncio.TaskGroup() as group:
            self.began = perf_counter()
            for place in range(self.staff):
                group.create_task(self._person(client, place))
        return self.heard

    async def _person(self, client: aiohttp.ClientSession, place: int) -> None:
        after = 0
        for step, words in enumerate(self.words):
            slot = (step * self.staff + place) / self.rate
            await asyncio.sleep(max(0.0, self.began + slot - perf_counter()))
            text = words.replace("/rasoat 9001", f"/rasoat {FIRST + place}")
            after = await self._message(client, f"thu-{place}", f"{step}", text, after)

    async def _message(self, client: aiohttp.ClientSession, person: str, key: str, text: str, after: int) -> int:
        address = f"{self.address}/api/chat/{person}/messages"
        sent, parts, took = perf_counter(), list[dict[str, Any]](), 0.0
        while not await self._taken(client, address, {"id": key, "text": text}):  # noqa: ASYNC110 - as a person tries again
            await asyncio.sleep(0.5)
        while not any(part["last"] for part in parts):
            if perf_counter() - sent > self.patience:
                self.heard.lost.append(f"{person}/{key}")
                return after
            new = await self._new(client, address, after)
            took = took or (perf_counter() - sent) * 1000 if new else took
            parts += [each for each in new if each["re"] == key]
            self.heard.doubled += [f"{person}/{each['re']}" for each in new if each["re"] != key]
            after = max([after, *(each["n"] for each in new)])
        self.heard.sent.append(sent - self.began)
        self.heard.took.append(took)
        return after

    async def _taken(self, client: aiohttp.ClientSession, address: str, body: dict[str, str]) -> bool:
        async with client.post(address, json=body, headers={"X-Rasoat": "1"}) as answer:
            assert answer.status in {202, 500, 503}, await answer.text()
            self.heard.refused += answer.status != 202
            return answer.status == 202

    async def _new(self, client: aiohttp.ClientSession, address: str, after: int) -> list[dict[str, Any]]:
        async with client.get(address, params={"after": after, "wait": 10}) as answer:
            if answer.status == 200:
                found: list[dict[str, Any]] = await answer.json()
                return found
        await asyncio.sleep(0.5)
        return []


def differences(url: str, staff: int, clean: Clean) -> list[str]:
    """Households whose stored review is not that of the clean run, and what was left over."""
    database = open_database(url, key=TEST_KEY)
    try:
        wrong = [f"household {n}" for n in range(FIRST, FIRST + staff) if stored(database, n) != clean.stored]
        with database.look() as work:
            left = {"pending": work.inbox.pending(), "parked": work.inbox.parked(), "unsent": work.outbox.unsent()}
            left |= {"failed": work.undelivered.count()[0]}
        return wrong + [f"{count} {what}" for what, count in left.items() if count]
    finally:
        database.close()


class Reminded(NamedTuple):
    """Reminders planned by `prepare`, those that became part of a message, these messages, how many are in the official's mailbox or marked uncertain."""

    planned: int
    said: int
    messages: int
    arrived: int
    uncertain: int

    @property
    def settled(self) -> bool:
        """Each was said, and each message sent once or listed as uncertain. What is due at once is said in one."""
        return self.said == self.planned and self.messages - self.uncertain <= self.arrived <= self.messages


def reminded(url: str) -> Reminded:
    """How it stands now."""
    database = open_database(url, key=TEST_KEY)
    try:
        with database.look() as work:
            tasks = [one.id for one in work.tasks.all(START.year) if one.key.startswith(TASK)]
            rows = [row for task in tasks for row in work.reminders.of(ReminderKind.TASK, task) if row.stage == TASK]
            said = [one for one in rows if one.state is ReminderState.QUEUED]
            uncertain = work.undelivered.count()[1]
            arrived = [one for one in work.web.messages("duoc-nhac") if one.direction == "bot"]
        return Reminded(len(rows), len(said), len({one.outbox_id for one in said}), len(arrived), uncertain)
    finally:
        database.close()
