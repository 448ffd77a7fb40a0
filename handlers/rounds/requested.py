"""Requests of households find their round: as they are handed in where one is open, else when one opens."""

from collections.abc import Mapping

from handlers.rounds.finding import name_of
from handlers.talk.buttons import tap
from handlers.talk.context import Context, Response
from storage.records import Access, Act, Decided, Household, Request, RequestState, Round
from survey.read import fold
from survey.review import QuickReview, choose_ruleset

NAME, MARKS, NONE = "ho_ten", "phieu_a", "khong"
"""Questions of the forms of `content/forms`, and the choice that says that no column applies."""

SIMILAR = 50


def receipt(one: Request) -> str:
    return f"{one.number}/{one.year}"


def submitted(ctx: Context, one: Request, answers: Mapping[str, str]) -> Response:
    """A request was handed in: its receipt, and what becomes of it now."""
    marks = _marks(answers.get(MARKS, ""))
    rule = _rule(ctx)
    due = marks is not None and rule is not None and not rule.lists(marks)
    state = RequestState.DUE if due else RequestState.OPEN
    ctx.work.rounds.lock(one.commune)
    ctx.work.requests.hand_in(one, ctx.today.year, answers.get(NAME, ""), marks, state, ctx.now)
    handed = ctx.work.requests.of_interview(one.interview_id)
    assert handed is not None, "it was handed in just now"
    lines = [ctx.texts("request.received", receipt=receipt(handed))]
    if due:
        assert rule is not None
        limit = {"n": marks, "limit": rule.listed_below, "reference": rule.reference.partition(";")[0]}
        lines.append(ctx.texts("request.due", **limit))
    else:
        lines.append(_placed(ctx, handed))
    return ctx.close("\n".join(lines), ((tap(ctx.texts("request.button"), "/denghi"),),))


def _marks(said: str) -> int | None:
    """How many columns of Phiếu A apply; None where it was not asked."""
    return sum(one != NONE for one in said.split()) if said else None


def _rule(ctx: Context) -> QuickReview | None:
    ruleset = choose_ruleset(ctx.services.rulesets, ctx.today)
    return ruleset.quick_review if ruleset is not None else None


def _placed(ctx: Context, one: Request) -> str:
    """It joins the round that is going on, or the sentence says what it waits for."""
    twin = twin_of(ctx, one)
    if twin is not None:
        return ctx.texts("request.twin", number=twin.number, name=twin.head_name)
    held = ctx.work.rounds.current_of(one.commune, ctx.today)
    return ctx.texts("request.waits") if held is None else join(ctx, one, held)


def twin_of(ctx: Context, one: Request) -> Household | None:
    """A household that the register has already in the same place, of whose head the new one has the name."""
    if one.household_id is not None:
        return None
    found = ctx.work.households.search(one.name, SIMILAR)
    same = (each for each in found if each.unit == one.unit and fold(each.head_name) == fold(one.name))
    return next((each for each in same if each.ended_at is None), None)


def join(ctx: Context, one: Request, held: Round, *, by: int | None = None, reason: str = "") -> str:
    """Onto the list of the round, or the one in which the household is; a new one comes into the register first. Under `rounds.lock`."""
    household = one.household_id
    if household is None:
        ctx.work.lists.alone()
        household = ctx.work.households.add(one.commune, one.unit, one.name)
    there = ctx.work.round_lists.open_round_of(household)
    if there is None:
        # The rule puts it there, not whoever took the request down.
        ctx.work.round_lists.add(held.id, [(household, None)], ctx.now, by=None)
    joined = held if there is None else ctx.work.rounds.get(there)
    assert joined is not None
    said = Decided(RequestState.JOINED, by, ctx.now, joined.id, household, reason)
    ctx.work.requests.decide(one.id, said)
    subject = f"round:{joined.key} request {receipt(one)}"
    ctx.work.accesses.note(Access(Act.CHANGE, ctx.now, ctx.person.id, ctx.account, subject, 1, household_id=household))
    known = ctx.work.requests.of_interview(one.interview_id)
    assert known is not None
    key = "request.joined" if there is None else "request.joined_before"
    return ctx.texts(key, number=known.household, round=name_of(ctx, joined))


def join_waiting(ctx: Context, held: Round) -> list[str]:
    """A round was opened: those that waited for one are on its list. What is said of it, nothing where none waited."""
    waiting = [one for one in ctx.work.requests.waiting(held.unit) if twin_of(ctx, one) is None]
    for one in waiting:
        join(ctx, one, held)
    return [ctx.texts("request.joined_waiting", n=len(waiting))] if waiting else []
