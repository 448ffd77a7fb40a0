"""A process that does some parts, wired to the others: locks for what one of them does at a time, and ears for what they write."""

from contextlib import ExitStack
from dataclasses import replace
from functools import partial

from bot.process import Process
from bot.processes.bells import EVERYTHING, hear
from bot.processes.leader import Leader
from bot.processes.parts import Part
from storage.serving.bells import listening
from storage.serving.right import right_to
from storage.work import Database

POLL = 2.0
"""Seconds after which a worker looks unwoken, for the case that the line between the processes is broken."""

ALONE = (Part.RECEIVER, Part.SENDER, Part.SCHEDULER)


def among_others(process: Process, locks: ExitStack) -> Process:
    """`locks` closes the connections at the end."""
    url = process.settings.database.url
    leaders = {
        part: Leader(
            part,
            locks.enter_context(right_to(part, url)),
            partial(_proclaim, process, part),
            process.runtime.thread.pulse,
            # Twice the same update is one, and what a channel has closed it cannot open again: sends of this process would fail.
            steps_down=part is not Part.RECEIVER,
        )
        for part in ALONE
        if part in process.parts
    }
    return replace(process, leaders=leaders, hear=lambda: hear(lambda: listening(url), partial(_ring, process)))


def proclaim(database: Database, part: Part, name: str) -> None:
    """Written into the database, where the sender's claims look it up: who has lost the lock unawares claims nothing any more."""
    with database.work() as work:
        work.meta.hold(part, name)
        work.commit()


async def _proclaim(process: Process, part: Part) -> None:
    runtime = process.runtime
    await runtime.thread.call(lambda: proclaim(runtime.database, part, runtime.thread.name))


def _ring(process: Process, what: str) -> None:
    kind, _, persona = what.partition(":")
    if kind in {"inbox", EVERYTHING}:
        process.worker.wake()
    if kind in {"job", EVERYTHING} and process.jobs is not None:
        process.jobs.wake()
    if kind in {"outbox", EVERYTHING}:
        process.sender.wake()
    if kind == "web" and process.web_channel is not None:
        process.web_channel.bells.ring(persona)
