"""What tests of the checker's desk share: the states of households, messages that reach everybody, a household that was changed meanwhile."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from weakref import WeakKeyDictionary

from chat import Capabilities, Outgoing, Receipt
from storage.records import AnswerChange, Changes, MessageKind, StoredFile
from storage.work import Database
from survey.state import AnswerKey
from tests.support.commune import assignment_of, latest_of
from tests.support.conversation import Office, Phone

SMALL = Capabilities("text_only", max_text=300, buttons=False)


def states(office: Office, *numbers: int) -> list[str]:
    with office.database.look() as work:
        return [assignment_of(work, office, number).state.value for number in numbers]


def said(phone: Phone, *words: str) -> str:
    """What the bot says to the last of these."""
    return [phone.read(phone.say(one)) for one in words][-1]


@dataclass
class Post(Phone):
    """A phone in an office where messages reach everybody: what comes to others unasked is kept for `letters`."""

    seen_by_others: bool = True

    def receive(self) -> list[Outgoing]:
        found: list[Outgoing] = []
        self.office.now += timedelta(milliseconds=50)
        with self.office.database.work() as work:
            while rows := work.due.claim(self.office.now):
                for row in rows:
                    mine = row.address == self.address and row.kind is MessageKind.INTERACTIVE
                    work.outbox.sent(row.id, Receipt(f"m{row.id}"), self.office.now)
                    if mine or self.seen_by_others:
                        work.outbox.seen([row.id], self.office.now)
                    if mine:
                        found.append(row.outgoing)
                    else:
                        _kept(self.office)[row.address.user_id].append((row.id, row.outgoing.text))
            work.commit()
        self.seen += found
        return found


_KEPT: WeakKeyDictionary[Database, dict[str, list[tuple[int, str]]]] = WeakKeyDictionary()


def _kept(office: Office) -> dict[str, list[tuple[int, str]]]:
    return _KEPT.setdefault(office.database, defaultdict(list))


def letters(office: Office) -> dict[str, list[str]]:
    """What has come to whom unasked since this was asked last, and has been seen now."""
    Post(office, "nobody").receive()
    found = _KEPT.pop(office.database, {})
    with office.database.work() as work:
        work.outbox.seen([row for some in found.values() for row, _ in some], office.now)
        work.commit()
    return defaultdict(list, {key: [text for _, text in some] for key, some in found.items()})


def reopen_at(office: Office, number: int) -> None:
    """Whoever has the household opens it once more and hands it in again."""
    office.wait(seconds=30)
    with office.database.work() as work:
        one, interview = assignment_of(work, office, number), latest_of(work, office, number)
        assert one.person_id is not None
        assert interview.result is not None
        work.interviews.reopen(interview.id, one.person_id, office.now)
        work.interviews.submit(interview.id, interview.result, one.person_id, office.now)
        work.commit()


@contextmanager
def households(office: Office, number: int) -> Iterator[Callable[[str, dict[str, bytes]], None]]:
    """A picture answers a question of the household's interview."""

    def add(question: str, files: dict[str, bytes]) -> None:
        key = "0" * 31 + "1"
        files[key] = b"JPEG"
        work.files.add(StoredFile(key, "nha.jpg", "image/jpeg", 4, interview.id, office.now))
        some = Changes((AnswerChange(AnswerKey((), question), key),))
        work.interviews.save(interview.id, some, by=interview.opened_by, at=office.now)

    with office.database.work() as work:
        interview = latest_of(work, office, number)
        yield add
        work.commit()
    office.services = replace(office.services, stored=office.files.__getitem__)
