"""A visit that ends without an interview: nobody home, an appointment, moved away, not found, refused."""

import re
from dataclasses import replace
from datetime import date, timedelta

from handlers.interview.open_interview import OpenInterview
from handlers.rounds import finding
from handlers.talk import asked
from handlers.talk.buttons import Word, button, buttons_to
from handlers.talk.context import Context, Response
from handlers.talk.pending import Visiting, screen_name
from handlers.tasks.planning import MORNING, at_local
from storage.records import Assignment, Outcome
from survey.read import Absence, Control, ControlWord, Value, fold, read_absence, read_appointment, word_of
from survey.written import day_text, short_day_text, weekday

_OUTCOMES = {
    Control.ABSENT: Outcome.ABSENT,
    Control.MOVED: Outcome.MOVED,
    Control.NOT_FOUND: Outcome.NOT_FOUND,
    Control.DECLINED: Outcome.REFUSED,
}

_NUMBERED = re.compile(r"(hộ |ho )?(?:số |so )?([0-9]{1,6})(?:[\s,:]+(.+))?", re.IGNORECASE)

MAX_REASON = 300
_SOON = timedelta(days=3)
_LEAVES = re.compile(
    r"^(?:da )?(?:ca |chu )?(?:ho|nha|gia dinh)?(?: (?:nay|ho|ay))*\s?(?:da |moi )?"
    r"(?:chuyen|don) (?:nha |ho khau |di |ca nha )?(?:sang|qua|den|di|ve|len|xuong|vao|ra|het|toi)\b"
)


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
    away = _away(ctx, words) if small.outcome is Outcome.ABSENT else None
    if away is not None:
        return absent(ctx, opened, away, words)
    outcome = Outcome.RELOCATED if small.outcome is Outcome.MOVED and _is_inside(ctx, words) else small.outcome
    return _done(ctx, record(ctx, opened, outcome, words), opened.household.number)


def _away(ctx: Context, words: str) -> Absence | None:
    """Where the reason for an absence names the day to come back on, or is that day alone ("mai")."""
    day = read_appointment(words, ctx.today)
    if isinstance(day, Value):
        return Absence(day.value)
    found = read_absence(words, ctx.today)
    return found if found is not None and (found.day or found.refused) else None


def leaves(text: str) -> bool:
    """Whether a household is said to have moved ("họ chuyển qua tổ 3"): then it is asked where to, and nothing is recorded yet."""
    return "?" not in text and bool(_LEAVES.search(fold(text)))


def _is_inside(ctx: Context, words: str) -> bool:
    """Whether a household that moved is said to be still in the commune. Where both might be meant it is: then nobody is lost."""
    said = f" {fold(words)} "
    return any(f" {fold(inside)} " in said for inside in ctx.texts.several("visit.inside"))


def record(ctx: Context, opened: OpenInterview, outcome: Outcome, reason_given: str) -> str:
    """Store a visit that ended so; what was done, as a sentence."""
    assert opened.assignment is not None, "a visit is to a household"
    ctx.work.visits.add(opened.assignment.id, outcome, reason_given, None, by=ctx.person.id, at=ctx.now)
    return ctx.texts(f"visit.done.{outcome.value}", number=opened.household.number, weekday=_example(ctx))


def absent(ctx: Context, opened: OpenInterview, found: Absence, words: str) -> Response:
    """Hộ đi rẫy hết, mai quay lại: nobody was at home, with the day to come back on where it was said."""
    one = opened.assignment
    assert one is not None, "a visit is to a household"
    refused = _after_end(ctx, one, found.day) if found.day is not None else ""
    if found.refused is not None:
        refused = ctx.texts(found.refused.code, **found.refused.params)
    if found.day is None or refused:
        said = record(ctx, opened, Outcome.ABSENT, words[:MAX_REASON])
        return _done(ctx, "\n".join(line for line in (said, refused) if line), one.household.number)
    return _appointed(ctx, one, found.day, words, "visit.done.absent_appointment")


def appointment(ctx: Context, opened: OpenInterview, word: ControlWord) -> Response:
    """An appointment ("hẹn lại thứ năm"): the day is read back, and the bot reminds on that day."""
    assert opened.assignment is not None, "a visit is to a household"
    if is_elsewhere(ctx, opened, word):
        return replace(elsewhere(ctx, word), dialog=ctx.dialog, asks=None)
    named = _named(ctx, word.argument)
    # "15" behind "tới ngày nào?" may be meant for that, and not for the question that is open.
    there = ctx.with_dialog(replace(ctx.dialog, beside=True))
    return appoint(there, opened.assignment, (named[3] or "") if named is not None else word.argument)


def is_elsewhere(ctx: Context, opened: OpenInterview, word: ControlWord) -> bool:
    """Whether an appointment names another household than the open one, which then stays open."""
    named = _named(ctx, word.argument) if word.control is Control.APPOINT else None
    return named is not None and int(named[2]) != opened.household.number


def appoint(ctx: Context, one: Assignment, words: str) -> Response:
    """The same for a household that need not be open. After the end of the round nobody is asked to come."""
    if not words:
        return ctx.stay(
            ctx.texts("visit.appointment_how", example=_example(ctx), day=short_day_text(ctx.today + _SOON))
        )
    day = read_appointment(words, ctx.today)
    if not isinstance(day, Value):
        again = f"{word_of(Control.APPOINT)} {day.params['example']}"
        return ctx.stay(ctx.texts(day.code, **{**day.params, "example": again}))
    refused = _after_end(ctx, one, day.value)
    return ctx.stay(refused) if refused else _appointed(ctx, one, day.value, words, "visit.done.appointment")


def _appointed(ctx: Context, one: Assignment, day: date, words: str, key: str) -> Response:
    words = words[:MAX_REASON]
    ctx.work.visits.add(one.id, Outcome.APPOINTMENT, words, day, by=ctx.person.id, at=ctx.now)
    if day == ctx.today and at_local(day, MORNING) < ctx.now:
        key = "visit.done.appointment_today"
    number = one.household.number
    text = ctx.texts(key, number=number, weekday=weekday(day), day=day_text(day), example=_example(ctx))
    current = finding.round_of(ctx, one)
    over = current is not None and current.ends < ctx.today
    return _done(ctx, f"{text} {ctx.texts('visit.after_end_done')}" if over else text, number)


def _after_end(ctx: Context, one: Assignment, day: date) -> str:
    """Why nobody is to come on that day, or "". Once the round is over, what is late is late."""
    current = finding.round_of(ctx, one)
    if current is None or not ctx.today <= current.ends < day:
        return ""
    ends, number = current.ends, one.household.number
    last = min(ctx.today + _SOON, ends)
    return ctx.texts(
        "visit.after_end",
        number=number,
        weekday=weekday(ends),
        day=day_text(ends),
        example=short_day_text(last),
    )


def elsewhere(ctx: Context, word: ControlWord) -> Response:
    """Words of a visit while no household is open: an appointment for the one just left ("hẹn lại thứ năm"), or for one by its number."""
    if word.control is not Control.APPOINT:
        return ctx.stay(ctx.texts("households.visit_first"))
    number, words = _whose(ctx, word.argument)
    if not ctx.rounds():
        return ctx.stay(ctx.texts("households.no_round"))
    if number is None:
        return ctx.stay(ctx.texts("visit.which", example=_example(ctx)))
    one = finding.of_number(ctx, number)
    if one is None or one.person_id != ctx.person.id:
        return ctx.stay(ctx.texts("households.no_number", number=number))
    return appoint(ctx, one, words)


def _whose(ctx: Context, argument: str) -> tuple[int | None, str]:
    """The household's number and the day: a number is a household's only before a day, or alone."""
    left = ctx.dialog.found[0] if ctx.dialog.found else None
    named = _named(ctx, argument)
    return (int(named[2]), named[3] or "") if named is not None else (left, argument)


def _named(ctx: Context, argument: str) -> re.Match[str] | None:
    """A household's number, and the day behind it."""
    named = _NUMBERED.fullmatch(argument.strip())
    if named is None or (not named[1] and isinstance(read_appointment(argument, ctx.today), Value)):
        return None
    return named


def _example(ctx: Context) -> str:
    """A day that can be typed back today."""
    return weekday(ctx.today + _SOON)


def _done(ctx: Context, text: str, number: int) -> Response:
    """The household just left can still be given a day without opening it again."""
    return ctx.close(text, buttons_to(ctx.texts, "list"), found=(number,))


WORDS = dict.fromkeys(_OUTCOMES, begin) | {Control.APPOINT: appointment}
