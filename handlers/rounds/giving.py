"""/phancong: who reviews which households of the open rounds, and giving them to somebody; read back before it is done."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from handlers.rounds import amending, confirming, rights, telling
from handlers.rounds.sharing import shared
from handlers.talk.context import Context, Response
from handlers.talk.pending import Confirming
from storage.records import Assignment, Person, Role
from survey.read import GiveCall, called_so, read_giving, read_group
from survey.workflow.states import BEGUN, DONE, WAITING

ABOUT, DO = "give", "giao"
SHOWN = 40


class NotGivenError(Exception):
    """Why nothing can be given: the sentence."""


@dataclass(slots=True)
class Plan:
    """What would change hands: assignment -> person. `done`: numbers that are handed in and stay; `missing`: numbers of no open round."""

    given: dict[int, int] = field(default_factory=dict)
    every: dict[int, Assignment] = field(default_factory=dict)
    done: list[int] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)

    @property
    def begun(self) -> list[Assignment]:
        return [one for one in map(self.every.__getitem__, self.given) if one.state in BEGUN]

    @property
    def shown(self) -> tuple[int, ...]:
        others = sum(self.every[key].person_id is not None for key in self.given)
        return len(self.given), others, len(self.begun), *sorted(set(self.given.values()))


def giving(ctx: Context, argument: str) -> Response:
    """What is asked of who reviews what; nothing more = who has what."""
    if not rights.gives(ctx.person):
        return rights.refused(ctx)
    ctx = ctx.with_dialog(ctx.dialog.idle())
    words = argument if read_giving(argument) is not None else f"giao {argument}"
    call = read_giving(words)
    if call is None:
        return ctx.stay(ctx.texts("give.unclear", text=argument[:40]))
    if not amending.open_rounds(ctx):
        return ctx.stay(ctx.texts("rounds.none_open"))
    return _listing(ctx) if call.listing else _proposed(ctx, call, words, [])


def said(ctx: Context, text: str) -> Response | None:
    """A sentence about who reviews what while nothing is open; None where something else is meant."""
    return giving(ctx, text) if read_giving(text) is not None else None


def _proposed(ctx: Context, call: GiveCall, words: str, above: list[str]) -> Response:
    try:
        plan = _plan(ctx, call)
    except NotGivenError as error:
        return ctx.stay(str(error))
    lines = [*above, *_lines(ctx, plan)]
    if not plan.given:
        return ctx.close("\n".join([ctx.texts("give.nothing"), *lines]))
    small = Confirming(ABOUT, words, plan.shown)
    return confirming.ask(ctx, small, "\n".join([*lines, ctx.texts("give.sure")]), (DO,))


def _plan(ctx: Context, call: GiveCall) -> Plan:
    """Raises NotGivenError."""
    listed = [one for held in amending.open_rounds(ctx) for one in ctx.work.assignments.of_round(held.id)]
    plan = Plan(every={one.id: one for one in listed})
    if not call.numbers and not call.group and not call.of:
        return _to_each_group(ctx, plan, listed)
    chosen = _chosen(ctx, call, listed)
    plan.missing = sorted(set(call.numbers) - {one.household.number for one in chosen})
    plan.done = [one.household.number for one in chosen if one.state in DONE] if call.numbers else []
    people = [_called(ctx, name).id for name in call.to] or _of_group(ctx, chosen)
    waiting = [one for one in chosen if one.state in WAITING]
    if call.evenly:
        plan.given = shared(
            waiting,
            people,
            {one.id for one in waiting if one.state not in BEGUN or one.person_id is None},
        )
    else:
        plan.given = {one.id: people[0] for one in waiting if one.person_id != people[0]}
    return plan


def _chosen(ctx: Context, call: GiveCall, listed: Sequence[Assignment]) -> list[Assignment]:
    if call.numbers:
        return [one for one in listed if one.household.number in set(call.numbers)]
    if call.of:
        person = _called(ctx, call.of, anybody=True)
        return [one for one in listed if one.person_id == person.id]
    groups = {unit.code: unit.name for unit in ctx.work.units.all() if unit.kind == "group"}
    unit = read_group(groups, call.group)
    if unit is None:
        raise NotGivenError(ctx.no_group(call.group))
    return [one for one in listed if one.household.unit == unit]


def _to_each_group(ctx: Context, plan: Plan, listed: Sequence[Assignment]) -> Plan:
    """What nobody has goes to the people of its group."""
    collaborators = ctx.work.people.with_role(Role.COLLABORATOR)
    for unit in dict.fromkeys(one.household.unit for one in listed):
        people = [one.id for one in collaborators if unit in one.units]
        waiting = [one for one in listed if one.household.unit == unit and one.state in WAITING]
        if people:
            plan.given |= shared(waiting, people, {one.id for one in waiting if one.person_id is None})
    return plan


def _of_group(ctx: Context, chosen: Iterable[Assignment]) -> list[int]:
    units = {one.household.unit for one in chosen}
    people = [one.id for one in ctx.work.people.with_role(Role.COLLABORATOR) if units & set(one.units)]
    if not people:
        raise NotGivenError(ctx.texts("give.no_people"))
    return people


def _called(ctx: Context, name: str, *, anybody: bool = False) -> Person:
    """The one collaborator who is called so, by name or key; `anybody`: also one who does not work here any more. Raises NotGivenError."""
    every = [one for one in ctx.work.people.all() if one.has(Role.COLLABORATOR) and (one.active or anybody)]
    found = [one for one in every if one.key == name.lower()]
    found = found or [every[place] for place in called_so(name, [one.name for one in every])]
    if len(found) == 1:
        return found[0]
    if not found:
        example = every[0].name if every else "Rin"
        raise NotGivenError(ctx.texts("give.nobody_called", name=name[:40], example=example))
    names = ", ".join(f"{one.name} ({one.key})" for one in found[:10])
    raise NotGivenError(ctx.texts("give.several_called", name=name[:40], names=names, example=found[0].key))


def _lines(ctx: Context, plan: Plan) -> list[str]:
    """One for each receiver, then what stays as it is."""
    names = {key: one.name for key, one in ctx.work.people.many(_everybody(plan)).items()}
    lines = []
    for person in dict.fromkeys(plan.given.values()):
        theirs = [plan.every[key] for key, to in plan.given.items() if to == person]
        others = Counter(one.person_id for one in theirs if one.person_id is not None)
        lines.append(
            ctx.texts(
                "give.to",
                n=len(theirs),
                name=names[person],
                numbers=telling.rows_of(one.household.number for one in theirs),
            )
        )
        lines += [ctx.texts("give.from", n=n, name=names[before]) for before, n in others.items()]
    if plan.begun:
        numbers = telling.rows_of(one.household.number for one in plan.begun)
        lines.append(ctx.texts("give.begun", n=len(plan.begun), numbers=numbers))
    if plan.done:
        lines.append(ctx.texts("give.done_stays", numbers=telling.rows_of(plan.done)))
    if plan.missing:
        lines.append(ctx.texts("give.missing", numbers=telling.rows_of(plan.missing)))
    return lines


def _everybody(plan: Plan) -> set[int]:
    before = {plan.every[key].person_id for key in plan.given}
    return {*plan.given.values(), *(one for one in before if one is not None)}


def answered(ctx: Context, small: Confirming, text: str) -> Response | None:
    """What was read back is done; where something has changed meanwhile, it is read back anew."""
    call, word = read_giving(small.words), confirming.decided(ctx, text, (DO,))
    if call is None or not isinstance(word, str):
        return None if isinstance(word, str) else word
    there = confirming.over(ctx)
    if not rights.gives(ctx.person):
        return rights.refused(there)
    for commune in rights.communes(ctx):
        ctx.work.rounds.lock(commune.code)
    try:
        plan = _plan(ctx, call)
    except NotGivenError as error:
        return there.close(str(error))
    if plan.shown != small.shown:
        return _proposed(there, call, small.words, [ctx.texts("rounds.list_changed")])
    return _give(there, plan)


def _give(ctx: Context, plan: Plan) -> Response:
    given, taken = defaultdict[int, list[int]](list), defaultdict[tuple[int, int], list[int]](list)
    for key, person in plan.given.items():
        one = plan.every[key]
        ctx.work.assignments.give(key, person, by=ctx.person.id, at=ctx.now)
        given[person].append(one.household.number)
        if one.person_id is not None:
            taken[one.person_id, person].append(one.household.number)
    telling.tell(ctx, given, taken, [one.household.number for one in plan.begun])
    return ctx.close(ctx.texts("give.done", n=len(plan.given), people=len(given)))


def _listing(ctx: Context) -> Response:
    """How much each has and how far it is; what nobody has comes first."""
    listed = [one for held in amending.open_rounds(ctx) for one in ctx.work.assignments.of_round(held.id)]
    theirs = defaultdict[int | None, list[Assignment]](list)
    for one in listed:
        theirs[one.person_id].append(one)
    people = {one.id: one for one in ctx.work.people.all() if one.active and one.has(Role.COLLABORATOR)}
    people |= ctx.work.people.many({key for key in theirs if key is not None})
    silent = ctx.work.handovers.unanswered(people)
    lines = [*_of_nobody(ctx, theirs[None])]
    ranked: Mapping[int, Person] = dict(sorted(people.items(), key=lambda pair: (pair[1].units, pair[1].name)))
    lines += [_load(ctx, one, theirs[key], waits=key in silent) for key, one in ranked.items()][:SHOWN]
    return ctx.close("\n".join([ctx.texts("give.list"), *lines, ctx.texts("give.how")]))


def _of_nobody(ctx: Context, these: Sequence[Assignment]) -> list[str]:
    if not these:
        return []
    units = Counter(one.household.unit_name for one in these)
    where = ", ".join(f"{unit}: {n}" for unit, n in sorted(units.items()))
    return [ctx.texts("give.of_nobody", n=len(these), where=where)]


def _load(ctx: Context, person: Person, these: Sequence[Assignment], *, waits: bool) -> str:
    done = sum(one.state in DONE for one in these)
    left, drafts = sum(one.state in WAITING for one in these), sum(one.state in BEGUN for one in these)
    line = ctx.texts("give.load", name=person.name, n=len(these), done=done, left=left)
    if drafts:
        line += ctx.texts("give.load_drafts", n=drafts)
    if not person.active:
        return line + ctx.texts("give.load_gone")
    return line + ctx.texts("give.load_silent") if waits and left else line
