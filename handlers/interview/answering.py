"""The main conversation: a reply to the open question of the open household."""

from dataclasses import replace

from chat import Kind, Outgoing
from handlers.asking.screen import ask
from handlers.asking.view import View
from handlers.interview import cancelling, consent, language, small_question, visits
from handlers.interview.answers import list_answers
from handlers.interview.cancelling import pause
from handlers.interview.grounds import effect_lines
from handlers.interview.handing_in import review_message, submit, why
from handlers.interview.open_interview import OpenInterview, asked_name, closed, missed_at, open_now, save
from handlers.interview.passing_over import passed_over
from handlers.interview.said_back import event_lines
from handlers.talk import asked
from handlers.talk.buttons import Choose, Word, tap
from handlers.talk.context import Context, Response
from handlers.talk.pending import Meaning, SmallQuestion, screen_name
from handlers.talk.stale import is_stale, stale_line
from survey.interview.advance import advance, current
from survey.interview.answers.recording import asked_spots
from survey.interview.answers.said.steering import word_in
from survey.interview.answers.unanswered import is_free
from survey.interview.facts.screen import screen_facts
from survey.interview.lists.roster import reason_of
from survey.interview.path.events import Attached, Recorded, Refusal, Reply, Tapped, Toggled, Typed
from survey.interview.path.passing import wanted_by
from survey.interview.path.pending import Doubting, Removing
from survey.interview.path.position import Facts, Position
from survey.interview.path.screens import Screen, ScreenKind
from survey.interview.result.effects import Effect, Snapshot, compare, snapshot
from survey.read import Control, ControlWord, control_word, word_of

TIED = frozenset({Control.BACK, Control.SKIP, Control.ADD, Control.REMOVE, Control.ENOUGH, Control.SUBMIT})
"""Control words that mean the open question; sent too early, they are not applied (design §3)."""


def ask_again(ctx: Context, text: str) -> Response:
    """A sentence, and the open question once more below it."""
    opened = open_now(ctx)
    if opened is None:
        return ctx.stay(text)
    return question(ctx, opened, opened.position, [text])


def typed(ctx: Context, text: str) -> Response:
    """Words while an interview is open: a control word, or the answer to the open question."""
    opened = open_now(ctx)
    if opened is None:
        return closed(ctx)
    if small := small_question.open_in(ctx.dialog):
        return small_question.answer(ctx, opened, small, text, question)
    if isinstance(opened.position.pending, Removing) and reason_of(text) and not is_stale(ctx):
        # "chuyển đi" is the reason that was asked for here, not the household's.
        return apply(ctx, opened, Typed(text))
    word = word_in(text, text_question_open=_takes_text(opened))
    if opened.assignment is None and word is not None and word.control in visits.WORDS:
        word = None  # There is no household here: "từ chối" may well be an answer.
    tied = word is None or word.control in TIED
    if tied and is_stale(ctx):
        return _late(ctx, opened, text)
    if word is not None and word.control in _WORDS:
        return _WORDS[word.control](ctx, opened, word)
    if opened.awaits_consent:
        return consent.answered(ctx, opened, text, question)
    return apply(ctx, opened, word if word is not None else Typed(text))


def tapped(ctx: Context, button: Choose | Word) -> Response:
    """A button of a question; one of another question is answered with what is open now."""
    opened = open_now(ctx)
    if opened is None:
        return closed(ctx)
    small = small_question.open_in(ctx.dialog)
    if button.belongs(opened.id, opened.version, _screen_id(opened, small)):
        if isinstance(button, Word):
            return _tapped_word(ctx, opened, small, button.word)
        if small is None and not opened.awaits_consent:
            spots = tuple(spot.id for spot in current(opened.session, opened.position).spots)
            return apply(ctx, opened, Tapped(button.of(spots), button.pick))
    return _old_button(ctx, opened)


def _old_button(ctx: Context, opened: OpenInterview) -> Response:
    return question(ctx, opened, opened.position, [ctx.texts("turn.old_button")])


def _screen_id(opened: OpenInterview, small: SmallQuestion | None) -> str:
    """Which question the buttons of now belong to: a small question that stands before the form, the notice, or a screen."""
    if small is not None:
        return screen_name(small)
    return asked.CONSENT if opened.awaits_consent else current(opened.session, opened.position).id


def _tapped_word(ctx: Context, opened: OpenInterview, small: small_question.Small | None, said: str) -> Response:
    """A button that stands for a typed word of the screen it is on."""
    if small is not None:
        return small_question.answer(ctx, opened, small, said, question)
    if opened.awaits_consent:
        return consent.answered(ctx, opened, said, question)
    word = control_word(said, text_question_open=False)
    if word is None:
        return _old_button(ctx, opened)
    return _WORDS[word.control](ctx, opened, word) if word.control in _WORDS else apply(ctx, opened, word)


def attached(ctx: Context) -> Response:
    """A photo, a file or a location for the open question."""
    opened = open_now(ctx)
    if opened is None:
        return closed(ctx)
    if opened.awaits_consent or small_question.open_in(ctx.dialog):
        return question(ctx, opened, opened.position, [ctx.texts("turn.answer_first")])
    if is_stale(ctx):
        return _late(ctx, opened, ctx.texts(f"turn.the_{ctx.incoming.kind.value}"))
    if ctx.incoming.files:
        sent = ctx.incoming.files[0]
        key = sent.key
        response = apply(ctx, opened, Attached(_KINDS[ctx.incoming.kind], key, sent.mime))
        if any(answer.value == key for answer in opened.session.answers.values()):
            ctx.work.files.attach(key, opened.id)
        return response
    there = ctx.incoming.location
    assert there is not None
    return apply(ctx, opened, Attached("location", f"{there.lat} {there.lon} 0.0 {float(there.accuracy or 0)}"))


def wanted(ctx: Context) -> str:
    """What the open question asks to be sent ("photo", "file", …); "" where words answer it."""
    opened = open_now(ctx)
    if opened is None or opened.awaits_consent or small_question.open_in(ctx.dialog):
        return ""
    spots = asked_spots(opened.session, current(opened.session, opened.position))
    return next((found for spot in spots if (found := wanted_by(spot.question))), "")


_KINDS = {Kind.PHOTO: "photo", Kind.FILE: "file"}


def apply(ctx: Context, opened: OpenInterview, reply: Reply | ControlWord) -> Response:
    """One reply through the engine: changes to the database, events and the next question to the person."""
    screen = current(opened.session, opened.position)
    before = _before(opened, screen, reply)
    facts = advance(opened.session, opened.position, reply, ctx.today)
    save(ctx, opened)
    effect = compare(before, snapshot(opened.session, opened.standing)) if before is not None else None
    return _respond(ctx, opened, screen, facts, effect)


def _before(opened: OpenInterview, screen: Screen, reply: Reply | ControlWord) -> Snapshot | None:
    """The state before a correction, so that what it changes can be shown; a first answer needs no comparison."""
    listed = isinstance(reply, ControlWord) and reply.control in {Control.ADD, Control.REMOVE}
    removing = isinstance(opened.position.pending, Removing)
    if screen.chosen or removing or (listed and screen.kind is not ScreenKind.ROSTER):
        return snapshot(opened.session, opened.standing)
    return None


_ASKED_AGAIN = frozenset({"interview.first", "interview.not_here"})
"""Refusals of a word that was no answer: below them the question stands once more."""


def _respond(ctx: Context, opened: OpenInterview, screen: Screen, facts: Facts, effect: Effect | None) -> Response:
    lines = event_lines(ctx.texts, opened, facts.events)
    if facts.events and all(isinstance(one, Refusal) and one.code not in _ASKED_AGAIN for one in facts.events):
        # The question itself is not said again, but its buttons stay at hand.
        again = question(ctx, opened, facts.position, [])
        said = Outgoing("\n".join(lines), again.messages[-1].rows, listed=True)
        if meant := _meant(facts):
            rows = ((tap(ctx.texts("button.sure"), meant),), *said.rows)
            return replace(again, dialog=again.dialog.asking(Meaning(meant)), messages=(replace(said, rows=rows),))
        return replace(again, messages=(said,), missed=missed_at(opened, screen))
    if any(isinstance(event, Toggled) for event in facts.events):
        return replace(question(ctx, opened, facts.position, []), edits=ctx.incoming.kind is Kind.BUTTON)
    if effect is not None and any(isinstance(event, Recorded) for event in facts.events):
        lines += effect_lines(ctx.texts, effect)
    return question(ctx, opened, facts.position, lines)


def _meant(facts: Facts) -> str:
    """The words for what a sentence seems to say, where it is asked and not done: a plain yes says them ("xoá 3 mất")."""
    left = next((one.params for one in facts.events if isinstance(one, Refusal) and one.code == "roster.left"), None)
    return f"{word_of(Control.REMOVE)} {left['number']} {left['why']}" if left else ""


def question(ctx: Context, opened: OpenInterview, position: Position, lines: list[str]) -> Response:
    """What was said, then the question that is open now, in one message."""
    dialog = ctx.dialog.at(position)
    if small := small_question.open_in(dialog):
        return small_question.ask(ctx.with_dialog(dialog), opened, small, lines)
    if opened.awaits_consent:
        return Response((_above(lines, consent.ask(ctx, opened)),), dialog, asked.consent(opened.id))
    position, passed = passed_over(ctx, opened, position)
    dialog, lines = ctx.dialog.at(position), [*lines, *passed]
    screen = current(opened.session, position)
    if screen.kind is ScreenKind.REVIEW and not isinstance(position.pending, Removing | Doubting):
        message = review_message(ctx, opened)
    else:
        message = ask(View(ctx.texts, opened.id, opened.version), screen_facts(opened.session, position, screen))
    return Response((_above(lines, message),), dialog, asked_name(opened, position, screen))


def _above(lines: list[str], message: Outgoing) -> Outgoing:
    return replace(message, text="\n".join([*lines, message.text])) if lines else message


def _takes_text(opened: OpenInterview) -> bool:
    """Whether free words answer the open question: then only the exact word is a control word."""
    if opened.awaits_consent:
        return False
    screen = current(opened.session, opened.position)
    spots = asked_spots(opened.session, screen)
    return any(is_free(spot.question) for spot in spots)


def _late(ctx: Context, opened: OpenInterview, text: str) -> Response:
    screen = current(opened.session, opened.position)
    number = screen.spots[0].number if screen.spots else ""
    return question(ctx, opened, opened.position, [stale_line(ctx, text, number)])


def leave(ctx: Context) -> str:
    """The person turns to something else: what a small question that was open comes to, as a sentence, or ""."""
    small = small_question.open_in(ctx.dialog)
    opened = open_now(ctx) if small is not None else None
    return small_question.leave(ctx, opened, small) if small is not None and opened is not None else ""


# --- words that always work ------------------------------------------------------------------------------------------------------------


def help_text(ctx: Context) -> Response:
    """The words that always work, and what the form tells of the open question."""
    opened = open_now(ctx)
    return (
        ask_again(ctx, ctx.texts("interview.help")) if opened is None else _help(ctx, opened, ControlWord(Control.HELP))
    )


def _help(ctx: Context, opened: OpenInterview, _word: ControlWord) -> Response:
    said = ctx.texts("interview.help" if opened.assignment else "own.help")
    return question(ctx, opened, opened.position, [said, *_guidance(opened)])


def _guidance(opened: OpenInterview) -> list[str]:
    """What the form tells those who ask for help about the open question."""
    if opened.awaits_consent:
        return []
    screen = current(opened.session, opened.position)
    if screen.kind is ScreenKind.REVIEW:
        return []
    return [spot.guidance for spot in screen_facts(opened.session, opened.position, screen).spots if spot.guidance]


def _language(ctx: Context, opened: OpenInterview, word: ControlWord) -> Response:
    there, said = language.choose(ctx, opened, word.argument)
    return question(there, opened, opened.position, [said])


def _continue(ctx: Context, opened: OpenInterview, _word: ControlWord) -> Response:
    return question(ctx, opened, opened.position, [])


def _later(ctx: Context, opened: OpenInterview, word: ControlWord) -> Response:
    """At a question that may stay open, the question is put off; anywhere else the household."""
    if opened.awaits_consent or opened.position.pending is not None:
        return pause(ctx, opened, word)
    spots = asked_spots(opened.session, current(opened.session, opened.position))
    needed = any(opened.session.required(spot.items, spot.question) for spot in spots)
    return apply(ctx, opened, word) if spots and not needed else pause(ctx, opened, word)


def _cancel(ctx: Context, opened: OpenInterview, _word: ControlWord) -> Response:
    return cancelling.begin(ctx, opened)


_WORDS = {
    Control.HELP: _help,
    Control.PAUSE: pause,
    Control.LATER: _later,
    Control.CONTINUE: _continue,
    Control.CANCEL: _cancel,
    Control.REVIEW: list_answers,
    Control.WHY: why,
    Control.SUBMIT: submit,
    Control.LANGUAGE: _language,
    **visits.WORDS,
}
