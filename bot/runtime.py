"""What every channel needs of the process: the database thread, the clock, the file store, and the way in."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.channel_words import ChannelWords
from bot.clock.clock import Clock
from bot.files.pictures import without_traces
from bot.files.store import FileStore
from bot.jobs.calculation import DiedError, Function, Report, UnfitError, calculate
from bot.pulse import patiently
from bot.worker import DatabaseThread
from chat import FileIn, Incoming, Picture
from storage.records import StoredFile
from storage.serving.outage import outage_of
from storage.work import Database, Work
from survey.identity_card import glance

LOG = logging.getLogger(__name__)
LONGEST_LOOK = 30.0
"""Seconds after which a picture counts as one without a card."""

Sleep = Callable[[float], Awaitable[None]]
Calculate = Callable[[Function, bytes, Report], Awaitable[bytes]]
UseOf = Callable[[Work, Incoming, datetime], Picture]


def keep_all(_work: Work, _incoming: Incoming, _now: datetime) -> Picture:
    """For those who know no conversation."""
    return Picture.KEPT


@dataclass(frozen=True, slots=True)
class Runtime:
    """`wake` tells the worker that there are new inbox rows; `use_of` what becomes of a picture that comes with a message."""

    database: Database
    thread: DatabaseThread
    clock: Clock
    files: FileStore
    wake: Callable[[], None]
    words: ChannelWords
    use_of: UseOf = keep_all
    calculate: Calculate = calculate
    looking: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def patiently(self, job: Callable[[], Awaitable[None]], sleep: Sleep) -> None:
        """For what a platform hands out only once: it is kept, however long database or disk cannot work."""
        await patiently(job, "nothing can be stored now", sleep)

    async def take(self, *incoming: Incoming) -> bool:
        """Commit messages to the inbox, all or none; True where all were there already. Only afterwards may they be acknowledged."""
        repeated = await self.thread.write(self.database, lambda work: [self.ingest(work, each) for each in incoming])
        self.wake()
        return all(repeated)

    def ingest(self, work: Work, incoming: Incoming, seq: int | None = None) -> bool:
        """Put one message into the inbox inside a unit of work of the caller; `seq` where the caller gives the order number."""
        if seq is not None:
            incoming = replace(incoming, seq=seq)
        return work.inbox.ingest(incoming, self.clock.now())

    async def wants_file(self, incoming: Incoming) -> bool:
        """Whether what a message carries is to be fetched and kept: not of strangers, not in groups, and not a second time."""
        return await self.thread.call(lambda: self._wants_file(incoming))

    def _wants_file(self, incoming: Incoming) -> bool:
        if incoming.address.is_group:
            return False
        with self.database.look() as work:
            person = work.people.by_account(incoming.address)
            return person is not None and person.active and not work.inbox.has(incoming)

    async def with_file(self, incoming: Incoming, content: bytes, name: str, mime: str) -> Incoming:
        """The message with its file, put away before the message enters the inbox; of a picture that nothing asked for, with whose card was seen in it.

        Such a picture is kept nowhere: it is gone with this call.
        """
        if mime.startswith("image/"):
            use = await self.thread.call(lambda: self._use(incoming))
            if use is Picture.LOOKED_AT:
                return replace(incoming, looked=True, card=await self._card(content))
            if use is Picture.LET_GO:
                return incoming
        return replace(incoming, files=(await self.keep_file(incoming, content, name, mime),))

    def _use(self, incoming: Incoming) -> Picture:
        """Whatever is wrong with the conversation, the message itself gets in: its turn tells of it."""
        with self.database.look() as work:
            try:
                return self.use_of(work, incoming, self.clock.now())
            except Exception as error:
                if outage_of(error):
                    raise
                LOG.exception("nobody can say what a picture is for")
                return Picture.LET_GO

    async def _card(self, content: bytes) -> str:
        """Read in a process of its own, one at a time: it is a stranger's file, and code of others takes it apart."""
        try:
            async with self.looking, asyncio.timeout(LONGEST_LOOK):
                return (await self.calculate(glance, content, lambda _done, _total: None)).decode()
        except (DiedError, UnfitError, TimeoutError) as error:
            LOG.warning("a picture could not be looked into (%s)", type(error).__name__)
            return ""

    async def keep_file(self, incoming: Incoming, content: bytes, name: str, mime: str) -> FileIn:
        """Put a file away, encrypted, before the message that carries it enters the inbox. Of one update there is one file, however often it comes."""
        address = incoming.address
        return await self.keep_as(("in", address.channel, address.bot, incoming.update_key), content, name, mime)

    async def keep_as(self, whence: tuple[object, ...], content: bytes, name: str, mime: str) -> FileIn:
        """As `keep_file`, for what comes from elsewhere; the same place again is the same file."""
        key = self.files.key_of(*whence)
        # Beside the database thread: a large photo takes a second.
        content = await asyncio.to_thread(without_traces, content)
        return await self.thread.call(lambda: self._keep(key, content, name, mime, self.clock.now()))

    def _keep(self, key: str, content: bytes, name: str, mime: str, at: datetime) -> FileIn:
        self.files.put(key, content)
        name = name.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")
        with self.database.work() as work:
            work.files.add(StoredFile(key, name, mime, len(content), None, at))
            work.commit()
        return FileIn(key, name, mime, len(content))
