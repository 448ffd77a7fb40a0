"""Writing to a person of the bot's own accord: on the account where it will be read, else on another, else by telephone."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from chat import Address, Outgoing
from handlers.talk.services import Services
from storage.records import Account, CallReason, Cause, MessageKind, NewOutgoing, OutboxEntry, Person, Role
from storage.work import Work


def tell(work: Work, services: Services, person: Person, message: Outgoing, cause: Cause, now: datetime) -> int | None:
    """Queue one message; its outbox id, or None where nothing reaches the person: then they are on the list of people to call.

    `cause` is unique: the same cause is never queued twice.
    """
    return tell_many(work, services, {cause: (person, message)}, now).get(cause)


def tell_many(
    work: Work,
    services: Services,
    letters: Mapping[Cause, tuple[Person, Outgoing]],
    now: datetime,
    *,
    not_before: datetime | None = None,
) -> dict[Cause, int]:
    """As `tell`, for many causes at once: cause -> outbox id, without those whom nothing reaches. `not_before`: when they may be sent."""
    accounts = work.people.active_accounts({person.id for person, _ in letters.values()})
    rows: dict[Cause, NewOutgoing] = {}
    for cause, (person, message) in letters.items():
        account = next(iter(_in_order(services, person, accounts.get(person.id, ()), now)), None)
        if account is None:
            work.calls.put(person.id, cause, CallReason.NO_ACCOUNT, message, now)
        else:
            rows[cause] = NewOutgoing(account.address, message, person.id, MessageKind.REMINDER, not_before=not_before)
    return work.outbox.enqueue_many(rows, now)


def elsewhere(work: Work, services: Services, entry: OutboxEntry, now: datetime) -> None:
    """What surely did not arrive goes to the person's next account, once to each; after the last the person is to be called."""
    person = work.people.get(entry.person_id) if entry.person_id is not None else None
    if person is None or not person.active:
        return
    tried, highest = work.undelivered.tried(entry.cause)
    account = next(iter(reachable(work, services, person, now, tried)), None)
    message = entry.outgoing if entry.is_readable else None
    if account is None or message is None:
        work.calls.put(person.id, entry.cause, CallReason.NOT_REACHED, message, now)
    else:
        row = NewOutgoing(account.address, message, person.id, entry.kind)
        work.outbox.enqueue(entry.cause, [row], now, first=highest + 1)
    work.undelivered.give_up(entry.id, now)


def reachable(
    work: Work, services: Services, person: Person, now: datetime, tried: Collection[Address] = ()
) -> list[Account]:
    """The accounts that may be written to now, the best first: the one that the person chose, then those used last."""
    return _in_order(
        services, person, (one for one in work.people.accounts(person.id) if one.address not in tried), now
    )


def _in_order(services: Services, person: Person, accounts: Iterable[Account], now: datetime) -> list[Account]:
    open_ones = [one for one in accounts if _may_write(services, one, now)]
    return sorted(open_ones, key=lambda one: (one.address.channel == person.remind_on, one.last_seen_at), reverse=True)


def _may_write(services: Services, account: Account, now: datetime) -> bool:
    able = services.channels.get(account.address.channel)
    return able is None or able.write_window is None or now - account.last_seen_at < able.write_window


def admins_over(work: Work, person: Person | None) -> tuple[Person, ...]:
    """The admins of whatever a person works for; all there are, where nobody knows who it is."""
    units = person.units if person is not None else ()
    found = {admin.id: admin for unit in units for admin in work.people.over(unit, Role.ADMIN)}
    return tuple(found.values()) or work.people.with_role(Role.ADMIN)
