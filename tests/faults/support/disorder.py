"""Updates repeated, delayed, reordered and bundled at random: nothing lands on another question, and the end is as if nothing had happened."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random

from chat import Address, Incoming, Kind, Receipt
from handlers.turn import process_next
from storage import Database, open_database
from survey.interview.advance import current
from survey.interview.answers.recording import asked_spots
from survey.interview.path.screens import ScreenKind
from survey.interview.session.session import Session
from tests.bench.household import MEMBERS
from tests.faults.support.crowd import FIRST, Kept, gather, history, kept, key_of
from tests.faults.support.wire import NAME, WireChannel
from tests.properties.support import values as typed
from tests.properties.support.phone import Commune, Line, place_of
from tests.support.conversation import make_services
from tests.support.databases import TEST_KEY

PASSED_OVER = "anh_nha"
"""A photo, which this messenger cannot carry: passed over together with the answer before it."""

NOT_APPLIED = ("chưa ghi", "Em chưa hiểu")
MOST = 70
"""Replies until a household is handed in."""


@dataclass(frozen=True)
class Meant:
    """A reply, and the questions that its sender was looking at; none for what is no answer."""

    text: str
    questions: frozenset[str]


@dataclass
class Found:
    """What came of it."""

    updates: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    said_so: int = 0
    problems: list[str] = field(default_factory=list)


@dataclass
class Person:
    """Looks at what the bot asked last, and always gives the same answer to the same question."""

    number: int
    line: Line
    done: bool = False
    seq: int = 0

    @property
    def address(self) -> Address:
        return self.line.address

    def reply(self) -> Meant:
        if kept(self.line.commune.database, self.number).state != "draft":
            return Meant(f"/rasoat {self.number}", frozenset({"*"}))
        loaded, dialog = self.line.state(self.number)
        if dialog.interview != loaded.interview.id:
            return Meant(f"/rasoat {self.number}", frozenset())
        if loaded.consent is None:
            return Meant("đồng ý", frozenset({"*"}))
        if not loaded.record.items:
            return Meant("\n".join(MEMBERS), frozenset({"*"}))
        session = self.line.session(loaded)
        try:
            return self._answer(session, place_of(dialog))
        finally:
            session.close()

    def _answer(self, session: Session, place: object) -> Meant:
        screen = current(session, place)  # type: ignore[arg-type]  # as the dialogue keeps it
        if screen.kind is ScreenKind.REVIEW:
            return Meant("nộp", frozenset())
        if screen.kind is ScreenKind.ROSTER:
            return Meant("đủ", frozenset({"*"}))
        spots = asked_spots(session, screen)
        names = frozenset(spot.question.name for spot in screen.spots)
        if any(spot.question.control.kind == "upload" for spot in spots):
            return Meant("bỏ qua", names)
        chance = Random(f"{self.number} {screen.id}")
        values: typed.Values = {spot: typed.any_value(session, spot, chance) for spot in spots}
        column = screen.kind is ScreenKind.COLUMN
        return Meant(typed.column_text(session, values) if column else typed.page_text(session, values), names)


@dataclass
class Storm:
    """The road between the people and the bot. `chance` decides what happens on it; None = nothing does."""

    commune: Commune
    chance: Random | None
    found: Found = field(default_factory=Found)
    held: dict[int, list[tuple[Incoming, Meant]]] = field(default_factory=dict)
    past: dict[int, list[tuple[Incoming, Meant]]] = field(default_factory=dict)

    def step(self, person: Person) -> None:
        """One reply of somebody, with what happens to it."""
        meant = person.reply()
        self.commune.now += timedelta(seconds=5)
        sent = self._message(person, meant)
        act = "plain" if self.chance is None else self.chance.choice(tuple(ACTS))
        self.found.kinds[act] += 1
        ACTS.get(act, Storm._plain)(self, person, sent, meant)
        if self.chance is not None and self.held.get(person.number) and self.chance.random() < 0.5:
            late, what = self.held[person.number].pop(0)
            self._arrive(person, late, what)
        if meant.text == "nộp":
            person.done = kept(self.commune.database, person.number).state == "submitted"

    def _message(self, person: Person, meant: Meant, *, text: str = "") -> Incoming:
        person.seq += 1
        return Incoming(
            person.address,
            f"d{next(self.commune.keys)}",
            Kind.TEXT,
            self.commune.now,
            text or meant.text,
            seq=person.seq,
        )

    # --- what happens on the road ----------------------------------------------------------------------------------------------

    def _plain(self, person: Person, sent: Incoming, meant: Meant) -> None:
        self._arrive(person, sent, meant)

    def _repeated(self, person: Person, sent: Incoming, meant: Meant) -> None:
        """The platform delivers the same update twice, at once or later."""
        self._arrive(person, sent, meant)
        self._again(person, sent, meant)

    def _again(self, person: Person, sent: Incoming, meant: Meant) -> None:
        assert self.chance is not None
        if self.chance.random() < 0.5:
            self._arrive(person, sent, meant)
        else:
            self.held.setdefault(person.number, []).append((sent, meant))

    def _twice(self, person: Person, sent: Incoming, meant: Meant) -> None:
        """No answer for a while, so it is typed again; both arrive."""
        second = self._message(person, meant)
        self._arrive(person, sent, meant)
        self._arrive(person, second, meant)

    def _swapped(self, person: Person, sent: Incoming, meant: Meant) -> None:
        second = self._message(person, meant)
        self._arrive(person, second, meant)
        self._arrive(person, sent, meant)

    def _delayed(self, person: Person, sent: Incoming, meant: Meant) -> None:
        """It hangs on the road; the person types it again, and that arrives."""
        self.held.setdefault(person.number, []).append((sent, meant))
        self.commune.now += timedelta(seconds=30)
        self._arrive(person, self._message(person, meant), meant)

    def _bundled(self, person: Person, sent: Incoming, meant: Meant) -> None:
        """What nobody has asked yet comes along in the same moment."""
        assert self.chance is not None
        other = self._message(
            person, meant, text=self.chance.choice(("1", "2", "không", "40", "1 2 1", "bỏ qua", "15/5/1980"))
        )
        self._arrive(person, sent, meant, other)

    # --- the bot ---------------------------------------------------------------------------------------------------------------

    def _arrive(self, person: Person, sent: Incoming, meant: Meant, with_it: Incoming | None = None) -> None:
        """It reaches the inbox, alone or in one bundle with another, and everything is answered."""
        messages = [sent] if with_it is None else [sent, with_it]
        before, repeated = self._history(person), []
        with self.commune.database.work() as work:
            repeated = [work.inbox.ingest(one, self.commune.now) for one in messages]
            work.commit()
        self.found.updates += len(messages)
        answered = 0
        while process_next(self.commune.database, self.commune.services, self.commune.now):
            answered += 1
            self.commune.now += timedelta(milliseconds=20)
        said = self._deliver()
        self._check(person, meant, before, said)
        late = person.done and sent.text != "nộp" and not repeated[0] and bool(meant.questions)
        if late and not any(mark in one for mark in NOT_APPLIED for one in said):
            self.found.problems.append(f"{person.number}: {meant.text!r} came after the end, said {said}")
        if answered != repeated.count(False) or (answered and not said):
            self.found.problems.append(f"{person.number}: {meant.text!r}: {answered} answers, said {said}")

    def _history(self, person: Person) -> int:
        known = person.line.known.get(person.number)
        return len(history(self.commune.database, known[1])) if known else 0

    def _check(self, person: Person, meant: Meant, before: int, said: list[str]) -> None:
        known = person.line.known.get(person.number)
        new = history(self.commune.database, known[1], before) if known else ()
        landed = {name for _, name, _, _ in new} - {"", PASSED_OVER}
        if landed and "*" not in meant.questions and not landed <= meant.questions:
            self.found.problems.append(f"{person.number}: {meant.text!r} for {set(meant.questions)} landed on {landed}")
        self.found.said_so += any(mark in one for mark in NOT_APPLIED for one in said)

    def _deliver(self) -> list[str]:
        self.commune.now += timedelta(milliseconds=100)
        said = []
        with self.commune.database.work() as work:
            while rows := work.due.claim(self.commune.now):
                for row in rows:
                    work.outbox.sent(row.id, Receipt(f"m{row.id}", at=self.commune.now), self.commune.now)
                    work.outbox.seen([row.id], self.commune.now)
                    said.append(row.outgoing.text)
            work.commit()
        return said


Act = Callable[[Storm, Person, Incoming, Meant], None]
ACTS: Mapping[str, Act] = {
    "plain": Storm._plain,
    "repeated": Storm._repeated,
    "typed twice": Storm._twice,
    "swapped": Storm._swapped,
    "delayed": Storm._delayed,
    "bundled": Storm._bundled,
}


def run(url: str, folder: Path, updates: int, seed: int = 1) -> Found:
    """`url` is an empty database; as many households are reviewed as it takes for so many updates."""
    database = open_database(url, key=TEST_KEY, synchronous="OFF")
    count = max(updates // 42, 2)
    gather(database, count, 0)
    storm = Storm(_commune(database), Random(seed))
    people = [_person(storm, number) for number in range(FIRST, FIRST + count)]
    _play(storm, people)
    storm.found.problems += _differences(database, people, _clean(folder, count))
    database.close()
    return storm.found


def _commune(database: Database) -> Commune:
    services = make_services()
    services.channels[NAME] = WireChannel.capabilities
    return Commune(database, services)


def _person(storm: Storm, number: int) -> Person:
    key = key_of(number)
    return Person(number, Line(storm.commune, address=Address(NAME, "1", key, key)))


def _play(storm: Storm, people: list[Person]) -> None:
    """Everybody by turns, until all is handed in; what still hangs on the road arrives in the end."""
    for _ in range(MOST):
        for person in people:
            if not person.done:
                storm.step(person)
    for person in people:
        for sent, meant in storm.held.pop(person.number, []):
            storm._arrive(person, sent, meant)


def _clean(folder: Path, count: int) -> dict[int, Kept]:
    database = open_database(f"sqlite:///{folder}/clean.db", key=TEST_KEY, synchronous="OFF")
    gather(database, count, 0)
    storm = Storm(_commune(database), None)
    people = [_person(storm, number) for number in range(FIRST, FIRST + count)]
    _play(storm, people)
    found = {person.number: kept(database, person.number) for person in people}
    database.close()
    return found


def _differences(database: Database, people: list[Person], clean: dict[int, Kept]) -> list[str]:
    found = []
    for person in people:
        end, wanted = kept(database, person.number), clean[person.number]
        if end.state != "submitted":
            found.append(f"{person.number}: not handed in")
        pairs = {name: (getattr(end, name), getattr(wanted, name)) for name in ("result", "answers", "history")}
        found += [f"{person.number}: another {name}: {a} instead of {b}" for name, (a, b) in pairs.items() if a != b]
    return found
