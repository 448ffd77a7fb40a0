"""A list that somebody has sent in the chat: read as a job, told what it would bring, and brought in as another one."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from chat import FileIn, FileOut
from handlers.register import questions
from handlers.register.importing import Answers, commune_of, known_answers
from handlers.register.loading import Held, NoCommuneError, Wanted, bring_in, hold
from handlers.register.report import counts_of, done_text, found_text
from handlers.talk import long_work
from handlers.talk.asked import NOTHING
from handlers.talk.context import Context, Response
from handlers.talk.long_work import JobKind
from handlers.talk.pending import Importing, ListAsk
from storage.records import Person
from survey.register.found import Found, Kind
from survey.register.work import examine, outcome, task
from survey.workflow.rights import Doing, may

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_QUESTIONS = 30
"""Asked of one reading; those behind them are asked after the next one."""


def may_send(person: Person) -> bool:
    """An admin any list, the responsible official households."""
    return may(Doing.LIST, person.roles, person.duty)


def read(ctx: Context, file: FileIn) -> Response:
    """Have the list read; the person hears what it would bring as soon as it is done."""
    return _begin(ctx, READ, Importing(file.key, file.name))


def again(ctx: Context, small: Importing) -> Response:
    """Read once more, with what was answered."""
    return _begin(ctx, READ, small)


def load(ctx: Context, small: Importing) -> Response:
    """Have it brought in."""
    return _begin(ctx, LOAD, small)


def _begin(ctx: Context, kind: JobKind, small: Importing) -> Response:
    about = {"name": small.name, "file": small.key, "said": json.dumps(small.said), "counts": json.dumps(small.counts)}
    begun = long_work.begin(ctx, kind.name, about)
    if not begun.follows:
        return begun
    return replace(begun, dialog=begun.dialog.asking(None), asks=NOTHING)


def answers_of(small: Importing) -> Answers:
    """As the reader wants them."""
    found: dict[str, dict[str, str | None]] = defaultdict(dict)
    for about, name, answer in small.said:
        found[about][name] = answer
    return found


def _gather(ctx: Context, about: Mapping[str, str]) -> bytes:
    work, services = ctx.work, ctx.services
    answers = known_answers(work, answers_of(_small(about)))
    content = services.stored(about["file"])
    return task(content, commune_of(work, services, ctx.now), services.lexicon.written, ctx.today, answers)


def _small(about: Mapping[str, str]) -> Importing:
    said = tuple((what, name, answer) for what, name, answer in json.loads(about.get("said", "[]")))
    return Importing(about["file"], about["name"], said, counts=tuple(json.loads(about.get("counts", "[]"))))


def _about(ctx: Context) -> Importing:
    job = ctx.work.jobs.open_of(ctx.person.id)
    assert job is not None, "it is being written"
    return _small(long_work.about_of(job))


def _told(ctx: Context, result: bytes, _batch: int) -> Response:
    """What the list would bring, and the first question about it."""
    small = _about(ctx)
    found, book = outcome(result)
    why = _why_not(ctx, found)
    if why:
        return ctx.stay(why)
    try:
        held = hold(ctx.work, found, ctx.now, Wanted(answers_of(small)))
    except NoCommuneError:
        return ctx.stay(ctx.texts("list.no_commune"))
    files = (FileOut(f"loi-{small.name}"[-80:], WORKBOOK, book),) if book is not None and _takes_files(ctx) else ()
    if ctx.dialog.interview is not None:
        return ctx.stay(f"{found_text(ctx.texts, held)}\n{ctx.texts('list.busy')}", files=files)
    asks = tuple(ListAsk(one.about, one.value, _choices(one.about, one.choices)) for one in held.questions)
    return _asking(ctx, _shown(replace(small, open=asks[:MOST_QUESTIONS]), held), held, files)


def _shown(small: Importing, held: Held) -> Importing:
    """With what the person is told of it."""
    of_households = held.found.kind is Kind.HOUSEHOLDS
    return replace(small, counts=counts_of(held), whole=held.is_whole, households=of_households)


def _takes_files(ctx: Context) -> bool:
    """Whether a file can go out where the list came from."""
    able = ctx.services.channels.get(ctx.incoming.address.channel)
    return able is None or able.file_out


def _asking(ctx: Context, small: Importing, held: Held, files: tuple[FileOut, ...]) -> Response:
    if small.open:
        above = ctx.texts("list.questions", name=small.name[-60:], n=len(held.questions))
        return questions.ask(ctx, small, above)
    text = found_text(ctx.texts, held, sends_file=bool(files))
    if not held.changes.new and not held.changes.changed:
        return ctx.stay(f"{text}\n{ctx.texts('list.nothing')}", files=files)
    asked = questions.ask(ctx, small, text)
    return replace(asked, messages=tuple(replace(one, files=files) for one in asked.messages))


def _choices(about: str, choices: tuple[str, ...]) -> tuple[str, ...]:
    """All groups are many, and they are known."""
    return () if about == "unit" else choices


def _why_not(ctx: Context, found: Found) -> str:
    """Why nothing of it can be brought in here, "" where it can."""
    if found.kind is Kind.REFUSED:
        return found.why
    if found.kind is Kind.FORM:
        return ctx.texts("list.form")
    if found.kind is not Kind.HOUSEHOLDS and not ctx.may(Doing.STAFF):
        return ctx.texts("list.not_yours")
    return ""


def _brought(ctx: Context, result: bytes, _batch: int) -> Response:
    """In the transaction of the job: all of the list that is good. What is not as it was shown is shown again first."""
    small = _about(ctx)
    found, _ = outcome(result)
    wanted = Wanted(answers_of(small))
    held = hold(ctx.work, found, ctx.now, wanted)
    if small.counts and counts_of(held) != small.counts:
        asked = _asking(ctx, _shown(small, held), held, ())
        first, *others = asked.messages
        return replace(asked, messages=(replace(first, text=f"{ctx.texts('list.moved')}\n{first.text}"), *others))
    held, _ = bring_in(ctx.work, found, ctx.now, wanted)
    return ctx.stay(done_text(ctx.texts, held))


READ = JobKind("list", _gather, examine, _told)
LOAD = JobKind("load", _gather, examine, _brought)
