"""Where a message of a known person goes: a command, a button, an answer, words while nothing is open, something sent."""

from dataclasses import replace
from datetime import datetime, timedelta

from chat import Kind
from handlers import below, edited, received
from handlers.card import beside as card
from handlers.commands import COMMANDS
from handlers.exports import asking
from handlers.forms import own, publishing
from handlers.households import leaving, replying
from handlers.interview import answering
from handlers.people import own_phone
from handlers.register import deciding
from handlers.review import desk
from handlers.rounds import asking as rounds
from handlers.rounds import confirming
from handlers.talk import long_work, stale
from handlers.talk.buttons import AboutForm, Choose, Say, Word, decode
from handlers.talk.command import Command, find, find_meant, find_outside, of_roles
from handlers.talk.context import Context, Response
from handlers.talk.replying import marked
from handlers.talk.shown.numbers import kind_on_screen
from handlers.unclear import meaning, not_understood
from storage.records import NumberedKind
from survey.read import control_word, normalise, request_core

LONGEST_TEXT = 4000
AT_ONCE = timedelta(seconds=2)


_NUMBERS_OF = {
    NumberedKind.TASK: "nhiemvu",
    NumberedKind.HOUSEHOLD: "danhsach",
    NumberedKind.SUBMITTED: "kiemtra",
    NumberedKind.CARD: "ho",
}
"""The command that answers a bare number of the last list."""


def answer(ctx: Context) -> Response:
    """The response to one message of a known person; everything about a trial is marked as such."""
    return marked(ctx, _answer(ctx))


def _answer(ctx: Context) -> Response:
    kind = ctx.incoming.kind
    if ctx.incoming.edited:
        return edited.take(ctx)
    meant = meaning.said_yes(ctx, ctx.incoming.text) if kind is Kind.TEXT else ""
    told = below.typed(ctx) if kind is Kind.TEXT and not meant else None
    if told is not None:
        return told
    ctx = meaning.settled(ctx)
    if meant:
        return _text(ctx, meant)
    if kind is Kind.BUTTON:
        return _button(ctx, ctx.incoming.payload)
    if kind is Kind.TEXT:
        return _text(ctx, ctx.incoming.text)
    if kind is Kind.CONTACT:
        return answering.ask_again(ctx, own_phone.contact_note(ctx))
    if kind in {Kind.PHOTO, Kind.LOCATION, Kind.FILE}:
        return received.take(ctx)
    return answering.ask_again(ctx, ctx.texts(f"turn.{kind.value}"))


def _button(ctx: Context, payload: str) -> Response:
    saying = decode(payload)
    match saying:
        case Say(words):
            return _said(ctx, words)
        case AboutForm():
            return publishing.tapped(received.let_go(ctx), saying)
        case Choose() | Word():
            return answering.tapped(received.let_go(ctx), saying)
        case None:
            return answering.ask_again(ctx, ctx.texts("turn.old_button"))


def _said(ctx: Context, words: str) -> Response:
    """A button that says a command never answers the question that is open."""
    if ctx.dialog.interview is None or words.startswith("/") or find(COMMANDS, words)[0] is not None:
        return _text(ctx, words)
    decided = _beside(ctx, words)
    if decided is not None:
        return decided
    done = answering.leave(ctx)
    response = answering.below(ctx, _idle(ctx.with_dialog(ctx.dialog.idle()) if done else ctx, words))
    return above(done, response) if done else response


def _text(ctx: Context, raw: str) -> Response:
    # Lines stay: a list of members is typed one member a line.
    text = "\n".join(line for line in map(normalise, raw.splitlines()) if line)
    rest, half = _is_rest(ctx), ctx.dialog.half
    ctx = ctx.with_dialog(replace(ctx.dialog, cut="", half=""))
    if len(text) > LONGEST_TEXT:
        there = ctx.with_dialog(replace(ctx.dialog, cut=ctx.incoming.sent_at.isoformat()))
        return answering.ask_again(there, ctx.texts("turn.too_long", n=len(text), most=LONGEST_TEXT))
    if rest:
        return answering.ask_again(ctx, ctx.texts("turn.too_long_rest"))
    if not any(letter.isalnum() or letter in "-?" for letter in text):
        return answering.ask_again(ctx, ctx.texts("turn.unreadable"))
    command, argument = _found(ctx, text)
    if command is not None:
        return _call(ctx, command, argument)
    if text.startswith("/"):
        return answering.ask_again(ctx, ctx.texts("turn.unknown_command", command=text.split()[0][:30]))
    decided = _beside(ctx, text)
    if decided is not None:
        return decided
    ctx = received.let_go(ctx)
    if ctx.dialog.interview is None:
        return leaving.typed(ctx, text) or _idle(ctx, text, half)
    return not_understood.inside(ctx, text, answering.typed(ctx, text), COMMANDS)


def _is_rest(ctx: Context) -> bool:
    """Messengers cut what is too long and send the parts at once: a part behind one that was refused is no message of its own."""
    return bool(ctx.dialog.cut) and ctx.incoming.sent_at - datetime.fromisoformat(ctx.dialog.cut) <= AT_ONCE


def _found(ctx: Context, text: str) -> tuple[Command | None, str]:
    """The command that the text is; what is another role's command may be called so in this one's own words while nothing is open."""
    command, argument = find(COMMANDS, text)
    if (
        command is None
        or command.roles & set(ctx.person.roles)
        or text.startswith("/")
        or ctx.dialog.interview is not None
    ):
        return command, argument
    return find_outside(of_roles(COMMANDS, ctx.person.roles), text) or (command, argument)


def _beside(ctx: Context, words: str) -> Response | None:
    """Words about a file, a list or about long work, which mean the same whatever is open."""
    found = received.typed(ctx, words) or long_work.typed(ctx, words) or desk.typed(ctx, words)
    found = found or replying.typed(ctx, words)
    found = found or deciding.typed(ctx, words) or asking.typed(ctx, words) or rounds.typed(ctx, words)
    return found or card.typed(ctx, words)


def _call(ctx: Context, command: Command, argument: str) -> Response:
    if not command.roles & set(ctx.person.roles):
        return answering.ask_again(ctx, ctx.texts("turn.not_allowed", command="/" + command.name))
    if command.stays:
        return command.handler(ctx, argument)
    done = answering.leave(ctx)
    response = leaving.kept(ctx, command.handler(ctx.with_dialog(ctx.dialog.idle()) if done else ctx, argument))
    return above(done, response) if done else response


def above(line: str, response: Response) -> Response:
    """A sentence above the first message of a response."""
    first, *others = response.messages
    return replace(response, messages=(replace(first, text=f"{line}\n{first.text}"), *others))


def _idle(ctx: Context, text: str, half: str = "") -> Response:
    """Nothing is open: a form that waits for a decision comes first, then other words for a command of this person's role, what each command makes of
    free words, and what a sentence means, all in the table's order.
    """
    if stale.ended_unseen(ctx) and control_word(text, text_question_open=False) is None:
        return ctx.stay(stale.ended_line(ctx, text))
    commands = of_roles(COMMANDS, ctx.person.roles)
    said = request_core(text)
    decided = publishing.typed(ctx, said)
    if decided is not None:
        return decided
    if called := find_outside(commands, text):
        return _call(ctx, *called)
    shown = kind_on_screen(ctx, said)
    if shown is NumberedKind.FORM:
        return own.listing(ctx, said.strip(" .#)"))
    for one in sorted(commands, key=lambda one: shown is None or one.name != _NUMBERS_OF.get(shown)):
        decided = one.answers(ctx, said) if one.answers else None
        if decided is not None:
            return decided
    meant = find_meant(commands, text)
    return _call(ctx, *meant) if meant else _rest_of(ctx, half, said) or not_understood.outside(ctx, said, commands)


def _rest_of(ctx: Context, half: str, text: str) -> Response | None:
    """What was asked for is typed alone: the whole is asked back, and done after a yes. None where nothing was asked for."""
    if not half or (word := confirming.said(text, (half,))) == half:
        return None
    if word == "":
        return ctx.stay(ctx.texts("rounds.dropped"))
    words = f"{half} {text}"
    return meaning.ask(ctx, words, ctx.texts("check.meant", words=words))
