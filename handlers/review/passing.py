"""A household passes: one that was looked at, or many whose number is said first; and what passed by mistake waits again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from zlib import crc32

from handlers.review import rights
from handlers.review.waiting import go_on, group_of, handed_in, of_number, queue, waits
from handlers.rounds import confirming
from handlers.rounds.telling import rows_of
from handlers.talk.context import Context, Response
from handlers.talk.pending import Confirming
from storage.records import Act, AssignmentState, HandedIn
from survey.read import CheckCall, read_check

ABOUT, DO = "check", "đúng"
MOST = 200
"""Households that pass at once."""


@dataclass(slots=True)
class Plan:
    """`passing`: those that may; of the others why they may not: numbers."""

    passing: list[HandedIn] = field(default_factory=list)
    own: list[int] = field(default_factory=list)
    passed: list[int] = field(default_factory=list)
    others: list[int] = field(default_factory=list)

    @property
    def shown(self) -> tuple[int, ...]:
        """How many, and which ones as they were handed in."""
        these = [(one.interview_id, one.submitted_at.isoformat()) for one in self.passing]
        return len(these), crc32(repr(these).encode())


def pass_one(ctx: Context, one: HandedIn) -> Response:
    """The one that was looked at."""
    ctx.work.interviews.check(one.interview_id, ctx.person.id, ctx.now)
    rights.note(ctx, Act.CHANGE, "check:pass", one.assignment)
    return _done(ctx, ctx.texts("check.passed", number=one.assignment.household.number))


def _done(ctx: Context, text: str) -> Response:
    """With how many still wait."""
    left = len(queue(handed_in(ctx)))
    line = ctx.texts("check.left", n=left) if left else ctx.texts("check.none_left")
    return ctx.close(f"{text} {line}", go_on(ctx) if left else ())


def propose(ctx: Context, words: str, call: CheckCall, above: Sequence[str] = ()) -> Response:
    """Their number first, and which of those that were named cannot pass; nothing is done yet."""
    plan = _plan(ctx, call)
    if plan is None:
        return ctx.stay(ctx.no_group(call.group))
    if len(plan.passing) > MOST:
        return ctx.stay(ctx.texts("check.too_many", n=len(plan.passing), most=MOST))
    lines = [*above, *_lines(ctx, plan)]
    if not plan.passing:
        return ctx.close("\n".join([ctx.texts("check.nothing"), *lines]))
    small = Confirming(ABOUT, words, plan.shown)
    there = ctx.with_dialog(ctx.dialog.idle())
    return confirming.ask(there, small, "\n".join([*lines, ctx.texts("check.sure")]), (DO,))


def _plan(ctx: Context, call: CheckCall) -> Plan | None:
    every, plan = handed_in(ctx), Plan()
    code = group_of(ctx, call.group) if call.group else ""
    if code is None:
        return None
    chosen = [one for one in every if _is_chosen(one, call, code)]
    for one in chosen:
        number = one.assignment.household.number
        if waits(one):
            plan.passing.append(one)
        elif one.assignment.state is AssignmentState.SUBMITTED:
            plan.own.append(number)
        elif call.numbers:
            plan.passed.append(number)
    plan.others = sorted(set(call.numbers) - {one.assignment.household.number for one in chosen})
    return plan


def _is_chosen(one: HandedIn, call: CheckCall, code: str) -> bool:
    household = one.assignment.household
    return (not call.numbers or household.number in set(call.numbers)) and code in {"", household.unit}


def _lines(ctx: Context, plan: Plan) -> list[str]:
    texts, these = ctx.texts, plan.passing
    lines = [texts("check.will_pass", n=len(these), numbers=_numbers(these))] if these else []
    changed = [one for one in these if one.category is not one.assignment.household.last_category]
    lines += [texts("check.other_class", n=len(changed), numbers=_numbers(changed))] if changed else []
    for key, numbers in (("own", plan.own), ("passed", plan.passed), ("others", plan.others)):
        lines += [texts(f"check.not_{key}", numbers=rows_of(numbers))] if numbers else []
    return lines


def _numbers(these: Iterable[HandedIn]) -> str:
    return rows_of(one.assignment.household.number for one in these)


def answered(ctx: Context, small: Confirming, text: str) -> Response | None:
    """What was read back passes; where something has changed meanwhile, it is read back anew."""
    call, word = read_check(small.words), confirming.decided(ctx, text, (DO,))
    if call is None or not isinstance(word, str):
        return None if isinstance(word, str) else word
    there = confirming.over(ctx)
    if not rights.checks(ctx.person):
        return there.close(ctx.texts("check.not_yours", names=rights.others(ctx)))
    plan = _plan(there, call)
    if plan is None or plan.shown != small.shown:
        return propose(there, small.words, call, [ctx.texts("rounds.list_changed")])
    for one in plan.passing:
        ctx.work.interviews.check(one.interview_id, ctx.person.id, ctx.now)
        rights.note(ctx, Act.CHANGE, "check:pass", one.assignment)
    return _done(there, ctx.texts("check.many_passed", n=len(plan.passing)))


def take_back(ctx: Context, call: CheckCall) -> Response:
    """What passed by mistake waits for its check again; why, is kept."""
    number = call.numbers[0]
    if not call.reason:
        return ctx.stay_for(ctx.texts("check.half_why", number=number), ctx.texts("check.why", number=number))
    these = {one.assignment.household.number: one for one in handed_in(ctx)}
    lines = [_taken_back(ctx, number, these.get(number), call.reason) for number in call.numbers[:MOST]]
    return ctx.close("\n".join(lines))


def _taken_back(ctx: Context, number: int, one: HandedIn | None, reason: str) -> str:
    if one is None and of_number(ctx, number) is None:
        return ctx.texts("check.no_number", number=number)
    if one is None or one.assignment.state is not AssignmentState.CHECKED:
        return ctx.texts("check.never_passed", number=number)
    if one.own:
        return ctx.texts("check.own", number=number, names=rights.others(ctx, one.assignment))
    ctx.work.desk.uncheck(one.interview_id, reason, ctx.person.id, ctx.now)
    rights.note(ctx, Act.CHANGE, "check:take_back", one.assignment, reason[:300])
    return ctx.texts("check.taken_back", number=number)
