"""A file that somebody asked for in the chat: made as a job, and handed over by the channel, or by a link that opens once."""

import string
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from chat import FileOut
from handlers.exports.making import access_of, check, gather, units_of
from handlers.exports.wanted import Format, NothingToExportError, Wanted, of_written, written
from handlers.talk import long_work
from handlers.talk.asked import NOTHING
from handlers.talk.context import Context, Response
from handlers.talk.long_work import JobKind
from handlers.talk.texts import Public
from storage.records import LinkedFile
from storage.work import Database
from survey.exports.work import make, outcome
from survey.workflow.exporting import ExportKind, may_export

PURPOSE, PATH = "export", "/tai"
LASTS = timedelta(minutes=10)
ALPHABET, TOKEN_LENGTH = string.ascii_letters + string.digits, 40
MIMES = {
    Format.WORKBOOK: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.COMMAS: "application/zip",
    Format.ODK: "application/zip",
    Format.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def begin(ctx: Context, wanted: Wanted) -> Response:
    """Have it made, for whoever may have it where it can be handed over; the person is told."""
    refused = _refused(ctx, wanted)
    if refused:
        return ctx.stay(ctx.texts(refused))
    try:
        check(ctx.work, wanted, units_of(wanted), ctx.now)
    except NothingToExportError as error:
        return ctx.stay(ctx.texts(error.key, **error.slots))
    begun = long_work.begin(ctx, EXPORT.name, written(wanted) | {"name": _called(ctx, wanted)})
    return replace(begun, asks=NOTHING) if begun.follows else begun


def _refused(ctx: Context, wanted: Wanted) -> str:
    """Why this person cannot have the file here, "" where they can."""
    roles, duty = ctx.person.roles, ctx.person.duty
    if not may_export(roles, duty, wanted.kind, sensitive=False):
        return "export.not_yours"
    if not may_export(roles, duty, wanted.kind, sensitive=wanted.sensitive):
        return "export.not_sensitive"
    return "" if can_hand_over(ctx) else "export.no_way"


def can_hand_over(ctx: Context) -> bool:
    """Whether a file reaches this person here at all, by the channel or by a link."""
    return _takes_files(ctx) or bool(ctx.services.settings.public_url)


def _takes_files(ctx: Context) -> bool:
    able = ctx.services.channels.get(ctx.incoming.address.channel)
    return able is None or able.file_out


def _called(ctx: Context, wanted: Wanted) -> str:
    kind = ctx.texts(f"export.kind.{wanted.kind.value}")
    unit = ctx.work.units.get(wanted.unit) if wanted.unit else None
    name = (kind[:1].lower() + kind[1:]).partition(" (")[0]
    if wanted.kind is ExportKind.SHEET:
        return ctx.texts("export.sheet_of", number=wanted.household)
    return f"{name}, {unit.name}" if unit is not None else name


def _gather(ctx: Context, about: Mapping[str, str]) -> bytes:
    wanted = of_written(about)
    return gather(ctx.work, ctx.services, wanted, units_of(wanted), ctx.now)


def _handed(ctx: Context, result: bytes, _batch: int) -> Response:
    """The file, noted in the same transaction; nothing where the person may not have it any more."""
    job = ctx.work.jobs.open_of(ctx.person.id)
    assert job is not None, "it is being written"
    about_job = long_work.about_of(job)
    wanted, name = of_written(about_job), about_job["name"]
    refused = _refused(ctx, wanted) if ctx.person.active else "export.not_yours"
    if refused:
        return ctx.stay(ctx.texts(refused))
    about, content = outcome(result)
    if not about.households:
        return ctx.stay(ctx.texts("export.none", name=name))
    access = access_of(wanted, about, ctx.now, ctx.person.id, ctx.account)
    of = ctx.work.households.of_number(wanted.household) if wanted.kind is ExportKind.SHEET else ()
    ctx.work.accesses.note(replace(access, household_id=of[0].id if len(of) == 1 else None))
    file = LinkedFile(about.name, MIMES[wanted.format], content)
    return hand_over(ctx, file, "export.done", "export.link", name=name, count=_count(ctx, wanted, about.households))


def hand_over(ctx: Context, file: LinkedFile, done: str, link: str, **slots: str) -> Response:
    """By the channel where it carries files, said as `done`; else by a link, said as `link`."""
    if _takes_files(ctx):
        return ctx.stay(ctx.texts(done, **slots), files=(FileOut(file.name, file.mime, file.content),))
    return ctx.stay(ctx.texts(link, **slots, link=Public(_link(ctx, file)), minutes=_MINUTES))


def _count(ctx: Context, wanted: Wanted, households: int) -> str:
    """How much is in it, in brackets behind its name; "" where there is nothing to be counted."""
    if wanted.kind in {ExportKind.SHEET, ExportKind.CODE_BOOK}:
        return ""
    return ctx.texts("export.count_forms" if wanted.kind is ExportKind.ANSWERS else "export.count", n=households)


_MINUTES = int(LASTS.total_seconds() // 60)


def _link(ctx: Context, file: LinkedFile) -> str:
    """The token stands behind the "#": no server, proxy or preview on the way gets to see it."""
    token = "".join(ctx.services.choose(ALPHABET) for _ in range(TOKEN_LENGTH))
    until = ctx.now + LASTS
    ctx.work.links.put(token, file, person=ctx.person.id, purpose=PURPOSE, at=ctx.now, until=until)
    return f"{ctx.services.settings.public_url.rstrip('/')}{PATH}#{token}"


def tick(database: Database, now: datetime) -> int:
    """What nobody fetched in time is emptied; how many."""
    with database.look() as work:
        if not work.links.are_over(now):
            return 0
    with database.work() as work:
        emptied = work.links.wipe(now)
        work.commit()
    return emptied


EXPORT = JobKind("export", _gather, make, _handed)
