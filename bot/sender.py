"""Drains the outbox: claims rows, sends them, records what came of it. Knows no platform."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot.channels.base import Channel, Parcel
from bot.local_time import local
from bot.retries import holds_for_everybody, next_pause
from bot.runtime import Runtime
from chat import Failure, Receipt, SendError
from handlers.wire import outgoing_from_json
from storage.records import MessageKind, OutboxEntry
from storage.work import Work

LOG = logging.getLogger(__name__)
IN_FLIGHT = 16
IDLE_SECONDS = 5.0
AGED = timedelta(minutes=1)
FAIR_SHARE = 4
"""Of so many messages one is whatever has waited longest, once it has waited for `AGED`: replies come first, but not always."""

Elsewhere = Callable[[Work, OutboxEntry, datetime], None]
"""Told of a message that will never arrive where it was to go, in the unit of work that says so."""


def update_key_of(cause: str, channel: str, bot: str) -> str | None:
    """The update that a reply answers; replies have the cause "in:<channel>:<bot>:<update key>", reminders another."""
    prefix = f"in:{channel}:{bot}:"
    return cause.removeprefix(prefix) if cause.startswith(prefix) else None


def parcel_of(entry: OutboxEntry) -> Parcel:
    address = entry.address
    return Parcel(
        outbox_id=entry.id,
        address=address,
        outgoing=outgoing_from_json(entry.body),
        answers=update_key_of(entry.cause, address.channel, address.bot),
        last=entry.last,
        edit_of=entry.edit_of,
        replaces=entry.edit_ref,
        unrepeatable=entry.kind is not MessageKind.INTERACTIVE,
    )


class Sender:
    """Keeps up to 16 sends in flight, of one conversation never two. `chance` gives numbers from 0 to 1 for the spread of retries."""

    def __init__(
        self,
        runtime: Runtime,
        channels: Mapping[str, Channel],
        chance: Callable[[], float],
        elsewhere: Elsewhere = lambda _work, _entry, _now: None,
    ) -> None:
        self._runtime = runtime
        self._channels = channels
        self._chance = chance
        self._elsewhere = elsewhere
        self._since_oldest = 0
        self._bell = asyncio.Event()
        self._flying: set[asyncio.Task[None]] = set()
        self._launching = asyncio.Lock()

    def wake(self) -> None:
        self._bell.set()

    async def run(self) -> None:
        """Until cancelled. Rows found in the middle of a send (a crash) are settled first."""
        await self._runtime.thread.call(self._recover)
        while True:
            await self._launch()
            await self._wait()

    async def drain(self) -> None:
        """Send everything that is due now; for tests and for the end of a move of the clock."""
        while await self._launch() or self._flying:
            await asyncio.wait(self._flying)

    async def stop(self) -> None:
        """Let what is in flight come to its end, so that its result is recorded."""
        if self._flying:
            await asyncio.wait(self._flying, timeout=10)

    async def _wait(self) -> None:
        bell = asyncio.ensure_future(self._bell.wait())
        await asyncio.wait({bell, *self._flying}, timeout=IDLE_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        bell.cancel()
        self._bell.clear()

    async def _launch(self) -> int:
        # One at a time: between claim and flight a row is nowhere to be seen, and `drain` would take it for sent.
        async with self._launching:
            return await self._launch_free()

    async def _launch_free(self) -> int:
        free = IN_FLIGHT - len(self._flying)
        if free <= 0:
            return 0
        try:
            entries = await self._runtime.thread.call(lambda: self._claim(free))
        except Exception:
            LOG.exception("the outbox cannot be read; trying again")
            return 0
        for entry in entries:
            task = asyncio.create_task(self._deliver(entry))
            self._flying.add(task)
            task.add_done_callback(self._landed)
        return len(entries)

    def _landed(self, task: asyncio.Task[None]) -> None:
        self._flying.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            LOG.error("what came of a send could not be recorded; it is settled at the next start", exc_info=error)

    async def _deliver(self, entry: OutboxEntry) -> None:
        try:
            receipt = await self._channel(entry.address.channel).send(parcel_of(entry))
        except SendError as error:
            await self._runtime.thread.call(lambda failed=error: self._record_failure(entry, failed))  # type: ignore[misc]  # mypy cannot infer a default
        except Exception as error:
            # A defect in a channel must not be repeated for ever, nor stop the other conversations.
            LOG.exception("outbox %d: the channel %s failed", entry.id, entry.address.channel)
            detail = type(error).__name__
            await self._runtime.thread.call(lambda: self._give_up(entry, detail))
        else:
            await self._runtime.thread.call(lambda: self._record_sent(entry, receipt))

    def _channel(self, name: str) -> Channel:
        if name not in self._channels:
            raise SendError(Failure.REFUSED, f"channel {name} is not switched on")
        return self._channels[name]

    def _counts(self, name: str) -> bool:
        """Whether what is sent on a channel is counted: where its plan has a limit."""
        return self._channel(name).capabilities.limited

    def _claim(self, limit: int) -> tuple[OutboxEntry, ...]:
        """Replies before reminders before the rest; every fourth place is for whatever has waited longest."""
        now, oldest = self._runtime.clock.now(), tuple[OutboxEntry, ...]()
        with self._runtime.database.work() as work:
            if self._since_oldest >= FAIR_SHARE - 1:
                oldest = work.outbox.claim_oldest(now, now - AGED)
            others = work.outbox.claim_due(now, limit - len(oldest)) if limit > len(oldest) else ()
            work.commit()
        self._since_oldest = 0 if oldest else self._since_oldest + len(others)
        return oldest + others

    def _recover(self) -> None:
        with self._runtime.database.work() as work:
            requeued, uncertain = work.outbox.recover(self._runtime.clock.now(), everything=True)
            work.commit()
        if requeued or uncertain:
            LOG.warning(
                "found %d sends without a result: sending again; %d reminders marked uncertain", requeued, uncertain
            )

    def _record_sent(self, entry: OutboxEntry, receipt: Receipt) -> None:
        at = receipt.at or self._runtime.clock.now()
        reported_later = self._channel(entry.address.channel).capabilities.reports_delivery
        with self._runtime.database.work() as work:
            work.outbox.sent(entry.id, receipt, at)
            if self._counts(entry.address.channel):
                month = f"{local(at):%Y-%m}"
                work.quotas.add(entry.address.channel, entry.address.bot, month, max(len(receipt.parts), 1))
            if not reported_later:
                work.outbox.seen([entry.id], at)
            work.commit()

    def _give_up(self, entry: OutboxEntry, detail: str) -> None:
        with self._runtime.database.work() as work:
            self._failed(work, entry, detail, self._runtime.clock.now())
            work.commit()

    def _record_failure(self, entry: OutboxEntry, error: SendError) -> None:
        now = self._runtime.clock.now()
        LOG.warning("outbox %d on %s: %s", entry.id, entry.address.channel, error)
        pause = next_pause(entry, error, self._chance())
        with self._runtime.database.work() as work:
            if error.failure.account_gone:
                work.people.set_account_state(entry.address, active=False)
            if pause is not None:
                work.outbox.retry(entry.id, now + pause, str(error))
                if holds_for_everybody(entry, error):
                    work.outbox.pause(entry.address.channel, entry.address.bot, now + pause)
            elif error.failure.unknown:
                work.outbox.uncertain(entry.id, str(error), now)
            else:
                self._failed(work, entry, str(error), now)
            work.commit()

    def _failed(self, work: Work, entry: OutboxEntry, why: str, now: datetime) -> None:
        work.outbox.failed(entry.id, why, now)
        if entry.kind is not MessageKind.INTERACTIVE:
            self._elsewhere(work, entry, now)
