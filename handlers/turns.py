"""The turns of one process: what waits already is answered together and kept by one commit."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from handlers.talk.services import Services
from handlers.turn import park, play
from storage.records import InboxEntry
from storage.serving.outage import BUSY, outage_of
from storage.work import Database, Work

MOST_BEGUN = 5
"""So many processes may end over one message (a crash, a kill while it computes) before it is put aside."""

MOST_TOGETHER = 16
LONGEST = timedelta(milliseconds=50)
"""No turn is begun this long after the first of its batch: whoever was answered first waits for the commit."""

CLAIMED = 4
"""So many are claimed at a time: the rest is left to other processes."""

Clock = Callable[[], datetime]


class UnendedError(Exception):
    """Every process that began with this message ended before the message did."""


class Turns:
    """The turns of one process, batch by batch: one message of each conversation, each undone alone where it raises.

    What already waited when the process began may be what its predecessors died of: that is begun so often and no more, which is noted
    before. Whatever was in a batch that did not come to its end, in this process or before it, is played alone.
    """

    def __init__(self, database: Database, services: Services) -> None:
        self._database = database
        self._services = services
        self._waited: int | None = None
        self._noted: set[int] = set()
        self._alone: set[int] = set()

    def next(self, now: Clock) -> bool:
        """Answer what waits, as far as one batch reaches; False where nothing does. What the database cannot do now is raised, and waits."""
        if self._waited is None:
            with self._database.work() as work:
                self._waited = work.inbox.newest()
        return (self._waited > 0 and self._note(now)) or self._batch(now)

    def _note(self, now: Clock) -> bool:
        """That the next ones of those that waited begin, in a commit of its own; whether one was begun too often and is parked instead."""
        with self._database.work() as work:
            old = [entry for entry in work.inbox.waiting(MOST_TOGETHER) if entry.id <= (self._waited or 0)]
            if not old:
                self._waited = 0
            begin = [entry for entry in self._together(old) if entry.id not in self._noted]
            too_often = bool(begin) and begin[0].begun >= MOST_BEGUN
            if too_often:
                park(work, self._services, begin[0], UnendedError(), now())
            elif begin:
                work.inbox.begin([entry.id for entry in begin], begin[0].begun + 1)
                self._noted.update(entry.id for entry in begin)
            work.commit()
        return too_often

    def _batch(self, now: Clock) -> bool:
        tried: list[int] = []
        try:
            with self._database.work() as work:
                for entry in self._chosen(work, now):
                    tried.append(entry.id)
                    if not self._goes_on(work, entry, now(), first=len(tried) == 1):
                        break
                # Also where nothing waits: what was damaged has been put aside.
                work.commit()
        except Exception:
            self._alone.update(tried if len(tried) > 1 else ())
            raise
        self._alone.difference_update(tried)
        return bool(tried)

    def _chosen(self, work: Work, now: Clock) -> Iterator[InboxEntry]:
        """One of each conversation, oldest first, as long as there is time."""
        end, met = now() + LONGEST, set[str]()
        while claimed := [each for each in work.inbox.waiting(CLAIMED) if each.conversation not in met]:
            joining = self._together(claimed) if not met else [each for each in claimed if not self._is_suspect(each)]
            for entry in joining:
                if met and (now() >= end or len(met) >= MOST_TOGETHER):
                    return
                met.add(entry.conversation)
                yield entry
            if not joining or self._is_suspect(joining[0]):
                return

    def _together(self, entries: Sequence[InboxEntry]) -> Sequence[InboxEntry]:
        """The first one, and which of the others may share its batch."""
        if not entries or self._is_suspect(entries[0]):
            return entries[:1]
        return [entry for entry in entries if not self._is_suspect(entry)]

    def _is_suspect(self, entry: InboxEntry) -> bool:
        """A batch in which it was did not come to its end."""
        return entry.id in self._alone or entry.begun > (entry.id in self._noted)

    def _goes_on(self, work: Work, entry: InboxEntry, now: datetime, *, first: bool) -> bool:
        """Whether the batch may, after this message: not where its claims were given back, nor where others hold what the message needs."""
        if first:
            return play(work, self._services, entry, now)
        work.mark()
        try:
            play(work, self._services, entry, now, back=work.back)
        except Exception as error:
            if outage_of(error) != BUSY:
                raise
            work.back()
            return False
        return True
