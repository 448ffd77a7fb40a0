"""Who opens and closes rounds, and says who reviews what: the admin, and the official who keeps the list of poor households."""

from handlers.talk.context import Context, Response
from storage.records import Person, Unit
from survey.read import fold
from survey.workflow.rights import may


def leads(person: Person) -> bool:
    """Whether they open and close rounds."""
    return may("command.dotrasoat", person.roles, person.duty)


def gives(person: Person) -> bool:
    """Whether they say who reviews what."""
    return may("command.phancong", person.roles, person.duty)


def refused(ctx: Context) -> Response:
    """To somebody of the same role with another duty."""
    return ctx.close(ctx.texts("rounds.not_yours"))


def communes(ctx: Context) -> tuple[Unit, ...]:
    """Those that are wholly this person's: who looks after one group only opens no round of the commune."""
    return tuple(one for one in ctx.work.units.all() if one.kind == "commune")


def commune_of(ctx: Context, said: str) -> Unit | None:
    """The one that is meant: the only one, or the one that was named; None where that is not clear."""
    mine = communes(ctx)
    if not said:
        return mine[0] if len(mine) == 1 else None
    named = [one for one in mine if fold(said) in {fold(one.called), fold(one.name)}]
    return named[0] if len(named) == 1 else None


def which_commune(ctx: Context, words: str) -> Response:
    """Whoever has none, or several, is told so, with an example that works."""
    mine = communes(ctx)
    if not mine:
        return ctx.stay(ctx.texts("rounds.no_commune"))
    names = ", ".join(one.called for one in mine)
    return ctx.stay(ctx.texts("rounds.which_commune", names=names, example=f"{words} {mine[0].called}"))
