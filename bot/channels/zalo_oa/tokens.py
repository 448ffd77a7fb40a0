"""The keys of the OA: new ones are asked for by one at a time, and committed before they are used, for the old ones are dead by then."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import httpx

from bot.channels.fetching import broken
from bot.runtime import Runtime
from bot.settings.config import ZaloOa
from chat import Failure, SendError
from storage.records import TokenPair
from storage.work import Work

LOG = logging.getLogger(__name__)
NAME = "zalo_oa"
AHEAD = timedelta(hours=5)
"""An access token lives 25 hours; a new one is asked for while the old one still works."""

PATIENCE = timedelta(hours=1)
"""Keys that were refused are asked for again so often: perhaps the refusal was the platform's mistake."""

LEASE = timedelta(seconds=60)
WAIT_SECONDS = 1.0
WAITS = 90
TIMEOUT = 20.0

Alert = Callable[[Work, datetime], None]
"""Tells the admins, in the same unit of work, that somebody has to fetch new keys by hand."""


@dataclass
class TokenKeeper:
    """`alert` is told when no more keys are given. `sleep` waits while another process asks."""

    runtime: Runtime
    settings: ZaloOa
    client: httpx.AsyncClient
    alert: Alert
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def seed(self) -> None:
        """A refresh token that was set by hand begins a new chain, once."""
        if not self.settings.refresh_token:
            return
        if await self.runtime.thread.call(self._seed):
            LOG.info("Zalo OA: the refresh token of the settings is taken")

    def _seed(self) -> bool:
        with self.runtime.database.work() as work:
            fresh = work.tokens.seed(NAME, self.settings.oa_id, self.settings.refresh_token, self.runtime.clock.now())
            work.commit()
        return fresh

    async def access(self, stale: str = "") -> str:
        """A token that should work; `stale` is one that surely does not. Raises SendError where there is none to be had."""
        async with self._lock:
            for _ in range(WAITS):
                pair = await self.runtime.thread.call(self._known)
                if pair is not None and pair.access not in {"", stale} and self._lasts(pair):
                    return pair.access
                taken = await self._renew()
                if taken:
                    return taken
                await self.sleep(WAIT_SECONDS)
        raise SendError(Failure.SERVER, "another process is asking for new keys and does not come to an end")

    def due(self, pair: TokenPair) -> bool:
        """Whether it is time to ask for a new pair."""
        return pair.valid_until is None or pair.valid_until - AHEAD <= self.runtime.clock.now()

    async def look_ahead(self) -> None:
        """Ask for a new pair while the old one still works."""
        pair = await self.runtime.thread.call(self._known)
        if pair is None or self.due(pair):
            async with self._lock:
                await self._renew()

    def _lasts(self, pair: TokenPair) -> bool:
        return pair.valid_until is not None and self.runtime.clock.now() < pair.valid_until

    def _known(self) -> TokenPair | None:
        with self.runtime.database.look() as work:
            return work.tokens.get(NAME, self.settings.oa_id)

    async def _renew(self) -> str:
        """The new access token; "" where another process is asking at this moment."""
        pair = await self.runtime.thread.call(self._ask)
        if pair is None:
            return ""
        try:
            access, refresh, seconds = await self._request(pair.refresh)
        except SendError as error:
            await self.runtime.thread.call(lambda failed=error: self._failed(pair, failed))  # type: ignore[misc]  # mypy cannot infer a default
            raise
        # The old ones are dead: these are kept, however long the database is away.
        await self.runtime.patiently(
            lambda: self.runtime.thread.call(lambda: self._keep(access, refresh, seconds)), self.sleep
        )
        LOG.info(
            "Zalo OA: new keys are kept; the next ones in about %.0f hours", seconds / 3600 - AHEAD / timedelta(hours=1)
        )
        return access

    def _ask(self) -> TokenPair | None:
        now = self.runtime.clock.now()
        with self.runtime.database.work() as work:
            known = work.tokens.get(NAME, self.settings.oa_id)
            if known is None:
                raise SendError(Failure.UNAUTHORISED, "no refresh token; set RASOAT_ZALO_OA__REFRESH_TOKEN")
            if known.error and known.asked_at is not None and now - known.asked_at < PATIENCE:
                raise SendError(Failure.UNAUTHORISED, known.error)
            pair = work.tokens.ask(NAME, self.settings.oa_id, now, LEASE)
            work.commit()
        return pair

    def _keep(self, access: str, refresh: str, seconds: float) -> None:
        now = self.runtime.clock.now()
        with self.runtime.database.work() as work:
            work.tokens.put(NAME, self.settings.oa_id, access, refresh, now + timedelta(seconds=seconds), now)
            work.commit()

    def _failed(self, pair: TokenPair, error: SendError) -> None:
        now = self.runtime.clock.now()
        with self.runtime.database.work() as work:
            if error.failure is Failure.UNAUTHORISED:
                lost = " (an earlier request was interrupted: its keys are lost)" if pair.interrupted else ""
                work.tokens.refused(NAME, self.settings.oa_id, f"{error.detail}{lost}")
                if not pair.error:
                    self.alert(work, now)
            else:
                work.tokens.release(NAME, self.settings.oa_id, reached=error.failure is not Failure.NETWORK)
            work.commit()
        LOG.error("Zalo OA: no new keys: %s", error)

    async def _request(self, refresh: str) -> tuple[str, str, float]:
        form = {"app_id": self.settings.app_id, "grant_type": "refresh_token", "refresh_token": refresh}
        url = f"{self.settings.oauth_base_url.rstrip('/')}/v4/oa/access_token"
        try:
            answer = await self.client.post(
                url, data=form, headers={"secret_key": self.settings.secret_key}, timeout=TIMEOUT
            )
        except httpx.HTTPError as error:
            raise broken(error) from None
        return _pair(answer)


def _pair(answer: httpx.Response) -> tuple[str, str, float]:
    if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
        raise SendError(Failure.SERVER, f"HTTP {answer.status_code}")
    try:
        told = answer.json()
        return str(told["access_token"]), str(told["refresh_token"]), float(told["expires_in"])
    except (ValueError, TypeError, KeyError, RecursionError):
        raise _refusal(answer) from None


def _refusal(answer: httpx.Response) -> SendError:
    """What the platform says of it, without any key that may stand beside it; a page of somebody else refuses nothing."""
    try:
        told = answer.json()
        code, name = int(told["error"]), told.get("error_name", "")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return SendError(Failure.SERVER, f"HTTP {answer.status_code} without an answer of the platform")
    return SendError(Failure.UNAUTHORISED, f"the keys were refused: {code} {name}".strip())
