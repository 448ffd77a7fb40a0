"""`rasoat export KIND --out FILE`: a file of what the database holds, for whoever has the machine."""

from dataclasses import dataclass
from pathlib import Path

from bot.app import Foundation, foundation
from bot.process import StartError
from bot.settings.config import Settings
from handlers.exports.households import commune_of
from handlers.exports.making import access_of, check, gather, units_of
from handlers.exports.wanted import Format, NothingToExportError, Wanted
from storage.work import Work
from survey.exports.work import make, outcome
from survey.read.place import read_group
from survey.workflow.exporting import ExportKind


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for at the command line. `round`: its key; `year`: the round of that year that began last; `as_` "" = by the file's ending."""

    kind: str
    out: Path
    unit: str = ""
    round: str = ""
    year: int | None = None
    sensitive: bool = False
    as_: str = ""
    household: int = 0
    form: str = ""


def run(settings: Settings, asked: Asked) -> str:
    """Write the file and note it; what to print. Raises StartError where it cannot be made."""
    with foundation(settings) as base:
        try:
            return _written(base, asked)
        except NothingToExportError as error:
            raise StartError(base.services.texts(error.key, **error.slots)) from error


def _written(base: Foundation, asked: Asked) -> str:
    now = base.clock.now()
    with base.database.look() as work:
        wanted = _wanted(work, asked)
        units = units_of(wanted)
        check(work, wanted, units, now)
        given = gather(work, base.services, wanted, units, now)
    about, content = outcome(make(given, lambda _done, _total: None))
    try:
        asked.out.write_bytes(content)
    except OSError as error:
        raise StartError(f"không ghi được tệp {asked.out}: {error.strerror}") from error
    with base.database.work() as work:
        work.accesses.note(access_of(wanted, about, now, None))
        work.commit()
    counted = {ExportKind.SHEET: "", ExportKind.CODE_BOOK: "", ExportKind.ANSWERS: f": {about.households} lượt"}
    return f"Đã ghi {asked.out}{counted.get(wanted.kind, f': {about.households} hộ')}."


def _wanted(work: Work, asked: Asked) -> Wanted:
    ending = asked.out.suffix.lower()
    form = Format(asked.as_) if asked.as_ else Format.COMMAS if ending in {".csv", ".zip"} else Format.WORKBOOK
    kind = ExportKind(asked.kind.replace("-", "_"))
    if kind is ExportKind.SHEET:
        form = Format.WORD
    unit = _unit(work, asked.unit)
    held = _round(work, asked, unit)
    return Wanted(kind, unit, held, asked.sensitive, form, asked.household, asked.form)


def _unit(work: Work, named: str) -> str:
    if not named:
        return ""
    found = read_group({one.code: one.name for one in work.units.all()}, named)
    if found is None:
        raise NothingToExportError("export.no.unit", name=named)
    return found


def _round(work: Work, asked: Asked, unit: str) -> str:
    if asked.year is None:
        return asked.round
    here = commune_of(work, Wanted(ExportKind.HOUSEHOLDS, unit))
    found = [one for one in work.rounds.of_year(asked.year) if one.unit == here.code]
    if not found:
        raise NothingToExportError("export.no.round", name=str(asked.year))
    return found[0].key
