"""What waits at the desk, in its order, and finding one household of it."""

from collections.abc import Iterable
from datetime import datetime

from handlers.talk.buttons import Rows, tap
from handlers.talk.context import Context
from handlers.talk.shown.numbers import last_of
from storage.records import Assignment, AssignmentState, HandedIn, Numbered, NumberedKind
from survey.read import read_group


def handed_in(ctx: Context) -> list[HandedIn]:
    """Of all rounds that are going on, checked or not."""
    return [one for held in ctx.rounds() for one in ctx.work.desk.of_round(held.id, ctx.person.id)]


def go_on(ctx: Context) -> Rows:
    """A button that leads to the next one."""
    return ((tap(ctx.texts("check.button.next"), "tiếp"),),)


def waits(one: HandedIn) -> bool:
    """Whether this person may check it now."""
    return one.assignment.state is AssignmentState.SUBMITTED and not one.own


def queue(every: Iterable[HandedIn]) -> list[HandedIn]:
    """Those that wait: what came back first, then the group that has waited longest, the oldest first."""
    these = sorted(filter(waits, every), key=lambda one: (one.submitted_at, one.assignment.household.number))
    since: dict[str, datetime] = {}
    for one in these:
        since.setdefault(one.assignment.household.unit, one.submitted_at)
    by_group = sorted(these, key=lambda one: (since[one.assignment.household.unit], one.assignment.household.unit))
    return [*(one for one in these if one.came_back), *(one for one in by_group if not one.came_back)]


def of_number(ctx: Context, number: int) -> HandedIn | Assignment | None:
    """What was handed in under this number, as the last list had it; else the household as far as it is."""
    found = [one for one in handed_in(ctx) if one.assignment.household.number == number]
    shown = last_of(ctx, NumberedKind.SUBMITTED)
    subject = shown.subjects.get(number, "") if shown is not None else ""
    known = next((one for one in found if str(one.assignment.id) == subject), next(iter(found), None))
    if known is not None:
        return known
    every = (ctx.work.assignments.of_number(held.id, number) for held in ctx.rounds())
    return next((one for one in every if one is not None), None)


def numbered(these: Iterable[HandedIn]) -> Numbered:
    """A household's number is its own, on whatever list it stands."""
    return Numbered(NumberedKind.SUBMITTED, {one.assignment.household.number: str(one.assignment.id) for one in these})


def group_of(ctx: Context, words: str) -> str | None:
    """The code of a group that is called so."""
    return read_group({unit.code: unit.name for unit in ctx.work.units.all() if unit.kind == "group"}, words)
