"""A visit that ends without an interview: nobody home, an appointment, moved away, not found, refused."""

from dataclasses import replace

from chat import Button, Outgoing
from handlers.interview.open_interview import OpenInterview
from handlers.talk.buttons import buttons_to
from handlers.talk.context import Context, Response
from handlers.talk.wording import day_text
from storage.records import Outcome
from survey.read import Control, ControlWord, Value, fold, read_appointment

PENDING = "visit"
_OUTCOMES = {
    Control.ABSENT: Outcome.ABSENT,
    Control.MOVED: Outcome.MOVED,
    Control.NOT_FOUND: Outcome.NOT_FOUND,
    Control.DECLINED: Outcome.REFUSED,
}
_ENDS = frozenset({Outcome.MOVED, Outcome.NOT_FOUND, Outcome.REFUSED})
"""After these no interview is to be expected: the household is closed, until somebody opens it again."""

MAX_REASON = 300


def begin(ctx: Context, opened: OpenInterview, word: ControlWord) -> Response:
    """Ask for the reason; one tap or a few words, "bỏ qua" for none."""
    pending = (PENDING, _OUTCOMES[word.control].value)
    return ask(ctx.with_dialog(replace(ctx.dialog, pending=pending)), opened, [])


def ask(ctx: Context, opened: OpenInterview, lines: list[str]) -> Response:
    """The question for the reason, below what was said before."""
    outcome = ctx.dialog.pending[1]
    asked = f"w|{opened.id}|{opened.version}|{PENDING}:{outcome}"
    reasons = enumerate(_reasons(ctx, outcome), start=1)
    rows = tuple((Button(label, f"{asked}|{index}", str(index)),) for index, label in reasons)
    text = ctx.texts(f"visit.ask.{outcome}", number=opened.household.number)
    return Response((Outgoing("\n".join([*lines, text]), rows),), ctx.dialog, f"i/{opened.id}/{PENDING}/{outcome}")


def _reasons(ctx: Context, outcome: str) -> list[str]:
    return ctx.texts(f"visit.reasons.{outcome}").split("|")


def reason(ctx: Context, opened: OpenInterview, text: str) -> Response:
    """The reason was typed or tapped: the visit is recorded."""
    reasons = _reasons(ctx, ctx.dialog.pending[1])
    words = text.strip()
    if words.isdigit() and 0 < int(words) <= len(reasons):
        words = reasons[int(words) - 1]
    elif fold(words) == "bo qua":
        words = ""
    if len(words) > MAX_REASON:
        return ctx.say("visit.reason_long", most=MAX_REASON)
    return _done(ctx, record(ctx, opened, words))


def record(ctx: Context, opened: OpenInterview, reason_given: str) -> str:
    """Store the visit that is being asked about; what was done, as a sentence."""
    outcome = Outcome(ctx.dialog.pending[1])
    closes = outcome in _ENDS
    assert opened.assignment is not None, "a visit is to a household"
    _leave(ctx, opened)
    ctx.work.visits.add(opened.assignment.id, outcome, reason_given, None, by=ctx.person.id, at=ctx.now, close=closes)
    return ctx.texts(f"visit.done.{outcome.value}", number=opened.household.number)


def appointment(ctx: Context, opened: OpenInterview, word: ControlWord) -> Response:
    """An appointment ("hẹn lại thứ năm"): the day is read back, and the bot reminds on that day."""
    if not word.argument:
        return ctx.say("visit.appointment_how")
    day = read_appointment(word.argument, ctx.today)
    if not isinstance(day, Value):
        return ctx.say(day.code, **day.params)
    assert opened.assignment is not None, "a visit is to a household"
    _leave(ctx, opened)
    words = word.argument[:MAX_REASON]
    ctx.work.visits.add(opened.assignment.id, Outcome.APPOINTMENT, words, day.value, by=ctx.person.id, at=ctx.now)
    number = opened.household.number
    return _done(ctx, ctx.texts("visit.done.appointment", number=number, day=day_text(day.value)))


def _leave(ctx: Context, opened: OpenInterview) -> None:
    """A draft without consent holds nothing that the household said: it is cancelled. One with answers is always kept."""
    if opened.loaded.consent is None:
        ctx.work.interviews.cancel(opened.id, ctx.person.id, ctx.now)


def _done(ctx: Context, text: str) -> Response:
    return Response((Outgoing(text, buttons_to(ctx.texts, "list")),), ctx.dialog.idle())


WORDS = dict.fromkeys(_OUTCOMES, begin) | {Control.APPOINT: appointment}
