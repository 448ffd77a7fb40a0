"""What follows when a message could not be sent: how often it is tried again, after which pauses, and whether the whole bot waits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from chat import Failure, SendError
from storage.records import MessageKind, OutboxEntry


@dataclass(frozen=True, slots=True)
class Policy:
    """`tries` in all of a reply, `reminder_tries` of a reminder before it goes another way; pauses double from `first` to `longest` seconds.

    `everybody`: what the platform says of one message holds for all of this bot.
    """

    tries: int
    reminder_tries: int
    first: float = 2.0
    longest: float = 600.0
    everybody: bool = False


A_DAY = 200
"""Tries: with ten minutes between them about a day."""

AN_HOUR = 14
"""Tries in about an hour."""

POLICIES: Mapping[Failure, Policy] = {
    Failure.THROTTLED: Policy(A_DAY, A_DAY, everybody=True),
    Failure.NETWORK: Policy(A_DAY, AN_HOUR),
    Failure.SERVER: Policy(A_DAY, AN_HOUR),
    Failure.UNAUTHORISED: Policy(A_DAY, AN_HOUR, first=30.0),
    # A doubtful reply is sent again, for a person waits for it; a doubtful reminder never by itself.
    Failure.UNCERTAIN: Policy(A_DAY, 1),
    Failure.BLOCKED: Policy(1, 1),
    Failure.NOT_FOUND: Policy(1, 1),
    # It goes to the new number at once; a chat that moves again and again is none.
    Failure.MOVED: Policy(3, 3, first=0.0),
    Failure.CLOSED: Policy(1, 1),
    Failure.REFUSED: Policy(1, 1),
}
"""One line for each kind of failure there is."""


def next_pause(entry: OutboxEntry, error: SendError, chance: float) -> timedelta | None:
    """How long the row waits before its next try, None where there is none; `chance` (0..1) spreads the pause over its upper half."""
    policy = POLICIES[error.failure]
    tries = policy.tries if entry.kind is MessageKind.INTERACTIVE else policy.reminder_tries
    if entry.attempts >= tries:
        return None
    if error.retry_after is not None:
        return timedelta(seconds=error.retry_after)
    longest = min(policy.longest, policy.first * 2 ** min(entry.attempts - 1, 20))
    return timedelta(seconds=longest * (0.5 + 0.5 * chance))


def holds_for_everybody(entry: OutboxEntry, error: SendError) -> bool:
    """Whether the whole bot pauses. In a group it is the group's own limit that was met, as good as always."""
    return POLICIES[error.failure].everybody and error.retry_after is not None and not entry.address.is_group
