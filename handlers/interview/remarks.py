"""What a checker wants asked again: the household opens at the first such question, its words stand above it, and it goes on to the next."""

import re
from dataclasses import replace

from handlers.interview.open_interview import OpenInterview
from handlers.talk.context import Context
from handlers.talk.stale import is_stale
from storage.records import Comment
from survey.interview.path.events import Confirmed, Kept, ListConfirmed, Recorded
from survey.interview.path.navigate import screen_of
from survey.interview.path.position import Facts, Position
from survey.interview.session.changes import AnswerChanged, Change
from survey.read import fold
from survey.state import AnswerKey
from survey.workflow.states import BEGUN

_KEEP = re.compile(
    r"(?:van )?(?:giu nguyen|giu|nhu cu|nhu vay|khong doi|khong thay doi|van dung|van vay|van the)(?: roi)?"
)
_ANSWERED = re.compile(r"(?:trả lời|tra loi)\s*:\s*(.+)", re.IGNORECASE | re.DOTALL)
LONGEST = 300


def _open(ctx: Context, opened: OpenInterview) -> tuple[Comment, ...]:
    """Nothing goes back but a household's interview, and none that nobody has begun."""
    if opened.assignment is None or opened.assignment.state not in BEGUN:
        return ()
    return ctx.work.comments.open_of(opened.id)


def _askable(ctx: Context, opened: OpenInterview) -> list[Comment]:
    """Those of questions that apply now, as they were written."""
    found = _open(ctx, opened)
    return [one for one in found if one.screen and screen_of(opened.session, one.screen) is not None]


def on_opening(ctx: Context, opened: OpenInterview) -> list[str]:
    """What is said of the household as a whole, and how much is to be asked again; whoever opens it has seen it."""
    found = _open(ctx, opened)
    if not found:
        return []
    ctx.work.comments.see(opened.id, ctx.person.id, ctx.now)
    person = ctx.work.people.get(found[0].by)
    lines = [ctx.texts("comment.head", by=person.name if person is not None else "?", n=len(found))]
    return [*lines, *(ctx.texts("comment.of_household", text=one.text) for one in found if not one.screen)]


def turned_to(ctx: Context, opened: OpenInterview, position: Position) -> tuple[Position, list[str]]:
    """The question that is to be asked again, where nothing else was asked for, with the words above it."""
    found = _askable(ctx, opened)
    if not found:
        return position, []
    if not position.focus and position.pending is None and not position.draft:
        position = replace(position, focus=found[0].screen)
    here = [one for one in found if one.screen == position.focus]
    lines = [ctx.texts("comment.of_question", number=one.number, text=one.text) for one in here]
    return position, [*lines, ctx.texts("comment.how")] if here else []


def kept(ctx: Context, opened: OpenInterview, text: str) -> list[str]:
    """The answer was right, with or without words about it; [] where something else is said."""
    answered = _ANSWERED.fullmatch(text.strip())
    if not answered and not _KEEP.fullmatch(fold(text).strip(" .!")):
        return []
    here = [one for one in _askable(ctx, opened) if one.screen == opened.position.focus]
    if not here or is_stale(ctx):
        return []
    ctx.work.comments.settle([one.id for one in here], ctx.now, answered[1][:LONGEST] if answered else "")
    return [ctx.texts("comment.kept", number=here[0].number)]


def settle(ctx: Context, opened: OpenInterview, facts: Facts, changes: tuple[Change, ...]) -> None:
    """What was answered anew was seen to, also with the same answer as before."""
    keys = {one.key for one in changes if isinstance(one, AnswerChanged)}
    for event in facts.events:
        spots = event.spots if isinstance(event, Recorded | Confirmed | Kept) else ()
        keys |= {opened.session.key(spot.items, spot.question) for spot in spots}
    lists = {event.screen.id for event in facts.events if isinstance(event, ListConfirmed)}
    if keys or lists:
        done = [one.id for one in _askable(ctx, opened) if one.screen in lists or keys & _keys(opened, one)]
        ctx.work.comments.settle(done, ctx.now)


def _keys(opened: OpenInterview, one: Comment) -> set[AnswerKey]:
    screen = screen_of(opened.session, one.screen)
    return {opened.session.key(spot.items, spot.question) for spot in screen.spots} if screen is not None else set()


def left(ctx: Context, opened: OpenInterview) -> str:
    """The questions that nobody has seen to, "" = none."""
    return ", ".join(one.number for one in _askable(ctx, opened))


def settle_rest(ctx: Context, opened: OpenInterview) -> None:
    """It is handed in: what was said of the household as a whole was seen, and a question that does not apply any more needs no answer."""
    if opened.assignment is not None:
        ctx.work.comments.settle([one.id for one in ctx.work.comments.open_of(opened.id)], ctx.now)
