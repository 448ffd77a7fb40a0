"""A checker asked something about a household: whoever has it answers in words, and the checker hears of it."""

import re
from collections.abc import Sequence

from chat import Outgoing
from handlers.interview import answering
from handlers.talk.context import Context, Response
from handlers.tasks.daytime import tell_by_day
from storage.records import Assignment, Comment, telling

LONGEST = 300
_ANSWER = re.compile(
    r"(?:trả lời|tra loi)(?:\s+(?:hộ|ho|nhà|nha)?\s*(?:số|so)?\s*(?P<number>[0-9]{1,6}))?(?P<sign>\s*:\s*|\s+)(?P<text>.+)",
    re.IGNORECASE | re.DOTALL,
)


def typed(ctx: Context, text: str) -> Response | None:
    """As "trả lời 12: …" or "trả lời: …"; None where nobody asked, or something else is said."""
    found = _ANSWER.fullmatch(text.strip())
    if found is None or not (found["number"] or ":" in found["sign"]):
        return None
    asked = ctx.work.comments.asked_of(ctx.person.id)
    numbers = list(dict.fromkeys(one.household.number for one, _ in asked))
    if not asked:
        return _nobody_asked(ctx, found)
    if not found["number"] and ctx.dialog.interview is not None and ctx.dialog.focus:
        return None
    if not found["number"] and len(numbers) > 1:
        return answering.below(ctx, ctx.stay(ctx.texts("comment.answer_which", number=numbers[0])))
    number = int(found["number"] or numbers[0])
    mine = [pair for pair in asked if pair[0].household.number == number]
    if not mine:
        return answering.below(ctx, ctx.stay(ctx.texts("comment.nothing_asked", number=number)))
    return answering.below(ctx, _answered(ctx, mine, found["text"].strip()[:LONGEST]))


def _nobody_asked(ctx: Context, found: re.Match[str]) -> Response | None:
    """Not where an interview is open, whose question may be answered so."""
    if not found["number"] or ":" not in found["sign"] or ctx.dialog.interview is not None:
        return None
    return ctx.stay(ctx.texts("comment.nothing_asked", number=int(found["number"])))


def _answered(ctx: Context, asked: Sequence[tuple[Assignment, Comment]], words: str) -> Response:
    ctx.work.comments.settle([comment.id for _, comment in asked], ctx.now, words)
    household = asked[0][0].household
    people = ctx.work.people.many({comment.by for _, comment in asked})
    text = ctx.texts(
        "comment.answered", by=ctx.person.name, number=household.number, name=household.head_name, text=words
    )
    causes = {telling("answered", asked[0][1].id, one.id): one for one in people.values() if one.active}
    told = tell_by_day(ctx, {cause: (one, Outgoing(text)) for cause, one in causes.items()})
    names = ", ".join(one.name for cause, one in causes.items() if cause in told)
    key = "comment.answer_kept" if names else "comment.answer_noted"
    return ctx.stay(ctx.texts(key, number=household.number, names=names))


def lines(ctx: Context) -> list[str]:
    """What waits for an answer, for the greeting and the list."""
    asked = ctx.work.comments.asked_of(ctx.person.id)
    return [
        ctx.texts("comment.waits", number=one.household.number, name=one.household.head_name, text=comment.text)
        for one, comment in asked[:3]
    ]
