"""What a change of the register comes to: said before it is done, and done as it was said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from handlers.card import finding
from handlers.card.people import CannotError, facts_of, head_of, named
from handlers.card.rounds import off_round, standing, stays_with, undisturbed
from handlers.card.wording import fact_text
from handlers.talk.context import Context
from storage.records import EventKind, Household, HouseholdEvent, Why
from survey.read import RegisterAct, RegisterCall, read_group
from survey.register.history.heads import HEAD, relations_after
from survey.workflow.rights import Doing


@dataclass(frozen=True, slots=True)
class Plan:
    """What would change, and doing it: what is said then. `other`: the second household that it changes."""

    text: str
    do: Callable[[Why], str]
    other: Household | None = None


def plan(ctx: Context, household: Household, call: RegisterCall) -> Plan:
    """Raises CannotError."""
    if (household.ended_at is not None) is not (call.act is RegisterAct.BACK):
        key = "register.not_ended" if call.act is RegisterAct.BACK else "register.ended"
        raise CannotError(ctx.texts(key, number=household.number))
    return _PLANS[call.act](ctx, household, call)


def _done(ctx: Context, household: Household) -> str:
    return ctx.texts("register.done", number=household.number)


def _regroup(ctx: Context, household: Household, call: RegisterCall) -> Plan:
    commune = ctx.work.units.commune_of(household.unit)
    groups = {one.code: one.name for one in ctx.work.units.all() if commune is not None and one.parent == commune.code}
    unit = read_group(groups, call.about)
    if unit is None:
        raise CannotError(ctx.no_group(call.about))
    before, after = household.unit_name, groups[unit]
    if unit == household.unit:
        raise CannotError(ctx.texts("register.same_group", number=household.number, unit=after))
    text = ctx.texts("register.regroup", number=household.number, name=household.head_name, before=before, after=after)
    lines = [text, *stays_with(ctx, household)]

    def do(why: Why) -> str:
        ctx.work.corrections.regroup(household.id, unit, HouseholdEvent(EventKind.REGROUPED, why, "", before, after))
        return _done(ctx, household)

    return Plan("\n".join(lines), do)


def _head(ctx: Context, household: Household, call: RegisterCall) -> Plan:
    undisturbed(ctx, household)
    wanted = named(ctx, household, call.about)
    every = ctx.work.households.members(household.id)
    if len(wanted) != 1 or wanted[0] == head_of(household, every):
        raise CannotError(ctx.texts("register.head_who", number=household.number))
    before, after = household.head_name, wanted[0].name
    relations = relations_after({one.id: one.relation for one in every}, wanted[0].id)
    open_ones = sum(one is None for one in relations.values())
    lines = [ctx.texts("register.head", number=household.number, before=before, after=after)]
    lines += [ctx.texts("register.head_open", n=open_ones)] if open_ones else []

    def do(why: Why) -> str:
        event = HouseholdEvent(EventKind.HEAD, why, "", before, after, member_id=wanted[0].id)
        ctx.work.corrections.head(household.id, after, relations, event)
        return _done(ctx, household)

    return Plan("\n".join(lines), do)


def _split(ctx: Context, household: Household, call: RegisterCall) -> Plan:
    undisturbed(ctx, household)
    wanted = named(ctx, household, call.about)
    every = ctx.work.households.members(household.id)
    if len(wanted) == len(every):
        raise CannotError(ctx.texts("register.split_all", number=household.number))
    if head_of(household, every) in wanted:
        raise CannotError(ctx.texts("register.head_first", name=household.head_name))
    people = ", ".join(one.name for one in wanted)
    text = ctx.texts("register.split", number=household.number, people=people, head=wanted[0].name)

    def do(why: Why) -> str:
        number = ctx.work.corrections.split(household.id, wanted, why)
        return ctx.texts("register.split_done", number=household.number, new=number, n=len(wanted))

    return Plan(text, do)


def _merge(ctx: Context, household: Household, call: RegisterCall) -> Plan:
    others = [one for one in finding.of_number(ctx, int(call.about)) if _same_commune(ctx, one, household)]
    if not others or others[0].id == household.id or others[0].ended_at is not None:
        raise CannotError(ctx.texts("register.merge_which", text=call.about))
    into = others[0]
    if not finding.allows(ctx, Doing.CORRECT, into):
        raise CannotError(ctx.texts("register.not_yours"))
    for one in (household, into):
        undisturbed(ctx, one)
    leave = off_round(ctx, household)
    members = ctx.work.households.members(household.id)
    people = ", ".join(one.name for one in members)
    text = ctx.texts(
        "register.merge", number=household.number, name=household.head_name, into=into.number, head=into.head_name
    )

    def do(why: Why) -> str:
        leave()
        ctx.work.corrections.merge(household.id, into.id, members, why)
        return ctx.texts("register.merge_done", number=household.number, into=into.number, n=len(members))

    return Plan("\n".join([text, ctx.texts("register.merge_people", people=people)]), do, into)


def _same_commune(ctx: Context, one: Household, other: Household) -> bool:
    return ctx.work.units.commune_of(one.unit) == ctx.work.units.commune_of(other.unit)


def _died(ctx: Context, household: Household, call: RegisterCall) -> Plan:
    undisturbed(ctx, household)
    wanted = named(ctx, household, call.about)
    if len(wanted) != 1:
        raise CannotError(ctx.texts("register.one_by_one"))
    every = ctx.work.households.members(household.id)
    last = len(every) == 1
    if wanted[0] == head_of(household, every) and not last:
        raise CannotError(ctx.texts("register.head_first", name=wanted[0].name))
    leave = off_round(ctx, household) if last else _nothing
    key = "register.died_last" if last else "register.died"

    def do(why: Why) -> str:
        leave()
        ctx.work.corrections.died(household.id, wanted[0], why, last=last)
        return _done(ctx, household)

    return Plan(ctx.texts(key, number=household.number, name=wanted[0].name), do)


def _nothing() -> None:
    pass


def _left(ctx: Context, household: Household, _call: RegisterCall) -> Plan:
    undisturbed(ctx, household)
    leave = off_round(ctx, household)

    def do(why: Why) -> str:
        leave()
        ctx.work.corrections.left(household.id, why)
        return _done(ctx, household)

    return Plan(ctx.texts("register.left", number=household.number, name=household.head_name), do)


def _back(ctx: Context, household: Household, _call: RegisterCall) -> Plan:
    if not ctx.work.households.members(household.id):
        raise CannotError(ctx.texts("register.nobody_left", number=household.number))

    def do(why: Why) -> str:
        ctx.work.corrections.back(household.id, why)
        key = "register.back_done" if standing(ctx, household) is None else "register.done"
        return ctx.texts(key, number=household.number)

    return Plan(ctx.texts("register.back", number=household.number, name=household.head_name), do)


def _fix(ctx: Context, household: Household, call: RegisterCall) -> Plan:
    undisturbed(ctx, household)
    wanted = named(ctx, household, call.who)
    if len(wanted) != 1:
        raise CannotError(ctx.texts("register.one_by_one"))
    member, facts = wanted[0], facts_of(wanted[0], call.about, ctx.today)
    is_head = member == head_of(household, ctx.work.households.members(household.id))
    if facts.get("relation") == HEAD or (is_head and "relation" in facts):
        raise CannotError(ctx.texts("register.head_how", name=member.name))
    if not facts:
        raise CannotError(ctx.texts("register.unclear_fact", text=call.about[:40], name=member.name))
    lines = [ctx.texts("register.fix", number=household.number, name=member.name)]
    lines += [fact_text(ctx, what, str(getattr(member, what) or ""), str(value or "")) for what, value in facts.items()]
    shared = ctx.work.households.by_cccd(facts["cccd"]) if "cccd" in facts else ()
    lines += [ctx.texts("register.shared_cccd")] if any(key != member.id for _, key in shared) else []

    def do(why: Why) -> str:
        ctx.work.corrections.member(household.id, member, facts, why, is_head=is_head)
        return _done(ctx, household)

    return Plan("\n".join(lines), do)


_PLANS: Mapping[RegisterAct, Callable[[Context, Household, RegisterCall], Plan]] = {
    RegisterAct.REGROUP: _regroup,
    RegisterAct.HEAD: _head,
    RegisterAct.SPLIT: _split,
    RegisterAct.MERGE: _merge,
    RegisterAct.DIED: _died,
    RegisterAct.LEFT: _left,
    RegisterAct.BACK: _back,
    RegisterAct.FIX: _fix,
}
