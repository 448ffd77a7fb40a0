"""The register is put right outside a review: why is asked, what it comes to is read back, and only then it is done."""

from dataclasses import replace
from zlib import crc32

from handlers.card import finding, showing
from handlers.card.people import CannotError
from handlers.card.plans import plan
from handlers.rounds import confirming
from handlers.talk import asked
from handlers.talk.context import Context, Response
from handlers.talk.pending import Confirming
from storage.records import Act, Household, Why
from survey.read import RegisterAct, RegisterCall, fold, read_register_call
from survey.workflow.rights import Doing

ABOUT, WHY, DO = "register", "register_why", "đúng"
LONGEST_REASON, SHORTEST_REASON = 300, 4
SUBJECT = "register"


def typed(ctx: Context, text: str) -> Response | None:
    """A change of the household whose card was shown, or of one by its number; or the answer to what was asked about one."""
    small = ctx.dialog.small
    if isinstance(small, Confirming) and small.about in {ABOUT, WHY}:
        decided = _done(ctx, small, text) if small.about == ABOUT else _why(ctx, small, text)
        if decided is not None:
            return decided
    call = read_register_call(text)
    if call is None or not (call.number or ctx.dialog.card is not None):
        return None
    household = showing.household_meant(ctx, call.number)
    if isinstance(household, Response):
        return household
    if call.act is RegisterAct.HELP:
        allowed = finding.allows(ctx, Doing.CORRECT, household)
        return ctx.stay(ctx.texts("register.how" if allowed else "register.not_yours", number=household.number))
    return _asked(ctx, household, call, text)


def let_go(ctx: Context) -> Context:
    """Nothing of a change is asked any more."""
    small = ctx.dialog.small
    return confirming.over(ctx) if isinstance(small, Confirming) and small.about in {ABOUT, WHY} else ctx


def means(text: str) -> bool:
    """Whether a change of some household is wanted, of whichever."""
    return read_register_call(text) is not None


def _asked(ctx: Context, household: Household, call: RegisterCall, words: str) -> Response:
    if not finding.allows(ctx, Doing.CORRECT, household):
        return ctx.stay(ctx.texts("register.not_yours"))
    try:
        plan(ctx, household, call)
    except CannotError as error:
        return ctx.stay(str(error))
    if len(call.reason) >= SHORTEST_REASON:
        return _read_back(ctx, household, call, words, [])
    return _ask_why(ctx, household, words)


def _ask_why(ctx: Context, household: Household, words: str) -> Response:
    small = Confirming(WHY, words, (household.id,))
    there = ctx.with_dialog(replace(ctx.dialog.asking(small), card=household.id))
    call = read_register_call(words)
    example = ctx.texts(f"register.example.{call.act.value if call is not None else RegisterAct.FIX.value}")
    named = asked.confirming(small.about, small.words, small.shown)
    return there.ask(named, ctx.texts("register.why", number=household.number, example=example))


def _why(ctx: Context, small: Confirming, text: str) -> Response | None:
    """The reason, in words of one's own; None where another change is typed, or another household is called."""
    if read_register_call(text) is not None or showing.means(text) is not None:
        return None
    late = confirming.late(ctx, text)
    if late is not None:
        return late
    word = confirming.said(text, (DO,))
    if word == "":
        return _kept(confirming.over(ctx), small.shown[0], ctx.texts("rounds.dropped"))
    household, call = finding.of_id(ctx, small.shown[0]), read_register_call(small.words)
    if household is None or call is None:
        return confirming.over(ctx).close(ctx.texts("card.first"))
    # A yes says nothing of why.
    if word or len(fold(text).strip(" .")) < SHORTEST_REASON or text.strip(" .").isdecimal():
        return _ask_why(ctx, household, small.words)
    reasoned = replace(call, reason=text.strip()[:LONGEST_REASON])
    return _read_back(ctx, household, reasoned, f"{small.words}\n{reasoned.reason}", [])


def _read_back(ctx: Context, household: Household, call: RegisterCall, words: str, above: list[str]) -> Response:
    try:
        text = plan(ctx, household, call).text
    except CannotError as error:
        return confirming.over(ctx).stay(str(error))
    reason = call.reason[:LONGEST_REASON]
    lines = [*above, text, ctx.texts("register.because", reason=reason), ctx.texts("register.sure")]
    small = Confirming(ABOUT, words, (household.id, crc32(text.encode())))
    there = ctx.with_dialog(replace(ctx.dialog, card=household.id))
    return confirming.ask(there, small, "\n".join(lines), (DO,))


def _done(ctx: Context, small: Confirming, text: str) -> Response | None:
    """What was read back is done; where it has become something else meanwhile, it is read back anew."""
    word, (first, _, reason) = confirming.said(text, (DO,)), small.words.partition("\n")
    call = read_register_call(first)
    if word is None or call is None:
        return None
    late = confirming.late(ctx, text)
    if late is not None:
        return late
    there = confirming.over(ctx)
    if not word:
        return _kept(there, small.shown[0], ctx.texts("rounds.dropped"))
    ctx.work.lists.alone()
    household = finding.of_id(ctx, small.shown[0])
    if household is None or not finding.allows(ctx, Doing.CORRECT, household):
        return there.close(ctx.texts("register.not_yours"))
    return _do(there, household, replace(call, reason=reason or call.reason), small)


def _do(ctx: Context, household: Household, call: RegisterCall, small: Confirming) -> Response:
    try:
        planned = plan(ctx, household, call)
        if crc32(planned.text.encode()) != small.shown[1]:
            return _read_back(ctx, household, call, small.words, [ctx.texts("register.changed")])
        said = planned.do(Why(ctx.person.id, ctx.account, ctx.now, ctx.today, call.reason[:LONGEST_REASON]))
    except CannotError as error:
        return ctx.stay(str(error))
    for changed in filter(None, (household, planned.other)):
        # Why stands sealed in the household's history: words about a family lie nowhere open.
        showing.note(ctx, changed, Act.CHANGE, f"{SUBJECT} {call.act.value}")
    return _kept(ctx, household.id, said)


def _kept(ctx: Context, household: int, text: str) -> Response:
    """What was asked is over; the words that follow are still about the household."""
    there = ctx.close(text)
    return replace(there, dialog=replace(there.dialog, card=household))
