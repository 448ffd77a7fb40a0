"""Long work beside the turns: which kinds there are, and each step of one, in a short transaction of its own on the thread that serves turns."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from handlers.defects import kind_and_place
from handlers.exports.handing import EXPORT
from handlers.forms.checking import FORM
from handlers.people.printing import PRINTED
from handlers.register.sending import LOAD, READ
from handlers.talk import long_work
from handlers.talk.context import Context, Response
from handlers.talk.dialog import Dialog
from handlers.talk.long_work import JobKind
from handlers.talk.replying import cause_of, dialog_of, enqueue, marked, settle
from handlers.talk.services import Services
from storage.records import Job, JobState
from storage.serving.outage import outage_of
from storage.work import Database, Work

LOG = logging.getLogger(__name__)
MOST_ATTEMPTS = 3
"""So often a job is taken up whose process dies; then its person is told."""

OFTEN, SELDOM = timedelta(seconds=4), timedelta(seconds=60)
"""How far it is, is said at most so often: where the message is edited, and where each time is a message more."""


def by_name(kinds: Iterable[JobKind]) -> Mapping[str, JobKind]:
    return MappingProxyType({kind.name: kind for kind in kinds})


KINDS = by_name([FORM, READ, LOAD, EXPORT, PRINTED])


@dataclass(frozen=True, slots=True)
class Task:
    """A job that is ours: what is to be calculated (b"" where that was done before), and how."""

    job: Job
    kind: JobKind
    given: bytes = b""


class Jobs:
    """`holder` is the name by which this process is told from others on the same database."""

    def __init__(
        self, database: Database, services: Services, holder: str, kinds: Mapping[str, JobKind] = KINDS
    ) -> None:
        self._database = database
        self._services = services
        self._holder = holder
        self._kinds = kinds

    def release(self) -> int:
        """For the only process that works, at its start: what a dead one has left need not wait for the end of its lease."""
        with self._database.work() as work:
            left = work.jobs.release()
            work.commit()
        return left

    def take(self, now: datetime) -> Task | None:
        """The next one to be done; None where there is none. One whose input cannot be had, or which was begun too often, ends here."""
        while (job := self._claim(now)) is not None:
            if job.attempts > MOST_ATTEMPTS:
                self.failed(job, "its process died again and again", now)
                continue
            kind = self._kinds[job.kind]
            if job.result is not None:
                return Task(job, kind)
            try:
                return Task(job, kind, self._gathered(job, kind, now))
            except Exception as error:
                if outage_of(error):
                    raise
                self.failed(job, kind_and_place(error), now)
        return None

    def keep(self, job: Job, now: datetime, done: int = 0, total: int = 0) -> bool:
        """Still at it; the person hears how far it is, now and then. False where it is not ours any more."""
        with self._database.work() as work:
            if not work.jobs.keep(job.id, self._holder, now, done, total):
                return False
            known = work.jobs.get(job.id)
            work.commit()
        if known is not None and self._is_due(known, now):
            self._tell(known, now)
        return True

    def calculated(self, job: Job, result: bytes, now: datetime) -> bool:
        """Keep the result until it is written. False where the job is not ours any more."""
        with self._database.work() as work:
            ours = work.jobs.calculated(job.id, self._holder, result, now)
            work.commit()
        return ours

    def write(self, job: Job, result: bytes, now: datetime) -> bool:
        """Write the next batch, and with the last one say what came of it; True where another batch is to follow."""
        try:
            return self._write(job, result, now)
        except Exception as error:
            if outage_of(error):
                raise
            self.failed(job, kind_and_place(error), now)
            return False

    def died(self, job: Job, why: str, now: datetime) -> None:
        """The process that calculated it is gone: once more, but not for ever."""
        LOG.warning("job %d: %s", job.id, why)
        if job.attempts >= MOST_ATTEMPTS:
            self.failed(job, why, now)
            return
        with self._database.work() as work:
            work.jobs.put_back(job.id, self._holder, why)
            work.commit()

    def leave(self, job: Job) -> None:
        """For a process that ends: another one, or its next start, takes the job up at once, and no attempt is counted."""
        with self._database.work() as work:
            work.jobs.put_back(job.id, self._holder, "", counted=False)
            work.commit()

    def failed(self, job: Job, why: str, now: datetime) -> None:
        """It comes to no end: its person is told. `why` is for the log, and holds nothing that a person wrote."""
        LOG.error("job %d (%s) failed: %s", job.id, job.kind, why)
        with self._database.work() as work:
            ctx = self._context(work, job, now)
            known = work.jobs.get(job.id)
            if known is not None and work.jobs.end(job.id, self._holder, JobState.FAILED, now, why):
                self._say(ctx, long_work.failed(ctx, known))
                work.commit()

    def _claim(self, now: datetime) -> Job | None:
        with self._database.work() as work:
            job = work.jobs.claim(self._kinds, self._holder, now)
            if job is not None:
                work.commit()
        return job

    def _gathered(self, job: Job, kind: JobKind, now: datetime) -> bytes:
        with self._database.look() as work:
            return kind.gather(self._context(work, job, now), long_work.about_of(job))

    def _write(self, job: Job, result: bytes, now: datetime) -> bool:
        with self._database.work() as work:
            # The dialogue first, as a turn does it: two that lock in another order would wait for each other.
            ctx = self._context(work, job, now)
            known = work.jobs.get(job.id)
            if known is None or not work.jobs.wrote(job.id, self._holder, now):
                return False
            try:
                response = self._kinds[job.kind].write(ctx, result, known.written)
            finally:
                for session in ctx.sessions:
                    session.close()
            if response is not None:
                work.jobs.end(job.id, self._holder, JobState.DONE, now)
                self._say(ctx, response)
            work.commit()
        return response is None

    def _context(self, work: Work, job: Job, now: datetime) -> Context:
        """That of the message that asked for it, now."""
        person = work.people.get(job.person_id)
        assert person is not None
        return Context(
            work.seen_by(person.id), self._services, job.message, person, dialog_of(work, person) or Dialog(), now, []
        )

    def _say(self, ctx: Context, response: Response) -> None:
        """The rest of the answer to the message that asked; nothing to somebody who does not work here any more."""
        if ctx.person.active:
            first = ctx.work.undelivered.tried(cause_of(ctx.incoming))[1] + 1
            settle(ctx, marked(ctx, response), first=first)

    def _edits(self, job: Job) -> bool:
        able = self._services.channels.get(job.message.address.channel)
        return able is not None and able.edit

    def _is_due(self, job: Job, now: datetime) -> bool:
        """Whether it is time to say how far the job is."""
        pause = OFTEN if self._edits(job) else SELDOM
        return 0 < job.done < job.total and now - (job.told_at or job.created_at) >= pause

    def _tell(self, job: Job, now: datetime) -> None:
        with self._database.work() as work:
            ctx = self._context(work, job, now)
            if work.jobs.told(job.id, self._holder, now):
                cause = cause_of(ctx.incoming)
                said = marked(ctx, long_work.progress(ctx, job))
                edit_of = work.outbox.first_of(cause) if self._edits(job) else None
                number = work.undelivered.tried(cause)[1] + 1
                enqueue(work, ctx.incoming, said.messages, ctx.person, now, edit_of, last=False, first=number)
                work.commit()
