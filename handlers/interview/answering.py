"""The main conversation: a reply to the open question of the open household."""

import re
from dataclasses import replace

from chat import Kind, Outgoing
from handlers.interview import cancelling, consent, language, remarks, small_question, visits
from handlers.interview.answers import list_answers
from handlers.interview.cancelling import pause
from handlers.interview.ending.grounds import effect_lines
from handlers.interview.ending.handing_in import submit, why
from handlers.interview.next_question import question
from handlers.interview.open_interview import (
    OpenInterview,
    closed,
    is_private,
    missed_at,
    open_now,
    save,
)
from handlers.interview.said_back import event_lines
from handlers.talk import asked
from handlers.talk.buttons import Choose, Word, tap
from handlers.talk.context import Context, Response
from handlers.talk.pending import Meaning, SmallQuestion, screen_name
from handlers.talk.stale import is_stale, stale_line
from handlers.talk.texts import Texts
from survey.interview.advance import advance, current
from survey.interview.answers.recording import asked_spots
from survey.interview.answers.said.steering import word_in
from survey.interview.facts.screen import screen_facts
from survey.interview.lists.carded import list_for_cards
from survey.interview.lists.roster import reason_of
from survey.interview.path.events import Carded, Completed, Confirmed, Recorded, Refusal, Reply, Tapped, Toggled, Typed
from survey.interview.path.passing import PHOTO, is_free
from survey.interview.path.pending import Carding, Confirming, Removing
from survey.interview.path.position import HERE, Facts
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


def below(ctx: Context, response: Response) -> Response:
    """What was said beside the open question, and the question once more below it: then a bare number answers it again."""
    there = ctx.with_dialog(response.dialog)
    opened = open_now(there) if response.asks is None else None
    if opened is None:
        return response
    again = question(there, opened, opened.position, [])
    said = (*response.messages, *again.messages)
    return replace(again, messages=said, numbers=response.numbers, follows=response.follows)


def typed(ctx: Context, text: str) -> Response:
    """Words while an interview is open: a control word, or the answer to the open question."""
    opened = open_now(ctx)
    if opened is None:
        return closed(ctx)
    if small := small_question.open_in(ctx.dialog):
        return small_question.answer(ctx, opened, small, text, question)
    if ctx.dialog.beside and not is_stale(ctx) and (number := _BARE.fullmatch(text.strip())):
        return question(ctx, opened, opened.position, [_which_number(ctx, opened, number[1])])
    return _said(ctx, opened, text)


def _said(ctx: Context, opened: OpenInterview, text: str) -> Response:
    kept = remarks.kept(ctx, opened, text)
    if kept:
        return question(ctx, opened, HERE, kept)
    if isinstance(opened.position.pending, Removing) and reason_of(text) and not is_stale(ctx):
        # "chuyển đi" is the reason that was asked for here, not the household's.
        return apply(ctx, opened, Typed(text))
    word = word_in(text, text_question_open=takes_words(opened))
    if opened.assignment is None and word is not None and word.control in visits.WORDS:
        word = None  # There is no household here: "từ chối" may well be an answer.
    tied = word is None or word.control in TIED
    if tied and is_stale(ctx):
        return late(ctx, opened, text)
    if word is not None and word.control in _WORDS:
        # What is typed behind the words of a visit answers no question.
        if word.control in visits.WORDS:
            said = _WORDS[word.control](ctx, opened, word)
            return below(ctx, said) if visits.is_elsewhere(ctx, opened, word) else said
        return _WORDS[word.control](ctx.plainly(), opened, word)
    if opened.awaits_consent:
        return consent.answered(ctx, opened, text, question)
    return apply(ctx, opened, word if word is not None else Typed(text))


_BARE = re.compile(r"#?([0-9]{1,3}(?:\.[0-9]{1,3})?)[.)]?")


def _which_number(ctx: Context, opened: OpenInterview, number: str) -> str:
    """Something else stands below the open question: its number is told apart from an answer, and the question said again."""
    known = number.partition(".")[0] in opened.session.outline.numbers and not opened.awaits_consent
    return ctx.texts("interview.which_number" if known else "interview.number_again", number=number)


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


def apply(ctx: Context, opened: OpenInterview, reply: Reply | ControlWord | Carded) -> Response:
    """One reply through the engine: changes to the database, events and the next question to the person."""
    screen = current(opened.session, opened.position)
    before = _before(opened, screen, reply)
    facts = advance(opened.session, opened.position, reply, ctx.today)
    remarks.settle(ctx, opened, facts, save(ctx, opened))
    effect = compare(before, snapshot(opened.session, opened.standing)) if before is not None else None
    lines = event_lines(_texts_of(ctx, opened, screen, reply), opened, facts.events)
    return _respond(ctx.plainly(), opened, (screen, lines), facts, effect)


def _texts_of(ctx: Context, opened: OpenInterview, screen: Screen, reply: Reply | ControlWord | Carded) -> Texts:
    """What is said of a reply that may hold what a question marks as sensitive is masked; a member is added and corrected anywhere."""
    elsewhere = isinstance(reply, ControlWord) and bool(reply.argument)
    if not opened.session.outline.sensitive:
        return ctx.services.texts.plain
    return ctx.services.texts if elsewhere or is_private(opened, screen) else ctx.services.texts.careful


def _before(opened: OpenInterview, screen: Screen, reply: Reply | ControlWord | Carded) -> Snapshot | None:
    """The state before a correction, so that what it changes can be shown; a first answer needs no comparison."""
    listed = isinstance(reply, ControlWord) and reply.control in {Control.ADD, Control.REMOVE}
    removing = isinstance(opened.position.pending, Removing | Carding)
    mended = isinstance(reply, ControlWord) and reply.control is Control.EDIT and ":" in reply.argument
    if screen.chosen or removing or mended or (listed and screen.kind is not ScreenKind.ROSTER):
        return snapshot(opened.session, opened.standing)
    return None


_ASKED_AGAIN = frozenset({"interview.first", "interview.not_here"})
"""Refusals of a word that was no answer: below them the question stands once more."""


def _respond(
    ctx: Context, opened: OpenInterview, asked_and_said: tuple[Screen, list[str]], facts: Facts, effect: Effect | None
) -> Response:
    screen, lines = asked_and_said
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
    recorded = any(isinstance(event, Recorded | Completed) for event in facts.events)
    # What was confirmed in the same breath is no effect of the correction.
    if effect is not None and recorded and not any(isinstance(event, Confirmed) for event in facts.events):
        lines += effect_lines(ctx.texts, effect)
    seen = opened.position.pending if recorded and isinstance(opened.position.pending, Confirming) else None
    return question(ctx, opened, facts.position, lines, seen=seen)


def _meant(facts: Facts) -> str:
    """The words for what a sentence seems to say, where it is asked and not done: a plain yes says them ("xoá 3 mất")."""
    left = next((one.params for one in facts.events if isinstance(one, Refusal) and one.code == "roster.left"), None)
    return f"{word_of(Control.REMOVE)} {left['number']} {left['why']}" if left else ""


def takes_words(opened: OpenInterview) -> bool:
    """Whether free words answer the open question: then only the exact word is a control word."""
    if opened.awaits_consent:
        return False
    screen = current(opened.session, opened.position)
    if screen.kind is ScreenKind.BLOCK:
        return False
    spots = asked_spots(opened.session, screen)
    return any(is_free(spot.question) for spot in spots)


def late(ctx: Context, opened: OpenInterview, text: str) -> Response:
    """What was sent before the open question had come, which is said again."""
    screen = current(opened.session, opened.position)
    number = screen.spots[0].number if screen.spots else ""
    ctx = ctx if opened.session.outline.sensitive else ctx.plainly()
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
    said = [ctx.texts("interview.help" if opened.assignment else "own.help")]
    if PHOTO in ctx.carries and list_for_cards(opened.session.outline) is not None:
        said.append(ctx.texts("interview.help_card"))
    return question(ctx, opened, opened.position, [*said, *_guidance(opened)])


def _guidance(opened: OpenInterview) -> list[str]:
    """What the form tells those who ask for help about the open question."""
    if opened.awaits_consent:
        return []
    screen = current(opened.session, opened.position)
    if screen.kind is ScreenKind.REVIEW:
        return []
    spots = screen_facts(opened.session, opened.position, screen).spots
    return list(dict.fromkeys(spot.guidance for spot in spots if spot.guidance))


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
