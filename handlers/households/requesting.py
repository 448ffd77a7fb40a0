"""`/denghi`: requests of households, by Mẫu 01 to be reviewed or by Mẫu 04 to leave the list; taken down in chat."""

from collections.abc import Mapping

from handlers.households import opening
from handlers.interview import prefill
from handlers.rounds.requested import receipt
from handlers.talk.context import Context, Response
from handlers.talk.texts import Public
from storage.records import Category, Household, Purpose, Request, RequestKind, Unit
from survey.read import AskAct, AskCall, read_asking, read_group
from survey.review import choose_ruleset
from survey.workflow.rights import Doing

SHOWN = 12
FORMS: Mapping[RequestKind, str] = {RequestKind.REVIEW: "de-nghi-ra-soat", RequestKind.LEAVE: "de-nghi-thoat"}
"""The form of each kind, by its key."""

_LISTED = (Category.POOR, Category.NEAR_POOR)


def requests(ctx: Context, argument: str) -> Response:
    """What is asked of requests; nothing more = all of one's places."""
    call = read_asking(argument)
    match call:
        case None:
            return ctx.stay("\n".join([ctx.texts("request.unclear", text=argument[:40]), *_how(ctx)]))
        case AskCall(AskAct.LIST):
            return _listing(ctx)
        case AskCall(AskAct.SHOW):
            return _show(ctx, call)
        case AskCall(AskAct.NEW):
            return _of_new(ctx, call)
        case _:
            return _of_household(ctx, call)


def follows(text: str) -> bool:
    """What may stand behind the command's phrase: "đề nghị hộ 12"."""
    return read_asking(text) is not None


def _listing(ctx: Context) -> Response:
    every = ctx.work.requests.listed(SHOWN)
    if not every:
        return ctx.close("\n".join([ctx.texts("request.none"), *_how(ctx)]))
    head = ctx.texts("request.list", n=ctx.work.requests.count())
    return ctx.close("\n".join([head, *(_line(ctx, one) for one in every), *_how(ctx)]), listed=True)


def _how(ctx: Context) -> list[str]:
    return [ctx.texts("request.how"), *([ctx.texts("request.how_answer")] if ctx.may(Doing.ANSWER) else [])]


def _line(ctx: Context, one: Request) -> str:
    household = ctx.texts("request.household", number=one.household) if one.household else ctx.texts("request.new")
    who = {"household": household, "name": one.name, "unit": one.unit_name, "receipt": Public(receipt(one))}
    kind, state = ctx.texts(f"request.kind.{one.kind.value}"), ctx.texts(f"request.state.{one.state.value}")
    return ctx.texts("request.line", **who, kind=kind, state=state)


def _show(ctx: Context, call: AskCall) -> Response:
    """One of each commune with this receipt; why it was refused, or taken on against the rule."""
    found = ctx.work.requests.numbered(call.number, call.year or ctx.today.year)
    if not found:
        return ctx.stay(ctx.texts("request.unknown", receipt=f"{call.number}/{call.year or ctx.today.year}"))
    lines = []
    for one in found:
        lines.append(_line(ctx, one))
        lines += [ctx.texts("request.marks", n=one.marks)] if one.marks is not None else []
        lines += [ctx.texts("request.reason", reason=one.reason)] if one.reason else []
    return ctx.close("\n".join(lines))


def _of_household(ctx: Context, call: AskCall) -> Response:
    """Of a household of the register: its form is opened, or the one that was begun."""
    kind = RequestKind.LEAVE if call.act is AskAct.LEAVE else RequestKind.REVIEW
    found = ctx.work.households.of_number(call.number)
    if len(found) != 1:
        return ctx.stay(ctx.texts("request.several" if found else "request.no_household", number=call.number))
    household, number = found[0], call.number
    if household.ended_at is not None:
        return ctx.stay(ctx.texts("register.ended", number=number))
    if kind is RequestKind.LEAVE and not _on_list(ctx, household):
        return ctx.stay(ctx.texts("request.not_listed", number=number))
    pending = ctx.work.requests.pending(household.id, kind)
    if pending is not None:
        return ctx.stay(ctx.texts("request.pending", number=number, receipt=receipt(pending)))
    begun = ctx.work.requests.draft_of(household.id, kind, ctx.person.id)
    draft = ctx.work.interviews.get(begun) if begun is not None else None
    if draft is not None:
        return opening.resume(ctx, draft, [ctx.texts("request.resumed", number=number, name=household.head_name)])
    facts = prefill.facts_of(household) | {"request.listed": "co" if _on_list(ctx, household) else "khong"}
    said = ctx.texts("request.begun", number=number, name=household.head_name)
    return _begin(ctx, kind, household.unit, household.id, facts, said)


def _on_list(ctx: Context, household: Household) -> bool:
    """Whether it was poor or near poor on the last list: such a household needs no Phiếu A."""
    return household.last_category in _LISTED and (household.last_year or 0) >= ctx.today.year - 1


def _of_new(ctx: Context, call: AskCall) -> Response:
    """Of a household that is not in the register: it is known in which group it lives, and its form asks the rest."""
    groups = [one for one in ctx.work.units.all() if one.kind == "group"]
    unit = _group(groups, call.place)
    if not groups:
        return ctx.stay(ctx.texts("request.no_group"))
    if unit is None:
        names = ", ".join(one.name for one in groups[:SHOWN])
        return ctx.stay(ctx.texts("request.which_group", names=names, group=groups[0].name))
    facts = {"unit.name": unit.name, "unit.area": unit.area, "request.listed": "khong"}
    return _begin(ctx, RequestKind.REVIEW, unit.code, None, facts, ctx.texts("request.begun_new", unit=unit.name))


def _group(groups: list[Unit], said: str) -> Unit | None:
    """The only one where none is named."""
    if not said:
        return groups[0] if len(groups) == 1 else None
    code = read_group({one.code: one.name for one in groups}, said)
    return next((one for one in groups if one.code == code), None)


def _begin(
    ctx: Context, kind: RequestKind, unit: str, household: int | None, facts: Mapping[str, str], said: str
) -> Response:
    form, commune = ctx.work.forms.latest(FORMS[kind]), ctx.work.units.commune_of(unit)
    if form is None or commune is None:
        return ctx.stay(ctx.texts("request.no_form"))
    ruleset = choose_ruleset(ctx.services.rulesets, ctx.today)
    draft = ctx.work.interviews.create_own(
        form.id, ruleset.id if ruleset else "", ctx.person.id, ctx.now, purpose=Purpose.FREE
    )
    prefill.start(ctx, None, draft, facts)
    ctx.work.requests.begin(
        kind,
        commune=commune.code,
        unit=unit,
        household_id=household,
        interview_id=draft.id,
        by=ctx.person.id,
        at=ctx.now,
    )
    return opening.resume(ctx, draft, [f"{form.title}. {said}"])
