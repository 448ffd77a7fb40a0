"""A message that its sender has changed: a correction where what it answered is still the last answer, else told how to correct."""

from collections.abc import Iterable

from handlers.interview import answering, next_question
from handlers.interview.answers import how_to_edit
from handlers.interview.ending.grounds import effect_lines
from handlers.interview.open_interview import OpenInterview, open_now, save
from handlers.interview.said_back import event_lines
from handlers.talk.context import Context, Response
from survey.interview.advance import advance
from survey.interview.answers.said.steering import word_in
from survey.interview.path.events import Recorded, Typed
from survey.interview.path.position import Position
from survey.interview.path.screens import Screen, Spot, path
from survey.interview.result.effects import compare, snapshot
from survey.state import AnswerKey

LONGEST = 40


def take(ctx: Context) -> Response:
    """The corrected answer, or a sentence that nothing was changed and what to type; the open question is said again below."""
    shown = ctx.incoming.text[:LONGEST]
    opened = open_now(ctx)
    if opened is None or opened.awaits_consent:
        return answering.ask_again(ctx, ctx.texts("edited.anew", text=shown))
    screen, is_last = _answered_by(ctx, opened)
    if screen is None:
        return answering.ask_again(ctx, ctx.texts("edited.anew", text=shown))
    how = how_to_edit(ctx.texts, screen.spots[0])
    if is_last and word_in(ctx.incoming.text, text_question_open=False) is None:
        corrected = _corrected(ctx, opened, screen, ctx.incoming.text)
        if corrected is not None:
            return corrected
    return answering.ask_again(ctx, ctx.texts("edited.how", text=shown, how=how))


def _corrected(ctx: Context, opened: OpenInterview, screen: Screen, text: str) -> Response | None:
    """An earlier answer replaced by this one, and the question that is open now; None where it cannot be taken."""
    there = Position(focus=screen.id)
    before = snapshot(opened.session, opened.standing)
    facts = advance(opened.session, there, Typed(text), ctx.today)
    recorded = [event for event in facts.events if isinstance(event, Recorded) and not event.skipped]
    if len(recorded) != len(facts.events):
        return None
    save(ctx, opened)
    effect = compare(before, snapshot(opened.session, opened.standing))
    lines = [ctx.texts("edited.taken"), *event_lines(ctx.texts.plain, opened, facts.events)]
    lines += effect_lines(ctx.texts, effect)
    return next_question.question(ctx, opened, opened.position, lines)


def _answered_by(ctx: Context, opened: OpenInterview) -> tuple[Screen | None, bool]:
    """The one screen that the message had answered, and whether nothing was answered since."""
    address = ctx.incoming.address
    keys = ctx.work.inbox.keys_of(address, ctx.incoming.seq) if ctx.incoming.seq is not None else ()
    causes = {f"{address.channel}:{key}" for key in keys}
    events = [event for event in ctx.work.interviews.events(opened.id) if event.cause and event.key.name]
    answered = {event.key for event in events if event.cause in causes}
    found = [(screen, spot) for screen in path(opened.session) for spot in _spots(opened, screen.spots, answered)]
    screens = {screen.id: screen for screen, _ in found}
    if len(screens) != 1 or len(found) != len(answered):
        return None, False
    return next(iter(screens.values())), events[-1].cause in causes


def _spots(opened: OpenInterview, spots: Iterable[Spot], answered: set[AnswerKey]) -> list[Spot]:
    return [spot for spot in spots if opened.session.key(spot.items, spot.question) in answered]
