"""The keys of a bot whose platform changes them: asked for by one at a time, kept before they are used."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, or_, select, update

from storage.records import TokenPair
from storage.session import DatabaseSession, Upsert
from storage.tables import table

_T = table("channel_token")
_ACCESS, _REFRESH, _SEED = "channel_token.access", "channel_token.refresh", "channel_token.seed"
_OWN = (_T.c.channel == bindparam("c"), _T.c.bot == bindparam("b"))
_GET = select(_T.c.access, _T.c.refresh, _T.c.valid_until, _T.c.at, _T.c.asked_at, _T.c.error, _T.c.seed_hash).where(
    *_OWN
)
_SEED_WITH = Upsert(
    _T,
    ["channel", "bot"],
    ["access", "refresh", "seed_hash", "valid_until", "at", "asked_at", "lease_until", "error"],
)
_ASK = (
    update(_T)
    .where(*_OWN, or_(_T.c.lease_until.is_(None), _T.c.lease_until <= bindparam("now")))
    .values(lease_until=bindparam("until"), asked_at=bindparam("now"))
)
_PUT = (
    update(_T)
    .where(*_OWN)
    .values(
        access=bindparam("new_access"),
        refresh=bindparam("new_refresh"),
        valid_until=bindparam("until"),
        at=bindparam("now"),
        lease_until=None,
        asked_at=None,
        error="",
    )
)
_REFUSED = update(_T).where(*_OWN).values(lease_until=None, error=bindparam("why"))
_FREE = update(_T).where(*_OWN).values(lease_until=None)
_AGAIN = update(_T).where(*_OWN).values(lease_until=None, asked_at=None)


class Tokens:
    """One row a bot."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def get(self, channel: str, bot: str) -> TokenPair | None:
        row = self._s.run(_GET, {"c": channel, "b": bot}).first()
        if row is None:
            return None
        opened = self._s.cipher.open_or(row.access, _ACCESS)
        refresh = self._s.cipher.open(row.refresh, _REFRESH)
        return TokenPair(opened, refresh, row.valid_until, row.at, row.asked_at, row.error)

    def seed(self, channel: str, bot: str, refresh: str, at: datetime) -> bool:
        """The key that a human set begins a new chain, unless it has begun the present one; True where it did."""
        known = self._s.run(_GET, {"c": channel, "b": bot}).first()
        if known is not None and known.seed_hash in self._s.cipher.digests(refresh, _SEED):
            return False
        row = {
            "channel": channel,
            "bot": bot,
            "access": None,
            "refresh": self._s.cipher.seal(refresh, _REFRESH),
            "seed_hash": self._s.cipher.digest(refresh, _SEED),
            "valid_until": None,
            "at": at,
            "asked_at": None,
            "lease_until": None,
            "error": "",
        }
        self._s.run(_SEED_WITH, row)
        return True

    def ask(self, channel: str, bot: str, at: datetime, lease: timedelta = timedelta(seconds=60)) -> TokenPair | None:
        """Ours to ask for new keys until the lease ends; None where somebody else is asking now. As it was before: whether an earlier one
        was interrupted still shows.
        """
        pair = self.get(channel, bot)
        if pair is None or not self._s.run(_ASK, {"c": channel, "b": bot, "now": at, "until": at + lease}).rowcount:
            return None
        return pair

    def put(self, channel: str, bot: str, access: str, refresh: str, valid_until: datetime, at: datetime) -> None:
        """The new pair; to be committed before either of them is used, for the old one is dead."""
        row = {
            "c": channel,
            "b": bot,
            "new_access": self._s.cipher.seal(access, _ACCESS),
            "new_refresh": self._s.cipher.seal(refresh, _REFRESH),
            "until": valid_until,
            "now": at,
        }
        self._s.run(_PUT, row)

    def refused(self, channel: str, bot: str, error: str) -> None:
        """No new keys were given, and asking again will not help."""
        self._s.run(_REFUSED, {"c": channel, "b": bot, "why": error[:200]})

    def release(self, channel: str, bot: str, *, reached: bool) -> None:
        """Whoever comes next may ask. `reached`: perhaps the platform has given keys that nobody got."""
        self._s.run(_FREE if reached else _AGAIN, {"c": channel, "b": bot})
