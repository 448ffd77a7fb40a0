"""A visit that ends without an interview: nobody home, an appointment, moved away, not found, refused."""

from handlers.interview.open_interview import OpenInterview
from handlers.talk import asked
from handlers.talk.buttons import Word, button, buttons_to
from handlers.talk.context import Context, Response
from handlers.talk.pending import Visiting, screen_name
from storage.records import Outcome
from survey.read import Control, ControlWord, Value, fold, read_appointment, word_of
from survey.written import day_text

_OUTCOMES = {
    Control.ABSENT: Outcome.ABSENT,
    Control.MOVED: Outcome.MOVED,
    Control.NOT_FOUND: Outcome.NOT_FOUND,
    Control.DECLINED: Outcome.REFUSED,
}

MAX_REASON = 300


def begin(ctx: Context, opened: OpenInterview, word: ControlWord) -> Response:
    """Ask for the reason; one tap or a few words, "bỏ qua" for none."""
    small = Visiting(_OUTCOMES[word.control])
    return ask(ctx.with_dialog(ctx.dialog.asking(small)), opened, small, [])


def ask(ctx: Context, opened: OpenInterview, small: Visiting, lines: list[str]) -> Response:
    """The question for the reason, below what was said before."""
    here = screen_name(small)
    rows = tuple(
        (button(label, Word(opened.id, opened.version, here, str(n)), str(n)),)
        for n, label in enumerate(_reasons(ctx, small.outcome), start=1)
    )
    text = ctx.texts(f"visit.ask.{small.outcome.value}", number=opened.household.number)
    return ctx.ask(asked.small(opened.id, small), "\n".join([*lines, text]), rows)


def _reasons(ctx: Context, outcome: Outcome) -> list[str]:
    return ctx.texts.several(f"visit.reasons.{outcome.value}")


def reason(ctx: Context, opened: OpenInterview, small: Visiting, text: str) -> Response:
    """The reason was typed or tapped: the visit is recorded."""
    reasons = _reasons(ctx, small.outcome)
    words = text.strip()
    if words.isdecimal() and 0 < int(words) <= len(reasons):
        words = reasons[int(words) - 1]
    elif fold(words) == "bo qua":
        words = ""
    if len(words) > MAX_REASON:
        return ctx.say("visit.reason_long", most=MAX_REASON)
    return _done(ctx, record(ctx, opened, small.outcome, words))


def record(ctx: Context, opened: OpenInterview, outcome: Outcome, reason_given: str) -> str:
    """Store a visit that ended so; what was done, as a sentence."""
    assert opened.assignment is not None, "a visit is to a household"
    ctx.work.visits.add(opened.assignment.id, outcome, reason_given, None, by=ctx.person.id, at=ctx.now)
    return ctx.texts(f"visit.done.{outcome.value}", number=opened.household.number)


def appointment(ctx: Context, opened: OpenInterview, word: ControlWord) -> Response:
    """An appointment ("hẹn lại thứ năm"): the day is read back, and the bot reminds on that day."""
    if not word.argument:
        return ctx.stay(ctx.texts("visit.appointment_how"))
    day = read_appointment(word.argument, ctx.today)
    if not isinstance(day, Value):
        again = f"{word_of(Control.APPOINT)} {day.params['example']}"
        return ctx.stay(ctx.texts(day.code, **{**day.params, "example": again}))
    assert opened.assignment is not None, "a visit is to a household"
    words = word.argument[:MAX_REASON]
    ctx.work.visits.add(opened.assignment.id, Outcome.APPOINTMENT, words, day.value, by=ctx.person.id, at=ctx.now)
    number = opened.household.number
    return _done(ctx, ctx.texts("visit.done.appointment", number=number, day=day_text(day.value)))


def _done(ctx: Context, text: str) -> Response:
    return ctx.close(text, buttons_to(ctx.texts, "list"))


WORDS = dict.fromkeys(_OUTCOMES, begin) | {Control.APPOINT: appointment}
