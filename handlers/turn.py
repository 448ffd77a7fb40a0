"""One turn: the one place where a message meets a transaction."""

import logging
from dataclasses import replace
from datetime import datetime

from chat import Incoming, Kind, Outgoing
from handlers.people.joining import hidden, stranger
from handlers.routes import answer
from handlers.talk.context import Context, Response
from handlers.talk.dialog import Dialog, dialog_from_json, dialog_to_json
from handlers.talk.services import Services
from storage.errors import MoveRefusedError, UnreadableMessageError
from storage.records import InboxEntry, NewOutgoing, Person, with_person
from storage.serving.outage import outage_of
from storage.work import Database, Work
from survey.interview.session.session import Session

LOG = logging.getLogger(__name__)


def process_next(database: Database, services: Services, now: datetime) -> bool:
    """Answer the oldest waiting message; False where none waits.

    Everything that follows from it (answers, dialogue, replies, "done") is committed at once or not at all. A message that raises is parked
    with its error, answered with one apology, and never tried again by itself. Where the database cannot work (storage's `outage_of`),
    what it raises is passed on: the message is not at fault, and waits.
    """
    with database.work() as work:
        entry = work.inbox.next_pending()
        if entry is None:
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
        _enqueue(work, entry, incoming, hidden(work, services, incoming, now), person, now)
    elif person is None or not person.active:
        replies = stranger(work, services, incoming, now)
        _enqueue(work, entry, incoming, replies, None, now)
    else:
        _known(work, services, entry, incoming, person, now)
    work.inbox.done(entry.id, now)


def _known(
    work: Work, services: Services, entry: InboxEntry, incoming: Incoming, person: Person, now: datetime
) -> None:
    work.people.wrote(incoming.address, now)
    key = with_person(person.id)
    stored = work.conversations.load(key)
    dialog = dialog_from_json(stored.dialog) if stored else Dialog()
    sessions: list[Session] = []
    try:
        response = _answered(Context(work, services, incoming, person, dialog, now, sessions))
    finally:
        for session in sessions:
            session.close()
    edit_of = dialog.asked_rows[-1] if response.edits and dialog.asked_rows else None
    rows = _enqueue(work, entry, incoming, response.messages, person, now, edit_of)
    last = rows[-1] if rows else None
    after = response.dialog if response.asks is None else response.dialog.with_asked(response.asks, last)
    if rows and dialog.interview is not None and after.interview is None:
        after = replace(after, ended=rows[-1])
    if after != dialog or stored is None:
        work.conversations.save(key, dialog_to_json(after), after.asked_rows, now)


def _answered(ctx: Context) -> Response:
    """A move that the table refuses (somebody else was faster, a right is gone) is one sentence; nothing was moved, and nothing failed."""
    try:
        return answer(ctx)
    except MoveRefusedError as refused:
        return ctx.stay(ctx.texts(f"refused.{refused.code.value}"))


def _enqueue(
    work: Work,
    entry: InboxEntry,
    incoming: Incoming,
    messages: tuple[Outgoing, ...],
    person: Person | None,
    now: datetime,
    edit_of: int | None = None,
) -> tuple[int, ...]:
    last = len(messages) - 1
    rows = [
        NewOutgoing(
            incoming.address,
            message,
            person.id if person else None,
            last=place == last,
            edit_of=edit_of if place == last else None,
        )
        for place, message in enumerate(messages)
    ]
    return work.outbox.enqueue(entry.cause, rows, now) if rows else ()


def _park(database: Database, services: Services, entry: InboxEntry, error: Exception, now: datetime) -> None:
    """The log gets the turn and the kind of error only: an error's text may hold what a person wrote."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{place.tb_frame.f_globals.get('__name__')}:{place.tb_lineno}" if place else "?"
    LOG.error("turn %d: %s at %s; the message is parked", entry.id, type(error).__name__, where)
    with database.work() as work:
        work.inbox.park(entry.id, f"{type(error).__name__} at {where}", now)
        _apologise(work, services, entry, now)
        work.commit()


def _apologise(work: Work, services: Services, entry: InboxEntry, now: datetime) -> None:
    try:
        address = entry.incoming.address
    except UnreadableMessageError:
        return  # Nobody to apologise to: the row itself is unreadable, and stays parked for a human.
    sorry = Outgoing(services.texts("turn.sorry"), private=False)
    work.outbox.enqueue(entry.cause, [NewOutgoing(address, sorry)], now)
