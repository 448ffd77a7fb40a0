"""Writing to a person on the bot's own account: reminders and notices, queued like every message."""

from datetime import datetime

from chat import Outgoing
from handlers.wire import outgoing_to_json
from storage.records import MessageKind, NewOutgoing, Person
from storage.work import Work


def tell(work: Work, person: Person, message: Outgoing, cause: str, now: datetime) -> int | None:
    """Queue one message to the person's account that was linked last; its outbox id, or None where the person has no account.

    `cause` is unique: the same cause is never queued twice.
    """
    accounts = work.people.accounts(person.id)
    if not accounts:
        return None
    row = NewOutgoing(accounts[-1].address, outgoing_to_json(message), person.id, MessageKind.REMINDER)
    return work.outbox.enqueue(cause, [row], now)[0]
