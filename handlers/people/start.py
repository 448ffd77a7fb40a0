"""Who am I, what is open, and what can be said."""

from handlers.admin import calling, data_requests, quota, undelivered
from handlers.interview import answering
from handlers.talk.buttons import tap
from handlers.talk.context import Context, Response
from storage.records import AssignmentState, Role
from survey.review import choose_ruleset

COMMANDS = {
    Role.COLLABORATOR: ("danhsach", "rasoat", "phieu", "trogiup"),
    Role.CHECKER: ("phieu", "trogiup"),
    Role.OFFICIAL: ("nhiemvu", "phieu", "trogiup"),
    Role.LEADER: ("tonghop", "phieu", "trogiup"),
    Role.ADMIN: ("moi", "phieu", "trogiup"),
}
"""What each role is shown, in this order; the handlers' own table says who may."""


def start(ctx: Context, _argument: str) -> Response:
    """A greeting that ends in what to do next. An open interview is left open, and offered."""
    person = ctx.person
    lines = [ctx.texts("start.hello", name=person.name, role=ctx.texts(f"role.{person.role.value}"))]
    lines += _open_work(ctx)
    commands = COMMANDS[person.role]
    lines.append(ctx.texts("start.commands", commands="\n".join(_described(ctx, name) for name in commands)))
    rows = tuple((tap(ctx.texts(f"command.{name}.button"), f"/{name}"),) for name in commands if name != "rasoat")
    return ctx.close("\n".join(lines), rows)


def _open_work(ctx: Context) -> list[str]:
    if ctx.person.role is Role.ADMIN:
        return [
            *undelivered.lines(ctx),
            *calling.lines(ctx),
            *data_requests.lines(ctx),
            *quota.lines(ctx.work, ctx.services, ctx.now),
        ]
    if choose_ruleset(ctx.services.rulesets, ctx.today) is None:
        return [ctx.texts("households.no_ruleset", year=ctx.today.year)]
    current = ctx.round()
    if ctx.person.role is not Role.COLLABORATOR or current is None:
        return []
    mine = ctx.work.assignments.of_person(current.id, ctx.person.id)
    drafts = [one for one in mine if one.state is AssignmentState.DRAFT]
    done = sum(one.state in {AssignmentState.SUBMITTED, AssignmentState.CHECKED} for one in mine)
    lines = [ctx.texts("start.progress", done=done, total=len(mine), year=current.year)]
    drafted = (ctx.texts("start.draft", number=d.household.number, name=d.household.head_name) for d in drafts[:3])
    return [*lines, *drafted]


def _described(ctx: Context, name: str) -> str:
    return f"/{name} – {ctx.texts(f'command.{name}.what')}"


def help_text(ctx: Context, _argument: str) -> Response:
    """Help where one is: in an interview, the words that always work; else the role's commands."""
    if ctx.dialog.interview is not None:
        return answering.help_text(ctx)
    commands = "\n".join(_described(ctx, name) for name in COMMANDS[ctx.person.role])
    return ctx.stay(ctx.texts(f"help.{ctx.person.role.value}", commands=commands))
