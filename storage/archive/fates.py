"""What becomes of each table in a restored copy. A table that stands in neither list is one that nobody thought of; a test finds it."""

from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy import Connection, Executable, delete, func, or_, select, update

from storage.tables import table

COMES_ALONG = frozenset(
    {
        "access_log",
        "account",
        "answer",
        "answer_event",
        "assignment",
        "bot_pause",
        "chat_menu",
        "comment",
        "consent",
        "conversation",
        "data_request",
        "form_version",
        "handover",
        "household",
        "household_event",
        "household_year",
        "inbox",
        "interview",
        "invite_failure",
        "member",
        "message_count",
        "missed_words",
        "person",
        "person_role",
        "person_unit",
        "phone_call",
        "reminder",
        "review_request",
        "review_round",
        "roster_item",
        "shown_list",
        "task",
        "task_event",
        "task_state",
        "unit",
        "unit_name",
        "unit_within",
        "visit",
        "web_message",
    }
)
"""As it was, row by row."""


class Reset(StrEnum):
    """What does not come along as it was."""

    SEATS = "seats"
    CODES = "codes"
    LINKS = "links"
    SENDS = "sends"
    JOBS = "jobs"
    KEYS = "keys"
    FILES = "files"


_META, _INVITE, _OUTBOX, _JOB = table("meta"), table("invite"), table("outbox"), table("job")
_TOKEN, _FILE, _LINK = table("channel_token"), table("stored_file"), table("link")

CHANGES: Mapping[str, Mapping[Reset, Executable]] = {
    # Which process holds which part, and when it last looked: none of them runs here.
    "meta": {Reset.SEATS: delete(_META).where(or_(_META.c.key.startswith("holder:"), _META.c.key == "last_tick"))},
    # A code may have been used since, by somebody else's account as well: it would work a second time.
    "invite": {Reset.CODES: delete(_INVITE).where(_INVITE.c.used_at.is_(None))},
    "link": {Reset.LINKS: delete(_LINK).where(_LINK.c.spent_at.is_(None))},
    # Whether it arrived nobody knows: the next sender treats it as after a crash.
    "outbox": {
        Reset.SENDS: update(_OUTBOX).where(_OUTBOX.c.state == "sending").values(lease_until=_OUTBOX.c.created_at)
    },
    "job": {
        Reset.JOBS: update(_JOB).where(_JOB.c.state == "running").values(state="waiting", holder="", lease_until=None)
    },
    "channel_token": {Reset.KEYS: update(_TOKEN).where(_TOKEN.c.lease_until.is_not(None)).values(lease_until=None)},
    # Those whose bytes were wiped between the snapshot and the copying, see `forget_files`.
    "stored_file": {},
}

_WAITING = select(func.count()).select_from(_OUTBOX).where(_OUTBOX.c.state.in_(("queued", "sending")))


def settle(connection: Connection) -> dict[Reset, int]:
    """How many rows each change has met; to be done in tables of the newest version."""
    changes = [change for each in CHANGES.values() for change in each.items()]
    return {reset: connection.execute(statement).rowcount for reset, statement in changes}


def forget_files(connection: Connection, keys: frozenset[str]) -> int:
    """Of files that were deleted for good nothing comes back."""
    gone = sorted(keys)
    return connection.execute(delete(_FILE).where(_FILE.c.key.in_(gone))).rowcount if gone else 0


def waiting(connection: Connection) -> int:
    """Messages that go out as soon as a bot runs on the copy."""
    return int(connection.execute(_WAITING).scalar_one())
