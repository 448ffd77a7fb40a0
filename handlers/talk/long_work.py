"""Work that is too long for a turn: the turn writes a row and says so, a job does it beside the turns, `huỷ` gives it up."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from handlers.talk.buttons import Rows, Say, button
from handlers.talk.context import Context, Response
from handlers.talk.texts import Texts
from storage.records import Job
from survey.read import fold, request_core

Report = Callable[[int, int], None]
"""Told how many parts of how many are done."""

GIVE_UP = "huỷ việc"
"""Always means the job; "huỷ" alone does where nothing else is open that might be meant."""

_ALWAYS, _ALONE = "huy viec", frozenset({"huy", "huy bo"})
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class JobKind:
    """A sort of long work. Its sentences are `job.<name>.…` in content/texts.

    `gather` collects the bytes that are worked on, in a read unit. `calculate` turns them into a result: a function of a module of `survey`,
    run in a process of its own, without database and transaction; it is ended at any moment when the job is given up.
    `write` writes batch `n` (from 0) of the result in one short transaction and gives None where more is to come, at the end what is said.
    """

    name: str
    gather: Callable[[Context, Mapping[str, str]], bytes]
    calculate: Callable[[bytes, Report], bytes]
    write: Callable[[Context, bytes, int], Response | None]


def begin(ctx: Context, kind: str, about: Mapping[str, str]) -> Response:
    """Have it done: the person is told, and hears the outcome later. One at a time: where some is still done, nothing else happens."""
    if ctx.work.jobs.put(kind, ctx.person.id, ctx.incoming, json.dumps(about, ensure_ascii=False), ctx.now):
        text = ctx.texts("job.begun", what=_what(ctx.texts, kind, about))
        return replace(ctx.stay(text, _give_up(ctx)), follows=True)
    known = ctx.work.jobs.open_of(ctx.person.id)
    assert known is not None
    return ctx.stay(ctx.texts("job.busy", what=what_of(ctx.texts, known)), _give_up(ctx))


def typed(ctx: Context, text: str) -> Response | None:
    """Words that give up what is being done; None where they mean something else."""
    words = fold(request_core(text))
    always = words == _ALWAYS
    if not always and (words not in _ALONE or ctx.dialog.interview is not None):
        return None
    job = ctx.work.jobs.open_of(ctx.person.id)
    if job is None:
        return ctx.stay(ctx.texts("job.nothing")) if always else None
    given_up = ctx.work.jobs.cancel(job.id, ctx.now)
    return ctx.stay(ctx.texts("job.given_up" if given_up else "job.too_late", what=what_of(ctx.texts, job)))


def progress(ctx: Context, job: Job) -> Response:
    """How far it is."""
    text = ctx.texts("job.progress", what=what_of(ctx.texts, job), done=job.done, total=job.total)
    return ctx.stay(text, _give_up(ctx))


def failed(ctx: Context, job: Job) -> Response:
    """It came to no end; the open question stays as it was."""
    return ctx.stay(ctx.texts("job.stopped" if job.written else "job.failed", what=what_of(ctx.texts, job)))


def about_of(job: Job) -> dict[str, str]:
    """What `begin` was told about it."""
    return dict(json.loads(job.about))


def what_of(texts: Texts, job: Job) -> str:
    """What is done, as a part of a sentence: "đọc tệp so-gieng.xlsx"."""
    return _what(texts, job.kind, about_of(job))


def _what(texts: Texts, kind: str, about: Mapping[str, str]) -> str:
    return texts(f"job.{kind}.what", **{name: value[-LONGEST_NAME:] for name, value in about.items()})


def _give_up(ctx: Context) -> Rows:
    key = "huỷ" if ctx.dialog.interview is None else GIVE_UP
    return ((button(ctx.texts("button.cancel"), Say(GIVE_UP), key),),)
