"""One household reviewed by chat through inbox, turn and outbox; every turn finds only what lies in the rows."""

import itertools
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from bot.garbage import settle
from chat import Address, Incoming, Kind, Location, Receipt
from handlers.interview.carried import carried_over
from handlers.talk.dialog import Dialog, dialog_from_json
from handlers.talk.services import Services
from handlers.talk.wording import VIETNAM
from handlers.turn import process_next
from storage import Database, Work, open_database
from storage.records import InterviewState, Loaded, with_person
from survey.interview.path.position import Position
from survey.interview.session.session import Session
from tests.support.conversation import START, fill, shared_services
from tests.support.databases import TEST_KEY

PERSON = "ra-soat-1"
ADDRESS = Address("web", "demo", PERSON, PERSON)


@cache
def template(folder: Path) -> Path:
    """A demo commune, made once a process; with the garbage collector as the running bot has it."""
    settle()
    file = folder / "template.db"
    database = open_database(f"sqlite:///{file}", key=TEST_KEY, synchronous="OFF")
    fill(database, shared_services())
    database.close()
    return file


@contextmanager
def commune(folder: Path) -> Iterator["Commune"]:
    """A fresh demo commune; power cuts are not what these tests are about, so the disk is not waited for."""
    file = folder / "rasoat.db"
    for old in folder.glob("rasoat.db*"):
        old.unlink()
    shutil.copyfile(template(folder), file)
    database = open_database(f"sqlite:///{file}", key=TEST_KEY, synchronous="OFF")
    try:
        yield Commune(database, shared_services())
    finally:
        database.close()


@dataclass
class Commune:
    """The database and what all its conversations share."""

    database: Database
    services: Services
    now: datetime = START
    keys: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    turns: int = 0

    def households(self) -> list[int]:
        """Numbers of the households of this collaborator that nobody has begun."""
        with self.database.look() as work:
            held = work.rounds.current(START.date())[0]
            me = work.people.by_key(PERSON)
            assert held is not None
            assert me is not None
            mine = work.assignments.of_person(held.id, me.id)
            return [one.household.number for one in mine if one.state.value == "not_started"]


@dataclass
class Line:
    """The conversation of one person. Messages of the bot are read at once."""

    commune: Commune
    said: list[str] = field(default_factory=list)
    sent: datetime = START
    known: dict[int, tuple[int, int]] = field(default_factory=dict)
    address: Address = ADDRESS

    def say(self, text: str, *, at: datetime | None = None) -> str:
        return self._turn(self.message(text, at=at))

    def message(self, text: str, *, at: datetime | None = None) -> Incoming:
        """The message, on its way."""
        self.said.append(text)
        return Incoming(self.address, self._key(), Kind.TEXT, at or self._later(), text=text)

    def press(self, payload: str) -> str:
        self.said.append(f"[{payload}]")
        return self._turn(Incoming(self.address, self._key(), Kind.BUTTON, self._later(), payload=payload))

    def locate(self, lat: float, lon: float) -> str:
        self.said.append(f"[{lat} {lon}]")
        where = Location(lat, lon)
        return self._turn(Incoming(self.address, self._key(), Kind.LOCATION, self._later(), location=where))

    def _key(self) -> str:
        return str(next(self.commune.keys))

    def _later(self) -> datetime:
        self.commune.now += timedelta(seconds=5)
        return self.commune.now

    def _turn(self, incoming: Incoming) -> str:
        """The message reaches the inbox, is answered, and the answers are delivered; the texts of the bot."""
        commune = self.commune
        commune.turns += 1
        self.sent = incoming.sent_at
        with commune.database.work() as work:
            work.inbox.ingest(incoming, commune.now)
            work.commit()
        assert process_next(commune.database, commune.services, commune.now)
        commune.now += timedelta(milliseconds=100)
        texts = []
        with commune.database.work() as work:
            while rows := work.due.claim(commune.now):
                for row in rows:
                    work.outbox.sent(row.id, Receipt(f"m{row.id}", at=commune.now), commune.now)
                    work.outbox.seen([row.id], commune.now)
                    texts.append(row.outgoing.text)
            work.commit()
        return "\n".join(texts)

    def state(self, number: int) -> tuple[Loaded, Dialog]:
        """The interview of a household and the dialogue, from the rows."""
        with self.commune.database.look() as work:
            if number not in self.known:
                self.known[number] = _ids(work, number, self.address)
            person, interview = self.known[number]
            stored = work.conversations.load(with_person(person))
            return work.interviews.load(interview), dialog_from_json(stored.dialog if stored else "")

    def session(self, loaded: Loaded) -> Session:
        """The interview rebuilt from its rows, as a turn does it."""
        interview = loaded.interview
        with self.commune.database.look() as work:
            outline = self.commune.services.outline(work, interview.form_version_id, interview.ruleset)
            assignment = work.assignments.get(interview.assignment_id or 0)
            assert assignment is not None
            carried = carried_over(work, outline, loaded, assignment)
        now = self.commune.now.astimezone(VIETNAM)
        record = replace(loaded.record, answers={**loaded.record.answers, **carried})
        return Session(outline, record, now=now, seed=interview.id)


def _ids(work: Work, number: int, address: Address) -> tuple[int, int]:
    """(the person, the interview of the household)"""
    held = work.rounds.current(START.date())[0]
    me = work.people.by_account(address)
    assert held is not None
    assert me is not None
    assignment = work.assignments.of_number(held.id, number)
    assert assignment is not None
    latest = work.interviews.latest_of(assignment.id)
    assert latest is not None
    return me.id, latest.id


def place_of(dialog: Dialog) -> Position:
    return dialog.position


def is_draft(loaded: Loaded) -> bool:
    return loaded.interview.state is InterviewState.DRAFT
