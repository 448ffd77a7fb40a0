"""The households of a list, gathered from the register and from the round that is going on."""

from collections.abc import Collection, Iterable
from datetime import datetime

from handlers.exports.wanted import NothingToExportError, Wanted
from handlers.register.importing import commune_here, groups_of, review_choices
from handlers.talk.services import Services
from handlers.talk.texts import Texts
from handlers.talk.wording import local
from storage.records import AssignmentState, Category, Reviewed, Round, Unit
from storage.work import Work
from survey.exports.household_lists import COLUMNS, InRound, Labels, Listed, chosen, household_table
from survey.exports.tables import Table
from survey.review.provisional import class_now
from survey.workflow.exporting import ExportKind


def list_of(
    work: Work, services: Services, wanted: Wanted, units: Collection[str] | None, now: datetime
) -> tuple[Table, int]:
    """The table, and how many households are in it. `units`: codes of the groups that may be seen, None = all. Raises NothingToExportError."""
    held = round_of(work, wanted, now)
    check_round(wanted, held)
    every = listed(work, wanted, held, units)
    found = list(chosen(wanted.kind, every, of_round=held is not None))
    cards = wanted.kind is ExportKind.NO_CARD
    table = household_table(services.texts("export.sheet"), found, labels_of(work, services, now), cards=cards)
    return (table if wanted.sensitive else table.plain()), len(found)


def check_round(wanted: Wanted, held: Round | None) -> None:
    """Raises NothingToExportError for a list of what a round has still to do where there is no round."""
    if held is None and wanted.kind in {ExportKind.NOT_REVIEWED, ExportKind.DATA, ExportKind.SHEET}:
        raise NothingToExportError("export.no.in_round")


def round_of(work: Work, wanted: Wanted, now: datetime) -> Round | None:
    """The round of the commune that is named, else the one that is going on. Raises NothingToExportError where nobody knows the named one."""
    here = commune_of(work, wanted)
    if not wanted.round:
        return work.rounds.current_of(here.code, local(now).date())
    found = work.rounds.by_key(here.code, wanted.round)
    if found is None:
        raise NothingToExportError("export.no.round", name=wanted.round)
    return found


def commune_of(work: Work, wanted: Wanted) -> Unit:
    """Whose list it is: the one commune of whoever asks, or that of the place they name. Raises NothingToExportError."""
    named = work.units.get(wanted.unit) if wanted.unit else None
    if named is not None and named.kind == "group" and named.parent:
        named = work.units.get(named.parent)
    here = named or commune_here(work)
    if here is None:
        raise NothingToExportError("export.no.which_commune" if work.units.communes() else "export.no.commune")
    return here


def listed(work: Work, wanted: Wanted, held: Round | None, units: Collection[str] | None) -> Iterable[Listed]:
    """Every household of the register that may be seen, by number. Raises NothingToExportError where there is no commune."""
    here = commune_of(work, wanted)
    whole = units is None or here.code in units
    names = {unit.name for unit in groups_of(work, here) if whole or (units is not None and unit.code in units)}
    standing = {one.household_id: one for one in work.reviewed.of_round(held.id)} if held is not None else {}
    for household in work.lists.known(here.code, ended=False):
        if household.unit in names:
            reviewed = standing.get(household.id)
            yield Listed(household, _in_round(reviewed) if reviewed is not None else None)


def _in_round(one: Reviewed) -> InRound:
    score_b = "" if one.score_b_min is None else str(one.score_b_min)
    if one.score_b_max != one.score_b_min:
        score_b = f"{one.score_b_min}–{one.score_b_max}"
    category = class_now(one.state, one.category, one.last_category)
    return InRound(one.state, category, one.score_a, score_b, one.person)


def labels_of(work: Work, services: Services, now: datetime) -> Labels:
    """Columns and values in words; relations and ethnicities as the newest review form names them."""
    texts, named = services.texts, review_choices(work, services, now)
    first = {about: {value: names[0] for value, names in choices.items()} for about, choices in named.items()}
    titles = {name: texts(f"export.column.{name}") for name in COLUMNS}
    return Labels(titles, _values(texts), first.get("relation", {}), first.get("ethnicity", {}))


def _values(texts: Texts) -> dict[str, str]:
    return {one: texts(f"export.value.{one}") for one in (*Category, *AssignmentState, "nam", "nu")}
