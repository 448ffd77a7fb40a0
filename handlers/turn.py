"""One turn: the one place where a message meets a transaction."""

import logging
from datetime import datetime

from chat import Incoming, Kind, Outgoing
from handlers.defects import kind_and_place
from handlers.people.joining import hidden, stranger
from handlers.routes import answer
from handlers.talk.context import Context, Response
from handlers.talk.dialog import Dialog
from handlers.talk.replying import dialog_of, enqueue, settle
from handlers.talk.services import Services
from storage.errors import MoveRefusedError, UnreadableMessageError
from storage.records import InboxEntry, Person
from storage.serving.outage import outage_of
from storage.work import Database, Work
from survey.interview.session.session import Session
from survey.xform import InstanceError

LOG = logging.getLogger(__name__)
MOST_BEGUN = 5
"""So many processes may end over one message (a crash, a kill while it computes) before it is put aside."""


class UnendedError(Exception):
    """Every process that began with this message ended before the message did."""


class Turns:
    """The turns of one process. What already waited when it began may be what its predecessors died of: that is begun so often and no more."""

    def __init__(self, database: Database, services: Services) -> None:
        self._database = database
        self._services = services
        self._waited: int | None = None
        self._begun: set[int] = set()

    def next(self, now: datetime) -> bool:
        """As `process_next`."""
        if self._waited is None:
            with self._database.work() as work:
                self._waited = work.inbox.newest()
        return (self._waited > 0 and self._put_aside(now)) or process_next(self._database, self._services, now)

    def _put_aside(self, now: datetime) -> bool:
        """Whether the oldest message was begun too often and is parked now; else it is noted, in a commit of its own, that it begins."""
        with self._database.work() as work:
            entry = work.inbox.next_pending()
            if entry is None or entry.id > (self._waited or 0):
                self._waited = 0
                return False
            if entry.id in self._begun:
                return False
            self._begun.add(entry.id)
            if entry.begun < MOST_BEGUN:
                work.inbox.begin(entry.id, entry.begun + 1)
                work.commit()
                return False
        _park(self._database, self._services, entry, UnendedError(), now)
        return True


def process_next(database: Database, services: Services, now: datetime) -> bool:
    """Answer the oldest waiting message; False where none waits.

    Everything that follows from it (answers, dialogue, replies, "done") is committed at once or not at all. A message that raises is parked
    with its error, answered with one apology, and never tried again by itself. Where the database cannot work (storage's `outage_of`),
    what it raises is passed on: the message is not at fault, and waits.
    """
    with database.work() as work:
        entry = work.inbox.next_pending()
        if entry is None:
            # What was damaged has been put aside.
            work.commit()
            return False
        try:
            _turn(work, services, entry, now)
        except Exception as error:  # whatever a handler raises, the person is told and the next message is taken
            if outage_of(error):
                raise
            failed = error
        else:
            work.commit()
            return True
    _park(database, services, entry, failed, now)
    return True


def _turn(work: Work, services: Services, entry: InboxEntry, now: datetime) -> None:
    incoming = entry.incoming
    person = None if incoming.address.is_group else work.people.by_account(incoming.address)
    if incoming.kind is Kind.HIDDEN:
        enqueue(work, incoming, hidden(work, services, incoming, now), person, now)
    elif person is None or not person.active:
        enqueue(work, incoming, stranger(work, services, incoming, now), None, now)
    else:
        _known(work, services, incoming, person, now)
    work.inbox.done(entry.id, now)


def _known(work: Work, services: Services, incoming: Incoming, person: Person, now: datetime) -> None:
    work.people.wrote(incoming.address, now)
    stored = dialog_of(work, person)
    sessions: list[Session] = []
    ctx = Context(work, services, incoming, person, stored or Dialog(), now, sessions)
    try:
        response = _answered(ctx)
    finally:
        for session in sessions:
            session.close()
    settle(ctx, response, known=stored is not None)


def _answered(ctx: Context) -> Response:
    """A move that the table refuses (somebody else was faster, a right is gone) is one sentence; nothing was moved, and nothing failed."""
    try:
        return answer(ctx)
    except MoveRefusedError as refused:
        return ctx.stay(ctx.texts(f"refused.{refused.code.value}"))


def _park(database: Database, services: Services, entry: InboxEntry, error: Exception, now: datetime) -> None:
    """The log gets the turn and the kind of error only: an error's text may hold what a person wrote."""
    what = kind_and_place(error)
    LOG.error("turn %d: %s; the message is parked", entry.id, what)
    with database.work() as work:
        work.inbox.park(entry.id, what, now)
        _apologise(work, services, entry, now, _sentence(error))
        work.commit()


def _sentence(error: Exception) -> str:
    """A form that cannot go on is said to be one: trying again does not help."""
    return "turn.form_broken" if isinstance(error, InstanceError) else "turn.sorry"


def _apologise(work: Work, services: Services, entry: InboxEntry, now: datetime, sentence: str) -> None:
    try:
        incoming = entry.incoming
    except UnreadableMessageError:
        return  # Nobody to apologise to: the row itself is unreadable, and stays parked for a human.
    enqueue(work, incoming, (Outgoing(services.texts(sentence), private=False),), None, now)
