"""The list of a round is put right with a reason, and a round is closed: when all is done, or with a reason and what is left said."""

from handlers.rounds import confirming, rights
from handlers.rounds.finding import name_of
from handlers.talk.context import Context, Response
from handlers.talk.pending import Confirming
from storage.records import Access, Act, Assignment, AssignmentState, Round
from survey.read import RoundAct, RoundCall, read_round
from survey.workflow.states import DONE, WAITING

CLOSE, CLOSE_DO = "close", "đóng"
SHOWN = 20
LONGEST_REASON = 300


def open_rounds(ctx: Context) -> tuple[Round, ...]:
    """Those that are open in the communes of whoever leads them, begun or not."""
    mine = {one.code for one in rights.communes(ctx)}
    return tuple(one for one in ctx.work.rounds.all() if one.state == "open" and one.unit in mine)


def meant(ctx: Context, call: RoundCall) -> Round | Response:
    """The open round that is meant: the only one, or the one that was named; else they are said, with an example."""
    commune = rights.commune_of(ctx, call.commune) if call.commune else None
    every = open_rounds(ctx)
    if call.commune:
        every = tuple(one for one in every if commune is not None and one.unit == commune.code)
    fitting = [one for one in every if _fits(one, call)]
    if len(fitting) > 1 and call.act is RoundAct.DROP:
        # A household is in one open round at a time: its number says which.
        fitting = [one for one in fitting if ctx.work.assignments.of_number(one.id, call.numbers[0]) is not None]
    if len(fitting) == 1:
        return fitting[0]
    if not every:
        return ctx.stay(ctx.texts("rounds.none_open"))
    names = ", ".join(name_of(ctx, one) for one in every)
    example = _example(ctx, call, every[0])
    return ctx.stay(ctx.texts("rounds.which_round", names=names, example=example))


def _fits(held: Round, call: RoundCall) -> bool:
    return (
        (not call.kind or held.kind == call.kind)
        and (not call.year or held.year == call.year)
        and (not call.month or held.starts.month == call.month)
        and (not call.days or (held.starts.day, held.starts.month) == call.days[0][:2])
    )


def _example(ctx: Context, call: RoundCall, held: Round) -> str:
    name = name_of(ctx, held)
    number = call.numbers[0] if call.numbers else 12
    key = f"rounds.example_{call.act.value}"
    return ctx.texts(key, round=name, number=number)


def amend(ctx: Context, call: RoundCall) -> Response:
    """Households are put on the list of an open round, or taken off it."""
    held = meant(ctx, call)
    if isinstance(held, Response):
        return held
    if not call.reason:
        return ctx.stay(ctx.texts("rounds.why", example=_example(ctx, call, held)))
    ctx.work.rounds.lock(held.unit)
    change = _added if call.act is RoundAct.ADD else _taken_off
    refusals, done = [], []
    for number in call.numbers:
        refusal = change(ctx, held, number)
        if refusal:
            refusals.append(refusal)
        else:
            done.append(number)
            _note(ctx, held, call, number)
    shown = ", ".join(map(str, done[:SHOWN])) + (" …" if len(done) > SHOWN else "")
    key = "rounds.added" if call.act is RoundAct.ADD else "rounds.taken_off"
    lines = [ctx.texts(key, numbers=shown, round=name_of(ctx, held), n=len(done))] if done else []
    return ctx.close("\n".join([*lines, *refusals[:SHOWN]]))


def _added(ctx: Context, held: Round, number: int) -> str:
    """Why it was not done, "" where it was."""
    household = ctx.work.households.by_number(number, held.unit)
    if household is None or household.ended_at is not None:
        return ctx.texts("rounds.no_household" if household is None else "register.ended", number=number)
    there = ctx.work.round_lists.open_round_of(household.id)
    if there is not None:
        known = ctx.work.rounds.get(there)
        assert known is not None
        return ctx.texts("rounds.in_round", number=number, round=name_of(ctx, known))
    ctx.work.round_lists.add(held.id, [(household.id, None)], ctx.now, by=ctx.person.id)
    return ""


def _taken_off(ctx: Context, held: Round, number: int) -> str:
    one = ctx.work.assignments.of_number(held.id, number)
    if one is None:
        return ctx.texts("rounds.not_in_round", number=number, round=name_of(ctx, held))
    return "" if ctx.work.round_lists.take_off(one.id) else ctx.texts("rounds.begun", number=number)


def _note(ctx: Context, held: Round, call: RoundCall, number: int) -> None:
    household = ctx.work.households.by_number(number, held.unit)
    subject, reason = f"round:{held.key} {call.act.value}", call.reason[:LONGEST_REASON]
    key = household.id if household is not None else None
    ctx.work.accesses.note(
        Access(Act.CHANGE, ctx.now, ctx.person.id, ctx.account, subject, 1, reason, household_id=key)
    )


def close(ctx: Context, call: RoundCall) -> Response:
    """Whether the round is to be closed, with what is left of it."""
    held = meant(ctx, call)
    if isinstance(held, Response):
        return held
    left = _left(ctx, held)
    if call.at_once and call.reason:
        return _closed(ctx, held, left, call.reason)
    small = Confirming(CLOSE, held.key, (held.id, len(left)))
    unchecked = _unchecked(ctx, held)
    if not left:
        done = sum(row.households for row in ctx.work.summary.round(held.id) if row.state in DONE)
        text = ctx.texts("rounds.sure_close", round=name_of(ctx, held), n=done)
        return confirming.ask(ctx, small, "\n".join([*unchecked, text]), (CLOSE_DO,))
    text = ctx.texts("rounds.left", round=name_of(ctx, held), n=len(left), numbers=_numbers(left))
    there = ctx.with_dialog(ctx.dialog.asking(small))
    return there.stay("\n".join([*unchecked, text]))


def _unchecked(ctx: Context, held: Round) -> list[str]:
    """That what was handed in and nobody has checked stays so."""
    n = _handed_in(ctx, held)
    return [ctx.texts("rounds.unchecked", n=n)] if n else []


def _handed_in(ctx: Context, held: Round) -> int:
    """How many wait for their check."""
    rows = ctx.work.summary.round(held.id)
    return sum(row.households for row in rows if row.state is AssignmentState.SUBMITTED)


def _left(ctx: Context, held: Round) -> list[Assignment]:
    return [one for one in ctx.work.assignments.of_round(held.id) if one.state in WAITING]


def _numbers(left: list[Assignment]) -> str:
    more = f" … (+{len(left) - SHOWN})" if len(left) > SHOWN else ""
    return ", ".join(str(one.household.number) for one in left[:SHOWN]) + more


def answered(ctx: Context, small: Confirming, text: str) -> Response | None:
    """The word that closes it; "đóng luôn" needs a reason where something is left."""
    held = ctx.work.rounds.get(small.shown[0])
    call, word = read_round(text), confirming.said(text, (CLOSE_DO,))
    anyway = call is not None and call.act is RoundAct.CLOSE and call.at_once
    if held is None or (word is None and not anyway):
        return None
    late = confirming.late(ctx, text)
    if late is not None:
        return late
    there = confirming.over(ctx)
    if word == "":
        return there.close(ctx.texts("rounds.dropped"))
    if not rights.leads(ctx.person) or held.state != "open":
        return rights.refused(there) if held.state == "open" else there.close(ctx.texts("rounds.none_open"))
    ctx.work.rounds.lock(held.unit)
    left, reason = _left(ctx, held), call.reason if call is not None else ""
    if left and not reason:
        return ctx.stay(ctx.texts("rounds.why_close", n=len(left), example=ctx.texts("rounds.example_anyway")))
    return _closed(there, held, left, reason)


def _closed(ctx: Context, held: Round, left: list[Assignment], reason: str) -> Response:
    ctx.work.rounds.close(held)
    subject = f"round:{held.key} close"
    ctx.work.accesses.note(
        Access(Act.CHANGE, ctx.now, ctx.person.id, ctx.account, subject, len(left), reason[:LONGEST_REASON])
    )
    key = "rounds.closed_left" if left else "rounds.closed"
    n = _handed_in(ctx, held)
    unchecked = [ctx.texts("rounds.closed_unchecked", n=n)] if n else []
    return ctx.close("\n".join([ctx.texts(key, round=name_of(ctx, held), n=len(left)), *unchecked]))
