"""Questions that the person's channel cannot carry an answer to: said, noted in the history, and left out."""

from handlers.interview.open_interview import OpenInterview, save
from handlers.interview.said_back import event_lines
from handlers.talk.context import Context
from survey.interview.advance import current
from survey.interview.path.events import PassedOver
from survey.interview.path.passing import lacking, pass_over
from survey.interview.path.position import HERE, Position


def passed_over(ctx: Context, opened: OpenInterview, position: Position) -> tuple[Position, list[str]]:
    """Where the interview stands once these are left out, and what is said of them."""
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
