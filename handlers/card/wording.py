"""Changes of the register in words: what is read back, and the lines of a household's history."""

from handlers.register.importing import review_choices
from handlers.talk.context import Context
from handlers.talk.texts import Public
from storage.records import EventKind, Household, HouseholdEvent
from survey.written import masked, short_day_text, vietnamese_date

_SECRET = frozenset({"cccd", "phone"})


def fact_text(ctx: Context, what: str, before: str, after: str) -> str:
    """A fact of a member: "năm sinh: 1974 → 1976". Of numbers that are somebody's only the end is said."""
    was, now = (Public(_value(ctx, what, one) or ctx.texts("register.none")) for one in (before, after))
    return ctx.texts("register.fact", what=ctx.texts(f"register.what.{what}"), before=was, after=now)


def _value(ctx: Context, what: str, value: str) -> str:
    if not value:
        return ""
    if what in _SECRET:
        return masked(value)
    if what == "birth_date":
        return vietnamese_date(value)
    if what == "sex":
        return ctx.texts(f"export.value.{value}").lower()
    if what == "relation":
        named = review_choices(ctx.work, ctx.services, ctx.now).get("relation", {})
        return next(iter(named.get(value, [])), value)
    return value


def event_line(ctx: Context, household: Household, event: HouseholdEvent, name: str, *, in_full: bool) -> str:
    """When, what and, `in_full`, why and by whom."""
    day, what = short_day_text(event.why.day), _event(ctx, household, event)
    if not in_full:
        return ctx.texts("register.event_bare", day=day, what=Public(what))
    return ctx.texts("register.event_line", day=day, what=Public(what), reason=event.why.reason, name=name)


def _event(ctx: Context, household: Household, event: HouseholdEvent) -> str:
    other = ctx.work.households.get(event.other) if event.other is not None else None
    number = str(other.number) if other is not None else "?"
    match event.kind:
        case EventKind.CORRECTED if event.what in _SECRET:
            what = ctx.texts(f"register.what.{event.what}")
            return ctx.texts("register.event.corrected_secret", name=event.name, what=what)
        case EventKind.CORRECTED:
            fact = fact_text(ctx, event.what, event.before, event.after)
            return ctx.texts("register.event.corrected", name=event.name, fact=Public(fact))
        case EventKind.SPLIT | EventKind.MERGED:
            came = event.what == "in"
            key = f"register.event.{event.kind.value}_{'in' if came else 'out'}"
            return ctx.texts(key, other=number, people=event.name)
        case EventKind.REGROUPED | EventKind.HEAD:
            return ctx.texts(f"register.event.{event.kind.value}", before=event.before, after=event.after)
        case _:
            return ctx.texts(f"register.event.{event.kind.value}", name=event.name or household.head_name)
