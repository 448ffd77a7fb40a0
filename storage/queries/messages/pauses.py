"""Until when a platform wants to hear nothing of a bot."""

from datetime import datetime

from sqlalchemy import bindparam, select

from storage.session import DatabaseSession, Upsert
from storage.tables import table

_T = table("bot_pause")
_PAUSED = select(_T.c.until).where(_T.c.channel == bindparam("c"), _T.c.bot == bindparam("b"))
_PAUSE = Upsert(_T, ["channel", "bot"], ["until"])
_ALL = select(_T.c.channel, _T.c.until).where(_T.c.until > bindparam("at")).order_by(_T.c.channel, _T.c.until)


class Pauses:
    """What the platforms asked for; `Due` keeps to it."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def put(self, channel: str, bot: str, until: datetime) -> None:
        """The platform wants to hear nothing of this bot until then; an earlier end does not shorten a pause."""
        known = self._s.run(_PAUSED, {"c": channel, "b": bot}).scalar()
        if known is None or known < until:
            self._s.run(_PAUSE, {"channel": channel, "bot": bot, "until": until})

    def all(self, at: datetime) -> dict[str, datetime]:
        """Channel -> until when it is told to wait, where it is."""
        return {row.channel: row.until for row in self._s.run(_ALL, {"at": at})}
