"""The web chat's mailbox."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, func, insert, or_, select, text, update

from storage.records import WebMessage
from storage.session import DatabaseSession
from storage.tables import table
from storage.wire import Shown, if_sound, shown_from_json, shown_to_json

_T, _O = table("web_message"), table("outbox")
_PLACE = "web_message.body"
_NEXT_N = select(func.coalesce(func.max(_T.c.n), 0) + 1).where(_T.c.persona == bindparam("p"))
_OF_OUTBOX = select(_T.c.n).where(_T.c.outbox_id == bindparam("k"))
# Of a message that replaces another: the first of them, under whose number a page shows it.
_PLACE_OF_OUTBOX = select(func.coalesce(_T.c.edits, _T.c.n)).where(_T.c.outbox_id == bindparam("k"))
_OF_CLIENT = select(_T.c.n).where(_T.c.persona == bindparam("p"), _T.c.client_id == bindparam("k"))
_COLUMNS = (_T.c.n, _T.c.at, _T.c.direction, _T.c.body, _T.c.client_id, _T.c.re, _T.c.last, _T.c.edits)
_ALL = select(*_COLUMNS).where(_T.c.persona == bindparam("p"), _T.c.n > bindparam("after")).order_by(_T.c.n)
_BOT = _ALL.where(_T.c.direction == "bot")
_UNSEEN = (_T.c.persona == bindparam("p"), _T.c.n <= bindparam("upto"), _T.c.direction == "bot", _T.c.seen_at.is_(None))
_SEEN_OUTBOX = (
    update(_O)
    .where(_O.c.id.in_(select(_T.c.outbox_id).where(*_UNSEEN).scalar_subquery()), _O.c.seen_at.is_(None))
    .values(seen_at=bindparam("new_at"))
)
_NEWS = (
    select(
        _T.c.persona,
        func.count().label("messages"),
        func.sum(case((_T.c.seen_at.is_(None), 1), else_=0)).label("unseen"),
    )
    .where(_T.c.direction == "bot")
    .group_by(_T.c.persona)
)
_SEEN = update(_T).where(*_UNSEEN).values(seen_at=bindparam("new_at"))
_WIPE = (
    update(_T)
    .where(
        text("web_message.wiped_at IS NULL"),
        _T.c.at < bindparam("before"),
        or_(_T.c.direction == "person", _T.c.seen_at < bindparam("before")),
    )
    .values(body=None, wiped_at=bindparam("before"))
)


class Web:
    """Per persona one series of numbers, never reused."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def put_bot(
        self,
        persona: str,
        shown: Shown,
        at: datetime,
        *,
        outbox_id: int,
        re: str | None = None,
        last: bool = True,
        edits_outbox: int | None = None,
    ) -> int:
        """The bot's message and its number; the same outbox id again is the same message.

        `re`: the client id it answers; `edits_outbox`: the outbox id of the message that it replaces, the first version or a later one.
        """
        self._s.lock(f"web:{persona}")
        known = self._s.run(_OF_OUTBOX, {"k": outbox_id}).scalar()
        if known is not None:
            return int(known)
        edits = self._s.run(_PLACE_OF_OUTBOX, {"k": edits_outbox}).scalar() if edits_outbox is not None else None
        return self._insert(
            persona, shown, at, {"direction": "bot", "outbox_id": outbox_id, "re": re, "last": last, "edits": edits}
        )

    def put_person(self, persona: str, client_id: str, shown: Shown, at: datetime) -> int:
        """The person's own message and its number; the same client id again is the same message."""
        self._s.lock(f"web:{persona}")
        known = self._s.run(_OF_CLIENT, {"p": persona, "k": client_id}).scalar()
        if known is not None:
            return int(known)
        return self._insert(persona, shown, at, {"direction": "person", "client_id": client_id, "last": True})

    def _insert(self, persona: str, shown: Shown, at: datetime, values: dict[str, Any]) -> int:
        n = int(self._s.run(_NEXT_N, {"p": persona}).scalar_one())
        body = self._s.cipher.seal(shown_to_json(shown), _PLACE)
        self._s.run(insert(_T), values | {"persona": persona, "n": n, "body": body, "at": at})
        self._s.ring(f"web:{persona}")
        return n

    def messages(self, persona: str, after: int = 0, *, everything: bool = False) -> tuple[WebMessage, ...]:
        """The bot's messages with a number above `after`; with `everything` the person's own too."""
        rows = self._s.run(_ALL if everything else _BOT, {"p": persona, "after": after})
        return tuple(self._message(row) for row in rows)

    def _message(self, row: Any) -> WebMessage:
        return WebMessage(
            n=row.n,
            at=row.at,
            direction=row.direction,
            shown=if_sound(shown_from_json, self._s.cipher.open_if_sound(row.body, _PLACE)),
            client_id=row.client_id,
            re=row.re,
            last=row.last,
            edits=row.edits,
        )

    def seen(self, persona: str, upto: int, at: datetime) -> int:
        """The page has fetched the bot's messages up to that number: they and their outbox rows are seen, the first time counts."""
        params = {"p": persona, "upto": upto, "new_at": at}
        self._s.run(_SEEN_OUTBOX, params)
        return self._s.run(_SEEN, params).rowcount

    def news(self) -> dict[str, tuple[int, int]]:
        """Persona -> (messages of the bot, those of them that nobody has fetched yet)."""
        return {row.persona: (int(row.messages), int(row.unseen)) for row in self._s.run(_NEWS)}

    def wipe(self, before: datetime) -> int:
        """Empties the bodies of what the person wrote or fetched before that time; what nobody has fetched stays."""
        return self._s.run(_WIPE, {"before": before}).rowcount
