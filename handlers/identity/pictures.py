"""What becomes of a picture as it comes in, and what is said of one that was not kept."""

from datetime import datetime

from chat import Incoming, Picture
from handlers.identity import reading
from handlers.interview import answering, next_question, small_question
from handlers.interview.open_interview import OpenInterview, open_now
from handlers.talk.context import Context, Response
from handlers.talk.dialog import Dialog
from handlers.talk.replying import dialog_of
from handlers.talk.services import Services
from storage.work import Work
from survey.interview.advance import current
from survey.interview.answers.recording import asked_spots
from survey.interview.path.passing import wanted_by
from survey.interview.session.session import Session


def use_of(services: Services, work: Work, incoming: Incoming, now: datetime) -> Picture:
    """What the open question asks to be sent is kept; any other picture is kept nowhere, and a card is looked for in it where one may be."""
    person = work.people.by_account(incoming.address)
    if person is None:
        return Picture.LET_GO
    sessions: list[Session] = []
    dialog = dialog_of(work, person) or Dialog()
    try:
        return _use(Context(work.seen_by(person.id), services, incoming, person, dialog, now, sessions))
    finally:
        for session in sessions:
            session.close()


def _use(ctx: Context) -> Picture:
    opened = open_now(ctx)
    if opened is None or small_question.open_in(ctx.dialog):
        return Picture.LET_GO
    if wanted_in(opened):
        return Picture.KEPT
    return Picture.LOOKED_AT if reading.looks_for(opened) else Picture.LET_GO


def wanted_in(opened: OpenInterview) -> str:
    """What the open question asks to be sent ("photo", "file", …); "" where words answer it."""
    if opened.awaits_consent:
        return ""
    spots = asked_spots(opened.session, current(opened.session, opened.position))
    return next((found for spot in spots if (found := wanted_by(spot.question))), "")


def not_kept(ctx: Context) -> Response:
    """A picture was looked into, or let go: whatever it was, it is told."""
    opened = open_now(ctx)
    if opened is None:
        return answering.ask_again(ctx, ctx.texts("turn.photo"))
    if opened.awaits_consent or small_question.open_in(ctx.dialog):
        return next_question.question(ctx, opened, opened.position, [ctx.texts("turn.answer_first")])
    if wanted_in(opened):
        # It came before the question that asks for one.
        return next_question.question(ctx, opened, opened.position, [ctx.texts("turn.photo_again")])
    return reading.take(ctx, opened) if ctx.incoming.looked else answering.ask_again(ctx, ctx.texts("turn.photo"))
