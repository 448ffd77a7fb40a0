"""/dotrasoat: the rounds of the commune, and what is done with them in one sentence or a short dialogue."""

from handlers.rounds import amending, giving, opening, rights
from handlers.rounds.finding import name_of
from handlers.talk.context import Context, Response
from handlers.talk.pending import Confirming
from storage.records import Round
from survey.read import RoundAct, read_round
from survey.workflow.states import DONE, WAITING

SHOWN = 12


def rounds(ctx: Context, argument: str) -> Response:
    """What is asked of rounds; nothing more = all of them."""
    if not rights.leads(ctx.person):
        return rights.refused(ctx)
    ctx = ctx.with_dialog(ctx.dialog.idle())
    call = read_round(argument) or read_round(f"mở đợt {argument}")
    if call is None:
        return ctx.stay(ctx.texts("rounds.unclear", text=argument[:40], year=ctx.today.year))
    match call.act:
        case RoundAct.OPEN:
            return opening.propose(ctx, call, argument if read_round(argument) else f"mở đợt {argument}")
        case RoundAct.CLOSE:
            return amending.close(ctx, call)
        case RoundAct.LIST:
            return _listing(ctx)
        case _:
            return amending.amend(ctx, call)


def said(ctx: Context, text: str) -> Response | None:
    """A sentence about rounds while nothing is open; None where something else is meant."""
    return rounds(ctx, text) if read_round(text) is not None else None


def follows(text: str) -> bool:
    """What may stand behind the command's phrase: "đợt rà soát 2025"."""
    return read_round(f"mở đợt {text}") is not None and not text.strip().isdecimal()


def typed(ctx: Context, text: str) -> Response | None:
    """The answer to what was read back; None where nothing was, or something else is meant."""
    small = ctx.dialog.small
    if not isinstance(small, Confirming):
        return None
    answers = {opening.ABOUT: opening.answered, amending.CLOSE: amending.answered, giving.ABOUT: giving.answered}
    answer = answers.get(small.about)
    return answer(ctx, small, text) if answer is not None else None


def lines(ctx: Context) -> list[str]:
    """For the greeting: that there is no round yet."""
    if not rights.leads(ctx.person) or not rights.communes(ctx) or amending.open_rounds(ctx):
        return []
    return [ctx.texts("rounds.none_line", year=ctx.today.year)]


def _listing(ctx: Context) -> Response:
    mine = {one.code: one for one in rights.communes(ctx)}
    every = [one for one in ctx.work.rounds.all() if one.unit in mine]
    how = ctx.texts("rounds.how", year=ctx.today.year, month=f"{ctx.today.month}/{ctx.today.year}")
    if not every:
        return ctx.close("\n".join([ctx.texts("rounds.none"), how]))
    several = len(mine) > 1
    shown = [f"{mine[one.unit].called}: {_line(ctx, one)}" if several else _line(ctx, one) for one in every[:SHOWN]]
    return ctx.close("\n".join([ctx.texts("rounds.list"), *(f"• {line}" for line in shown), how]))


def _line(ctx: Context, held: Round) -> str:
    rows = ctx.work.summary.round(held.id)
    total = sum(row.households for row in rows)
    done = sum(row.households for row in rows if row.state in DONE)
    left = sum(row.households for row in rows if row.state in WAITING)
    key = "rounds.line_open" if held.state == "open" else "rounds.line_closed"
    return ctx.texts(key, round=name_of(ctx, held), days=opening.days_of(held), n=total, done=done, left=left)
