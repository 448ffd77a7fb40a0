"""`hộ chuyển tổ`: households that moved within the commune wait for somebody to say whose they are now."""

import re

from handlers.talk.context import Context, Response
from storage.records import Access, Act, Assignment, EventKind, HouseholdEvent, Outcome, Person, Role, Why
from survey.read import fold, read_group
from survey.workflow.states import WAITING

SHOWN = 10
_GIVE = re.compile(r"gan (?:lai )?(?:ho )?(?:so )?([0-9]{1,6})(?:,)? (?:cho |sang |vao |ve )?(.+)")


def _waiting(ctx: Context) -> list[Assignment]:
    every = [one for held in ctx.rounds() for one in ctx.work.assignments.of_round(held.id)]
    return [one for one in every if one.outcome is Outcome.RELOCATED and one.state in WAITING]


def lines(ctx: Context) -> list[str]:
    """For the greeting: how many wait, nothing where none do."""
    count = len(_waiting(ctx))
    return [ctx.texts("relocated.line", n=count)] if count else []


def listing(ctx: Context, _argument: str) -> Response:
    """Each with its group until now and what the household or its neighbours said."""
    waiting = _waiting(ctx)
    if not waiting:
        return ctx.close(ctx.texts("relocated.none"))
    shown = "\n".join(_line(ctx, one) for one in waiting[:SHOWN])
    more = "\n" + ctx.texts("relocated.more", n=len(waiting) - SHOWN) if len(waiting) > SHOWN else ""
    number = waiting[0].household.number
    return ctx.close(ctx.texts("relocated.list", n=len(waiting), shown=shown + more, number=number))


def _line(ctx: Context, one: Assignment) -> str:
    # The last visit, whatever it was called: before there was this outcome, it was written down as "moved".
    said = [visit.reason for visit in ctx.work.visits.of(one.id)]
    household = one.household
    return ctx.texts(
        "relocated.one",
        number=household.number,
        name=household.head_name,
        unit=household.unit_name,
        said=said[-1] if said else "",
    )


def typed(ctx: Context, text: str) -> Response | None:
    """Giving one away ("gán 5 cho tổ 3"); None where it is something else."""
    typed_words = text.strip(" .!")
    found = _GIVE.fullmatch(fold(typed_words))
    if found is None:
        return None
    where = typed_words[slice(*found.span(2))]
    one = next((one for one in _waiting(ctx) if one.household.number == int(found[1])), None)
    if one is None:
        return ctx.stay(ctx.texts("relocated.gone", number=found[1]))
    groups = {unit.code: unit.name for unit in ctx.work.units.all() if unit.kind == "group"}
    unit = read_group(groups, where)
    if unit is None:
        return ctx.stay(ctx.no_group(where))
    person = _least_busy(ctx, one, unit)
    if person is None:
        return ctx.stay(ctx.texts("relocated.nobody", unit=groups[unit]))
    ctx.work.assignments.settle(one.id, unit, person.id, by=ctx.person.id, at=ctx.now)
    household = one.household
    _remember(ctx, one, unit, groups[unit])
    text = ctx.texts(
        "relocated.given", number=household.number, name=household.head_name, unit=groups[unit], person=person.name
    )
    return ctx.stay(text)


def _remember(ctx: Context, one: Assignment, unit: str, name: str) -> None:
    """In the history of the household and in the log: from where to where, with what was said at the visit."""
    said = ([visit.reason for visit in ctx.work.visits.of(one.id)] or [""])[-1]
    why = Why(ctx.person.id, ctx.account, ctx.now, ctx.today, said)
    event = HouseholdEvent(EventKind.REGROUPED, why, "", one.household.unit_name, name)
    ctx.work.corrections.regroup(one.household.id, unit, event)
    subject = "register regroup"
    ctx.work.accesses.note(
        Access(Act.CHANGE, ctx.now, ctx.person.id, ctx.account, subject, 1, household_id=one.household.id)
    )


def _least_busy(ctx: Context, one: Assignment, unit: str) -> Person | None:
    """Of the group's collaborators the one with the fewest households still to do."""
    people = [person for person in ctx.work.people.with_role(Role.COLLABORATOR) if unit in person.units]
    mine = {
        person.id: sum(each.state in WAITING for each in ctx.work.assignments.of_person(one.round_id, person.id))
        for person in people
    }
    return min(people, key=lambda person: (mine[person.id], person.id), default=None)
