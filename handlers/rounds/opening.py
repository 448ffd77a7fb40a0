"""Opening a round: when it is held by the rules, which households are on its list, and who reviews them; read back before it is done."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.rounds import confirming, requested, rights, telling
from handlers.rounds.finding import name_of
from handlers.talk.buttons import Say, button
from handlers.talk.context import Context, Response
from handlers.talk.pending import Confirming
from storage.records import Access, Act, Category, Proposed, Purpose, Role, Round, Unit
from survey.read import RoundAct, RoundCall, read_round
from survey.review import choose_ruleset
from survey.review.ruleset import RoundTerm
from survey.written import short_day_text

ABOUT, DO, DO_AND_GIVE = "open", "mở", "mở và giao"


@dataclass(frozen=True, slots=True)
class Plan:
    """A round that is not there yet: its list and the people of each group; `term`: by which rule it is held."""

    held: Round
    households: tuple[Proposed, ...]
    people: Mapping[str, Sequence[int]]
    term: RoundTerm | None

    def of(self, category: Category) -> int:
        return sum(one.last_category is category for one in self.households)

    @property
    def unreviewed(self) -> tuple[str, ...]:
        """The groups that nobody reviews."""
        return tuple(
            sorted({one.unit for one in self.households} - {unit for unit, them in self.people.items() if them})
        )

    @property
    def shown(self) -> tuple[int, ...]:
        return len(self.households), self.of(Category.POOR), len(self.unreviewed)


def propose(ctx: Context, call: RoundCall, words: str) -> Response:
    """The round as it would be, or what is lacking."""
    commune = rights.commune_of(ctx, call.commune)
    if commune is None:
        return rights.which_commune(ctx, words)
    if not call.kind:
        return _which(ctx)
    plan = _plan(ctx, call, commune)
    if isinstance(plan, str):
        return ctx.stay(plan)
    return _shown(ctx, plan, words, [])


def _which(ctx: Context) -> Response:
    """Of what kind? Each as it would be typed."""
    periodic, monthly = f"mở đợt {ctx.today.year}", f"mở đợt tháng {ctx.today.month}/{ctx.today.year}"
    rows = tuple((button(words[:1].upper() + words[1:], Say(words), words),) for words in (periodic, monthly))
    return ctx.close(ctx.texts("rounds.which_kind", day=f"{ctx.today.day}/{ctx.today.month}"), rows)


def _plan(ctx: Context, call: RoundCall, commune: Unit) -> Plan | str:
    """Or the sentence that says why there can be none."""
    year, month = call.year or ctx.today.year, call.month or ctx.today.month
    if not 1 <= month <= 12:
        return ctx.texts("rounds.no_such_day", text=f"{month}/{year}")
    ruleset = choose_ruleset(ctx.services.rulesets, date(year, month if call.kind == "monthly" else 12, 1))
    if ruleset is None:
        return ctx.texts("households.no_ruleset", year=year)
    term = ruleset.round_term(call.kind)
    if not call.days and term is None:
        return ctx.texts("rounds.which_days", day=f"{ctx.today.day}/{ctx.today.month}")
    try:
        starts, ends = term.days(year, month) if term and not call.days else _said_days(call, year)
    except ValueError:
        return ctx.texts("rounds.no_such_day", text=" – ".join(f"{day}/{of}" for day, of, _ in call.days))
    form = max(ctx.work.forms.offered((Purpose.REVIEW,)), key=lambda one: (one.published_at, one.id), default=None)
    if form is None:
        return ctx.texts("households.no_form")
    held = Round(0, commune.code, _key(call.kind, starts), starts.year, call.kind, starts, ends, form.key, "open")
    known = ctx.work.rounds.by_key(held.unit, held.key)
    if known is not None:
        return ctx.texts(f"rounds.known_{known.state}", round=name_of(ctx, known), days=days_of(known))
    households = (
        () if term and term.rule == "requests" else ctx.work.round_lists.proposed(commune.code, starts.year - 1)
    )
    return Plan(held, households, _people(ctx, households), term if not call.days else None)


def _said_days(call: RoundCall, year: int) -> tuple[date, date]:
    """The days as they were typed; one that would lie before the first is of the next year. ValueError where the calendar has none such."""
    (day, month, in_year), (last, of, of_year) = call.days
    starts = date(in_year or year, month, day)
    ends = date(of_year or starts.year, of, last)
    if ends < starts and not of_year:
        ends = date(starts.year + 1, of, last)
    if ends < starts:
        raise ValueError("ends before it begins")
    return starts, ends


def _key(kind: str, starts: date) -> str:
    return {"periodic": f"{starts:%Y}", "monthly": f"{starts:%Y-%m}"}.get(kind, f"{starts:%Y-%m-%d}")


def _people(ctx: Context, households: Iterable[Proposed]) -> dict[str, list[int]]:
    every = ctx.work.people.with_role(Role.COLLABORATOR)
    units = dict.fromkeys(one.unit for one in households)
    return {unit: [one.id for one in every if unit in one.units] for unit in units}


def days_of(held: Round) -> str:
    """The days of a round as they are said: "1/9–14/12/2025"."""
    first = short_day_text(held.starts)
    return f"{first}–{short_day_text(held.ends)}/{held.ends.year}"


def _shown(ctx: Context, plan: Plan, words: str, above: list[str]) -> Response:
    slots = {"round": name_of(ctx, plan.held), "days": days_of(plan.held)}
    if plan.households:
        poor, near = plan.of(Category.POOR), plan.of(Category.NEAR_POOR)
        lines = [*above, ctx.texts("rounds.would_open", **slots, n=len(plan.households), poor=poor, near=near)]
    else:
        lines = [*above, ctx.texts("rounds.would_open_empty", **slots)]
    if plan.term is not None:
        lines.append(ctx.texts("rounds.by_rule", reference=plan.term.reference.partition(":")[0]))
    if plan.unreviewed and plan.households:
        lines.append(ctx.texts("rounds.nobody_in", units=_names(ctx, plan.unreviewed)))
    offered = words_of(plan)
    lines.append(ctx.texts("rounds.sure_open_give" if DO_AND_GIVE in offered else "rounds.sure_open"))
    return confirming.ask(ctx, Confirming(ABOUT, words, plan.shown), "\n".join(lines), offered)


def words_of(plan: Plan) -> tuple[str, ...]:
    return (DO, DO_AND_GIVE) if any(plan.people.values()) else (DO,)


def _names(ctx: Context, units: Iterable[str]) -> str:
    known = {one.code: one.name for one in ctx.work.units.all()}
    return ", ".join(known.get(unit, unit) for unit in units)


def answered(ctx: Context, small: Confirming, text: str) -> Response | None:
    """The round is opened as it was read back; where its list has changed meanwhile, it is read back anew."""
    call = read_round(small.words)
    word = confirming.said(text, (DO, DO_AND_GIVE))
    if word is None or call is None or call.act is not RoundAct.OPEN:
        return None
    late = confirming.late(ctx, text)
    if late is not None:
        return late
    there = confirming.over(ctx)
    if not word:
        return there.close(ctx.texts("rounds.dropped"))
    commune = rights.commune_of(ctx, call.commune)
    if not rights.leads(ctx.person) or commune is None:
        return rights.refused(there)
    ctx.work.rounds.lock(commune.code)
    plan = _plan(there, call, commune)
    if isinstance(plan, str):
        return there.close(plan)
    if plan.shown != small.shown:
        return _shown(there, plan, small.words, [ctx.texts("rounds.list_changed")])
    return _open(there, plan, give=word == DO_AND_GIVE)


def _open(ctx: Context, plan: Plan, *, give: bool) -> Response:
    held = ctx.work.rounds.open(plan.held)
    assert held is not None, "it was looked for under the same lock"
    owners = shared_out(plan) if give else {}
    wanted = [(one.household_id, owners.get(one.household_id)) for one in plan.households]
    ctx.work.round_lists.add(held.id, wanted, ctx.now, by=ctx.person.id)
    act = Access(Act.CHANGE, ctx.now, ctx.person.id, ctx.account, f"round:{held.key} open", len(wanted))
    ctx.work.accesses.note(act)
    _tell(ctx, held, owners)
    lines = [ctx.texts("rounds.opened", round=name_of(ctx, held), n=len(wanted)), *requested.join_waiting(ctx, held)]
    if give:
        people = len(set(owners.values()))
        lines.append(ctx.texts("rounds.given", n=len(owners), people=people, left=len(wanted) - len(owners)))
    elif not wanted:
        lines.append(ctx.texts("rounds.how_add", round=name_of(ctx, held)))
    if held.starts > ctx.today:
        lines.append(ctx.texts("rounds.begins", day=short_day_text(held.starts)))
    return ctx.close("\n".join(lines))


def _tell(ctx: Context, held: Round, owners: Mapping[int, int]) -> None:
    given = defaultdict[int, list[int]](list)
    for one in ctx.work.assignments.of_round(held.id) if owners else ():
        if one.person_id is not None:
            given[one.person_id].append(one.household.number)
    telling.tell(ctx, given, {}, ())


def shared_out(plan: Plan) -> dict[int, int]:
    """Household -> person: those of a group go to its people in rows of equal length, in the order of the list."""
    owners: dict[int, int] = {}
    for unit, people in plan.people.items():
        theirs = [one.household_id for one in plan.households if one.unit == unit]
        for place, household in enumerate(theirs if people else ()):
            owners[household] = people[place * len(people) // len(theirs)]
    return owners
