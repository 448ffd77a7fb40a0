"""Requests are taken on or refused, by the responsible official and the admin; never refused without a reason."""

from handlers.rounds import requested
from handlers.rounds.requested import receipt
from handlers.talk.context import Context, Response
from storage.records import Access, Act, Decided, Request, RequestState, Unit
from survey.read import AskAct, AskCall, read_decision, same_words
from survey.workflow.rights import Doing

LONGEST_REASON = 300


def lines(ctx: Context) -> list[str]:
    """For the greeting: how many wait, nothing where none do."""
    count = ctx.work.requests.count() if ctx.may(Doing.ANSWER) else 0
    return [ctx.texts("request.waiting_line", n=count)] if count else []


def typed(ctx: Context, text: str) -> Response | None:
    """A decision ("nhận 3", "từ chối 3: lý do"); None where something else is meant."""
    call = read_decision(text)
    if call is None or not (call.named or ctx.may(Doing.ANSWER)):
        return None
    if not ctx.may(Doing.ANSWER):
        return ctx.stay(ctx.texts("request.not_yours"))
    found = _meant(ctx, call)
    if isinstance(found, Response):
        return found
    if found.state in {RequestState.JOINED, RequestState.ANSWERED}:
        return ctx.stay(ctx.texts(f"request.settled_{found.state.value}", receipt=receipt(found)))
    ctx.work.rounds.lock(found.commune)
    return _refuse(ctx, call, found) if call.act is AskAct.REFUSE else _accept(ctx, call, found)


def _meant(ctx: Context, call: AskCall) -> Request | Response:
    year = call.year or ctx.today.year
    every = ctx.work.requests.numbered(call.number, year)
    communes = {one.code: one for one in ctx.work.units.communes()}
    if call.place:
        named = {code for code, one in communes.items() if _is_called(one, call.place)}
        every = tuple(one for one in every if one.commune in named)
    if len(every) == 1:
        return every[0]
    said = f"{call.number}/{year}"
    if not every:
        return ctx.stay(ctx.texts("request.unknown", receipt=said))
    names = [communes[one.commune].called for one in every if one.commune in communes]
    return ctx.stay(ctx.texts("request.which_commune", receipt=said, names=", ".join(names), first=names[0]))


def _is_called(commune: Unit, place: str) -> bool:
    """Marks that are typed must be right: Ba Tơ and Ba Tô are two communes."""
    return any(same_words(place.split(), name.split()) for name in (commune.called, commune.name))


def _refuse(ctx: Context, call: AskCall, one: Request) -> Response:
    if not call.reason:
        return ctx.stay(ctx.texts("request.why_refuse", number=one.number))
    said = Decided(RequestState.ANSWERED, ctx.person.id, ctx.now, reason=call.reason[:LONGEST_REASON])
    ctx.work.requests.decide(one.id, said)
    _note(ctx, one, "refused")
    return ctx.close(ctx.texts("request.refused", receipt=receipt(one), name=one.name))


def _accept(ctx: Context, call: AskCall, one: Request) -> Response:
    """What the rule keeps off the list needs a reason to be put on it."""
    if one.state is RequestState.DUE and not call.reason:
        return ctx.stay(ctx.texts("request.why_accept", number=one.number, n=one.marks))
    reason = call.reason[:LONGEST_REASON]
    held = ctx.work.rounds.current_of(one.commune, ctx.today)
    if held is not None:
        return ctx.close(requested.join(ctx, one, held, by=ctx.person.id, reason=reason))
    ctx.work.requests.decide(one.id, Decided(RequestState.OPEN, ctx.person.id, ctx.now, reason=reason))
    _note(ctx, one, "accepted")
    return ctx.close(ctx.texts("request.waits"))


def _note(ctx: Context, one: Request, what: str) -> None:
    subject, key = f"request:{receipt(one)} {what}", one.household_id
    ctx.work.accesses.note(Access(Act.CHANGE, ctx.now, ctx.person.id, ctx.account, subject, 1, household_id=key))
