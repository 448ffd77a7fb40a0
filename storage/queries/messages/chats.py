"""What a chat is on its platform: the menu that it shows, and another number when it moves."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import and_, bindparam, func, select, text, update

from chat import Address
from storage.queries.messages.inbox import conversation_of
from storage.records import Role
from storage.session import DatabaseSession, Upsert
from storage.tables import table

_A = table("account")
_P = table("person")
_PR = table("person_role")
_M = table("chat_menu")
_O = table("outbox")
_ALSO = select(func.aggregate_strings(_PR.c.role, " ")).where(_PR.c.person_id == _P.c.id).scalar_subquery()
_SHOWN = (
    select(_A.c.bot, _A.c.chat_ref, _A.c.user_ref, _P.c.role, _ALSO.label("also"), _M.c.menu)
    .join(_P, _P.c.id == _A.c.person_id)
    .outerjoin(_M, and_(_M.c.channel == _A.c.channel, _M.c.bot == _A.c.bot, _M.c.chat_ref == _A.c.chat_ref))
    .where(_A.c.channel == bindparam("c"), text("account.state = 'active'"), _P.c.active)
    .order_by(_A.c.id)
)
_PUT = Upsert(_M, ["channel", "bot", "chat_ref"], ["menu", "at"])
_MOVE = (
    update(_O)
    .where(
        text("outbox.state IN ('queued', 'sending')"),
        _O.c.channel == bindparam("c"),
        _O.c.bot == bindparam("b"),
        _O.c.chat_ref == bindparam("old"),
    )
    .values(chat_ref=bindparam("new"), conversation=bindparam("new_conversation"))
)


class Chats:
    """By channel, bot and the platform's number of the chat."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def without_menu(
        self, channel: str, menu_of: Callable[[frozenset[Role]], str], limit: int = 20
    ) -> tuple[tuple[Address, frozenset[Role]], ...]:
        """Active accounts whose chat shows another menu than the one (by its digest) of their person's roles."""
        found = []
        for row in self._s.run(_SHOWN, {"c": channel}):
            roles = frozenset(map(Role, (row.role, *(row.also or "").split())))
            if row.menu != menu_of(roles):
                found.append((Address(channel, row.bot, row.chat_ref, row.user_ref), roles))
            if len(found) == limit:
                break
        return tuple(found)

    def shows(self, address: Address, menu: str, at: datetime) -> None:
        """The chat has this menu now."""
        row = {"channel": address.channel, "bot": address.bot, "chat_ref": address.chat_id, "menu": menu, "at": at}
        self._s.run(_PUT, row)

    def move(self, address: Address, to: str) -> int:
        """A group has got another number: what waits for it goes there; how many messages that were."""
        moved = Address(address.channel, address.bot, to, address.user_id, address.is_group)
        values = {
            "c": address.channel,
            "b": address.bot,
            "old": address.chat_id,
            "new": to,
            "new_conversation": conversation_of(moved),
        }
        return self._s.run(_MOVE, values).rowcount
