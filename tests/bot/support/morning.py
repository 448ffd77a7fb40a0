"""A commune on its first morning: everybody at a phone, and a process that may die in the middle of what somebody asked for."""

import multiprocessing
import os
import re
import signal
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import bot.settings.config as settings
from bot.channels.render import render
from bot.operations.initialising import Asked, run
from chat import Capabilities, Incoming, Kind, Outgoing, Receipt
from handlers.start_up import set_up
from storage import open_database
from survey.identity_card import IdentityCard, card_to_text
from tests.faults.support.points import Trap
from tests.support.conversation import CHANNEL_WORDS, CONTENT, Office, Phone, make_services
from tests.support.databases import TEST_KEY, copied_file
from tests.survey.register.lists import Rows, workbook

BEGINS = datetime.fromisoformat("2025-11-03T08:00+07:00")
CODE = re.compile(r"(?:\w{4}-){2}\w{4}")
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload([__name__])


@dataclass
class Morning:
    """One commune on one channel; who says something hears what the bot says to them, the others find theirs in `mailboxes`."""

    url: str
    able: Capabilities
    office: Office
    mailboxes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def say(self, person: str, *texts: str) -> str:
        """What the bot says to the last of these."""
        for text in texts:
            self.office.wait(seconds=5)
            Phone(self.office, person).send(text)
            self.office.work_off()
            said = self._heard(person)
        return said

    def send(self, person: str, name: str, rows: Rows) -> str:
        phone = Phone(self.office, person)
        self.office.wait(seconds=5)
        phone.give(self.office.with_file(phone.address, name, workbook(rows)))
        self.office.work_off()
        return self._heard(person)

    def show_card(self, person: str, card: IdentityCard) -> str:
        """A photo in which a process of the channel has read this card."""
        phone = Phone(self.office, person)
        self.office.wait(seconds=5)
        key = f"photo-{next(self.office.ids)}"
        phone.give(Incoming(phone.address, key, Kind.PHOTO, self.office.now, looked=True, card=card_to_text(card)))
        self.office.work_off()
        return self._heard(person)

    def say_and_die(self, person: str, text: str, point: str) -> str:
        """The process that answers is killed there; the next one does what is left, and says what the person hears in the end."""
        self.office.wait(seconds=5)
        Phone(self.office, person).send(text)
        child = _FORKS.Process(target=_work_off, args=(self.url, self.able, self.office.now, self.office.files, point))
        child.start()
        child.join(60)
        assert child.exitcode == -signal.SIGKILL, f"{point}: {child.exitcode}"
        child.close()
        # What the dead one had claimed is taken up once its lease is over.
        self.office.wait(minutes=5)
        self.office.work_off()
        return self._heard(person)

    def _heard(self, person: str) -> str:
        self.office.wait(seconds=1)
        with self.office.database.work() as work:
            while rows := work.due.claim(self.office.now):
                for row in rows:
                    work.outbox.sent(row.id, Receipt(f"m{row.id}", at=self.office.now), self.office.now)
                    work.outbox.seen([row.id], self.office.now)
                    self.mailboxes[row.address.user_id].append(self._shown(row.outgoing))
            work.commit()
        return "\n".join(self.mailboxes.pop(person, []))

    def _shown(self, message: Outgoing) -> str:
        return "\n".join(render(message, self.able, CHANNEL_WORDS).parts)


@contextmanager
def first_morning(folder: Path, able: Capabilities, asked: Asked) -> Iterator[tuple[Morning, str]]:
    """A commune that `init` has just made in an empty database, and the first admin's code."""
    url = copied_file(folder / "rasoat.db")
    real = settings.Settings(
        database=settings.Database(url, demo=False),
        web=settings.Web(enabled=False, port=9),
        content=settings.Content(str(CONTENT)),
        security=settings.Security(TEST_KEY),
    )
    found = CODE.search(run(real, asked, None))
    assert found is not None
    with closing(open_database(url, key=TEST_KEY, synchronous="OFF")) as database:
        office = Office(database, make_services(), now=BEGINS)
        office.services = replace(office.services, stored=office.files.__getitem__, channels={"web": able})
        with database.work() as work:
            set_up(work, office.services, BEGINS)
            work.commit()
        yield Morning(url, able, office), found[0]


def _work_off(url: str, able: Capabilities, now: datetime, files: Mapping[str, bytes], point: str) -> None:
    Trap(point).set()
    made = replace(make_services(), stored=files.__getitem__, channels={"web": able})
    Office(open_database(url, key=TEST_KEY, synchronous="OFF"), made, now=now).work_off()
    os._exit(0)
