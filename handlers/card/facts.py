"""What the card of a household says, line by line: what its reader may see of it."""

from collections.abc import Iterator

from handlers.card.finding import allows
from handlers.card.wording import event_line
from handlers.register.importing import review_choices
from handlers.rounds.finding import name_of
from handlers.talk.context import Context
from handlers.talk.texts import Public
from handlers.talk.wording import local, short_clock_text
from storage.records import Assignment, Household, HouseholdYear, Interview, Member
from survey.register.history.passages import passages
from survey.state import AnswerKey
from survey.workflow.rights import Doing
from survey.written import day_text, masked, short_day_text, vietnamese_date, weekday

VISITS, EVENTS = 5, 8
PHONE = "household.phone"
"""The question that asks for the household's telephone, as a form names it (`bind::rasoat:prefill`)."""


def lines(ctx: Context, household: Household) -> list[str]:
    """All of it."""
    return [
        ctx.texts("card.head", number=household.number, name=household.head_name, unit=household.unit_name),
        *_ended(ctx, household),
        *([ctx.texts("card.address", address=household.address)] if household.address else []),
        *_phone(ctx, household),
        *_members(ctx, household),
        *_rounds(ctx, household),
        *_review(ctx, household),
        *_years(ctx, household),
        *_history(ctx, household),
    ]


def _ended(ctx: Context, household: Household) -> list[str]:
    at = household.ended_at
    return [ctx.texts("register.gone", day=day_text(local(at).date()))] if at is not None else []


# --- its people --------------------------------------------------------------------------------------------------------------------------


def _phone(ctx: Context, household: Household) -> list[str]:
    if not allows(ctx, Doing.PHONE, household):
        return []
    number = _number_said(ctx, household)
    return [ctx.texts("card.phone", number=Public(number))] if number else []


def _number_said(ctx: Context, household: Household) -> str:
    """As it was said at the last review."""
    last = ctx.work.filled.last_of(household.id)
    if last is None:
        return ""
    outline = ctx.services.outline(ctx.work, last.form_version_id, last.ruleset)
    asked = next((one for one in outline.questions if one.hint_of("prefill") == PHONE), None)
    if asked is None:
        return ""
    stored = ctx.work.filled.record(last.id).answers.get(AnswerKey((), asked.control.definition.key))
    return stored.value if stored is not None else ""


def _members(ctx: Context, household: Household) -> Iterator[str]:
    every = ctx.work.households.members(household.id, everybody=True)
    here = [one for one in every if one.left_at is None]
    relations = review_choices(ctx.work, ctx.services, ctx.now).get("relation", {}) if here else {}
    secret, phones = (allows(ctx, doing, household) for doing in (Doing.PRIVATE, Doing.PHONE))
    yield ctx.texts("card.members", n=len(here)) if here else ctx.texts("card.empty")
    for place, one in enumerate(here, start=1):
        relation = next(iter(relations.get(one.relation or "", [])), "")
        facts = [
            one.name,
            _sex(ctx, one),
            _born(one),
            relation,
            _card(ctx, one) if secret else "",
            one.phone if phones else "",
        ]
        yield ctx.texts("card.member", n=place, facts=Public(", ".join(filter(None, facts))))
    for one in every:
        if one.left_at is not None:
            day = day_text(local(one.left_at).date())
            key = f"register.gone_by.{one.left_reason}"
            reason = ctx.texts(key) if key in ctx.texts else one.left_reason
            yield ctx.texts("card.left", name=one.name, day=day, reason=reason)


def _sex(ctx: Context, one: Member) -> str:
    return ctx.texts(f"export.value.{one.sex}").lower() if one.sex else ""


def _born(one: Member) -> str:
    return vietnamese_date(one.birth_date.isoformat()) if one.birth_date else str(one.birth_year or "")


def _card(ctx: Context, one: Member) -> str:
    return ctx.texts("card.identity_tail", tail=masked(one.cccd)) if one.cccd else ctx.texts("card.no_identity")


# --- its reviews -------------------------------------------------------------------------------------------------------------------------


def _rounds(ctx: Context, household: Household) -> Iterator[str]:
    """How far it is in the rounds that are going on, whose it is, and who was there."""
    found = [(held, ctx.work.assignments.of(held.id, household.id)) for held in ctx.rounds()]
    there = [(held, one) for held, one in found if one is not None]
    if not there:
        yield ctx.texts("card.no_round")
    for held, one in there:
        person = ctx.work.people.get(one.person_id) if one.person_id is not None else None
        whose = ctx.texts("card.whose", name=person.name) if person else ctx.texts("card.of_nobody")
        yield ctx.texts("card.round", round=name_of(ctx, held), state=_state(ctx, one), whose=whose)
        if allows(ctx, Doing.WORDS, household):
            yield from _added(ctx, household, f"round:{held.key} add")
            yield from _visits(ctx, one)


def _added(ctx: Context, household: Household, subject: str) -> Iterator[str]:
    """Why it came onto the list of the round, where somebody put it there."""
    every = ctx.work.accesses.of_household(household.id)
    reason = next((one.reason for one in every if one.subject == subject), "")
    if reason:
        yield ctx.texts("card.added", reason=reason)


def _state(ctx: Context, one: Assignment) -> str:
    parts = [ctx.texts(f"state.{one.state.value}")]
    if one.appointment_on is not None:
        day = f"{weekday(one.appointment_on)} {short_day_text(one.appointment_on)}"
        parts.append(ctx.texts("households.appointment", day=day))
    elif one.outcome is not None:
        parts.append(ctx.texts(f"outcome.{one.outcome.value}"))
    return ", ".join(parts)


def _visits(ctx: Context, one: Assignment) -> Iterator[str]:
    """The last ones, the newest first."""
    visits = ctx.work.visits.of(one.id)[::-1]
    people = ctx.work.people.many({visit.by for visit in visits})
    for visit in visits[:VISITS]:
        outcome = ctx.texts(f"outcome.{visit.outcome.value}") + (f" ({visit.reason})" if visit.reason else "")
        name = people[visit.by].name if visit.by in people else ""
        yield ctx.texts("card.visit", at=short_clock_text(visit.at), outcome=outcome, name=name)
    if len(visits) > VISITS:
        yield ctx.texts("card.more_visits", n=len(visits) - VISITS)


def _review(ctx: Context, household: Household) -> Iterator[str]:
    """What the last review that was handed in came to; what is lacking, to those who may know."""
    last = ctx.work.filled.last_of(household.id)
    if last is None or last.result is None or last.submitted_at is None:
        return
    found = last.result
    low, high = found.score_b_min, found.score_b_max
    yield ctx.texts(
        "card.result",
        at=short_clock_text(last.submitted_at),
        category=ctx.texts(f"category.{found.category.value if found.category is not None else 'unclear'}"),
        points=_points(ctx, found.score_a, str(low) if low == high else f"{low}–{high}"),
    )
    names = _lacking(ctx, last)
    if names and allows(ctx, Doing.WORDS, household):
        yield ctx.texts("card.lacks", names=", ".join(names))


def _lacking(ctx: Context, last: Interview) -> list[str]:
    names = {one.key: one.name for one in ctx.services.ruleset(last.ruleset).indicators}
    return [names[key] for key in (last.result.deprived if last.result else ()) if key in names]


def _points(ctx: Context, score_a: int | None, score_b: str) -> str:
    said = {"a": score_a, "b": score_b or None}
    parts = [ctx.texts(f"card.score_{name}", n=value) for name, value in said.items() if value is not None]
    return f" ({', '.join(parts)})" if parts else ""


def _years(ctx: Context, household: Household) -> Iterator[str]:
    """The newest first: class, points, decision, and how it came onto the list or off it."""
    years = ctx.work.households.years(household.id)
    ways = {one.year: one.passage for one in passages((each.year, each.category) for each in years)}
    for one in reversed(years):
        way = [ctx.texts(f"passage.{ways[one.year].value}")] if one.year in ways else []
        yield ctx.texts("card.year", year=one.year, what=", ".join([*_of_year(ctx, one), *way]))


def _of_year(ctx: Context, one: HouseholdYear) -> Iterator[str]:
    score_b = "" if one.score_b is None else str(one.score_b)
    yield ctx.texts(f"category.{one.category.value}") + _points(ctx, one.score_a, score_b)
    if one.decision_number:
        day = day_text(one.decided_on) if one.decided_on else ""
        yield ctx.texts("card.decision", number=Public(one.decision_number), day=day).strip()
    for key, said in (("card.came_in", one.came_in), ("card.went_out", one.went_out)):
        if said:
            yield ctx.texts(key, how=said)


def _history(ctx: Context, household: Household) -> Iterator[str]:
    """What was put right in the register, the newest first; why and by whom to those who may know."""
    every = ctx.work.corrections.of(household.id)[::-1]
    people = ctx.work.people.many({one.why.by for one in every})
    in_full = allows(ctx, Doing.WORDS, household)
    if every:
        yield ctx.texts("register.history")
    for one in every[:EVENTS]:
        name = people[one.why.by].name if one.why.by in people else ""
        yield event_line(ctx, household, one, name, in_full=in_full)
    if len(every) > EVENTS:
        yield ctx.texts("register.more_events", n=len(every) - EVENTS)
