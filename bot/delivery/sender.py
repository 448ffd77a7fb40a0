"""Drains the outbox: claims rows, sends them, records what came of it. Knows no platform."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial

from bot.channels.base import Channel, Parcel
from bot.clock.local_time import local
from bot.delivery.retries import holds_for_everybody, next_pause
from bot.pulse import patiently, tell, trouble_of
from bot.runtime import Runtime
from chat import Failure, Receipt, SendError
from storage.records import MessageKind, OutboxEntry, update_answered
from storage.work import Work

LOG = logging.getLogger(__name__)
IN_FLIGHT = 16
IDLE_SECONDS = 5.0
PATIENCE = 10.0
"""Seconds that a send in flight is waited for at the end."""

AGED = timedelta(minutes=1)
FAIR_SHARE = 4
"""Of so many messages one is whatever has waited longest, once it has waited for `AGED`: replies come first, but not always."""

CUT_OFF = "cut off"
"""What the row of a message says whose person may not get it any more."""

Elsewhere = Callable[[Work, OutboxEntry, datetime], None]
"""Told of a message that will never arrive where it was to go, in the unit of work that says so."""


def parcel_of(entry: OutboxEntry) -> Parcel:
    return Parcel(
        outbox_id=entry.id,
        address=entry.address,
        outgoing=entry.outgoing,
        answers=update_answered(entry.cause, entry.address),
        last=entry.last,
        edit_of=entry.edit_of,
        replaces=entry.edit_ref,
        unrepeatable=entry.kind is not MessageKind.INTERACTIVE,
    )


class Sender:
    """Keeps up to 16 sends in flight, of one conversation never two. `chance` gives numbers from 0 to 1 for the spread of retries.

    With several processes `holds` says, in the unit of work that claims, whether this one is the sender; what an earlier one left in the
    middle is settled after `grace` seconds, when that one has surely ended.
    """

    def __init__(
        self,
        runtime: Runtime,
        channels: Mapping[str, Channel],
        chance: Callable[[], float],
        elsewhere: Elsewhere = lambda _work, _entry, _now: None,
        holds: Callable[[Work], bool] = lambda _work: True,
        grace: float = 0.0,
    ) -> None:
        self._runtime = runtime
        self._channels = channels
        self._chance = chance
        self._elsewhere = elsewhere
        self._holds = holds
        self._grace = grace
        self._since_oldest = 0
        self._bell = asyncio.Event()
        self._flying: set[asyncio.Task[None]] = set()
        self._recording: set[asyncio.Task[None]] = set()
        self._launching = asyncio.Lock()

    def wake(self) -> None:
        self._bell.set()

    async def run(self) -> None:
        """Until cancelled. Rows found in the middle of a send (a crash) are settled first, or after `grace` where their sender may still live."""
        began = self._runtime.clock.now()
        async with asyncio.TaskGroup() as group:
            if self._grace:
                group.create_task(self._settle(began))
            else:
                await self._settle(began)
            await self._go_on()

    async def _go_on(self) -> None:
        while True:
            await self._launch()
            await self._wait()

    async def drain(self) -> None:
        """Send everything that is due now; for tests and for the end of a move of the clock."""
        while await self._launch() or self._flying:
            await asyncio.wait(self._flying)

    async def stop(self) -> None:
        """Let what is in flight come to its end; a send that takes too long is broken off, but never the record of one."""
        if not self._flying:
            return
        _, late = await asyncio.wait(self._flying, timeout=PATIENCE)
        for task in late - self._recording:
            task.cancel()

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
        except Exception as error:  # noqa: BLE001 - told by its kind, and tried again
            tell(LOG, "the outbox cannot be read; trying again", error)
            return 0
        for entry in entries:
            task = asyncio.create_task(self._deliver(entry))
            self._flying.add(task)
            task.add_done_callback(self._landed)
        return len(entries)

    def _landed(self, task: asyncio.Task[None]) -> None:
        self._flying.discard(task)
        self._recording.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            LOG.error("what came of a send could not be recorded; it is settled at the next start", exc_info=error)

    async def _deliver(self, entry: OutboxEntry) -> None:
        try:
            receipt = await self._channel(entry.address.channel).send(parcel_of(entry))
        except SendError as error:
            await self._record(entry, partial(self._record_failure, entry, error))
        except Exception as error:  # noqa: BLE001 - told, and recorded by its kind
            await self._record(entry, self._what_follows(entry, error))
        else:
            await self._record(entry, partial(self._record_sent, entry, receipt))

    async def _record(self, entry: OutboxEntry, record: Callable[[Work], None]) -> None:
        """However long the database is away: what is not recorded would be sent again."""
        task = asyncio.current_task()
        assert task is not None
        self._recording.add(task)
        await patiently(
            lambda: self._runtime.thread.write(self._runtime.database, record),
            f"outbox {entry.id}: what came of it is not recorded",
        )

    def _what_follows(self, entry: OutboxEntry, error: Exception) -> Callable[[Work], None]:
        """A channel that needs database or disk waits for them; a defect in it must not be repeated for ever, nor stop other conversations."""
        trouble = trouble_of(error)
        if trouble:
            return partial(self._record_failure, entry, SendError(Failure.SERVER, trouble))
        LOG.error("outbox %d: the channel %s failed", entry.id, entry.address.channel, exc_info=error)
        return partial(self._give_up, entry, type(error).__name__)

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
            if not self._holds(work):
                LOG.warning("another process sends now; this one claims nothing")
                return ()
            if self._since_oldest >= FAIR_SHARE - 1:
                oldest = work.due.claim_oldest(now, now - AGED)
            others = work.due.claim(now, limit - len(oldest)) if limit > len(oldest) else ()
            going = tuple(entry for entry in oldest + others if self._may_go(work, entry, now))
            work.commit()
        self._since_oldest = 0 if oldest else self._since_oldest + len(others)
        return going

    @staticmethod
    def _may_go(work: Work, entry: OutboxEntry, now: datetime) -> bool:
        """Whoever may not use the bot any more, or lost that account, gets nothing of what waited for them; the row says so."""
        if entry.person_id is None:
            return True
        person = work.people.by_account(entry.address)
        if person is not None and person.active and person.id == entry.person_id:
            return True
        LOG.warning("outbox %d: not sent, its person may not get it any more", entry.id)
        work.outbox.failed(entry.id, CUT_OFF, now)
        work.undelivered.give_up(entry.id, now)
        return False

    async def _settle(self, began: datetime) -> None:
        await asyncio.sleep(self._grace)
        await patiently(lambda: self._runtime.thread.call(lambda: self._recover(began)), "the sender cannot begin")
        self.wake()

    def _recover(self, began: datetime | None = None) -> None:
        now = self._runtime.clock.now()
        with self._runtime.database.work() as work:
            requeued, uncertain = work.outbox.recover(now, everything=not self._grace, claimed_before=began)
            work.outbox.bring_back(now)
            work.commit()
        if requeued or uncertain:
            LOG.warning(
                "found %d sends without a result: sending again; %d reminders marked uncertain", requeued, uncertain
            )

    def _record_sent(self, entry: OutboxEntry, receipt: Receipt, work: Work) -> None:
        at = receipt.at or self._runtime.clock.now()
        reported_later = self._channel(entry.address.channel).capabilities.reports_delivery
        work.outbox.sent(entry.id, receipt, at)
        if self._counts(entry.address.channel):
            month = f"{local(at):%Y-%m}"
            work.quotas.add(entry.address.channel, entry.address.bot, month, max(len(receipt.parts), 1))
        if not reported_later:
            work.outbox.seen([entry.id], at)

    def _give_up(self, entry: OutboxEntry, detail: str, work: Work) -> None:
        self._failed(work, entry, detail, self._runtime.clock.now())

    def _record_failure(self, entry: OutboxEntry, error: SendError, work: Work) -> None:
        now = self._runtime.clock.now()
        LOG.warning("outbox %d on %s: %s", entry.id, entry.address.channel, error)
        pause = next_pause(entry, error, self._chance())
        if error.moved_to:
            work.chats.move(entry.address, error.moved_to)
        if error.failure.account_gone:
            work.people.set_account_state(entry.address, active=False)
        if pause is not None:
            work.outbox.retry(entry.id, now + pause, str(error))
            if holds_for_everybody(entry, error):
                work.pauses.put(entry.address.channel, entry.address.bot, now + pause)
        elif error.failure.unknown:
            work.outbox.uncertain(entry.id, str(error), now)
        else:
            self._failed(work, entry, str(error), now)

    def _failed(self, work: Work, entry: OutboxEntry, why: str, now: datetime) -> None:
        work.outbox.failed(entry.id, why, now)
        if entry.kind is not MessageKind.INTERACTIVE:
            self._elsewhere(work, entry, now)
