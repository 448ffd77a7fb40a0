"""Which household is meant, among those whose card a person may look at: by its number, or by the name of anybody in it."""

from collections.abc import Iterable
from dataclasses import dataclass

from handlers.rounds import finding
from handlers.talk.context import Context
from storage.records import Household
from survey.read import called_so, search_names
from survey.workflow.rights import Doing, may

MOST_SEARCHED = 100
MOST_PEOPLE = 20_000


@dataclass(frozen=True, slots=True)
class Hit:
    """A household, and who in it is called so where that is not its head."""

    household: Household
    member: str = ""


def allows(ctx: Context, doing: Doing, household: Household) -> bool:
    """Whether this person may do so with the household, which they may see."""
    own = any(one.household.id == household.id for one in finding.of_me(ctx))
    return may(doing, ctx.person.roles, ctx.person.duty, own=own)


def sees_places(ctx: Context) -> bool:
    """Whether the cards of all households of their places are theirs to see."""
    return may(Doing.CARD, ctx.person.roles, ctx.person.duty, own=False)


def of_id(ctx: Context, household_id: int) -> Household | None:
    """None where it is not theirs to see (any more)."""
    mine = (one.household for one in finding.of_me(ctx) if one.household.id == household_id)
    there = ctx.work.households.get(household_id) if sees_places(ctx) else None
    return there or next(mine, None)


def of_number(ctx: Context, number: int) -> list[Household]:
    """One of each commune at most."""
    found = {one.household.id: one.household for one in finding.of_me(ctx) if one.household.number == number}
    if sees_places(ctx):
        found |= {one.id: one for one in ctx.work.households.of_number(number)}
    return list(found.values())


def called(ctx: Context, text: str) -> list[Hit]:
    """Those whose head is called so, then those with somebody else who is."""
    every = {one.household.id: one.household for one in finding.search(ctx, text, MOST_SEARCHED)}
    if sees_places(ctx):
        every |= {one.id: one for one in ctx.work.households.search(text, MOST_SEARCHED)}
    heads = list(every.values())
    found = [Hit(heads[place]) for place in called_so(text, [one.head_name for one in heads])]
    known = {hit.household.id for hit in found}
    return [*found, *(hit for hit in _with_member(ctx, text) if hit.household.id not in known)]


def _with_member(ctx: Context, text: str) -> list[Hit]:
    mine = {one.household.id: one.household for one in finding.of_me(ctx)}
    people = list(ctx.work.households.people(MOST_PEOPLE)) if sees_places(ctx) else _people_of(ctx, mine)
    named: dict[int, str] = {}
    names = [name for _, name in people]
    # Marks that were typed count where anybody's name has them.
    for place in (search_names(text, names) or called_so(text, names))[:MOST_SEARCHED]:
        named.setdefault(*people[place])
    there = ((mine.get(key) or ctx.work.households.get(key), name) for key, name in named.items())
    return [Hit(one, name if name != one.head_name else "") for one, name in there if one is not None]


def _people_of(ctx: Context, households: Iterable[int]) -> list[tuple[int, str]]:
    return [(key, who.name) for key in households for who in ctx.work.households.members(key)]
