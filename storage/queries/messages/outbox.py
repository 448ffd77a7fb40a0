"""Messages to be sent, in order within each conversation: queued, claimed, sent or not."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, insert, or_, select, text, update
from sqlalchemy.exc import IntegrityError

from chat import Address, Receipt
from storage.crypto import Cipher
from storage.errors import RepeatedCauseError
from storage.queries.messages.inbox import conversation_of
from storage.records import Cause, Delivery, MessageKind, NewOutgoing, OutboxEntry, OutboxState
from storage.session import DatabaseSession, InsertMany
from storage.tables import table
from storage.wire import outgoing_to_json

_T = table("outbox")
_E = _T.alias("edited")
_PLACE = "outbox.body"
LEASE = timedelta(seconds=60)
"""How long a claimed message counts as on its way."""

# Written out, so that SQLite can use the partial index.
UNSENT = text("outbox.state IN ('queued', 'sending')")
SELECT = select(
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
    _T.c.kind,
    _T.c.body,
    _T.c.state,
    _T.c.attempts,
    _T.c.last,
    _T.c.edit_of,
    _E.c.platform_ref.label("edit_ref"),
    _T.c.platform_ref,
    _T.c.seq,
    _T.c.sent_at,
    _T.c.seen_at,
    _T.c.error,
    _T.c.next_attempt_at,
).select_from(_T.outerjoin(_E, _E.c.id == _T.c.edit_of))
"""What `entry_of` reads."""

_INSERT = insert(_T)
# The ids are asked for afterwards: a statement that gives back 400 of them costs SQLite more than this.
_INSERT_MANY = InsertMany(
    _T,
    (
        *("conversation", "channel", "bot", "chat_ref", "user_ref", "is_group", "person_id", "cause", "n"),
        *("kind", "body", "last", "edit_of", "state", "attempts", "next_attempt_at", "error", "created_at"),
    ),
)
_OF_CAUSES = select(_T.c.cause, _T.c.id).where(_T.c.cause.in_(bindparam("causes", expanding=True)), _T.c.n == 1)
_GET = SELECT.where(_T.c.id.in_(bindparam("ids", expanding=True))).order_by(_T.c.id)
# A list of a fixed length: one that grows with its ids is written anew at every turn, which costs more than the look-up.
_COPIES = ("a", "b", "c", "d", "e")
_DELIVERIES = (
    select(
        _T.c.channel,
        _T.c.bot,
        _T.c.chat_ref,
        _T.c.user_ref,
        _T.c.is_group,
        _T.c.platform_ref,
        _T.c.seq,
        _T.c.seen_at,
    )
    .where(_T.c.id.in_([bindparam(name) for name in _COPIES]))
    .order_by(_T.c.id)
)
_WITH_STATE = SELECT.where(_T.c.state == bindparam("k")).order_by(_T.c.id).limit(bindparam("most"))
_BY_ID = _T.c.id == bindparam("k")
_SENT = (
    update(_T)
    .where(_BY_ID)
    .values(
        state="sent",
        lease_until=None,
        platform_ref=bindparam("ref"),
        seq=bindparam("new_seq"),
        sent_at=bindparam("new_at"),
        error="",
    )
)
_RETRY = (
    update(_T)
    .where(_BY_ID)
    .values(state="queued", lease_until=None, next_attempt_at=bindparam("next_at"), error=bindparam("why"))
)
_END = (
    update(_T)
    .where(_BY_ID)
    .values(state=bindparam("new_state"), lease_until=None, next_attempt_at=bindparam("new_at"), error=bindparam("why"))
)
_SEEN = (
    update(_T)
    .where(_T.c.id.in_(bindparam("ids", expanding=True)), _T.c.seen_at.is_(None))
    .values(seen_at=bindparam("new_at"))
)
_LEFT = (UNSENT, _T.c.state == "sending", or_(_T.c.lease_until <= bindparam("upto"), bindparam("everything")))
_REQUEUE = (
    update(_T)
    .where(*_LEFT, _T.c.kind == "interactive")
    .values(state="queued", lease_until=None, next_attempt_at=bindparam("new_at"), error="interrupted")
)
_DOUBT = (
    update(_T)
    .where(*_LEFT, _T.c.kind != "interactive")
    .values(state="uncertain", lease_until=None, next_attempt_at=bindparam("new_at"), error="interrupted")
)
# What waits for a time of its own has not been tried yet.
_OLDEST = select(func.min(_T.c.created_at)).where(
    UNSENT, or_(_T.c.attempts > 0, _T.c.next_attempt_at <= bindparam("at"))
)
_UNSENT_COUNT = select(func.count()).select_from(_T).where(UNSENT)
_BRING_BACK = (
    update(_T)
    .where(UNSENT, _T.c.state == "queued", _T.c.created_at > bindparam("upto"))
    .where(or_(_T.c.attempts > 0, _T.c.next_attempt_at <= _T.c.created_at))
    .values(next_attempt_at=bindparam("new_at"))
)
_WIPE = (
    update(_T)
    .where(
        text("outbox.wiped_at IS NULL"),
        _T.c.created_at < bindparam("before"),
        text("outbox.state NOT IN ('queued', 'sending')"),
        func.coalesce(_T.c.sent_at, _T.c.next_attempt_at) < bindparam("before"),
    )
    .values(body=None, wiped_at=bindparam("before"))
)


def address_of(row: Any) -> Address:
    """Where a message goes, from a row that says so."""
    return Address(row.channel, row.bot, row.chat_ref, row.user_ref, row.is_group)


def entry_of(cipher: Cipher, row: Any, *, claimed: bool = False) -> OutboxEntry:
    """What a row of `SELECT` says."""
    return OutboxEntry(
        id=row.id,
        conversation=row.conversation,
        address=address_of(row),
        person_id=row.person_id,
        cause=Cause(row.cause),
        n=row.n,
        kind=MessageKind(row.kind),
        stored=cipher.open_if_sound(row.body, _PLACE),
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


class Outbox:
    """queued -> sending (`Due`) -> sent, or queued again, failed, uncertain."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def enqueue(self, cause: Cause, messages: Sequence[NewOutgoing], at: datetime, first: int = 1) -> tuple[int, ...]:
        """Queues messages numbered from `first` within their cause; a cause and number twice is an error."""
        ids = []
        for n, message in enumerate(messages, first):
            try:
                result = self._s.run(_INSERT, self._row(cause, n, message, at))
            except IntegrityError as error:
                raise RepeatedCauseError(
                    f"outbox: message {n} of {cause} cannot be queued: queued before, or it refers to a row that is not there"
                ) from error
            assert result.inserted_primary_key is not None
            ids.append(int(result.inserted_primary_key[0]))
        self._s.ring("outbox")
        return tuple(ids)

    def enqueue_many(self, letters: Mapping[Cause, NewOutgoing], at: datetime) -> dict[Cause, int]:
        """As `enqueue` with one message for each cause: cause -> id."""
        rows = [self._row(cause, 1, message, at) for cause, message in letters.items()]
        if not rows:
            return {}
        try:
            _INSERT_MANY.run(self._s.connection, rows)
        except IntegrityError as error:
            raise RepeatedCauseError("outbox: one of many causes was queued before; none of them is now") from error
        self._s.ring("outbox")
        return {Cause(row.cause): row.id for row in self._s.run(_OF_CAUSES, {"causes": list(letters)})}

    def first_of(self, cause: Cause) -> int | None:
        """The first message of a cause: what later ones of it may take the place of."""
        return next((int(row.id) for row in self._s.run(_OF_CAUSES, {"causes": [cause]})), None)

    def _row(self, cause: Cause, n: int, message: NewOutgoing, at: datetime) -> dict[str, Any]:
        address = message.address
        return {
            "conversation": conversation_of(address),
            "channel": address.channel,
            "bot": address.bot,
            "chat_ref": address.chat_id,
            "user_ref": address.user_id,
            "is_group": address.is_group,
            "person_id": message.person_id,
            "cause": cause,
            "n": n,
            "kind": message.kind.value,
            "body": self._s.cipher.seal(outgoing_to_json(message.outgoing), _PLACE),
            "last": message.last,
            "edit_of": message.edit_of,
            "state": "queued",
            "attempts": 0,
            "next_attempt_at": message.not_before or at,
            "error": "",
            "created_at": at,
        }

    def sent(self, entry_id: int, receipt: Receipt, at: datetime) -> None:
        """`sent_at` is the platform's time where it told one."""
        self._s.run(
            _SENT, {"k": entry_id, "ref": receipt.platform_id, "new_seq": receipt.seq, "new_at": receipt.at or at}
        )

    def retry(self, entry_id: int, next_attempt_at: datetime, error: str) -> None:
        self._s.run(_RETRY, {"k": entry_id, "next_at": next_attempt_at, "why": error[:500]})

    def failed(self, entry_id: int, error: str, at: datetime) -> None:
        self._s.run(_END, {"k": entry_id, "new_state": "failed", "new_at": at, "why": error[:500]})

    def uncertain(self, entry_id: int, error: str, at: datetime) -> None:
        """Nobody knows whether it arrived; shown, never sent again by itself."""
        self._s.run(_END, {"k": entry_id, "new_state": "uncertain", "new_at": at, "why": error[:500]})

    def seen(self, ids: Iterable[int], at: datetime) -> int:
        """The person's device has fetched these; the first time counts."""
        wanted = list(ids)
        return self._s.run(_SEEN, {"ids": wanted, "new_at": at}).rowcount if wanted else 0

    def recover(
        self, at: datetime, *, everything: bool = False, claimed_before: datetime | None = None
    ) -> tuple[int, int]:
        """Messages left in sending whose lease is over: (queued again, uncertain).

        `everything`: all (the start of the only sender); `claimed_before`: those too that a sender before this one has claimed.
        """
        upto = max(at, claimed_before + LEASE - timedelta.resolution) if claimed_before is not None else at
        params = {"new_at": at, "upto": upto, "everything": everything}
        return self._s.run(_REQUEUE, params).rowcount, self._s.run(_DOUBT, params).rowcount

    def bring_back(self, at: datetime) -> int:
        """What was queued at a time that has not come yet is due now, for the clock was wrong then; but not what was to wait anyway."""
        return self._s.run(_BRING_BACK, {"upto": at, "new_at": at}).rowcount

    def get(self, ids: Iterable[int]) -> tuple[OutboxEntry, ...]:
        wanted = list(ids)
        return tuple(entry_of(self._s.cipher, row) for row in self._s.run(_GET, {"ids": wanted})) if wanted else ()

    def deliveries(self, ids: Iterable[int]) -> tuple[Delivery, ...]:
        """Of these messages, when they came where; oldest first. Nothing is opened, for what they say does not matter."""
        wanted = sorted(set(ids))
        found: list[Delivery] = []
        for first in range(0, len(wanted), len(_COPIES)):
            some = wanted[first : first + len(_COPIES)]
            filled = some + some[-1:] * (len(_COPIES) - len(some))
            rows = self._s.run(_DELIVERIES, dict(zip(_COPIES, filled, strict=True)))
            found += [Delivery(address_of(row), row.platform_ref, row.seq, row.seen_at) for row in rows]
        return tuple(found)

    def with_state(self, state: OutboxState, limit: int = 50) -> tuple[OutboxEntry, ...]:
        return tuple(entry_of(self._s.cipher, row) for row in self._s.run(_WITH_STATE, {"k": state, "most": limit}))

    def oldest(self, at: datetime) -> datetime | None:
        """When the unsent message was queued that has waited longest; None where nothing is due."""
        when: datetime | None = self._s.run(_OLDEST, {"at": at}).scalar()
        return when

    def unsent(self) -> int:
        return int(self._s.run(_UNSENT_COUNT).scalar_one())

    def wipe(self, before: datetime) -> int:
        """Empties the bodies of what was sent, failed or became uncertain before that time."""
        return self._s.run(_WIPE, {"before": before}).rowcount
