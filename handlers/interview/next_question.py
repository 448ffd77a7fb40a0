"""The question that is open now, asked below what was said."""

from dataclasses import replace

from chat import Outgoing
from handlers.asking.block import ask_block, ask_others
from handlers.asking.screen import ask
from handlers.asking.view import View
from handlers.interview import consent, remarks, small_question
from handlers.interview.ending.handing_in import review_message
from handlers.interview.open_interview import OpenInterview, asked_name, save
from handlers.interview.said_back import event_lines
from handlers.talk import asked
from handlers.talk.context import Context, Response
from survey.interview.advance import current
from survey.interview.carried.confirming import number_of
from survey.interview.facts.screen import BlockFacts, screen_facts
from survey.interview.path.events import PassedOver
from survey.interview.path.passing import lacking, pass_over
from survey.interview.path.pending import Carding, Confirming, Doubting, Removing
from survey.interview.path.position import HERE, Position
from survey.interview.path.screens import Screen, ScreenKind

READABLE = 1000
"""Characters of one message that a person still reads through before saying "đúng"."""


def question(
    ctx: Context, opened: OpenInterview, position: Position, lines: list[str], *, seen: Confirming | None = None
) -> Response:
    """What was said, then the question that is open now, in one message. `seen`: of last time's answers the person has these before them."""
    ctx = ctx.plainly()
    dialog = ctx.dialog.at(position)
    if small := small_question.open_in(dialog):
        return small_question.ask(ctx.with_dialog(dialog), opened, small, lines)
    if opened.awaits_consent:
        return Response((_above(lines, consent.ask(ctx, opened)),), dialog, asked.consent(opened.id))
    position, passed = _passed_over(ctx, opened, position)
    position, asked_again = remarks.turned_to(ctx, opened, position)
    lines = [*lines, *passed, *asked_again]
    screen = current(opened.session, position)
    position, message = _asked(ctx, opened, position, screen, (len("\n".join(lines)), seen))
    return Response((_above(lines, message),), ctx.dialog.at(position), asked_name(opened, position, screen))


def _passed_over(ctx: Context, opened: OpenInterview, position: Position) -> tuple[Position, list[str]]:
    """Where the interview stands once questions are left out that this person's channel carries no answer to, and what is said of them."""
    if not position.focus:
        events = pass_over(opened.session, ctx.carries)
        if events:
            save(ctx, opened)
        return position, event_lines(ctx.texts, opened, events)
    spots = current(opened.session, position).spots
    reasons = {lacking(spot.question, ctx.carries) for spot in spots}
    if not spots or "" in reasons:
        return position, []
    # Opened again on a channel that cannot carry it: what stands there stays.
    return HERE, event_lines(ctx.texts, opened, (PassedOver(spots, reasons.pop()),))


def _asked(
    ctx: Context, opened: OpenInterview, position: Position, screen: Screen, said: tuple[int, Confirming | None]
) -> tuple[Position, Outgoing]:
    """The question itself; of last time's answers the position keeps which were shown."""
    if screen.kind is ScreenKind.REVIEW and not isinstance(position.pending, Removing | Doubting | Carding):
        return position, review_message(ctx, opened)
    view = View(ctx.texts, opened.id, opened.version)
    facts = screen_facts(opened.session, position, screen)
    if not isinstance(facts.asked, BlockFacts):
        return position, ask(view, facts)
    above, seen = said
    still = tuple(spot.id for spot in screen.spots if seen is not None and spot.id in seen.spots)
    if still:
        return replace(position, pending=Confirming(still)), ask_others(view, facts, number_of(screen.spots[0]))
    message, shown = ask_block(view, facts, facts.asked, min(READABLE, ctx.room) - above)
    return replace(position, pending=Confirming(shown)), message


def _above(lines: list[str], message: Outgoing) -> Outgoing:
    return replace(message, text="\n".join([*lines, message.text])) if lines else message
