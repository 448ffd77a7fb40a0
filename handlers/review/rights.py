"""Who checks, by the table of rights, and that whoever looked is known for it."""

from handlers.talk.context import Context
from storage.records import Access, Act, Assignment, Person
from survey.workflow.rights import may, roles_of

_CHECKING = tuple(sorted(roles_of("command.kiemtra")))


def checks(person: Person) -> bool:
    return may("command.kiemtra", person.roles, person.duty)


def others(ctx: Context, one: Assignment | None = None) -> str:
    """Who else may check this household, or else anything where this person works, by name."""
    units = (one.household.unit,) if one is not None else ctx.person.units
    found = [each for unit in units for role in _CHECKING for each in ctx.work.people.over(unit, role)]
    names = list(dict.fromkeys(each.name for each in found if each.id != ctx.person.id and checks(each)))
    return ", ".join(names[:5]) or ctx.texts("check.nobody_else")


def note(ctx: Context, act: Act, subject: str, one: Assignment, reason: str = "") -> None:
    """Whoever looks at a household or decides about it is known for it."""
    here = ctx.incoming.address
    account = f"{here.channel}/{here.bot}/{here.user_id}"
    household = one.household.id
    ctx.work.accesses.note(
        Access(act, ctx.now, ctx.person.id, account, subject, 1, reason=reason, household_id=household)
    )
