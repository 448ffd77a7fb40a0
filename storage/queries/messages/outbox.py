"""Messages to be sent, in order within each conversation."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, insert, or_, select, text, update
from sqlalchemy.exc import IntegrityError

from chat import Address, Receipt
from storage.errors import RepeatedCauseError
from storage.queries.messages.inbox import conversation_of
from storage.queries.messages.outbox_rows import PLACE, SELECT, UNSENT, entry_of
from storage.queries.messages.ready import oldest, ready
from storage.records import Delivery, NewOutgoing, OutboxEntry, OutboxState
from storage.session import DatabaseSession, InsertMany, Upsert
from storage.tables import table

_T = table("outbox")
_B = table("bot_pause")
LEASE = timedelta(seconds=60)
"""How long a claimed message counts as on its way."""

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
        *(_T.c.channel, _T.c.bot, _T.c.chat_ref, _T.c.user_ref, _T.c.is_group),
        *(_T.c.platform_ref, _T.c.seq, _T.c.seen_at),
    )
    .where(_T.c.id.in_([bindparam(name) for name in _COPIES]))
    .order_by(_T.c.id)
)
_WITH_STATE = SELECT.where(_T.c.state == bindparam("k")).order_by(_T.c.id).limit(bindparam("most"))
_CLAIM = (
    update(_T)
    .where(_T.c.id.in_(bindparam("ids", expanding=True)))
    .values(state="sending", attempts=_T.c.attempts + 1, lease_until=bindparam("until"))
)
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
_PAUSED = select(_B.c.until).where(_B.c.channel == bindparam("c"), _B.c.bot == bindparam("b"))
_PAUSE = Upsert(_B, ["channel", "bot"], ["until"])
# What waits for a time of its own has not been tried yet.
_OLDEST = select(func.min(_T.c.created_at)).where(
    UNSENT, or_(_T.c.attempts > 0, _T.c.next_attempt_at <= bindparam("at"))
)
_UNSENT_COUNT = select(func.count()).select_from(_T).where(UNSENT)
_PAUSES = select(_B.c.channel, _B.c.until).where(_B.c.until > bindparam("at")).order_by(_B.c.channel, _B.c.until)
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


class Outbox:
    """queued -> sending -> sent, or queued again, failed, uncertain."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def enqueue(self, cause: str, messages: Sequence[NewOutgoing], at: datetime, first: int = 1) -> tuple[int, ...]:
        """Queues messages numbered from `first` within their cause ("in:17", "reminder:3"); a cause and number twice is an error."""
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

    def enqueue_many(self, letters: Mapping[str, NewOutgoing], at: datetime) -> dict[str, int]:
        """As `enqueue` with one message for each cause: cause -> id."""
        rows = [self._row(cause, 1, message, at) for cause, message in letters.items()]
        if not rows:
            return {}
        try:
            _INSERT_MANY.run(self._s.connection, rows)
        except IntegrityError as error:
            raise RepeatedCauseError("outbox: one of many causes was queued before; none of them is now") from error
        self._s.ring("outbox")
        return {row[0]: row[1] for row in self._s.run(_OF_CAUSES, {"causes": list(letters)})}

    def _row(self, cause: str, n: int, message: NewOutgoing, at: datetime) -> dict[str, Any]:
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
            "body": self._s.cipher.seal(message.body, PLACE),
            "last": message.last,
            "edit_of": message.edit_of,
            "state": "queued",
            "attempts": 0,
            "next_attempt_at": message.not_before or at,
            "error": "",
            "created_at": at,
        }

    def claim_due(self, at: datetime, limit: int = 50, lease: timedelta = LEASE) -> tuple[OutboxEntry, ...]:
        """At most one message a conversation, its oldest unsent one, interactive before reminders before bulk; ours until the lease ends.

        Nothing of a bot that has been told to pause.
        """
        return self._claim(ready(self._s, at, limit), at + lease)

    def claim_oldest(
        self, at: datetime, aged: datetime, limit: int = 1, lease: timedelta = LEASE
    ) -> tuple[OutboxEntry, ...]:
        """As `claim_due`, but whatever was queued first, of what was queued before `aged`: nobody waits for ever behind others."""
        return self._claim(oldest(self._s, at, aged, limit), at + lease)

    def _claim(self, rows: Sequence[Any], until: datetime) -> tuple[OutboxEntry, ...]:
        if rows:
            self._s.run(_CLAIM, {"ids": [row.id for row in rows], "until": until})
        return tuple(entry_of(self._s.cipher, row, claimed=True) for row in rows)

    def pause(self, channel: str, bot: str, until: datetime) -> None:
        """The platform wants to hear nothing of this bot until then; an earlier end does not shorten a pause."""
        known = self._s.run(_PAUSED, {"c": channel, "b": bot}).scalar()
        if known is None or known < until:
            self._s.run(_PAUSE, {"channel": channel, "bot": bot, "until": until})

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
            found += [Delivery(Address(*row[:5]), row[5], row[6], row[7]) for row in rows]
        return tuple(found)

    def with_state(self, state: OutboxState, limit: int = 50) -> tuple[OutboxEntry, ...]:
        return tuple(entry_of(self._s.cipher, row) for row in self._s.run(_WITH_STATE, {"k": state, "most": limit}))

    def oldest(self, at: datetime) -> datetime | None:
        """When the unsent message was queued that has waited longest; None where nothing is due."""
        when: datetime | None = self._s.run(_OLDEST, {"at": at}).scalar()
        return when

    def unsent(self) -> int:
        return int(self._s.run(_UNSENT_COUNT).scalar_one())

    def pauses(self, at: datetime) -> dict[str, datetime]:
        """Channel -> until when it is told to wait, where it is."""
        return {row[0]: row[1] for row in self._s.run(_PAUSES, {"at": at})}

    def wipe(self, before: datetime) -> int:
        """Empties the bodies of what was sent, failed or became uncertain before that time."""
        return self._s.run(_WIPE, {"before": before}).rowcount
