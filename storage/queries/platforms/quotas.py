"""What a bot has used of what its plan allows in a month."""

from datetime import datetime

from sqlalchemy import bindparam, func, insert, select, update

from storage.session import DatabaseSession
from storage.tables import table

_T, _O = table("message_count"), table("outbox")
_KEY = (_T.c.channel == bindparam("c"), _T.c.bot == bindparam("b"), _T.c.month == bindparam("m"))
_ADD = update(_T).where(*_KEY).values(messages=_T.c.messages + bindparam("n"))
_MESSAGES = select(_T.c.messages).where(*_KEY)
_USERS = select(func.count(func.distinct(_O.c.user_ref))).where(
    _O.c.channel == bindparam("c"), _O.c.bot == bindparam("b"), _O.c.sent_at >= bindparam("start")
)


class Quotas:
    """`month` as "2025-11", in the owner's own calendar."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def add(self, channel: str, bot: str, month: str, messages: int) -> None:
        """So many more messages were sent."""
        changed = self._s.run(_ADD, {"c": channel, "b": bot, "m": month, "n": messages}).rowcount
        if not changed:
            self._s.run(insert(_T), {"channel": channel, "bot": bot, "month": month, "messages": messages})

    def messages(self, channel: str, bot: str, month: str) -> int:
        return int(self._s.run(_MESSAGES, {"c": channel, "b": bot, "m": month}).scalar() or 0)

    def users(self, channel: str, bot: str, since: datetime) -> int:
        """Different people to whom something was sent since then."""
        return int(self._s.run(_USERS, {"c": channel, "b": bot, "start": since}).scalar_one())
