"""A long work for tests, in the place of a form's: what it calculates takes as long as is wanted, and every batch that is written is counted."""

import json
import os
import signal
from collections.abc import Mapping
from threading import Event
from time import monotonic, sleep, thread_time

from chat import Outgoing
from handlers.jobs import by_name
from handlers.talk.context import Context, Response
from handlers.talk.long_work import JobKind, Report
from storage.work import Work

SAID = "Đã đếm xong."
PARTS = 100
STOP = Event()
"""For a calculation on a thread of this process, which cannot be ended from outside."""


def about(*, seconds: float = 0.0, batches: int = 1) -> str:
    """What a test asks for, as it lies in a job."""
    return json.dumps({"name": "đếm.xlsx", "seconds": str(seconds), "batches": str(batches)})


def gather(_ctx: Context, asked: Mapping[str, str]) -> bytes:
    return json.dumps(asked).encode()


def spin(given: bytes, report: Report) -> bytes:
    """Needs so many seconds of a processor."""
    seconds = float(json.loads(given)["seconds"])
    began, squares = thread_time(), 0
    while (spent := thread_time() - began) < seconds and not STOP.is_set():
        squares += sum(number * number for number in range(2_000))
        report(int(PARTS * spent / seconds), PARTS)
    return given


def wait(given: bytes, report: Report) -> bytes:
    """Needs so many seconds and no processor; tells at once that half is done."""
    report(PARTS // 2, PARTS)
    until = monotonic() + float(json.loads(given)["seconds"])
    while monotonic() < until:
        sleep(0.02)
    return given


def give_up(given: bytes, report: Report) -> bytes:
    """Cannot do it."""
    raise ValueError(given.decode())


def die(given: bytes, report: Report) -> bytes:
    """As where the machine has no memory left."""
    os.kill(os.getpid(), signal.SIGKILL)
    return given


def hoard(given: bytes, report: Report) -> bytes:
    """Wants more memory than it gets."""
    return bytes(2**31)


def environment(given: bytes, report: Report) -> bytes:
    """What the process knows of the machine."""
    return json.dumps(dict(os.environ)).encode()


def write(ctx: Context, result: bytes, batch: int) -> Response | None:
    name = f"batch:{batch}"
    ctx.work.meta.set(name, str(int(ctx.work.meta.get(name) or 0) + 1))
    if batch + 1 < int(json.loads(result)["batches"]):
        return None
    return Response((Outgoing(SAID),), ctx.dialog, ctx.dialog.asked)


def written(work: Work, batches: int) -> list[int]:
    """How often each batch was written."""
    return [int(work.meta.get(f"batch:{batch}") or 0) for batch in range(batches)]


SPINS, WAITS, RAISES, DIES = (
    by_name([JobKind("form", gather, function, write)]) for function in (spin, wait, give_up, die)
)
