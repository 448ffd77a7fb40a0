"""The unit of work: one transaction and everything that can be asked or written in it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from sqlalchemy import Engine, text

from storage.crypto import Cipher
from storage.migrations.run import begin_log_anew
from storage.queries.erasure import Erasure
from storage.queries.forms import Forms
from storage.queries.interviews.filled import FilledForms
from storage.queries.interviews.interviews import Interviews
from storage.queries.jobs import Jobs
from storage.queries.messages.calls import Calls
from storage.queries.messages.chats import Chats
from storage.queries.messages.conversations import Conversations
from storage.queries.messages.due import Due
from storage.queries.messages.files import Files
from storage.queries.messages.inbox import Inbox
from storage.queries.messages.missed_words import MissedWordsLog
from storage.queries.messages.outbox import Outbox
from storage.queries.messages.pauses import Pauses
from storage.queries.messages.shown_lists import ShownLists
from storage.queries.messages.undelivered import Undelivered
from storage.queries.messages.web import Web
from storage.queries.meta import Meta
from storage.queries.people.invites import Invites
from storage.queries.people.people import People
from storage.queries.platforms.data_requests import DataRequests
from storage.queries.platforms.links import Links
from storage.queries.platforms.quotas import Quotas
from storage.queries.platforms.tokens import Tokens
from storage.queries.programme.reminders import Reminders
from storage.queries.programme.tasks import Tasks
from storage.queries.register.accesses import Accesses
from storage.queries.register.corrections import Corrections
from storage.queries.register.households import Households
from storage.queries.register.lists import Lists
from storage.queries.register.units import Units
from storage.queries.resealing import Resealing
from storage.queries.review.assignments import Assignments, Visits
from storage.queries.review.comments import Comments
from storage.queries.review.desk import Desk
from storage.queries.review.handovers import Handovers
from storage.queries.review.identity_cards import IdentityCards
from storage.queries.review.requests import Requests
from storage.queries.review.reviewed import ReviewedHouseholds
from storage.queries.review.round_lists import RoundLists
from storage.queries.review.rounds import Rounds
from storage.queries.review.summary import Summary
from storage.queries.review.unplanned import Unplanned
from storage.session import DatabaseSession

READ = "rasoat_read"
"""Mark on a connection to SQLite: its next transaction only reads."""


class Work:
    """Nothing is kept unless `commit` was called; after it the unit is over. `told` hears what was rung in it, once it is kept."""

    def __init__(self, session: DatabaseSession, told: Callable[[str], None] = lambda _: None) -> None:
        self._session, self._told = session, told
        self.meta = Meta(session)
        self.units = Units(session)
        self.people, self.invites = People(session), Invites(session)
        self.inbox = Inbox(session)
        self.outbox, self.due = Outbox(session), Due(session)
        self.pauses = Pauses(session)
        self.undelivered, self.shown_lists = Undelivered(session), ShownLists(session)
        self.calls, self.chats = Calls(session), Chats(session)
        self.quotas, self.links = Quotas(session), Links(session)
        self.tokens = Tokens(session)
        self.data_requests = DataRequests(session)
        self.missed_words = MissedWordsLog(session)
        self.web, self.resealing = Web(session), Resealing(session)
        self.files, self.erasure = Files(session), Erasure(session)
        self.conversations = Conversations(session)
        self.forms = Forms(session)
        self.jobs = Jobs(session)
        self.rounds, self.round_lists = Rounds(session), RoundLists(session)
        self.households, self.visits = Households(session), Visits(session)
        self.lists, self.accesses, self.corrections = Lists(session), Accesses(session), Corrections(session)
        self.assignments, self.handovers = Assignments(session), Handovers(session)
        self.comments, self.desk = Comments(session), Desk(session)
        self.identity_cards = IdentityCards(session)
        self.interviews, self.filled = Interviews(session), FilledForms(session)
        self.summary, self.reviewed = Summary(session), ReviewedHouseholds(session)
        self.tasks = Tasks(session)
        self.reminders = Reminders(session)
        self.unplanned, self.requests = Unplanned(session), Requests(session)

    def seen_by(self, person_id: int) -> "Work":
        """The same unit of work as a person sees it: what is read is cut to their places."""
        return Work(replace(self._session, viewer=person_id), self._told)

    def commit(self) -> None:
        self._session.connection.commit()
        for what in self._session.rung:
            self._told(what)

    def mark(self) -> None:
        """From here on `back` forgets what is written, and a lock that somebody holds is not waited for (an error; outage_of says BUSY):
        units that hold what several turns have locked would wait for each other.
        """
        self._session.mark()

    def back(self) -> None:
        """What was written since the last `mark` is forgotten; the unit may go on."""
        self._session.back()

    def rollback(self) -> None:
        """What was written since the unit began is forgotten; the unit may go on."""
        self._session.connection.rollback()
        self._session.rung.clear()
        self._session.rung_before.clear()


class Database:
    """An open, migrated database. May be used from several threads; SQLite lets one of them write at a time."""

    def __init__(self, engine: Engine, cipher: Cipher) -> None:
        self._engine = engine
        self._cipher = cipher
        self.told: Callable[[str], None] = lambda _: None
        """Hears in the thread of the unit what was rung in it ("job"), once that is kept."""

    @property
    def dialect(self) -> str:
        """Either "sqlite" or "postgresql"."""
        return self._engine.dialect.name

    @contextmanager
    def work(self) -> Iterator[Work]:
        """A write unit: rolled back unless committed. On SQLite it waits its turn (BEGIN IMMEDIATE)."""
        with self._engine.connect() as connection:
            connection.info[READ] = False
            yield Work(DatabaseSession(connection, self._cipher, writes=True), self.told)

    @contextmanager
    def look(self) -> Iterator[Work]:
        """A read unit: sees one state of the database throughout and waits for nobody."""
        with self._engine.connect() as connection:
            connection.info[READ] = True
            if self.dialect == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            yield Work(DatabaseSession(connection, self._cipher, writes=False))

    def begin_log_anew(self) -> None:
        """On SQLite, what is in the log goes into the file, and the log is emptied: old pages of it still hold what was wiped since."""
        begin_log_anew(self._engine)

    def write_anew(self) -> None:
        """What rows with anything sealed held before they were changed is in no file any more."""
        if self.dialect == "postgresql":
            with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                for statement in Resealing.written_anew:
                    connection.execute(text(statement))
        self.begin_log_anew()

    def close(self) -> None:
        self._engine.dispose()
