"""Long polling: updates are committed to the inbox, and only the next request tells Telegram so.

The loops of both libraries acknowledge before they handle and lose updates in a crash (2 of 5 when measured); this one asks again for
whatever was not committed, and the inbox recognises what it has.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import AnswerCallbackQuery, DeleteWebhook, GetUpdates, TelegramMethod
from aiogram.types import Update
from aiohttp import ClientError
from pydantic import ValidationError

from bot.channels.telegram.capabilities import ALLOWED_UPDATES
from bot.channels.telegram.inbound import Membership, Moved, Reader, Wanted, wanted_file
from bot.files.kinds import file_type, image_type
from bot.pulse import trouble_of
from bot.runtime import Runtime
from chat import Incoming, Kind

LOG = logging.getLogger(__name__)
POLL_SECONDS = 25
FILE_TRIES = 5
LONGEST_PAUSE = 60.0


class FileNotReadyError(Exception):
    """The file could not be fetched this time; the update is asked for again."""


class Receiver:
    """`sleep` waits between failed tries; `max_file` in bytes."""

    def __init__(
        self,
        runtime: Runtime,
        token: str,
        base_url: str,
        proxy: str,
        *,
        max_file: int,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        session = AiohttpSession(api=TelegramAPIServer.from_base(base_url), proxy=proxy or None)
        self._bot = Bot(token, session=session)
        self._runtime = runtime
        self._reader = Reader(token.partition(":")[0], runtime.clock.from_platform, runtime.clock.now)
        self._max_file = max_file
        self._sleep = sleep
        self._offset: int | None = None
        self._failures = 0
        self._file_failures: dict[int, int] = {}
        self.state = "connecting"

    async def close(self) -> None:
        await self._bot.session.close()

    async def run(self) -> None:
        """Until cancelled; whatever goes wrong is told in `state` and tried again."""
        webhook_gone = False
        while True:
            try:
                if not webhook_gone:
                    await self._bot(DeleteWebhook(drop_pending_updates=False))
                    webhook_gone = True
                await self.poll()
                self.state, self._failures = "ok", 0
            except (AiogramError, FileNotReadyError) as error:
                await self.pause(error)

    async def poll(self) -> None:
        """One request and what it brought; words and taps that came one after the other are kept by one commit."""
        updates = [update for update in await self._fetch() if update is not None]
        for _, run in groupby(updates, lambda update: _is_plain(update) or update.update_id):
            together = list(run)
            await self._runtime.patiently(partial(self._take, *together), self._sleep)
            self._offset = together[-1].update_id + 1

    async def _fetch(self) -> list[Update | None]:
        method = GetUpdates(offset=self._offset, timeout=POLL_SECONDS, allowed_updates=list(ALLOWED_UPDATES))
        try:
            return [*await self._bot(method, request_timeout=POLL_SECONDS + 10)]
        except ClientDecodeError as error:
            if not isinstance(error.data, dict) or not isinstance(error.data.get("result"), list):
                raise
            return [self._one(raw) for raw in error.data["result"]]

    def _one(self, raw: dict[str, Any]) -> Update | None:
        """One unreadable update must not keep the others out for ever: it is logged and passed over."""
        try:
            return Update.model_validate(raw, context={"bot": self._bot})
        except ValidationError:
            number = raw.get("update_id") if isinstance(raw, dict) else None
            LOG.error("update %s cannot be read by this version of aiogram; passed over", number)  # noqa: TRY400 - its text would hold the message
            if isinstance(number, int):
                self._offset = max(self._offset or 0, number + 1)
            return None

    async def _take(self, *updates: Update) -> None:
        """One update, or several plain ones."""
        coming = []
        for update in updates:
            read = self._reader.read(update)
            if isinstance(read, Incoming):
                coming.append(await self._with_file(update, read))
            elif isinstance(read, Membership):
                await self._runtime.thread.call(partial(self._keep, read))
            elif isinstance(read, Moved):
                await self._runtime.thread.call(partial(self._move, read))
            else:
                LOG.info("update %d asks for no answer", update.update_id)
        if coming:
            await self._runtime.take(*coming)
        for update in updates:
            await self._answer_tap(update)

    def _keep(self, change: Membership) -> None:
        with self._runtime.database.work() as work:
            work.people.set_account_state(change.address, active=change.active)
            work.commit()

    def _move(self, moved: Moved) -> None:
        with self._runtime.database.work() as work:
            work.chats.move(moved.address, moved.to)
            work.commit()

    async def _answer_tap(self, update: Update) -> None:
        """Ends the waiting sign on the button; of no consequence where it fails (queries get too old)."""
        if update.callback_query is None:
            return
        try:
            await self._bot(AnswerCallbackQuery(callback_query_id=update.callback_query.id))
        except AiogramError as error:
            LOG.info("tap of update %d: %s", update.update_id, type(error).__name__)

    async def _with_file(self, update: Update, incoming: Incoming) -> Incoming:
        wanted = wanted_file(update.message) if update.message is not None else None
        if wanted is None or not await self._runtime.wants_file(incoming):
            return incoming
        try:
            found = await self._file(incoming, wanted)
        except TelegramBadRequest:
            found = None
        except (AiogramError, ClientError, OSError, TimeoutError) as error:
            if trouble_of(error):
                raise
            self._file_failures[update.update_id] = self._file_failures.get(update.update_id, 0) + 1
            if self._file_failures[update.update_id] < FILE_TRIES:
                raise FileNotReadyError from error
            found = None
        self._file_failures.pop(update.update_id, None)
        if found is None:
            return replace(incoming, kind=Kind.FILE if incoming.kind is Kind.FILE else Kind.UNSUPPORTED)
        return found

    async def _file(self, incoming: Incoming, wanted: Wanted) -> Incoming | None:
        """With its file; None for what is too large, and for a photo that is none by its content."""
        if wanted.size > self._max_file:
            return None
        stream = await self._bot.download(wanted.file_id)
        content = stream.read() if stream is not None else b""
        if len(content) > self._max_file or (wanted.is_photo and image_type(content) is None):
            return None
        return await self._runtime.with_file(incoming, content, wanted.name, file_type(wanted.name, content))

    async def ask(self, method: TelegramMethod[Any]) -> None:
        """One request whose answer does not matter; raises AiogramError where it is refused."""
        await self._bot(method)

    async def take_raw(self, raw: dict[str, Any]) -> None:
        """One update as it came over the webhook; one that cannot be read is logged and passed over."""
        update = self._one(raw)
        if update is not None:
            await self._take(update)

    async def pause(self, error: Exception) -> None:
        self._failures += 1
        wait = min(LONGEST_PAUSE, 2.0 ** min(self._failures, 10) / 2)
        if isinstance(error, TelegramRetryAfter):
            wait = float(error.retry_after)
        self.state = _state(error)
        LOG.warning("Telegram: %s (%s); trying again in %.0f s", self.state, type(error).__name__, wait)
        await self._sleep(wait)


def _is_plain(update: Update) -> bool:
    """Nothing needs to be fetched, and nothing else is done than to keep it."""
    return update.callback_query is not None or (update.message is not None and update.message.text is not None)


def _state(error: Exception) -> str:
    if isinstance(error, TelegramUnauthorizedError):
        return "token not valid; check RASOAT_TELEGRAM__TOKEN"
    if isinstance(error, TelegramConflictError):
        return "another program receives with this token; stop it"
    if isinstance(error, TelegramRetryAfter):
        return "asked to wait"
    return "refused" if isinstance(error, TelegramAPIError) and not _is_network(error) else "unreachable"


def _is_network(error: TelegramAPIError) -> bool:
    return type(error).__name__ in {"TelegramNetworkError", "TelegramServerError", "RestartingTelegram"}
