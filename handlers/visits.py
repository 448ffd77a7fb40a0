"""A visit that ends without an interview: nobody home, an appointment, moved away, not found, refused."""

from dataclasses import replace

from chat import Button, Outgoing
from handlers.context import Context, Response, day_text, tap
from handlers.opened import Opened
from storage.records import Outcome
from survey.read import Command, Control, Value, fold, read_appointment

PENDING = "visit"
_OUTCOMES = {
    Control.ABSENT: Outcome.ABSENT,
    Control.MOVED: Outcome.MOVED,
    Control.NOT_FOUND: Outcome.NOT_FOUND,
    Control.DECLINED: Outcome.REFUSED,
}
_ENDS = frozenset({Outcome.MOVED, Outcome.NOT_FOUND, Outcome.REFUSED})
"""After these no interview is to be expected: the household is closed until it is opened again."""

MAX_REASON = 300


def begin(ctx: Context, opened: Opened, command: Command) -> Response:
    """Ask for the reason; one tap or a few words, "bỏ qua" for none."""
    outcome = _OUTCOMES[command.control]
    reasons = ctx.texts(f"visit.reasons.{outcome.value}").split("|")
    asked = f"w|{opened.id}|{opened.version}|{PENDING}:{outcome.value}"
    rows = tuple((Button(label, f"{asked}|{place}", str(place)),) for place, label in enumerate(reasons, start=1))
    text = ctx.texts(f"visit.ask.{outcome.value}", number=opened.assignment.household.number)
    dialog = replace(ctx.dialog, pending=(PENDING, outcome.value))
    return Response((Outgoing(text, rows),), dialog, f"i/{opened.id}/visit/{outcome.value}")


def reason(ctx: Context, opened: Opened, text: str) -> Response:
    """The reason was typed or tapped: the visit is recorded."""
    outcome = Outcome(ctx.dialog.pending[1])
    reasons = ctx.texts(f"visit.reasons.{outcome.value}").split("|")
    words = text.strip()
    if words.isdigit() and 0 < int(words) <= len(reasons):
        words = reasons[int(words) - 1]
    elif fold(words) == "bo qua":
        words = ""
    if len(words) > MAX_REASON:
        return ctx.say("visit.reason_long", most=MAX_REASON)
    closes = outcome in _ENDS
    _leave(ctx, opened, closes=closes)
    ctx.work.visits.add(opened.assignment.id, outcome, words, None, by=ctx.person.id, at=ctx.now, close=closes)
    return _done(ctx, f"visit.done.{outcome.value}", opened.assignment.household.number)


def appointment(ctx: Context, opened: Opened, command: Command) -> Response:
    """An appointment ("hẹn lại thứ năm"): the day is read back, and the bot reminds on that day."""
    if not command.argument:
        return ctx.say("visit.appointment_how")
    day = read_appointment(command.argument, ctx.today)
    if not isinstance(day, Value):
        return ctx.say(day.code, **day.params)
    _leave(ctx, opened, closes=False)
    words = command.argument[:MAX_REASON]
    ctx.work.visits.add(opened.assignment.id, Outcome.APPOINTMENT, words, day.value, by=ctx.person.id, at=ctx.now)
    return _done(ctx, "visit.done.appointment", opened.assignment.household.number, day=day_text(day.value))


def _leave(ctx: Context, opened: Opened, *, closes: bool) -> None:
    """A draft without consent holds nothing of the household: it is cancelled. One with answers is kept unless the household is closed."""
    if closes or opened.loaded.consent is None:
        ctx.work.interviews.cancel(opened.id, ctx.person.id, ctx.now)


def _done(ctx: Context, key: str, number: int, **places: object) -> Response:
    rows = ((tap("Danh sách hộ", "/danhsach"),),)
    return Response((Outgoing(ctx.texts(key, number=number, **places), rows),), ctx.dialog.idle())


WORDS = dict.fromkeys(_OUTCOMES, begin) | {Control.APPOINT: appointment}
