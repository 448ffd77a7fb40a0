"""A household in whichever of the open rounds has it: it is in one of them at a time."""

from collections.abc import Sequence

from handlers.talk.context import Context
from storage.records import Assignment, Round


def of_number(ctx: Context, number: int) -> Assignment | None:
    """By the household's number, as far as whoever asks may see it."""
    found = (ctx.work.assignments.of_number(held.id, number) for held in ctx.rounds())
    return next((one for one in found if one is not None), None)


def of_me(ctx: Context) -> tuple[Assignment, ...]:
    """All of whoever asks: of the first round by number, then of the next."""
    return tuple(one for held in ctx.rounds() for one in ctx.work.assignments.of_person(held.id, ctx.person.id))


def search(ctx: Context, text: str, limit: int) -> tuple[Assignment, ...]:
    """Of their own households those whose head may be called so."""
    found = (ctx.work.assignments.search(held.id, text, ctx.person.id, limit) for held in ctx.rounds())
    return tuple(one for every in found for one in every)[:limit]


def keeper(ctx: Context, number: int) -> tuple[bool, int | None]:
    """Whether any of the rounds has this number, and whose it is there."""
    told = (ctx.work.assignments.keeper(held.id, number) for held in ctx.rounds())
    return next((one for one in told if one[0]), (False, None))


def round_of(ctx: Context, one: Assignment) -> Round | None:
    """The round that the household is in; also where it is a round of another commune, or one that was closed meanwhile."""
    return ctx.work.rounds.get(one.round_id)


def name_of(ctx: Context, held: Round) -> str:
    """What people call a round: "đợt định kỳ 2025", "đợt tháng 11/2025"."""
    start, end = (f"{day.day}/{day.month}" for day in (held.starts, held.ends))
    key = f"rounds.name.{held.kind}"
    return ctx.texts(key, year=held.year, month=held.starts.month, start=start, end=end)


def marks(ctx: Context, rounds: Sequence[Round]) -> dict[int, str]:
    """What is said behind a household so that nobody takes one round for another: nothing where there is only one."""
    if len(rounds) < 2:
        return {}
    return {held.id: f" ({name_of(ctx, held)})" for held in rounds[1:]}
