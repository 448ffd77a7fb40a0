"""What a leader asks in words of their own: which group is slowest, and what cannot be looked up yet."""

from handlers.figures import summary
from handlers.figures.tally import tally
from handlers.talk.buttons import tap
from handlers.talk.context import Context, Response
from storage.records import Role, Round, Unit
from survey.read import FASTEST, SLOWEST, asks_beyond, fold
from survey.written import percent

NAMED = 3


def summary_of(ctx: Context, argument: str) -> Response:
    """As `summary`; "chậm nhất" and "nhanh nhất" put the groups in order."""
    current = ctx.round()
    order = next((one for one in (SLOWEST, FASTEST) if fold(argument).strip() == fold(one)), "")
    if current is None or not order:
        return summary.summary(ctx, argument)
    return _in_order(ctx, current, order)


def _in_order(ctx: Context, current: Round, order: str) -> Response:
    """The first of the groups by the share of their households that is done; equal ones by what is left."""
    rows = ctx.work.summary.round(current.id)
    groups = [unit for unit in ctx.work.units.all() if unit.kind == "group"]
    counted = [(unit, tally(row for row in rows if row.unit == unit.code)) for unit in groups]
    counted = [(unit, one) for unit, one in counted if one.total]
    sign = 1 if order == SLOWEST else -1
    counted.sort(key=lambda pair: (sign * pair[1].done / pair[1].total, -sign * (pair[1].total - pair[1].done)))
    lines = [
        ctx.texts(
            "summary.rank_line",
            name=unit.name,
            done=one.done,
            total=one.total,
            share=percent(100 * one.done / one.total),
            people=_people(ctx, unit),
        )
        for unit, one in counted[:NAMED]
    ]
    key = "summary.slowest" if order == SLOWEST else "summary.fastest"
    rows_of_buttons = tuple((tap(unit.name, f"/tonghop {unit.code}"),) for unit, _ in counted[:NAMED])
    return ctx.close("\n".join([ctx.texts(key), *lines]), rows_of_buttons, listed=True)


def _people(ctx: Context, unit: Unit) -> str:
    people = ctx.work.people.all()
    return ", ".join(one.name for one in people if unit.code in one.units and one.has(Role.COLLABORATOR))


def beyond(ctx: Context, text: str) -> Response | None:
    """Lists of households and files are not there for leaders yet: said, with what is."""
    what = asks_beyond(text)
    return ctx.stay(ctx.texts(f"summary.beyond_{what}")) if what else None
