"""The table of what follows a failure: how often it is tried again, and after which pauses."""

from datetime import timedelta

import pytest

from bot.delivery.retries import A_DAY, AN_HOUR, POLICIES, next_pause
from chat import Address, Failure, SendError
from storage.records import Cause, MessageKind, OutboxEntry, OutboxState

HERE = Address("post", "1", "a", "a")


def test_every_failure_has_its_policy() -> None:
    assert set(POLICIES) == set(Failure)


NEVER = None


PAUSES = [
    # failure, kind, tries so far, seconds until the next (at the longest), None = never again
    (Failure.THROTTLED, MessageKind.INTERACTIVE, 1, 2),
    (Failure.NETWORK, MessageKind.INTERACTIVE, 1, 2),
    (Failure.NETWORK, MessageKind.INTERACTIVE, 4, 16),
    (Failure.NETWORK, MessageKind.INTERACTIVE, 150, 600),
    (Failure.NETWORK, MessageKind.INTERACTIVE, A_DAY, NEVER),
    (Failure.NETWORK, MessageKind.REMINDER, AN_HOUR, NEVER),
    (Failure.SERVER, MessageKind.BULK, AN_HOUR - 1, 600),
    (Failure.UNAUTHORISED, MessageKind.INTERACTIVE, 1, 30),
    (Failure.UNCERTAIN, MessageKind.INTERACTIVE, 1, 2),
    (Failure.UNCERTAIN, MessageKind.REMINDER, 1, NEVER),
    (Failure.BLOCKED, MessageKind.INTERACTIVE, 1, NEVER),
    (Failure.NOT_FOUND, MessageKind.REMINDER, 1, NEVER),
    (Failure.REFUSED, MessageKind.INTERACTIVE, 1, NEVER),
]


def entry(kind: MessageKind, attempts: int) -> OutboxEntry:
    return OutboxEntry(1, "c", HERE, None, Cause("x"), 1, kind, "{}", OutboxState.SENDING, attempts, last=True)


@pytest.mark.parametrize(("failure", "kind", "tries", "seconds"), PAUSES)
def test_when_it_is_tried_again(failure: Failure, kind: MessageKind, tries: int, seconds: int | None) -> None:
    longest, shortest = (next_pause(entry(kind, tries), SendError(failure), chance) for chance in (1.0, 0.0))
    assert longest == (timedelta(seconds=seconds) if seconds is not None else None)
    assert shortest == (timedelta(seconds=seconds / 2) if seconds is not None else None)


def test_what_the_platform_asks_for_goes_before_all_pauses() -> None:
    error = SendError(Failure.THROTTLED, retry_after=37.5)
    assert next_pause(entry(MessageKind.REMINDER, 9), error, 0.0) == timedelta(seconds=37.5)
