"""/kiemtra: a household is opened, and what a checker says of it goes where it belongs."""

from dataclasses import replace

from handlers.review import giving_back, listing, page, passing, rights
from handlers.review.waiting import handed_in, of_number, queue
from handlers.talk import asked
from handlers.talk.buttons import Rows, tap
from handlers.talk.context import Context, Response
from handlers.talk.pending import Checking, Confirming
from handlers.talk.shown.numbers import kind_on_screen
from handlers.talk.stale import is_stale, stale_line
from storage.records import Act, Assignment, AssignmentState, HandedIn, NumberedKind
from survey.read import CheckAct, CheckCall, read_check, read_desk

_DECIDES = frozenset({CheckAct.APPROVE, CheckAct.RETURN, CheckAct.ASK})


def desk(ctx: Context, argument: str) -> Response:
    """What is asked of the desk; nothing more = what waits there."""
    if not rights.checks(ctx.person):
        return _refused(ctx)
    there = ctx.with_dialog(replace(ctx.dialog.idle(), desk=ctx.dialog.desk))
    call = read_desk(argument)
    return ctx.stay(ctx.texts("check.unclear", text=argument[:40])) if call is None else _do(there, call, argument)


def follows(text: str) -> bool:
    """What may stand behind the command's phrase: "kiểm tra 12", "kiểm tra tổ 3"."""
    call = read_desk(text)
    return call is not None and call.act in {CheckAct.OPEN, CheckAct.LIST}


def said(ctx: Context, text: str) -> Response | None:
    """A checker's words while nothing is open; None where something else is meant."""
    if not rights.checks(ctx.person):
        return None
    bare = text.strip(" .#")
    if bare.isdecimal():
        return _open_number(ctx, int(bare)) if kind_on_screen(ctx, text) is NumberedKind.SUBMITTED else None
    call = read_check(text)
    return _do(ctx, call, text) if call is not None else None


def typed(ctx: Context, text: str) -> Response | None:
    """Words while a household is open before the checker, or the answer to what was read back; None where something else is meant."""
    small = ctx.dialog.small
    if isinstance(small, Confirming) and small.about == passing.ABOUT:
        return passing.answered(ctx, small, text)
    call = read_check(text, at_page=True) if isinstance(small, Checking) else None
    if call is None or not isinstance(small, Checking):
        return None
    if not rights.checks(ctx.person):
        return _refused(ctx)
    if call.numbers or call.every or call.act is CheckAct.LIST:
        return _do(ctx, call, text)
    if call.act in _DECIDES and is_stale(ctx):
        return ctx.stay(stale_line(ctx, text))
    return _next(ctx, small.place + 1) if call.act is CheckAct.NEXT else _of_open(ctx, small, call)


def lines(ctx: Context) -> list[str]:
    """For the greeting: how many wait."""
    these = queue(handed_in(ctx)) if rights.checks(ctx.person) else []
    return [ctx.texts("check.line", n=len(these))] if these else []


def _refused(ctx: Context) -> Response:
    return ctx.close(ctx.texts("check.not_yours", names=rights.others(ctx)))


def _do(ctx: Context, call: CheckCall, words: str) -> Response:
    """What names its households itself, or needs none."""
    match call.act:
        case CheckAct.LIST:
            return listing.group(ctx, call.group) if call.group else listing.listing(ctx)
        case CheckAct.OPEN:
            return _open_number(ctx, call.numbers[0])
        case CheckAct.NEXT:
            return _next(ctx, ctx.dialog.desk)
        case CheckAct.APPROVE if call.numbers or call.every:
            return passing.propose(ctx, words, call)
        case CheckAct.TAKE_BACK if call.numbers:
            return passing.take_back(ctx, call)
        case CheckAct.RETURN | CheckAct.ASK if call.numbers:
            found = of_number(ctx, call.numbers[0])
            return _said_of(ctx, found, call) if isinstance(found, HandedIn) else _not_here(ctx, call.numbers[0], found)
    return ctx.stay(ctx.texts("check.which"))


def _of_open(ctx: Context, small: Checking, call: CheckCall) -> Response:
    """What is said of the household that is open; where it is not any more as it was shown, it is shown anew."""
    one = next((one for one in handed_in(ctx) if one.assignment.id == small.assignment), None)
    if one is None:
        known = ctx.work.assignments.get(small.assignment)
        # Erased, or gone to a place that is not theirs: there is no number to say.
        return (
            _not_here(ctx, known.household.number, known) if known is not None else ctx.close(ctx.texts("check.gone"))
        )
    if call.act in _DECIDES and _version(ctx, one) != small.version:
        return open_household(ctx, one, small.place, ctx.texts("check.changed"))
    response = _said_of(ctx, one, call)
    # "tiếp" goes on where this one stood.
    over = response.dialog.small is None
    return replace(response, dialog=replace(response.dialog, desk=small.place)) if over else response


def _said_of(ctx: Context, one: HandedIn, call: CheckCall) -> Response:
    match call.act:
        case CheckAct.APPROVE:
            return passing.pass_one(ctx, one)
        case CheckAct.TAKE_BACK:
            return passing.take_back(ctx, replace(call, numbers=(one.assignment.household.number,)))
        case CheckAct.ANSWERS:
            return page.every_answer(ctx, one)
        case CheckAct.PHOTOS:
            return page.photos(ctx, one)
        case CheckAct.ASK:
            return giving_back.ask(ctx, one, call)
        case _:
            return giving_back.give_back(ctx, one, call)


def _open_number(ctx: Context, number: int) -> Response:
    found = of_number(ctx, number)
    if not isinstance(found, HandedIn):
        return _not_here(ctx, number, found)
    these = [one.assignment.id for one in queue(handed_in(ctx))]
    place = these.index(found.assignment.id) if found.assignment.id in these else 0
    return open_household(ctx, found, place)


def _next(ctx: Context, place: int) -> Response:
    """The one that waits at this place; behind the last comes the first."""
    these = queue(handed_in(ctx))
    if not these:
        return ctx.close(ctx.texts("check.none"))
    at = place if place < len(these) else 0
    return open_household(ctx, these[at], at)


def open_household(ctx: Context, one: HandedIn, place: int, line: str = "") -> Response:
    """One page; that somebody looked is noted. What a person asked themself, somebody else looks at."""
    number = one.assignment.household.number
    if one.own:
        return ctx.stay(ctx.texts("check.own", number=number, names=rights.others(ctx, one.assignment)))
    rights.note(ctx, Act.LOOK, "check", one.assignment)
    waits = one.assignment.state is AssignmentState.SUBMITTED
    said = [*([line] if line else []), *page.lines(ctx, one, page.looked_at(ctx, one))]
    said.append(ctx.texts("check.how" if waits else "check.how_passed", number=number))
    small = Checking(one.assignment.id, _version(ctx, one), place)
    there = ctx.with_dialog(replace(ctx.dialog.idle(), small=small, desk=place))
    rows: Rows = ((tap(ctx.texts("check.button.pass"), "đạt"), tap(ctx.texts("check.button.next"), "tiếp")),)
    return there.ask(asked.checking(small.assignment, small.version), "\n".join(said), rows if waits else rows[0:0])


def _version(ctx: Context, one: HandedIn) -> str:
    interview = ctx.work.interviews.get(one.interview_id)
    return interview.updated_at.isoformat() if interview is not None else ""


def _not_here(ctx: Context, number: int, one: Assignment | None) -> Response:
    """It does not wait for a check: how far it is instead."""
    if one is None:
        return ctx.stay(ctx.texts("check.no_number", number=number))
    state = ctx.texts(f"state.{one.state.value}")
    said = ctx.texts("check.not_handed_in", number=number, name=one.household.head_name, state=state)
    return ctx.close("\n".join([said, *page.being_asked(ctx, one)]))
