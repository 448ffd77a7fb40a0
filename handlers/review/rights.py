"""Who checks, by the table of rights, and that whoever looked is known for it."""

from handlers.talk.context import Context
from storage.records import Access, Act, Assignment, Person
from survey.workflow.rights import may


def checks(person: Person) -> bool:
    return may("command.kiemtra", person.roles, person.duty)


def others(ctx: Context) -> str:
    """Who else may check where this person does, by name."""
    names = [one.name for one in ctx.work.people.all() if one.active and one.id != ctx.person.id and checks(one)]
    return ", ".join(names[:5]) or ctx.texts("check.nobody_else")


def note(ctx: Context, act: Act, subject: str, one: Assignment, reason: str = "") -> None:
    """Whoever looks at a household or decides about it is known for it."""
    here = ctx.incoming.address
    account = f"{here.channel}/{here.bot}/{here.user_id}"
    household = one.household.id
    ctx.work.accesses.note(
        Access(act, ctx.now, ctx.person.id, account, subject, 1, reason=reason, household_id=household)
    )
