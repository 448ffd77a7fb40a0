"""What a change of the register means to the review that is going on: a draft is not changed behind the back of whoever fills it in."""

from collections.abc import Callable

from handlers.card.people import CannotError
from handlers.talk.context import Context
from storage.records import Assignment, AssignmentState, Household

_UNDER_WAY = frozenset({AssignmentState.DRAFT, AssignmentState.RETURNED})


def standing(ctx: Context, household: Household) -> Assignment | None:
    """The household in the open round that has it."""
    held = ctx.work.round_lists.open_round_of(household.id)
    return ctx.work.assignments.of(held, household.id) if held is not None else None


def stays_with(ctx: Context, household: Household) -> list[str]:
    """Whose it is in its round, whatever group it lies in."""
    one = standing(ctx, household)
    person = ctx.work.people.get(one.person_id) if one is not None and one.person_id is not None else None
    return [ctx.texts("register.stays_with", name=person.name)] if person is not None else []


def undisturbed(ctx: Context, household: Household) -> None:
    """Raises CannotError where somebody is in the middle of its interview: what is known of its people is changed there."""
    one = standing(ctx, household)
    if one is None or (one.state not in _UNDER_WAY and ctx.work.interviews.open_of(one.id) is None):
        return
    person = ctx.work.people.get(one.person_id) if one.person_id is not None else None
    name = person.name if person is not None else ctx.texts("register.somebody")
    raise CannotError(ctx.texts("register.under_way", number=household.number, name=name))


def off_round(ctx: Context, household: Household) -> Callable[[], None]:
    """How a household that ends leaves the list of its round. Raises CannotError where somebody was there or it was handed in: that would be lost."""
    one = standing(ctx, household)
    if one is None or one.state is AssignmentState.CLOSED:
        return _stays
    untouched = one.state is AssignmentState.NOT_STARTED and ctx.work.interviews.latest_of(one.id) is None
    if not untouched or ctx.work.visits.of(one.id):
        raise CannotError(ctx.texts("register.in_round", number=household.number))
    return lambda: _leaves(ctx, household, one)


def _stays() -> None:
    """It is on no list, or closed there already."""


def _leaves(ctx: Context, household: Household, one: Assignment) -> None:
    if not ctx.work.round_lists.take_off(one.id):
        raise CannotError(ctx.texts("register.in_round", number=household.number))
