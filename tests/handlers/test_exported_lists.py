"""Lists of households as files: their figures are those of the summary, and what was written is read back without a change."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from random import Random

import pytest

from handlers.exports.households import list_of
from handlers.exports.making import gather
from handlers.exports.wanted import Format, NothingToExportError, Wanted
from handlers.figures.tally import Tally, tally
from handlers.register.importing import look
from handlers.register.loading import Held, hold
from handlers.register.loading import Wanted as Whole
from storage.records import Category, Consent, Outcome, Result
from storage.work import Work
from survey.exports.tables import Table, Value
from survey.exports.work import make, outcome
from survey.register.against.households import Plan
from survey.workflow.exporting import ExportKind
from tests.handlers.test_lists import LIST, bring
from tests.support.conversation import Office

SUMMED: Mapping[ExportKind, Callable[[Tally], int]] = {
    ExportKind.POOR: lambda one: one.now[Category.POOR],
    ExportKind.NEAR_POOR: lambda one: one.now[Category.NEAR_POOR],
    ExportKind.NOT_REVIEWED: lambda one: one.drafts + one.untouched,
}


def table(office: Office, wanted: Wanted) -> tuple[Table, int]:
    units = frozenset({wanted.unit}) if wanted.unit else None
    with office.database.look() as work:
        return list_of(work, office.services, wanted, units, office.now)


def rows(office: Office, wanted: Wanted) -> list[dict[str, Value]]:
    made, _ = table(office, wanted)
    return [dict(zip((column.title for column in made.columns), row, strict=True)) for row in made.rows]


def file_of(office: Office, wanted: Wanted) -> bytes:
    with office.database.look() as work:
        given = gather(work, office.services, wanted, None, office.now)
    return outcome(make(given, lambda _done, _total: None))[1]


def held(office: Office, content: bytes) -> Held:
    with office.database.look() as work:
        return hold(work, look(work, office.services, content, office.now, {}), office.now, Whole())


def muddled(office: Office, seed: int) -> None:
    """Households of the round in every state that there is, with every result."""
    chance = Random(seed)
    with office.database.work() as work:
        current = work.rounds.current(date(2025, 11, 3))[0]
        assert current is not None
        for one in work.assignments.of_round(current.id):
            if one.person_id is not None and chance.random() < 0.7:
                _moved(work, one.id, one.person_id, office, chance)
        work.commit()


def _moved(work: Work, assignment: int, person: int, office: Office, chance: Random) -> None:
    if chance.random() < 0.3:
        ended = chance.choice([Outcome.ABSENT, Outcome.MOVED, Outcome.NOT_FOUND, Outcome.APPOINTMENT])
        day = date(2025, 11, 9) if ended is Outcome.APPOINTMENT else None
        work.visits.add(assignment, ended, "", day, by=person, at=office.now)
        return
    form = work.forms.latest("phieu-ra-soat-2022-2025")
    assert form is not None
    made = work.interviews.create(assignment, form.id, "nd07-2021", person, office.now)
    if chance.random() < 0.8:
        work.interviews.give_consent(
            made.id, Consent("consent", given=True, by=person, at=office.now, text_version="1")
        )
        if chance.random() < 0.8:
            found = chance.choice([*Category, None])
            work.interviews.submit(made.id, Result(found, 120, 20, chance.choice([20, 40]), ()), person, office.now)


@pytest.mark.parametrize("seed", range(3))
def test_every_list_counts_as_the_summary_does(office: Office, seed: int) -> None:
    muddled(office, seed)
    with office.database.look() as work:
        current = work.rounds.current(date(2025, 11, 3))[0]
        assert current is not None
        units = [unit.code for unit in work.units.all() if unit.parent is not None]
        sums: Mapping[str, Tally] = {code: tally(work.summary.round(current.id, code)) for code in units}
        sums = {**sums, "": tally(work.summary.round(current.id))}
    for unit, summed in sums.items():
        for kind, count in SUMMED.items():
            made, households = table(office, Wanted(kind, unit))
            numbers = {row[0] for row in made.rows}
            assert (kind, unit, households, len(numbers)) == (kind, unit, count(summed), count(summed))


@pytest.mark.parametrize("as_", [Format.WORKBOOK, Format.COMMAS])
def test_what_was_exported_is_imported_without_a_change(office: Office, as_: Format) -> None:
    muddled(office, 3)
    strange = ("Ghi chú của thôn", "=1+1", "'+84", None)
    bring(office, [(*row, more) for row, more in zip(LIST, strange, strict=True)])
    for kind, sensitive in ((ExportKind.HOUSEHOLDS, True), (ExportKind.POOR, False), (ExportKind.NO_CARD, True)):
        found = held(office, file_of(office, Wanted(kind, sensitive=sensitive, format=as_)))
        assert isinstance(found.changes, Plan)
        _, households = table(office, Wanted(kind))
        assert households > 0
        assert (len(found.changes.new), len(found.changes.changed), found.changes.unchanged) == (0, 0, households)
        assert (found.questions, found.found.errors, found.changes.kept) == ([], [], [])


def test_who_has_no_card_is_marked_and_the_others_of_the_household_stand_there_too(office: Office) -> None:
    """So the file can be filled in and brought in again: a household without its head would stay out."""
    bring(office, LIST)
    listed = {row["Họ và tên"]: row for row in rows(office, Wanted(ExportKind.NO_CARD, "tdp-1", sensitive=True))}
    lacking = {name: (row["Số căn cước"], row["Còn thiếu căn cước"]) for name, row in listed.items()}
    assert lacking["Đinh Thị Nướp"] == (None, "x")
    assert lacking["Phạm Văn Dứt"] == ("051085000123", None)


def test_without_the_right_nothing_sensitive_is_in_the_file(office: Office) -> None:
    bring(office, [(*row, more) for row, more in zip(LIST, ("Bệnh", "tiểu đường", "", ""), strict=True)])
    full = {column.title for column in table(office, Wanted(ExportKind.HOUSEHOLDS, sensitive=True))[0].columns}
    plain = {column.title for column in table(office, Wanted(ExportKind.HOUSEHOLDS))[0].columns}
    assert full - plain == {"Số căn cước", "Dân tộc", "Bệnh"}
    text = str(table(office, Wanted(ExportKind.HOUSEHOLDS))[0].rows)
    assert "051085000123" not in text
    assert "tiểu đường" not in text


def test_after_the_round_a_list_is_made_of_the_register(office: Office) -> None:
    office.now += timedelta(days=400)
    with office.database.work() as work:
        held_round = work.rounds.by_key("xa-ba-to", "2025") or work.rounds.of_year(2025)[0]
        work.rounds.put(
            "xa-ba-to",
            held_round.key,
            2025,
            "periodic",
            starts=held_round.starts,
            ends=held_round.ends,
            form_key=held_round.form_key,
            state="closed",
        )
        work.commit()
        poor = sum(row.households for row in work.summary.round(held_round.id) if row.last_category is Category.POOR)
    assert table(office, Wanted(ExportKind.POOR))[1] == poor
    with pytest.raises(NothingToExportError):
        table(office, Wanted(ExportKind.NOT_REVIEWED))
    assert table(office, Wanted(ExportKind.NOT_REVIEWED, round=held_round.key))[1] > 0
