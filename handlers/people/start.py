"""Who am I, what is open, and what can be said."""

from collections.abc import Sequence

from handlers.admin import quota
from handlers.interview import answering
from handlers.talk.buttons import tap
from handlers.talk.command import Command, of_roles, told
from handlers.talk.context import Context, Response
from survey.review import choose_ruleset
from survey.workflow.rights import Doing, may


def greeting(ctx: Context, commands: Sequence[Command]) -> Response:
    """It ends in what to do next. An open interview is left open, and offered."""
    person = ctx.person
    lines = [ctx.texts("start.hello", name=person.name, role=ctx.texts.roles(person.roles))]
    lines += _open_work(ctx, commands)
    named = _named(ctx, commands)
    lines.append(ctx.texts("start.commands", commands=_described(ctx, named)))
    rows = tuple((tap(ctx.texts(f"command.{one.name}.button"), f"/{one.name}"),) for one in named if one.button)
    return ctx.close("\n".join(lines), rows)


def _open_work(ctx: Context, commands: Sequence[Command]) -> list[str]:
    """What waits by each command, and what stands above all of them: no rules for this day, the plans of the bots."""
    admin = ctx.may(Doing.QUOTA)
    if not admin and choose_ruleset(ctx.services.rulesets, ctx.today) is None:
        return [ctx.texts("households.no_ruleset", year=ctx.today.year)]
    waiting = [line for one in of_roles(commands, ctx.person.roles) if one.greets for line in one.greets(ctx)]
    return [*waiting, *(quota.lines(ctx.work, ctx.services, ctx.now) if admin else ())]


def _named(ctx: Context, commands: Sequence[Command]) -> list[Command]:
    """What is told to people of these roles, as far as this person's duty lets them."""
    roles, duty = ctx.person.roles, ctx.person.duty
    return [one for one in told(commands, roles) if may(f"command.{one.name}", roles, duty, own=True)]


def _described(ctx: Context, named: Sequence[Command]) -> str:
    return "\n".join(f"/{one.name} – {ctx.texts(f'command.{one.name}.what')}" for one in named)


def help_text(ctx: Context, commands: Sequence[Command]) -> Response:
    """Help where one is: in an interview, the words that always work; else the role's commands."""
    if ctx.dialog.interview is not None:
        return answering.help_text(ctx)
    described = _described(ctx, _named(ctx, commands))
    *further, last = (f"help.{role.value}" for role in ctx.person.roles)
    above = [ctx.texts(key, commands="").strip() for key in further]
    return ctx.stay("\n".join([*above, ctx.texts(last, commands=described)]))
