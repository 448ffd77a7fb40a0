"""What a file is made of, the same for the command line and for the chat."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from handlers.exports.answers import book_words, form_answers, round_answers
from handlers.exports.households import check_round, list_of, round_of
from handlers.exports.sheet import filled_of, sheet_of
from handlers.exports.wanted import Format, NothingToExportError, Wanted
from handlers.talk.services import Services
from handlers.talk.wording import local
from storage.records import Access, Act
from storage.work import Work
from survey.exports.interviews import Answers
from survey.exports.tables import Table
from survey.exports.templates import SHEET
from survey.exports.work import About, Task
from survey.workflow.exporting import ExportKind


def gather(work: Work, services: Services, wanted: Wanted, units: Collection[str] | None, now: datetime) -> bytes:
    """For `survey.exports.work.make`. `units`: codes of what may be seen, None = everything. Raises NothingToExportError."""
    match wanted.kind:
        case ExportKind.SHEET:
            values = sheet_of(work, services, wanted, units, now)
            template = services.templates[SHEET]
            return Task(_about(services, wanted, now, 1), Format.WORD.value, template=template, values=values).given()
        case ExportKind.DATA:
            households, answers, count = round_answers(work, services, wanted, units, now)
            return _of_answers(services, wanted, now, answers, count, (households,))
        case ExportKind.ANSWERS:
            answers, count = form_answers(work, services, wanted.form)
            return _of_answers(services, wanted, now, answers, count, ())
        case ExportKind.CODE_BOOK:
            answers, _ = form_answers(work, services, wanted.form or _review_form(work, wanted, now))
            return _of_answers(services, wanted, now, replace(answers, interviews=()), 1, ())
        case _:
            table, count = list_of(work, services, wanted, units, now)
            return Task(_about(services, wanted, now, count), wanted.format.value, (table,)).given()


def _of_answers(
    services: Services, wanted: Wanted, now: datetime, answers: Answers, count: int, tables: tuple[Table, ...]
) -> bytes:
    task = Task(
        _about(services, wanted, now, count),
        wanted.format.value,
        tables,
        answers,
        services.texts("export.answers"),
        wanted.sensitive,
        book_words(services.texts),
        local(now),
    )
    return task.given()


def _review_form(work: Work, wanted: Wanted, now: datetime) -> str:
    held = round_of(work, wanted, now)
    if held is None:
        raise NothingToExportError("export.no.in_round")
    return held.form_key


def check(work: Work, wanted: Wanted, units: Collection[str] | None, now: datetime) -> None:
    """Raises NothingToExportError where it is known beforehand that nothing can be made."""
    if wanted.format is Format.ODK and wanted.kind not in {ExportKind.DATA, ExportKind.ANSWERS}:
        raise NothingToExportError("export.no.odk")
    check_round(wanted, round_of(work, wanted, now))
    if wanted.kind is ExportKind.SHEET:
        filled_of(work, wanted, units, now)
    if wanted.kind is ExportKind.ANSWERS and work.forms.latest(wanted.form) is None:
        raise NothingToExportError("export.no.form", name=wanted.form)


def units_of(wanted: Wanted) -> frozenset[str] | None:
    """Codes of what of it is wanted; None = everything that whoever asks may see: the queries are cut to that."""
    return frozenset({wanted.unit}) if wanted.unit else None


def _about(services: Services, wanted: Wanted, now: datetime, count: int) -> About:
    """The file is called "ho-ngheo-tdp-6-2025-11-03.xlsx"."""
    kind, number = services.texts(f"export.file.{wanted.kind.value}"), str(wanted.household or "")
    parts = (kind, wanted.form, number, wanted.unit, local(now).date().isoformat())
    return About("-".join(part for part in parts if part) + f".{wanted.format.ending}", count)


def access_of(wanted: Wanted, about: About, at: datetime, by: int | None, account: str = "") -> Access:
    """What is noted of it."""
    return Access(Act.EXPORT, at, by, account, wanted.subject, about.households, sensitive=wanted.sensitive)
