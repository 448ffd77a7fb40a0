"""What stands on a person's screen: what the numbers of lists stood for when they were read, and what was said unasked."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, select

from chat import Address
from storage.queries.messages.inbox import conversation_of
from storage.queries.messages.outbox import address_of
from storage.records import Delivery, NewShownList, Numbered, NumberedKind, ShownList
from storage.session import DatabaseSession, Upsert
from storage.tables import table

MOST = 40
"""So many of a person's lists are looked through; what stands further up is hardly still on the screen."""

_T, _O = table("shown_list"), table("outbox")
_PUT = Upsert(_T, ["cause", "kind"], ["numbers", "at"])
_ARRIVED = (
    *(_O.c.id, _O.c.channel, _O.c.bot, _O.c.chat_ref, _O.c.user_ref, _O.c.is_group),
    *(_O.c.platform_ref, _O.c.seq, _O.c.seen_at),
)
_OF = (
    select(_T.c.kind, _T.c.numbers, *_ARRIVED)
    .select_from(_T.join(_O, _O.c.cause == _T.c.cause))
    .where(_T.c.person_id == bindparam("p"))
    .order_by(_T.c.id.desc(), _O.c.id.desc())
    .limit(MOST)
)
_UNASKED = (
    select(*_ARRIVED)
    .where(_O.c.id > bindparam("k"), _O.c.conversation == bindparam("here"), _O.c.kind != "interactive")
    .order_by(_O.c.id.desc())
    .limit(MOST)
)
_LAST = select(func.max(_T.c.id)).group_by(_T.c.person_id, _T.c.kind)
_FORGET = delete(_T).where(_T.c.at < bindparam("before"), _T.c.id.not_in(_LAST))


def _list(row: Any) -> ShownList:
    subjects = {int(number): str(subject) for number, subject in json.loads(row.numbers).items()}
    return ShownList(Numbered(NumberedKind(row.kind), subjects), row.id, _delivery(row))


def _delivery(row: Any) -> Delivery:
    return Delivery(address_of(row), row.platform_ref, row.seq, row.seen_at)


class ShownLists:
    """One row for the numbers of one kind in the messages of one cause; whatever message carries them, also to another account later on."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def put(self, lists: Iterable[NewShownList], at: datetime) -> None:
        """What was queued under a cause stands for this; the last word on one kind counts."""
        rows = [
            {
                "cause": one.cause,
                "kind": one.numbered.kind,
                "person_id": one.person_id,
                "numbers": json.dumps({str(number): subject for number, subject in one.numbered.subjects.items()}),
                "at": at,
            }
            for one in lists
        ]
        if rows:
            self._s.run(_PUT, rows)

    def of(self, person_id: int) -> tuple[ShownList, ...]:
        """The newest first, once for each message that carried it; also those that have not arrived."""
        return tuple(_list(row) for row in self._s.run(_OF, {"p": person_id}))

    def unasked(self, here: Address, after: int) -> dict[int, Delivery]:
        """What was said in this chat of the bot's own accord behind that row of the outbox, the newest first."""
        rows = self._s.run(_UNASKED, {"k": after, "here": conversation_of(here)})
        return {row.id: _delivery(row) for row in rows}

    def forget(self, before: datetime) -> int:
        """What was shown before that time, but for a person's last list of each kind."""
        return self._s.run(_FORGET, {"before": before}).rowcount
