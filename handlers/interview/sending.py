"""What is sent and not typed, to the open interview: a photo, a file or a location, and the words beside it."""

from dataclasses import replace

from chat import Kind
from handlers.interview import answering, small_question
from handlers.interview.open_interview import OpenInterview, closed, open_now
from handlers.talk.context import Context, Response
from handlers.talk.stale import is_stale
from survey.interview.advance import current
from survey.interview.answers.recording import asked_spots
from survey.interview.answers.unanswered import is_free
from survey.interview.path.events import Attached, Typed
from survey.interview.path.passing import wanted_by


def attached(ctx: Context) -> Response:
    """A photo, a file or a location for the open question."""
    opened = open_now(ctx)
    if opened is None:
        return closed(ctx)
    if opened.awaits_consent or small_question.open_in(ctx.dialog):
        return answering.question(ctx, opened, opened.position, [ctx.texts("turn.answer_first")])
    if is_stale(ctx):
        return answering.late(ctx, opened, ctx.texts(f"turn.the_{ctx.incoming.kind.value}"))
    if ctx.incoming.files:
        sent = ctx.incoming.files[0]
        key = sent.key
        response = _with_words(
            ctx, opened, answering.apply(ctx, opened, Attached(_KINDS[ctx.incoming.kind], key, sent.mime))
        )
        if any(answer.value == key for answer in opened.session.answers.values()):
            ctx.work.files.attach(key, opened.id)
        return response
    there = ctx.incoming.location
    assert there is not None
    return answering.apply(
        ctx, opened, Attached("location", f"{there.lat} {there.lon} 0.0 {float(there.accuracy or 0)}")
    )


def _with_words(ctx: Context, opened: OpenInterview, response: Response) -> Response:
    """The words beside a picture answer the one text question of the same screen; where there is none, it is told that they are not kept."""
    words, first = ctx.incoming.text.strip(), response.messages[0]
    if not words:
        return response
    here = current(opened.session, opened.position)
    there = replace(opened, position=response.dialog.position)
    screen = current(opened.session, there.position)
    spots = asked_spots(opened.session, screen)
    if screen.id == here.id and len(spots) == 1 and is_free(spots[0].question):
        after = answering.apply(ctx.with_dialog(response.dialog), there, Typed(words))
        said = f"{first.text.splitlines()[0]}\n{after.messages[0].text}"
        return replace(after, messages=(replace(after.messages[0], text=said), *after.messages[1:]))
    line = ctx.texts("received.words", text=words[:60])
    return replace(response, messages=(replace(first, text=f"{line}\n{first.text}"), *response.messages[1:]))


def wanted(ctx: Context) -> str:
    """What the open question asks to be sent ("photo", "file", …); "" where words answer it."""
    opened = open_now(ctx)
    if opened is None or opened.awaits_consent or small_question.open_in(ctx.dialog):
        return ""
    spots = asked_spots(opened.session, current(opened.session, opened.position))
    return next((found for spot in spots if (found := wanted_by(spot.question))), "")


_KINDS = {Kind.PHOTO: "photo", Kind.FILE: "file"}
