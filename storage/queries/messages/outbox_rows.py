"""How a message of the outbox is read from its row."""

from typing import Any

from sqlalchemy import select, text

from chat import Address
from storage.crypto import Cipher
from storage.records import Cause, MessageKind, OutboxEntry, OutboxState
from storage.tables import table

_T = table("outbox")
_E = _T.alias("edited")
PLACE = "outbox.body"
# Written out, so that SQLite can use the partial index.
UNSENT = text("outbox.state IN ('queued', 'sending')")
_COLUMNS = (
    *(
        _T.c.id,
        _T.c.conversation,
        _T.c.channel,
        _T.c.bot,
        _T.c.chat_ref,
        _T.c.user_ref,
        _T.c.is_group,
        _T.c.person_id,
        _T.c.cause,
        _T.c.n,
    ),
    *(
        _T.c.kind,
        _T.c.body,
        _T.c.state,
        _T.c.attempts,
        _T.c.last,
        _T.c.edit_of,
        _E.c.platform_ref.label("edit_ref"),
        _T.c.platform_ref,
    ),
    *(_T.c.seq, _T.c.sent_at, _T.c.seen_at, _T.c.error, _T.c.next_attempt_at),
)
SELECT = select(*_COLUMNS).select_from(_T.outerjoin(_E, _E.c.id == _T.c.edit_of))


def entry_of(cipher: Cipher, row: Any, *, claimed: bool = False) -> OutboxEntry:
    """What a row of `SELECT` says."""
    return OutboxEntry(
        id=row.id,
        conversation=row.conversation,
        address=Address(row.channel, row.bot, row.chat_ref, row.user_ref, row.is_group),
        person_id=row.person_id,
        cause=Cause(row.cause),
        n=row.n,
        kind=MessageKind(row.kind),
        stored=cipher.open_if_sound(row.body, PLACE),
        state=OutboxState.SENDING if claimed else OutboxState(row.state),
        attempts=row.attempts + claimed,
        last=row.last,
        edit_of=row.edit_of,
        edit_ref=row.edit_ref,
        platform_ref=row.platform_ref,
        seq=row.seq,
        sent_at=row.sent_at,
        seen_at=row.seen_at,
        error=row.error,
        ended_at=row.next_attempt_at,
    )
