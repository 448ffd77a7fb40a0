"""One turn: the one place where a message meets a transaction."""

import logging
from collections.abc import Callable
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


def process_next(database: Database, services: Services, now: datetime) -> bool:
    """Answer the oldest waiting message; False where none waits.

    Everything that follows from it (answers, dialogue, replies, "done") is committed at once or not at all. A message that raises is parked
    with its error, answered with one apology, and never tried again by itself. Where the database cannot work (storage's `outage_of`),
    what it raises is passed on: the message is not at fault, and waits.
    """
    with database.work() as work:
        entry = work.inbox.next_pending()
        if entry is not None:
            play(work, services, entry, now)
        # Also where nothing waits: what was damaged has been put aside.
        work.commit()
    return entry is not None


def play(
    work: Work, services: Services, entry: InboxEntry, now: datetime, *, back: Callable[[], None] | None = None
) -> bool:
    """The turn of a message, or where it raises, that it is parked; whether it went well. `back` forgets what the turn wrote."""
    try:
        _turn(work, services, entry, now)
    except Exception as error:  # whatever a handler raises, the person is told and the next message is taken
        if outage_of(error):
            raise
        (back or work.rollback)()
        park(work, services, entry, error, now)
        return False
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
    ctx = Context(work.seen_by(person.id), services, incoming, person, stored or Dialog(), now, sessions)
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


def park(work: Work, services: Services, entry: InboxEntry, error: Exception, now: datetime) -> None:
    """Put a message aside, with one apology. The log gets the turn and the kind of error only: an error's text may hold what a person wrote."""
    what = kind_and_place(error)
    LOG.error("turn %d: %s; the message is parked", entry.id, what)
    work.inbox.park(entry.id, what, now)
    _apologise(work, services, entry, now, _sentence(error))


def _sentence(error: Exception) -> str:
    """A form that cannot go on is said to be one: trying again does not help."""
    return "turn.form_broken" if isinstance(error, InstanceError) else "turn.sorry"


def _apologise(work: Work, services: Services, entry: InboxEntry, now: datetime, sentence: str) -> None:
    try:
        incoming = entry.incoming
    except UnreadableMessageError:
        return  # Nobody to apologise to: the row itself is unreadable, and stays parked for a human.
    enqueue(work, incoming, (Outgoing(services.texts(sentence), private=False),), None, now)
