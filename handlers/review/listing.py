"""What waits at the desk, by group; what went back and has not been seen; what was asked and not answered."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from handlers.review.waiting import go_on, group_of, handed_in, numbered, queue
from handlers.rounds.telling import rows_of
from handlers.talk.context import Context, Response
from handlers.talk.wording import local
from storage.records import Assignment, AssignmentState, Comment, CommentKind, HandedIn
from survey.written import short_day_text

SHOWN = 20


def listing(ctx: Context) -> Response:
    """What came back first, then group by group, the one that has waited longest first."""
    every = handed_in(ctx)
    these = queue(every)
    lines = [_head(ctx, these)]
    back = [one for one in these if one.came_back]
    lines += [ctx.texts("check.back", n=len(back), numbers=_numbers(back))] if back else []
    others = groupby((one for one in these if not one.came_back), key=lambda one: one.assignment.household.unit_name)
    for unit, group in others:
        some = list(group)
        since = short_day_text(local(some[0].submitted_at).date())
        lines.append(ctx.texts("check.group", unit=unit, n=len(some), since=since, numbers=_numbers(some)))
    own = [one for one in every if one.own and one.assignment.state is AssignmentState.SUBMITTED]
    lines += [ctx.texts("check.own_line", n=len(own), numbers=_numbers(own))] if own else []
    lines += _open_comments(ctx)
    lines += [ctx.texts("check.list_how", first=these[0].assignment.household.number)] if these else []
    return ctx.close("\n".join(lines), go_on(ctx) if these else (), listed=True, numbers=numbered(these))


def _head(ctx: Context, these: Sequence[HandedIn]) -> str:
    if not these:
        return ctx.texts("check.none")
    oldest = min(local(one.submitted_at).date() for one in these)
    return ctx.texts("check.list", n=len(these), since=short_day_text(oldest))


def _numbers(these: Iterable[HandedIn]) -> str:
    return rows_of(one.assignment.household.number for one in these)


def _open_comments(ctx: Context) -> list[str]:
    """Which households are being asked again, and who has not seen it; which questions are not answered."""
    found = [pair for held in ctx.rounds() for pair in ctx.work.comments.of_round(held.id)]
    listed = {one.id: one for held in ctx.rounds() for one in ctx.work.assignments.of_round(held.id)}
    back = [one for one in listed.values() if one.state is AssignmentState.RETURNED]
    lines = []
    if back:
        unseen = _of_kind(listed, found, CommentKind.RETURN, unseen=True)
        key = "check.returned_unseen" if unseen else "check.returned"
        numbers = rows_of(one.household.number for one in back)
        lines.append(ctx.texts(key, n=len(back), numbers=numbers, unseen=rows_of(unseen)))
    asked = _of_kind(listed, found, CommentKind.ASK)
    return [*lines, *([ctx.texts("check.asked", numbers=rows_of(asked))] if asked else [])]


def _of_kind(
    listed: dict[int, Assignment], found: Iterable[tuple[int, Comment]], kind: CommentKind, *, unseen: bool = False
) -> list[int]:
    """Numbers of the households of which there is such a one."""
    return [
        listed[key].household.number
        for key, one in found
        if one.kind is kind and key in listed and not (unseen and one.seen)
    ]


def group(ctx: Context, words: str) -> Response:
    """One group, a household a line, with how its class has changed."""
    code = group_of(ctx, words)
    if code is None:
        return ctx.stay(ctx.no_group(words))
    these = [one for one in queue(handed_in(ctx)) if one.assignment.household.unit == code]
    if not these:
        return ctx.close(ctx.texts("check.none_in_group"))
    lines = [ctx.texts("check.group_head", unit=these[0].assignment.household.unit_name, n=len(these))]
    lines += [_line(ctx, one) for one in these[:SHOWN]]
    lines.append(ctx.texts("check.list_how", first=these[0].assignment.household.number))
    return ctx.close("\n".join(lines), listed=True, numbers=numbered(these))


def _line(ctx: Context, one: HandedIn) -> str:
    household = one.assignment.household
    before = ctx.texts(f"category.short.{household.last_category.value}") if household.last_category else "–"
    now = ctx.texts(f"category.short.{one.category.value}") if one.category else ctx.texts("category.unclear")
    said = before if before == now else f"{before} → {now}"
    key = "check.group_line_back" if one.came_back else "check.group_line"
    day = short_day_text(local(one.submitted_at).date())
    return ctx.texts(key, number=household.number, name=household.head_name, category=said, day=day)
